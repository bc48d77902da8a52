// Planned move of a CCE agent PG to its other side, as the active CTI Server conducts it (messages 277 to 281).
// Source: CTI Server Message Reference Guide (Protocol Version 24), Unified CCE 12.6(1), graceful shutdown;
// Administration Guide for Cisco Unified CCE 12.6, "Agent PG graceful shutdown"; Cisco Finesse Administration Guide
// 12.6(1), "Perform Routine Maintenance". SystemInfo's ctiMMode: INITIATING is ASKING, IN_PROGRESS is the next two.
// Left out on purpose: counting the clients' answers; congestion, simplex and PG type (conditions.not-met says it all).
import { defineMachine } from './definition.ts'

export const pgMaintenance = defineMachine({
  id: 'pg-maintenance',
  initial: 'IDLE',
  states: {
    IDLE: { on: { 'shutdown.requested': 'CHECKING' } },
    CHECKING: { on: { 'conditions.met': 'ASKING', 'conditions.not-met': 'IDLE', 'side.failed': 'FAILED' } },
    // ACTIVE_MAINTENANCE_REQ (278) went to each session; ACTIVE_MAINTENANCE_RESP (279) is due. Silence is refusal.
    ASKING: {
      on: { 'consent.complete': 'CONTINUING', 'consent.refused': 'CANCELLED', 'side.failed': 'FAILED' },
      after: { consentTimeout: 'CANCELLED' },
    },
    // ACTIVE_MAINTENANCE_EVENT (280) with 0 told every client that nothing happens.
    CANCELLED: { on: { 'shutdown.requested': 'CHECKING', 'side.failed': 'FAILED' } },
    // ACTIVE_MAINTENANCE_EVENT (280) with 1 is out; the other side is turning active.
    CONTINUING: {
      on: { 'peer.became-active': 'SWITCHING', 'side.failed': 'FAILED' },
      after: { switchTimeout: 'FAILED' },
    },
    // STANDBY_ACTIVE_EVENT (277) is out; each client says STOPPING_REQUESTS_TO_THIS_SIDE_IND (281) and is hung up on.
    SWITCHING: { on: { 'clients.moved': 'COMPLETED', 'side.failed': 'FAILED' }, after: { stopTimeout: 'COMPLETED' } },
    // This side is down, the other one runs simplex until it returns.
    COMPLETED: { on: { 'side.started': 'IDLE', 'shutdown.requested': 'CHECKING' } },
    // An ordinary failover takes over.
    FAILED: { on: { 'side.started': 'IDLE', 'shutdown.requested': 'CHECKING' } },
  },
})
