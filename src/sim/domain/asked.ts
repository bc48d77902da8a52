/**
 * What a request asks for, in one number of the fact `requestSent`: its operation, and in the bits above it what is to be
 * done to a user or a dialog. Who measures tells an answer from a hold by it.
 */
import { AgentState } from './agent-state.ts'
import type { DialogAction } from './dialog-state.ts'
import { type DialogBody, Operation, type RestRequest, type UserBody } from './rest.ts'

const list = [
  'none',
  // PUT User, of one's own state.
  'login',
  'sign-out',
  'ready',
  'not ready',
  'other state',
  // PUT User, of a team member's.
  "member's state",
  // PUT Dialog and POST Dialogs.
  'answer',
  'hold',
  'retrieve',
  'drop',
  'consult',
  'transfer',
  'conference',
  'single-step transfer',
  'call data',
  'drop participant',
  'make call',
  'monitor',
  'barge',
  'other call control',
] as const
export type Deed = (typeof list)[number]
const number = new Map<Deed, number>(list.map((deed, index) => [deed, index]))

const ofStates = new Map<number, Deed>([
  [AgentState.LOGIN, 'login'],
  [AgentState.LOGOUT, 'sign-out'],
  [AgentState.READY, 'ready'],
  [AgentState.NOT_READY, 'not ready'],
])
const ofActions = new Map<DialogAction, Deed>([
  ['ANSWER', 'answer'],
  ['HOLD', 'hold'],
  ['RETRIEVE', 'retrieve'],
  ['DROP', 'drop'],
  ['CONSULT_CALL', 'consult'],
  ['TRANSFER', 'transfer'],
  ['CONFERENCE', 'conference'],
  ['TRANSFER_SST', 'single-step transfer'],
  ['UPDATE_CALL_DATA', 'call data'],
  ['PARTICIPANT_DROP', 'drop participant'],
  ['MAKE_CALL', 'make call'],
  ['SILENT_MONITOR', 'monitor'],
  ['BARGE_CALL', 'barge'],
])

const SHIFT = 8
const OPERATION = (1 << SHIFT) - 1

/** `id` is whom or what the request is about, `user` who asks. */
export function askedOf(operation: number, id: number, user: number, body: RestRequest['body']): number {
  if (operation === Operation.putUser) {
    const deed = id === user ? (ofStates.get((body as UserBody).state) ?? 'other state') : "member's state"
    return operation | (number.get(deed)! << SHIFT)
  }
  if (operation !== Operation.putDialog && operation !== Operation.postDialog) return operation
  const { action } = body as DialogBody
  const deed = ofActions.get(action as DialogAction) ?? 'other call control'
  return operation | (number.get(deed)! << SHIFT)
}

export const operationAsked = (asked: number): number => asked & OPERATION
export const deedAsked = (asked: number): Deed => list[asked >> SHIFT] ?? 'none'
