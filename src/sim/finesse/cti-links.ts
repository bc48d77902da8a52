/** The CTI links of a node, one to each side, and what is kept of each. */
import type { Ticket } from '../kernel/kernel.ts'
import { compileMachine } from '../machines/compile.ts'
import { ctiLink } from '../machines/cti-link.ts'
import { Running } from '../machines/running.ts'

export const linkMachine = compileMachine(ctiLink)
export type LinkEvent = (typeof linkMachine.events)[number]

/** States of a link with a session. */
export const isOpen: ReadonlySet<string> = new Set(['CONFIGURING', 'SNAPSHOTTING', 'UP', 'STANDBY'])

export interface Link {
  readonly running: Running<(typeof linkMachine.states)[number], LinkEvent>
  missed: number
  /** Of the state it is in: OPEN_CONF is awaited, or the pause before the next try. */
  timer: Ticket
  beat: Ticket
  connectedAt: number
}

export function newLink(): Link {
  return {
    running: new Running(linkMachine),
    missed: 0,
    timer: -1,
    beat: -1,
    connectedAt: -1,
  }
}

/** With the session that counts as the active one. */
export const worksHere = ({ running }: Link): boolean => isOpen.has(running.name) && running.name !== 'STANDBY'
