/** PUT Dialog/{id} and POST User/{id}/Dialogs: call control (Developer Guide 12.5(1), p. 77-127). */
import type { CallControlReq } from '../domain/cti.ts'
import { ParticipantState } from '../domain/dialog-state.ts'
import { M } from '../domain/messages.ts'
import type { DialogBody, RequestedAction, RestRequest } from '../domain/rest.ts'
import { ownState } from './dialogs.ts'
import type { FinesseNode } from './node.ts'
import { submit } from './operations.ts'
import { type Answer, accepted, failure } from './rest.ts'
import type { FinesseUser } from './users.ts'

/** CTI request of each action, and the CTI event that is its outcome. */
const actions: Readonly<Partial<Record<RequestedAction, readonly [number, number]>>> = {
  ANSWER: [M.answerCallReq, M.establishedEvent],
  HOLD: [M.holdCallReq, M.heldEvent],
  RETRIEVE: [M.retrieveCallReq, M.retrievedEvent],
  DROP: [M.clearConnectionReq, M.connectionClearedEvent],
  CONSULT_CALL: [M.consultationCallReq, M.serviceInitiatedEvent],
  TRANSFER: [M.transferCallReq, M.transferredEvent],
  CONFERENCE: [M.conferenceCallReq, M.conferencedEvent],
  TRANSFER_SST: [M.singleStepTransferReq, M.connectionClearedEvent],
  UPDATE_CALL_DATA: [M.setCallDataReq, M.callDataUpdateEvent],
  MAKE_CALL: [M.makeCallReq, M.serviceInitiatedEvent],
  SILENT_MONITOR: [M.superviseCallReq, M.serviceInitiatedEvent],
  BARGE_CALL: [M.superviseCallReq, M.conferencedEvent],
}
const READ_ONLY = /^(callVariable\d+|user\..+)$/

export function putDialog(node: FinesseNode, request: RestRequest): Answer {
  const body = request.body as DialogBody | undefined
  const user = node.users[request.user]!
  const dialog = node.dialogs.get(request.id)
  if (body?.action === undefined) return missing('requestedAction')
  if (dialog === undefined) return failure(404, 'Not Found', 'Invalid dialogId specified for dialog', String(request.id))
  const own = node.options.directory.users[request.user]!
  if (body.action === 'PARTICIPANT_DROP') return dropParticipant(node, request, body)
  if (body.action !== 'UPDATE_CALL_DATA' && body.target !== own.extension) {
    return body.target === undefined
      ? missing('targetMediaAddress')
      : failure(400, 'Invalid Input', 'Invalid targetMediaAddress specified', body.target)
  }
  if (!dialog.members.includes(user.index)) {
    return failure(401, 'Invalid Authorization User Specified', 'The user is not a participant of the dialog', own.loginId)
  }
  const action = actions[body.action as RequestedAction]
  if (action === undefined || ['MAKE_CALL', 'SILENT_MONITOR', 'BARGE_CALL'].includes(body.action)) {
    return failure(400, 'Invalid Input', 'Invalid requestedAction specified', body.action)
  }
  if ((body.action === 'CONSULT_CALL' || body.action === 'TRANSFER_SST') && !body.to) return missing('toAddress')
  if (body.action === 'CONSULT_CALL' && body.to === own.extension) return invalidDestination(body.to)
  if (body.action === 'UPDATE_CALL_DATA') return updateCallData(node, request, body)
  let other = 0
  if (body.action === 'TRANSFER' || body.action === 'CONFERENCE') {
    const active = otherActive(user, request.id)
    if (active === undefined) {
      return failure(400, 'Invalid State', `No Active call available on agent for ${body.action}`)
    }
    other = active
  }
  ask(node, request, body, action, { call: request.id, other })
  return accepted
}

const missing = (parameter: string): Answer => failure(400, 'Parameter Missing', `${parameter} Parameter missing`, parameter)
const invalidDestination = (to: string): Answer => failure(400, 'Invalid Destination', 'Invalid toAddress specified', to)

