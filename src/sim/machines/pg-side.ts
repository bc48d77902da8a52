// One side (A or B) of a duplex agent PG, CTI Server included: at any time at most one side is active.
// Source: CTI Server Message Reference Guide (Protocol Version 24): active and standby; Administration Guide for Cisco
// Unified CCE 12.6, "Agent PG graceful shutdown"; Cisco Finesse AMA slides, 2022: "Possibilities when Finesse is Out of
// Service" (PIM stuck in CONFIGURING).
// Left out on purpose: how the sides decide who survives a cut private link; single processes (opc, jgw1, ctisvr).
import { defineMachine } from './definition.ts'

export const pgSide = defineMachine({
  id: 'pg-side',
  initial: 'STOPPED',
  states: {
    STOPPED: { on: { 'side.started': 'STARTING' } },
    STARTING: {
      on: { 'peer.found-active': 'SYNCHRONIZING', 'peer.not-found': 'CONFIGURING', 'side.stopped': 'STOPPED' },
    },
    // A restarted standby loads agents and calls before it takes new events.
    SYNCHRONIZING: { on: { 'snapshots.loaded': 'STANDBY', 'peer.lost': 'CONFIGURING', 'side.stopped': 'STOPPED' } },
    STANDBY: {
      on: {
        'peer.lost': 'ACTIVE',
        // Planned: the other side stops gracefully.
        'peer.handed-over': 'ACTIVE',
        'side.stopped': 'STOPPED',
      },
    },
    // Active by role, but its PIM is not yet, or no longer, connected to Unified CM: agents are out of service.
    CONFIGURING: { on: { 'pim.activated': 'ACTIVE', 'side.yielded': 'STANDBY', 'side.stopped': 'STOPPED' } },
    ACTIVE: {
      on: {
        'pim.lost': 'CONFIGURING',
        'shutdown.requested': 'STOPPING_GRACEFULLY',
        // The other side takes over: no CTI clients here for a while, or it sees more of the system.
        'side.yielded': 'STANDBY',
        'side.stopped': 'STOPPED',
      },
    },
    STOPPING_GRACEFULLY: {
      on: { 'shutdown.cancelled': 'ACTIVE', 'shutdown.completed': 'STOPPED', 'side.stopped': 'STOPPED' },
    },
  },
})
