// Which Administration & Data Server (AWDB) a Finesse node authenticates and reads its agents against.
// Source: Cisco Finesse Administration Guide 11.6(1), ch. 13 "AWDB Failover", p. 122, and ch. 2, p. 20-22.
// Left out on purpose: the 30-minute authentication cache, which answers whatever the state; the time-outs of the first
// requests after a loss.
import { defineMachine } from './definition.ts'

export const awdbConnection = defineMachine({
  id: 'awdb-connection',
  initial: 'NONE',
  states: {
    NONE: { on: { 'primary.connected': 'PRIMARY', 'secondary.connected': 'SECONDARY' } },
    PRIMARY: { on: { 'primary.lost': 'SWITCHING' } },
    // The secondary serves only while the primary is down.
    SECONDARY: { on: { 'primary.connected': 'PRIMARY', 'secondary.lost': 'SWITCHING' } },
    // Tried with each API request; requests are not processed meanwhile, events still flow.
    SWITCHING: { on: { 'primary.connected': 'PRIMARY', 'secondary.connected': 'SECONDARY', 'both.failed': 'NONE' } },
  },
})
