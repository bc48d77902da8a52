/** GET: the whole object, at once, no event. */
import { ADMINISTRATOR, type Draft } from '../domain/config.ts'
import type { User } from '../domain/directory.ts'
import { type Content, Operation, type QueueView, type RestRequest, type SystemInfoView } from '../domain/rest.ts'
import { systemAuthMode } from '../domain/single-sign-on.ts'
import { type Dialog, dialogView } from './dialogs.ts'
import type { FinesseNode } from './node.ts'
import { type Answer, failure } from './rest-answer.ts'
import { getUserList } from './rest-team.ts'
import { userView } from './users.ts'

export function systemInfo(node: FinesseNode): SystemInfoView {
  const { name } = node.cti.service
  const status = name === 'IN_SERVICE' || name === 'PARTIAL_SERVICE' ? name : 'OUT_OF_SERVICE'
  const mode = systemAuthMode(node.options.desk.sso)
  return {
    node: node.options.number,
    status,
    reason: '',
    heartbeatOk: status !== 'OUT_OF_SERVICE',
    heartbeatAt: node.cti.lastBeatAt,
    now: node.env.now(),
    cti: node.profile.ctiStandby === 1 ? node.cti.view : undefined,
    maintenance: maintenanceView(node),
    ...(mode === 'NON_SSO' ? {} : { authMode: mode }),
  }
}

function maintenanceView({ administration: { maintenance } }: FinesseNode): SystemInfoView['maintenance'] {
  if (maintenance === undefined || maintenance.mode === '') return undefined
  return { mode: maintenance.mode, seconds: maintenance.seconds }
}

const ok = (content: Content): Answer => ({ status: 200, content })

/** Of a queue without statistics every number is -1. */
function queueView(node: FinesseNode, queue: number): QueueView {
  return (
    node.queueViews[queue] ?? {
      queue,
      callsInQueue: -1,
      oldest: -1,
      loggedOn: -1,
      ready: -1,
      notReady: -1,
      talkingInbound: -1,
      talkingOutbound: -1,
      talkingInternal: -1,
      workReady: -1,
      workNotReady: -1,
      busyOther: -1,
    }
  )
}

/** A supervisor has the queues of all members of the supervised teams. */
function queuesOf({ options: { directory } }: FinesseNode, user: User): readonly number[] {
  const members = user.supervises.flatMap((team) => directory.teams[team]!.members)
  const all = new Set([...user.queues, ...members.flatMap((member) => directory.users[member]!.queues)])
  return [...all].sort((a, b) => a - b)
}

export function read(node: FinesseNode, request: RestRequest): Answer {
  const { directory } = node.options
  const caller = directory.users[request.user]
  const isAdministrator = request.user === ADMINISTRATOR
  const user = node.users[request.id]
  switch (request.operation) {
    case Operation.getSystemInfo:
      return ok({ kind: 'systemInfo', info: systemInfo(node) })
    case Operation.getUser:
    case Operation.getDialogs: {
      if (user === undefined) return failure(404, 'User Not Found', 'UNKNOWN_USER', String(request.id))
      if (request.id !== request.user && !isAdministrator && !caller!.supervises.includes(user.team)) {
        return mismatch(directory.users[request.id]!.loginId)
      }
      if (request.operation === Operation.getUser) return ok({ kind: 'user', user: userView(user) })
      return ok({ kind: 'dialogs', dialogs: user.dialogs.map(dialogView) })
    }
    case Operation.getUsers:
      return ok({ kind: 'users', users: node.users.map(userView) })
    case Operation.getDialog: {
      const dialog = node.dialogs.get(request.id)
      if (dialog === undefined)
        return failure(404, 'Not Found', 'Invalid dialogId specified for dialog', String(request.id))
      const mayRead = isAdministrator || dialog.members.includes(request.user) || isSupervised(node, caller!, dialog)
      if (!mayRead) return failure(401, 'Authorization Failure', 'UNAUTHORIZED', caller!.loginId)
      return ok({ kind: 'dialog', dialog: dialogView(dialog) })
    }
    case Operation.getTeams:
      return ok({ kind: 'teams' })
    case Operation.getTeam: {
      const team = directory.teams[request.id]
      if (team === undefined) return failure(404, 'Not Found', 'Invalid teamId specified', String(request.id))
      if (!isAdministrator && !caller!.supervises.includes(team.index)) {
        return failure(401, 'Authorization Failure', 'UNAUTHORIZED', caller!.loginId)
      }
      return ok({ kind: 'team', team: team.index, users: team.members.map((index) => userView(node.users[index]!)) })
    }
    case Operation.getUserQueues: {
      const asked = directory.users[request.id]
      if (asked === undefined) return failure(404, 'User Not Found', 'UNKNOWN_USER', String(request.id))
      return ok({ kind: 'queues', queues: queuesOf(node, asked).map((queue) => queueView(node, queue)) })
    }
    case Operation.getQueue:
      return node.options.queues[request.id] === undefined
        ? failure(404, 'Not Found', 'Invalid queueId specified', String(request.id))
        : ok({ kind: 'queue', queue: queueView(node, request.id) })
    case Operation.getReasonCodes:
      return getUserList(node, request, 'ReasonCodes')
    case Operation.getWrapUpReasons:
      return getUserList(node, request, 'WrapUpReasons')
    case Operation.getPhoneBooks:
      return getUserList(node, request, 'PhoneBooks')
    case Operation.getWorkflows:
      return getUserList(node, request, 'Workflows')
    case Operation.getMediaPropertiesLayouts:
      return getUserList(node, request, 'MediaPropertiesLayouts')
    case Operation.clientLog:
      return clientLog(node, request)
    default:
      return failure(404, 'Not Found', 'Unknown resource')
  }
}

function mismatch(loginId: string): Answer {
  const text = "The user specified in the authentication credentials and the uri don't match"
  return failure(401, 'Invalid Authorization User Specified', text, loginId)
}

/** Whether an agent of the caller's teams takes part in it. */
function isSupervised({ users }: FinesseNode, { supervises }: User, { members }: Dialog): boolean {
  return supervises.length > 0 && members.some((member) => supervises.includes(users[member]!.team))
}

/** POST User/{id}/ClientLog: one's own log, which is taken and not kept (Developer Guide 12.5(1), p. 163-168). */
function clientLog({ options: { directory } }: FinesseNode, { body, id, user }: RestRequest): Answer {
  const asked = directory.users[id]
  if (asked === undefined) return failure(404, 'User Not Found', 'UNKNOWN_USER', String(id))
  if (user !== id) return mismatch(asked.loginId)
  const { logData } = (body ?? {}) as Draft
  return logData === undefined
    ? failure(400, 'Parameter Missing', 'logData Parameter missing', 'logData')
    : { status: 202 }
}
