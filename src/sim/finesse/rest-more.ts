/** Requests beyond users, dialogs, teams and queues: configuration, media, messages, service. */
import { ADMINISTRATOR, type Draft } from '../domain/config.ts'
import { type MediaBody, Operation, operationName, type RestRequest } from '../domain/rest.ts'
import type { FinesseNode } from './node.ts'
import { type Answer, failure } from './rest-answer.ts'
import * as config from './rest-config.ts'
import * as service from './rest-service.ts'
import * as team from './rest-team.ts'

type Handler = (node: FinesseNode, request: RestRequest) => Answer

const handlers: Readonly<Partial<Record<keyof typeof Operation, Handler>>> = {
  listObjects: config.listObjects,
  getObject: config.getObject,
  createObject: config.createObject,
  updateObject: config.updateObject,
  deleteObject: config.deleteObject,
  getSetting: config.getSetting,
  putSetting: config.putSetting,
  exportContacts: config.exportContacts,
  importContacts: config.importContacts,
  replaceContacts: config.putContacts,
  getUserObject: team.getUserObject,
  getTeamResource: team.getTeamResource,
  getAssigned: team.getAssigned,
  putAssigned: team.putAssigned,
  getServiceInfo: service.getServiceInfo,
  getMaintenanceMode: service.getMaintenanceMode,
  putMaintenanceMode: service.putMaintenanceMode,
  getUserAuthMode: service.getUserAuthMode,
  getDevices: service.getDevices,
  getMediaList: media,
  getMedia: media,
  putMedia: media,
  getMediaDialogs: media,
  getTeamMessages,
  getTeamMessage,
}
const byNumber = new Map(
  Object.entries(handlers).map(([name, handler]) => [Operation[name as keyof typeof Operation], handler]),
)

export function more(node: FinesseNode, request: RestRequest, answer: (result: Answer) => void): void {
  const { operation } = request
  if (operation === Operation.postTeamMessage) postTeamMessage(node, request, answer)
  else if (operation === Operation.deleteTeamMessage) deleteTeamMessage(node, request, answer)
  else {
    const handler = byNumber.get(operation)
    answer(handler?.(node, request) ?? failure(404, 'Not Found', 'Unknown resource', operationName(operation)))
  }
}

/** A user's own media only. */
function media(node: FinesseNode, request: RestRequest): Answer {
  const { administration, options } = node
  const { id, item, operation, user } = request
  const asked = options.directory.users[id]
  if (asked === undefined) return failure(404, 'User Not Found', 'UNKNOWN_USER', String(id))
  if (user !== id && (user !== ADMINISTRATOR || operation === Operation.putMedia)) {
    const text = "The user specified in the authentication credentials and the uri don't match"
    return failure(401, 'Invalid Authorization User Specified', text, asked.loginId)
  }
  const domains = administration.media.domains()
  const list = (name: string, items: readonly object[]): Answer => ({
    status: 200,
    content: { kind: 'objects', name, items },
  })
  if (operation === Operation.getMediaDialogs) return { status: 200, content: { kind: 'dialogs', dialogs: [] } }
  if (operation === Operation.getMediaList)
    return list(
      'MediaList',
      domains.map((one) => administration.media.view(id, one)),
    )
  const domain = domains.find((one) => String(one.id) === item)
  if (domain === undefined) return failure(404, 'Not Found', 'Invalid mrdId specified', item)
  if (operation === Operation.putMedia) {
    return administration.media.put(id, domain, request.body as MediaBody | undefined, request.requestId)
  }
  return { status: 200, content: { kind: 'object', name: 'Media', value: administration.media.view(id, domain) } }
}

const isSupervisor = ({ options: { directory } }: FinesseNode, user: number): boolean =>
  user === ADMINISTRATOR || directory.users[user]?.role === 'supervisor'
const unauthorized = (node: FinesseNode, user: number): Answer =>
  failure(401, 'Authorization Failure', 'UNAUTHORIZED', node.options.directory.users[user]?.loginId)
const noMessage = (id: string | undefined): Answer => failure(404, 'Not Found', 'The message does not exist', id)

function postTeamMessage(node: FinesseNode, request: RestRequest, answer: (result: Answer) => void): void {
  const { directory } = node.options
  const against = !isSupervisor(node, request.user)
    ? unauthorized(node, request.user)
    : request.body === undefined
      ? failure(400, 'Bad Request', 'The request body must be a TeamMessage')
      : undefined
  if (against !== undefined) {
    answer(against)
    return
  }
  const author = directory.users[request.user]
  const mayTell = (id: string): boolean => {
    const team = directory.teams.find((one) => String(one.id) === id)
    return team !== undefined && (author === undefined || author.supervises.includes(team.index))
  }
  const createdBy = {
    id: author?.loginId ?? 'administrator',
    firstName: author?.firstName ?? '',
    lastName: author?.lastName ?? '',
  }
  node.administration.messages.post(request.body as Draft, createdBy, mayTell, answer)
}

/** Its author or an administrator takes it back. */
function deleteTeamMessage(node: FinesseNode, request: RestRequest, answer: (result: Answer) => void): void {
  const message = node.administration.messages.get(request.item ?? '')
  const own = node.options.directory.users[request.user]?.loginId
  if (!isSupervisor(node, request.user)) answer(unauthorized(node, request.user))
  else if (message === undefined) answer(noMessage(request.item))
  else if (request.user !== ADMINISTRATOR && message.createdBy.id !== own) answer(unauthorized(node, request.user))
  else node.administration.messages.remove(message, answer)
}

function getTeamMessage(node: FinesseNode, { item, user }: RestRequest): Answer {
  const message = node.administration.messages.get(item ?? '')
  if (message === undefined || !mayRead(node, user, message.teams)) return noMessage(item)
  return { status: 200, content: { kind: 'object', name: 'TeamMessage', value: message } }
}

function getTeamMessages(node: FinesseNode, { id, user }: RestRequest): Answer {
  const team = node.options.directory.teams[id]
  if (team === undefined) return failure(404, 'Not Found', 'Invalid teamId specified', String(id))
  if (!mayRead(node, user, [team.id])) return unauthorized(node, user)
  const items = node.administration.messages.ofTeam(team.id)
  return { status: 200, content: { kind: 'objects', name: 'TeamMessages', items } }
}

/** Those whom a message is for, and their supervisors. */
function mayRead({ options: { directory } }: FinesseNode, user: number, teams: readonly number[]): boolean {
  const reader = directory.users[user]
  if (reader === undefined) return user === ADMINISTRATOR
  const own = [reader.team, ...reader.supervises].map((index) => directory.teams[index]?.id)
  return teams.some((team) => own.includes(team))
}