function otherActive(user: FinesseUser, call: number): number | undefined {
  return user.dialogs.find(
    (dialog) => dialog.call !== call && ownState(dialog.parties, user.index) === ParticipantState.ACTIVE,
  )?.call
}

function updateCallData(node: FinesseNode, request: RestRequest, body: DialogBody): Answer {
  const variables = body.variables ?? new Map<number, string>()
  const ecc = body.ecc ?? new Map<string, string>()
  for (const name of ecc.keys()) {
    if (!READ_ONLY.test(name)) return failure(400, 'Invalid Input', 'Invalid call variable specified', name)
  }
  for (const value of variables.values()) {
    if (value.length > 40) return failure(400, 'Invalid Input', 'Call variable is longer than 40 bytes', value)
  }
  submit(node, {
    user: request.user,
    asker: request.user,
    requestId: request.requestId,
    kind: M.setCallDataReq,
    request: { agent: request.user, call: request.id, variables, ecc, wrapUpReason: body.wrapUpReason },
    state: -1,
    expects: M.callDataUpdateEvent,
    call: request.id,
  })
  return accepted
}

/** By default only a supervisor may drop a participant (property enableDropParticipantFor). */
function dropParticipant(node: FinesseNode, request: RestRequest, body: DialogBody): Answer {
  const { directory } = node.options
  const target = directory.byExtension(body.target ?? '')
  const dialog = node.dialogs.get(request.id)!
  const party = target && dialog.parties.find((one) => one.device === target.index)
  if (directory.users[request.user]!.role !== 'supervisor') {
    return failure(400, 'Generic Error', 'PARTICIPANT_DROP is allowed to supervisors only')
  }
  if (party === undefined) return invalidDestination(body.target ?? '')
  const action = [M.clearConnectionReq, M.connectionClearedEvent] as const
  ask(node, request, body, action, { call: request.id, target: party.device })
  return accepted
}

export function postDialog(node: FinesseNode, request: RestRequest): Answer {
  const body = request.body as DialogBody | undefined
  const { directory } = node.options
  const own = directory.users[request.user]!
  if (request.id !== request.user) {
    const text = "The user specified in the authentication credentials and the uri don't match"
    return failure(401, 'Invalid Authorization User Specified', text, own.loginId)
  }
  if (body?.action === undefined) return missing('requestedAction')
  const action = actions[body.action as RequestedAction]
  if (action === undefined || !['MAKE_CALL', 'SILENT_MONITOR', 'BARGE_CALL'].includes(body.action)) {
    return failure(400, 'Invalid Input', 'Invalid requestedAction specified', body.action)
  }
  if (!body.from) return missing('fromAddress')
  if (!body.to) return missing('toAddress')
  if (body.from !== own.extension) return failure(400, 'Invalid Input', 'Invalid fromAddress specified', body.from)
  if (body.from === body.to) return invalidDestination(body.to)
  if (body.action === 'MAKE_CALL') {
    ask(node, request, body, action, { call: 0 })
    return accepted
  }
  const target = directory.byExtension(body.to)
  if (own.role !== 'supervisor') return failure(401, 'Invalid Supervisor', 'UNAUTHORIZED', own.loginId)
  if (target === undefined || !own.supervises.includes(target.team)) return invalidDestination(body.to)
  const other = body.action === 'BARGE_CALL' ? (body.associatedDialog ?? 0) : 0
  ask(node, request, body, action, {
    call: other,
    other,
    target: target.index,
    action: body.action === 'BARGE_CALL' ? 'barge' : 'monitor',
  })
  return accepted
}

function ask(
  node: FinesseNode,
  request: RestRequest,
  body: DialogBody,
  [kind, expects]: readonly [number, number],
  rest: Partial<CallControlReq> & { readonly call: number },
): void {
  const wish: Omit<CallControlReq, 'invoke'> = {
    agent: request.user,
    other: 0,
    to: body.to ?? '',
    target: -1,
    action: 'none',
    farEnd: body.farEnd,
    data: undefined,
    ...rest,
  }
  submit(node, {
    user: request.user,
    asker: request.user,
    requestId: request.requestId,
    kind,
    request: wish,
    state: -1,
    expects,
    call: rest.call,
  })
}
