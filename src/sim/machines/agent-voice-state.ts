// The state of an agent in the voice media routing domain as the agent PG of a Unified CCE keeps it.
// Source: Cisco Finesse Web Services Developer Guide 12.5(1), "User - Change Agent State", p. 42-50; wrap-up: Cisco
// Finesse Administration Guide 11.6(1), ch. 6 "Wrap-Up Reasons", p. 71; system reason codes: same guide and CTI guide.
// Left out on purpose: reason codes; a state asked for during a call (the component keeps it pending and picks the
// call.ended.* event from it); LOGIN, which lasts no time; answering or placing calls during wrap-up (undocumented).
import { defineMachine } from './definition.ts'

export const agentVoiceState = defineMachine({
  id: 'agent-voice-state',
  initial: 'LOGOUT',
  states: {
    LOGOUT: { on: { 'login.requested': 'NOT_READY' } },
    NOT_READY: {
      on: {
        // Signing in again succeeds in every state and changes nothing.
        'login.requested': 'NOT_READY',
        // The only state from which agents sign themselves out.
        'logout.requested': 'LOGOUT',
        'logout.forced': 'LOGOUT',
        'ready.requested': 'READY',
        'ready.forced': 'READY',
        // A new reason for the same state.
        'not-ready.requested': 'NOT_READY',
        'not-ready.forced': 'NOT_READY',
        'call.placed': 'TALKING',
        // A colleague's call rings the phone without a reservation.
        'call.answered': 'TALKING',
        // A supervisor monitors, barges in or is added to a conference; a call is found again after failover.
        'call.joined': 'TALKING',
      },
    },
    READY: {
      on: {
        'login.requested': 'READY',
        'logout.forced': 'LOGOUT',
        'not-ready.requested': 'NOT_READY',
        // Also before a call placed from READY (12.5 and later, code 50006): not-ready.forced, then call.placed.
        'not-ready.forced': 'NOT_READY',
        'call.offered': 'RESERVED',
        'call.answered': 'TALKING',
        'reservation.offered': 'RESERVED_OUTBOUND',
        'reservation.preview-offered': 'RESERVED_OUTBOUND_PREVIEW',
      },
    },
    RESERVED: {
      on: {
        'login.requested': 'RESERVED',
        'logout.forced': 'LOGOUT',
        'call.answered': 'TALKING',
        // An unanswered call parks the agent (code 32767): otherwise the next caller rings the same empty chair.
        'call.rang-out': 'NOT_READY',
        // The caller gave up, or the router took the call back.
        'offer.withdrawn': 'READY',
        'offer.withdrawn.not-ready': 'NOT_READY',
      },
    },
    RESERVED_OUTBOUND: {
      on: {
        'login.requested': 'RESERVED_OUTBOUND',
        'logout.forced': 'LOGOUT',
        'ready.requested': 'READY',
        'not-ready.requested': 'NOT_READY',
        'call.answered': 'TALKING',
        'reservation.ended.ready': 'READY',
        'reservation.ended.not-ready': 'NOT_READY',
      },
    },
    RESERVED_OUTBOUND_PREVIEW: {
      on: {
        'login.requested': 'RESERVED_OUTBOUND_PREVIEW',
        'logout.forced': 'LOGOUT',
        'call.answered': 'TALKING',
        'reservation.ended.ready': 'READY',
        // Not Ready was asked for during the preview and takes effect now.
        'reservation.ended.not-ready': 'NOT_READY',
      },
    },
    TALKING: {
      on: {
        'login.requested': 'TALKING',
        // The call itself goes on.
        'logout.forced': 'LOGOUT',
        'call.held': 'HOLD',
        // The consult call ended, the first call is still on hold.
        'call.ended.hold': 'HOLD',
        'call.ended.ready': 'READY',
        'call.ended.not-ready': 'NOT_READY',
        'call.ended.work': 'WORK',
        'call.ended.work-ready': 'WORK_READY',
      },
    },
    WORK: {
      on: {
        'login.requested': 'WORK',
        'logout.forced': 'LOGOUT',
        'ready.requested': 'READY',
        'ready.forced': 'READY',
        'not-ready.requested': 'NOT_READY',
        'not-ready.forced': 'NOT_READY',
      },
      after: { workTimer: 'NOT_READY' },
    },
    WORK_READY: {
      on: {
        'login.requested': 'WORK_READY',
        'logout.forced': 'LOGOUT',
        'ready.requested': 'READY',
        'ready.forced': 'READY',
        'not-ready.requested': 'NOT_READY',
        'not-ready.forced': 'NOT_READY',
      },
      after: { workTimer: 'READY' },
    },
    // Every call of the agent is on hold. Last in the list because CCX has all states but this one, numbered alike.
    HOLD: {
      on: {
        'login.requested': 'HOLD',
        'logout.forced': 'LOGOUT',
        'call.retrieved': 'TALKING',
        // A consult call was dialled, another call answered, the conference completed.
        'call.placed': 'TALKING',
        'call.answered': 'TALKING',
        'call.joined': 'TALKING',
        'call.ended.ready': 'READY',
        'call.ended.not-ready': 'NOT_READY',
        'call.ended.work': 'WORK',
        'call.ended.work-ready': 'WORK_READY',
      },
    },
  },
})
