/** What a Finesse node keeps of each user. All of it but the stream comes from CTI events. */
import { AgentState } from '../domain/agent-state.ts'
import type { MobileAgent } from '../domain/cti.ts'
import type { UserView } from '../domain/rest.ts'
import type { Ticket } from '../kernel/kernel.ts'
import type { Dialog } from './dialogs.ts'
import { NOTHING, type Operation } from './operations.ts'
import { UNAVAILABLE } from './presence.ts'
import type { UserStream } from './streams.ts'

export interface FinesseUser {
  readonly index: number
  readonly team: number
  state: number
  reason: number
  pendingState: number
  since: number
  mobile: MobileAgent | undefined
  readonly dialogs: Dialog[]
  /** Requests under way: about the user's state, and about calls at the user's device. */
  stateOperations: readonly Operation[]
  callOperations: readonly Operation[]
  /** Link of the notification stream, -1 without one; events go there only after presence. */
  stream: number
  resource: string
  /** Presence as the Notification Service has it; `present` is what the application knows of it. */
  available: boolean
  /** When the stream was opened. */
  connectedAt: number
  /** Further streams, of other resources; undefined while there are none. */
  others: UserStream[] | undefined
  present: boolean
  /** Running number of the events on the stream. */
  number: number
  /** State of the machine `presence`, and the timer of its delay. */
  presence: number
  presenceTimer: Ticket
  /** When the client was last heard of, and whether it said goodbye when its presence ended. */
  heardAt: number
  tookLeave: boolean
  /** Password that was good last, and until when it need not be asked again. */
  password: string
  knownUntil: number
  failures: number
  lockedUntil: number
}

/** First what every event looks at: it lies together then. */
export function newUser(index: number, team: number): FinesseUser {
  return {
    index,
    team,
    present: false,
    presence: UNAVAILABLE,
    state: AgentState.LOGOUT,
    reason: 0,
    pendingState: 0,
    since: -1,
    dialogs: [],
    stateOperations: NOTHING,
    callOperations: NOTHING,
    stream: -1,
    number: 0,
    others: undefined,
    mobile: undefined,
    resource: '',
    available: false,
    connectedAt: -1,
    presenceTimer: -1,
    heardAt: -1,
    tookLeave: false,
    password: '',
    knownUntil: -1,
    failures: 0,
    lockedUntil: -1,
  }
}

export function userView(user: FinesseUser): UserView {
  return {
    user: user.index,
    state: user.state,
    reason: user.reason,
    pendingState: user.pendingState,
    since: user.since,
    signedIn: user.state !== AgentState.LOGOUT,
    mobile: user.mobile,
  }
}
