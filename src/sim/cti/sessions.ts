/** What a CTI server keeps of a client, in the states of the cti-session machine. */
import type { Micros } from '../kernel/time.ts'
import { compileMachine } from '../machines/compile.ts'
import { ctiSession } from '../machines/cti-session.ts'

const machine = compileMachine(ctiSession)
export const CLOSED = machine.stateOf('CLOSED')
export const ACTIVE = machine.stateOf('ACTIVE')
export const STANDBY = machine.stateOf('STANDBY')

export interface Session {
  readonly link: number
  readonly client: number
  state: number
  heardAt: Micros
  /** Knows active and standby sessions: protocol version 24, and the service mask. */
  isCapable: boolean
  /** IdleTimeout of its OPEN_REQ. */
  idleUs: Micros
}

/** A request of a session that the PG is working on. */
export interface Relayed {
  readonly session: Session
  readonly invoke: number
}
