/**
 * Requests that were answered 202 and wait for CTI. Per object the next one is forwarded only after CTI confirmed or
 * refused the one before; the first event that fits carries the request id (Developer Guide 12.5(1), p. 22, 91).
 */
import { AgentState } from '../domain/agent-state.ts'
import type { Invoke, SetAgentStateReq } from '../domain/cti.ts'
import type { FinesseNode } from './node.ts'
import type { FinesseUser } from './users.ts'

export interface Operation {
  /** Whose state or device it is about. */
  readonly user: number
  /** Who asked: the user, or a supervisor. */
  readonly asker: number
  readonly requestId: number
  /** Message number of the CTI request, and the request but for its invoke id. */
  readonly kind: number
  readonly request: object
  /** State asked for, or -1 for a call operation. */
  readonly state: number
  /** Message number of the CTI event that is the outcome, or -1. */
  readonly expects: number
  /** Whose doing that event has to be: the one who asked, or the party that a supervisor drops. */
  readonly actor: number
  readonly call: number
  invoke: number
  confirmed: boolean
  outcome: boolean
}

/** Of all who have asked for nothing: every event looks at what is under way, and one list is always at hand. */
export const NOTHING: readonly Operation[] = []

export type NewOperation = Omit<Operation, 'invoke' | 'confirmed' | 'outcome'>

export function submit(node: FinesseNode, operation: NewOperation): void {
  const user = node.users[operation.user]!
  const fresh = { ...operation, invoke: 0, confirmed: false, outcome: false }
  forward(node, setLine(user, operation, [...lineOf(user, operation), fresh]))
}

type Line = readonly Operation[]

const lineOf = (user: FinesseUser, { state }: NewOperation): Line =>
  state >= 0 ? user.stateOperations : user.callOperations

function setLine(user: FinesseUser, { state }: NewOperation, line: Line): Line {
  if (state >= 0) user.stateOperations = line
  else user.callOperations = line
  return line
}

function forward(node: FinesseNode, line: Line): void {
  for (const operation of line) {
    if (operation.confirmed) continue
    if (operation.invoke === 0) {
      operation.invoke = node.invoke(operation)
      node.toActiveCti(operation.kind, operation.call > 0 ? operation.call : operation.user, {
        ...operation.request,
        invoke: operation.invoke,
      })
    }
    return
  }
}

/** CTI confirmed. */
export function confirmed(node: FinesseNode, { invoke }: Invoke): void {
  const operation = node.invoked.get(invoke)
  if (operation === undefined) return
  node.invoked.delete(invoke)
  operation.confirmed = true
  const user = node.users[operation.user]!
  const isOfState = operation.state >= 0
  // What is known of a mobile agent's phone is known to the node of the sign-in alone, and not to CTI.
  if (operation.state === AgentState.LOGIN) user.mobile = (operation.request as SetAgentStateReq).mobile
  if (operation.outcome || (isOfState && operation.requestId === 0)) remove(user, operation)
  forward(node, lineOf(user, operation))
}

/** CTI refused; returns the operation so that its error can be published. */
export function refused(node: FinesseNode, { invoke }: Invoke): Operation | undefined {
  const operation = node.invoked.get(invoke)
  if (operation === undefined) return undefined
  node.invoked.delete(invoke)
  const user = node.users[operation.user]!
  remove(user, operation)
  forward(node, lineOf(user, operation))
  return operation
}

/** Request id for an event, and the operation's wait over; 0 when the event answers none. */
export function outcomeOf(user: FinesseUser, line: Line, fits: (operation: Operation) => boolean): number {
  for (const operation of line) {
    if (operation.invoke === 0 || operation.outcome || !fits(operation)) continue
    operation.outcome = true
    if (operation.confirmed) remove(user, operation)
    return operation.asker === operation.user ? operation.requestId : 0
  }
  return 0
}

function remove(user: FinesseUser, operation: Operation): void {
  const left = lineOf(user, operation).filter((one) => one !== operation)
  setLine(user, operation, left.length === 0 ? NOTHING : left)
}
