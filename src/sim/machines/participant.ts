// One party of one call: an agent, a supervisor or a caller in a Finesse Dialog.
// Source: Cisco Finesse Web Services Developer Guide 12.5(1), "Dialog API parameters: state and actions of a
// participant", p. 125-127. NULL is the CTI Server's connection state before there is a connection.
// Left out on purpose: which actions a state allows (data beside the dialog, not transitions); stateCause; the caller's
// view while the other phone rings (still INITIATED).
import { defineMachine } from './definition.ts'

export const participant = defineMachine({
  id: 'participant',
  initial: 'NULL',
  states: {
    // Off hook.
    INITIATING: { on: { 'call.dialed': 'INITIATED', 'call.failed': 'FAILED', 'call.dropped': 'DROPPED' } },
    INITIATED: { on: { 'call.answered': 'ACTIVE', 'call.failed': 'FAILED', 'call.dropped': 'DROPPED' } },
    ALERTING: {
      on: {
        'call.answered': 'ACTIVE',
        'preview.accepted': 'ACCEPTED',
        'call.failed': 'FAILED',
        // Caller gave up, rang out, preview closed or rejected.
        'call.dropped': 'DROPPED',
      },
    },
    ACTIVE: { on: { 'call.held': 'HELD', 'wrap-up.started': 'WRAP_UP', 'call.dropped': 'DROPPED' } },
    // A held call can be put into wrap-up too: the caller hung up while waiting.
    HELD: { on: { 'call.retrieved': 'ACTIVE', 'wrap-up.started': 'WRAP_UP', 'call.dropped': 'DROPPED' } },
    FAILED: { on: { 'call.dropped': 'DROPPED' } },
    // The voice path is gone, the Dialog stays so that wrap-up data can be entered.
    WRAP_UP: { on: { 'wrap-up.ended': 'DROPPED' } },
    DROPPED: { type: 'final' },
    // An outbound preview the agent took; the dialer is calling the customer.
    ACCEPTED: { on: { 'call.answered': 'ACTIVE', 'call.failed': 'FAILED', 'call.dropped': 'DROPPED' } },
    // Not a party yet. Last in the list: states are numbered as written, and the others keep their numbers.
    NULL: {
      on: {
        'call.initiated': 'INITIATING',
        'call.alerted': 'ALERTING',
        // Conference, barge-in and silent monitoring ring nobody; nor does a call found again after failover.
        'call.joined': 'ACTIVE',
        'call.joined.held': 'HELD',
      },
    },
  },
})
