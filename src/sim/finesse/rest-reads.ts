/** GET: the whole object, at once, no event. */
import type { User } from '../domain/directory.ts'
import { type Content, Operation, type QueueView, type RestRequest, type SystemInfoView } from '../domain/rest.ts'
import { dialogView } from './dialogs.ts'
import type { FinesseNode } from './node.ts'
import { type Answer, failure } from './rest.ts'
import { userView } from './users.ts'

export function systemInfo(node: FinesseNode): SystemInfoView {
  return {
    node: node.options.number,
    status: node.inService ? 'IN_SERVICE' : 'OUT_OF_SERVICE',
    reason: '',
    heartbeatOk: node.inService,
    heartbeatAt: node.cti.lastBeatAt,
    now: node.env.now(),
    cti: node.profile.ctiStandby === 1 ? node.cti.view : undefined,
  }
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
  const user = node.users[request.id]
  switch (request.operation) {
    case Operation.getSystemInfo:
      return ok({ kind: 'systemInfo', info: systemInfo(node) })
    case Operation.getUser:
    case Operation.getDialogs: {
      if (user === undefined) return failure(404, 'User Not Found', 'UNKNOWN_USER', String(request.id))
      if (request.id !== request.user && !caller!.supervises.includes(user.team)) {
        const text = "The user specified in the authentication credentials and the uri don't match"
        return failure(401, 'Invalid Authorization User Specified', text, directory.users[request.id]!.loginId)
      }
      if (request.operation === Operation.getUser) return ok({ kind: 'user', user: userView(user) })
      return ok({ kind: 'dialogs', dialogs: user.dialogs.map(dialogView) })
    }
    case Operation.getDialog: {
      const dialog = node.dialogs.get(request.id)
      if (dialog === undefined)
        return failure(404, 'Not Found', 'Invalid dialogId specified for dialog', String(request.id))
      const mayRead = dialog.members.includes(request.user) || caller!.role === 'supervisor'
      if (!mayRead) return failure(401, 'Authorization Failure', 'UNAUTHORIZED', caller!.loginId)
      return ok({ kind: 'dialog', dialog: dialogView(dialog) })
    }
    case Operation.getTeam: {
      const team = directory.teams[request.id]
      if (team === undefined) return failure(404, 'Not Found', 'Invalid teamId specified', String(request.id))
      if (!caller!.supervises.includes(team.index)) {
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
      return request.category === undefined
        ? failure(400, 'Bad Request', 'category is required', 'category')
        : ok({ kind: 'reasonCodes', category: request.category })
    case Operation.getWrapUpReasons:
      return ok({ kind: 'list', name: 'wrapUpReasons' })
    case Operation.getPhoneBooks:
      return ok({ kind: 'list', name: 'phoneBooks' })
    case Operation.getWorkflows:
      return ok({ kind: 'list', name: 'workflows' })
    case Operation.getMediaPropertiesLayouts:
      return ok({ kind: 'list', name: 'mediaPropertiesLayouts' })
    default:
      return failure(404, 'Not Found', 'Unknown resource')
  }
}
