/** Bodies of answers: the content of a GET, the errors of a request that failed at once, nothing for 202. */
import { defaultReasonCodes } from '../../sim/domain/reason-codes.ts'
import type { Content, RestResponse } from '../../sim/domain/rest.ts'
import { answerLimits, child, childrenNamed, childText, parseXml, type XmlElement } from '../xml/parse.ts'
import { list } from '../xml/write.ts'
import { type OtherActive, readDialog, writeDialog, writeDialogs } from './dialog.ts'
import { lastPart, type Names, teamIndex } from './names.ts'
import {
  readApiErrors,
  readQueue,
  readSystemInfo,
  writeApiErrors,
  writeQueue,
  writeQueues,
  writeReasonCodes,
  writeSystemInfo,
  writeWrapUpReasons,
} from './others.ts'
import { readUser, writeReasonCode, writeTeam, writeTeams, writeUser, writeUsers } from './user.ts'

export interface AnswerOptions {
  /** `includeLoggedOutAgents=true` of GET Team. */
  readonly includeLoggedOut: boolean
  readonly otherActive?: OtherActive | undefined
}

export function writeAnswer(names: Names, response: RestResponse, options: AnswerOptions): string {
  if (response.error !== undefined) return writeApiErrors(response.error)
  return response.content === undefined ? '' : writeContent(names, response.content, options)
}

export function writeContent(names: Names, content: Content, { includeLoggedOut, otherActive }: AnswerOptions): string {
  switch (content.kind) {
    case 'user':
      return writeUser(names, content.user)
    case 'users':
      return writeUsers(names, content.users)
    case 'dialogs':
      return writeDialogs(names, content.dialogs, otherActive)
    case 'dialog':
      return writeDialog(names, content.dialog, 'Dialog', otherActive)
    case 'systemInfo':
      return writeSystemInfo(names, content.info)
    case 'team':
      return writeTeam(names, content.team, content.users, includeLoggedOut)
    case 'teams':
      return writeTeams(names)
    case 'queue':
      return writeQueue(names, content.queue)
    case 'queues':
      return writeQueues(names, content.queues)
    case 'reasonCodes':
      return writeReasonCodes(content.category)
    case 'reasonCode': {
      const code = defaultReasonCodes.find((one) => one.id === content.id)
      return code === undefined ? '' : writeReasonCode('ReasonCode', code)
    }
    case 'desktopConfig':
      return ''
    case 'list': {
      if (content.name === 'wrapUpReasons') return writeWrapUpReasons(names)
      return list(content.name[0]!.toUpperCase() + content.name.slice(1), [])
    }
  }
}

/** The client's side: what the body of an answer says. A body that is no Finesse XML says nothing. */
export function readAnswer(names: Names, text: string): Pick<RestResponse, 'content' | 'error'> {
  if (text === '') return { content: undefined, error: undefined }
  const root = parseXml(text, answerLimits)
  if (root.name === 'ApiErrors') return { content: undefined, error: readApiErrors(root) }
  return { content: contentOf(names, root), error: undefined }
}

const lists = ['wrapUpReasons', 'phoneBooks', 'workflows', 'mediaPropertiesLayouts'] as const

function contentOf(names: Names, root: XmlElement): Content | undefined {
  const users = (element: XmlElement | undefined) =>
    childrenNamed(element, 'User').flatMap((one) => readUser(names, one) ?? [])
  switch (root.name) {
    case 'User': {
      const user = readUser(names, root)
      return user && { kind: 'user', user }
    }
    case 'Users':
      return { kind: 'users', users: users(root) }
    case 'Dialogs':
      return { kind: 'dialogs', dialogs: childrenNamed(root, 'Dialog').map((one) => readDialog(names, one)) }
    case 'Dialog':
      return { kind: 'dialog', dialog: readDialog(names, root) }
    case 'SystemInfo':
      return { kind: 'systemInfo', info: readSystemInfo(names, root) }
    case 'Team':
      return { kind: 'team', team: teamIndex(names, childText(root, 'id') ?? ''), users: users(child(root, 'users')) }
    case 'Teams':
      return { kind: 'teams' }
    case 'Queue':
      return { kind: 'queue', queue: readQueue(names, root) }
    case 'Queues':
      return { kind: 'queues', queues: childrenNamed(root, 'Queue').map((one) => readQueue(names, one)) }
    case 'ReasonCodes':
      return { kind: 'reasonCodes', category: root.attributes.get('category') === 'LOGOUT' ? 'LOGOUT' : 'NOT_READY' }
    case 'ReasonCode':
      return { kind: 'reasonCode', id: Number(lastPart(childText(root, 'uri') ?? '')) }
    default: {
      const name = lists.find((one) => one.toLowerCase() === root.name.toLowerCase())
      return name && { kind: 'list', name }
    }
  }
}
