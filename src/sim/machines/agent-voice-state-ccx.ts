// The state of a voice agent as the engine of a Unified CCX keeps it: the CCE machine's events, other answers.
// Source: Cisco Finesse Web Services Developer Guide 12.5(1), "User - Change Agent State", p. 42-50; Unified CCX CTI
// Protocol Developer Guide, "Reason Codes for Agent State Change" (32755 call ended, 32761 non-ICD call).
// States are numbered as in the CCE machine. CCX shows WORK alone; WORK_READY is the WORK that leads back to READY.
// Left out on purpose: reason codes, refused requests (265, 33) and pending Not Ready, which belong to the component.
import { defineMachine } from './definition.ts'

export const agentVoiceStateCcx = defineMachine({
  id: 'agent-voice-state-ccx',
  initial: 'LOGOUT',
  states: {
    LOGOUT: { on: { 'login.requested': 'NOT_READY' } },
    NOT_READY: {
      on: {
        'login.requested': 'NOT_READY',
        'logout.requested': 'LOGOUT',
        'logout.forced': 'LOGOUT',
        'ready.requested': 'READY',
        'ready.forced': 'READY',
        'not-ready.requested': 'NOT_READY',
        'not-ready.forced': 'NOT_READY',
        // A call that no queue delivered (non-ICD) never shows as TALKING.
        'call.placed': 'NOT_READY',
        'call.answered': 'NOT_READY',
        'call.joined': 'NOT_READY',
        'call.held': 'NOT_READY',
        'call.retrieved': 'NOT_READY',
        'call.ended.hold': 'NOT_READY',
        'call.ended.not-ready': 'NOT_READY',
        // It was answered or placed from READY.
        'call.ended.ready': 'READY',
      },
    },
    READY: {
      on: {
        'login.requested': 'READY',
        // Unlike on CCE.
        'logout.requested': 'LOGOUT',
        'logout.forced': 'LOGOUT',
        'not-ready.requested': 'NOT_READY',
        'not-ready.forced': 'NOT_READY',
        'call.offered': 'RESERVED',
        'call.placed': 'NOT_READY',
        'call.answered': 'NOT_READY',
        'reservation.offered': 'RESERVED_OUTBOUND',
        'reservation.preview-offered': 'RESERVED_OUTBOUND_PREVIEW',
      },
    },
    RESERVED: {
      on: {
        'login.requested': 'RESERVED',
        'logout.forced': 'LOGOUT',
        'call.answered': 'TALKING',
        'call.rang-out': 'NOT_READY',
        'offer.withdrawn': 'READY',
        'offer.withdrawn.not-ready': 'NOT_READY',
      },
    },
    // The agent cannot leave it: only the dialer ends it.
    RESERVED_OUTBOUND: {
      on: {
        'login.requested': 'RESERVED_OUTBOUND',
        'logout.forced': 'LOGOUT',
        'call.answered': 'TALKING',
        'reservation.ended.ready': 'READY',
        'reservation.ended.not-ready': 'NOT_READY',
      },
    },
    // Ends by the Dialog's ACCEPT, CLOSE or REJECT, or by its timeout.
    RESERVED_OUTBOUND_PREVIEW: {
      on: {
        'login.requested': 'RESERVED_OUTBOUND_PREVIEW',
        'logout.forced': 'LOGOUT',
        'call.answered': 'TALKING',
        'reservation.ended.ready': 'READY',
        'reservation.ended.not-ready': 'NOT_READY',
      },
    },
    TALKING: {
      on: {
        'login.requested': 'TALKING',
        'logout.forced': 'LOGOUT',
        // There is no HOLD state.
        'call.held': 'TALKING',
        'call.retrieved': 'TALKING',
        'call.ended.hold': 'TALKING',
        'call.placed': 'TALKING',
        'call.answered': 'TALKING',
        'call.joined': 'TALKING',
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
  },
})
