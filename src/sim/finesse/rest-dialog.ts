/** PUT Dialog/{id} and POST User/{id}/Dialogs: call control (Developer Guide 12.5(1), p. 77-127). */

import { AgentState } from '../domain/agent-state.ts'
import { type CallData, emptyVariables } from '../domain/contact.ts'
import type { CallControlReq } from '../domain/cti.ts'
import { CallType, type DialogAction, ParticipantState } from '../domain/dialog-state.ts'
import { M } from '../domain/messages.ts'
import type { DialogBody, RestRequest } from '../domain/rest.ts'
import { ownState } from './dialogs.ts'
import type { FinesseNode } from './node.ts'
import { submit } from './operations.ts'
import { type Answer, accepted, failure } from './rest-answer.ts'
import { furtherAction } from './rest-dialog-more.ts'
import type { FinesseUser } from './users.ts'

/** CTI request of each action, and the CTI event that is its outcome. */
const actions: Readonly<Partial<Record<DialogAction, readonly [number, number]>>> = {
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
/** Name of the action that a CTI request stands for, in error texts. */
export function actionOf(kind: number): string {
  return Object.entries(actions).find(([, [request]]) => request === kind)?.[0] ?? ''
}

/** ECC variables; names of the dialer's own (BACampaign and its like) can be read but not written. */
const WRITABLE = /^user\..+$/

export function putDialog(node: FinesseNode, request: RestRequest): Answer {
  const body = request.body as DialogBody | undefined
  const user = node.users[request.user]!
  const dialog = node.dialogs.get(request.id)
  if (body?.action === undefined) return missing('requestedAction')
  if (dialog === undefined)
    return failure(404, 'Not Found', 'Invalid dialogId specified for dialog', String(request.id))
  const own = node.options.directory.users[request.user]!
  const mayDrop = node.profile.dropParticipant === 1
  if (body.action === 'PARTICIPANT_DROP' && mayDrop) return dropParticipant(node, request, body)
  if (body.action !== 'UPDATE_CALL_DATA' && body.target !== own.extension) {
    return body.target === undefined
      ? missing('targetMediaAddress')
      : failure(400, 'Invalid Input', 'Invalid targetMediaAddress specified', body.target)
  }
  if (!dialog.members.includes(user.index)) return noParticipant(own.loginId)
  const action = actions[body.action as DialogAction]
  if (action === undefined || ['MAKE_CALL', 'SILENT_MONITOR', 'BARGE_CALL'].includes(body.action)) {
    const further = furtherAction(node, request, body, dialog)
    return further ?? failure(400, 'Invalid Input', 'Invalid requestedAction specified', body.action)
  }
  if ((body.action === 'CONSULT_CALL' || body.action === 'TRANSFER_SST') && !body.to) return missing('toAddress')
  if (body.to === own.extension && (body.action === 'CONSULT_CALL' || body.action === 'TRANSFER_SST')) {
    return invalidDestination(body.to)
  }
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

const missing = (parameter: string): Answer =>
  failure(400, 'Parameter Missing', `${parameter} Parameter missing`, parameter)
const noParticipant = (loginId: string): Answer =>
  failure(401, 'Invalid Authorization User Specified', 'The user is not a participant of the dialog', loginId)
const invalidDestination = (to: string): Answer =>
  failure(400, 'Invalid Destination', 'Invalid toAddress specified', to)

function otherActive(user: FinesseUser, call: number): number | undefined {
  return user.dialogs.find(
    (dialog) => dialog.call !== call && ownState(dialog.parties, user.index) === ParticipantState.ACTIVE,
  )?.call
}

function updateCallData(node: FinesseNode, request: RestRequest, body: DialogBody): Answer {
  const variables = body.variables ?? new Map<number, string>()
  const ecc = body.ecc ?? new Map<string, string>()
  const wrong = checkNames(body)
  if (wrong !== undefined) return wrong
  submit(node, {
    user: request.user,
    asker: request.user,
    requestId: request.requestId,
    kind: M.setCallDataReq,
    request: { agent: request.user, call: request.id, variables, ecc, wrapUpReason: body.wrapUpReason },
    state: -1,
    expects: M.callDataUpdateEvent,
    actor: request.user,
    call: request.id,
  })
  return accepted
}

/** Names are known here; how long the values may be, CTI knows. */
function checkNames({ variables, ecc }: DialogBody): Answer | undefined {
  const numbers = [...(variables?.keys() ?? [])].filter((number) => !(number >= 1 && number <= 10))
  const names = [...(ecc?.keys() ?? [])].filter((name) => !WRITABLE.test(name))
  const [unknown] = [...numbers.map((number) => `callVariable${number}`), ...names]
  return unknown === undefined ? undefined : failure(400, 'Invalid Input', 'Invalid call variable specified', unknown)
}

/** Call variables that a new call begins with. */
function dataOf({ variables, ecc }: DialogBody): CallData | undefined {
  if (variables === undefined && ecc === undefined) return undefined
  const values = emptyVariables.map((none, at) => variables?.get(at + 1) ?? none)
  return { variables: values, ecc: ecc ?? new Map(), wrapUpReason: '' }
}

/** By default only a supervisor may drop a participant (property enableDropParticipantFor). */
function dropParticipant(node: FinesseNode, request: RestRequest, body: DialogBody): Answer {
  const { directory } = node.options
  const own = directory.users[request.user]!
  const target = directory.byExtension(body.target ?? '')
  const dialog = node.dialogs.get(request.id)!
  const party = target && dialog.parties.find((one) => one.device === target.index)
  if (own.role !== 'supervisor') {
    return failure(400, 'Generic Error', 'PARTICIPANT_DROP is allowed to supervisors only')
  }
  if (!dialog.members.includes(request.user)) return noParticipant(own.loginId)
  if (party === undefined) return invalidDestination(body.target ?? '')
  const action = [M.clearConnectionReq, M.connectionClearedEvent] as const
  ask(node, request, body, action, { call: request.id, target: party.device })
  return accepted
}

export function postDialog(node: FinesseNode, request: RestRequest): Answer {
  const body = request.body as DialogBody | undefined
  const { directory } = node.options
  const own = directory.users[request.user]!
  const addressed = directory.users[request.id]
  if (addressed === undefined) return failure(404, 'User Not Found', 'UNKNOWN_USER', String(request.id))
  if (addressed !== own) {
    const text = "The user specified in the authentication credentials and the uri don't match"
    return failure(401, 'Invalid Authorization User Specified', text, addressed.loginId)
  }
  if (body?.action === undefined) return missing('requestedAction')
  const action = actions[body.action as DialogAction]
  if (action === undefined || !['MAKE_CALL', 'SILENT_MONITOR', 'BARGE_CALL'].includes(body.action)) {
    return failure(400, 'Invalid Input', 'Invalid requestedAction specified', body.action)
  }
  if (!body.from) return missing('fromAddress')
  if (!body.to) return missing('toAddress')
  if (body.from !== own.extension) return failure(400, 'Invalid Input', 'Invalid fromAddress specified', body.from)
  if (body.from === body.to) return invalidDestination(body.to)
  if (body.action === 'MAKE_CALL') {
    const data = dataOf(body)
    const wrong = checkNames(body)
    if (wrong !== undefined) return wrong
    if (body.wrapUpReason !== undefined || (data !== undefined && node.options.deployment === 'ccx')) {
      return failure(400, 'Invalid Input', 'Invalid mediaProperties specified', 'mediaProperties')
    }
    ask(node, request, body, action, { call: 0, data })
    return accepted
  }
  const target = directory.byExtension(body.to)
  if (own.role !== 'supervisor') return failure(401, 'Invalid Supervisor', 'UNAUTHORIZED', own.loginId)
  if (target === undefined || !own.supervises.includes(target.team)) return invalidDestination(body.to)
  const wrong = body.action === 'BARGE_CALL' ? checkBarge(node, request.user, target.index, body) : undefined
  if (wrong !== undefined) return wrong
  const other = body.action === 'BARGE_CALL' ? body.associatedDialog! : 0
  ask(node, request, body, action, {
    call: other,
    other,
    target: target.index,
    action: body.action === 'BARGE_CALL' ? 'barge' : 'monitor',
  })
  return accepted
}

/** Barging in needs a call that is listened to, and an agent who has not put it on hold. */
function checkBarge(node: FinesseNode, own: number, agent: number, { to, associatedDialog }: DialogBody) {
  if (associatedDialog === undefined) return missing('associatedDialogUri')
  const listening = node.users[own]!.dialogs.find(({ call }) => call === associatedDialog)
  if (listening?.type !== CallType.SUPERVISOR_MONITOR || listening.to !== to) {
    return failure(400, 'Invalid State', 'The agent is not monitored', 'associatedDialogUri')
  }
  return node.users[agent]!.state === AgentState.HOLD ? invalidDestination(to) : undefined
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
    actor: body.action === 'PARTICIPANT_DROP' ? wish.target : request.user,
    call: rest.call,
  })
}
