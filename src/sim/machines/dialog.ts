// One voice call as Finesse shows it: the state of the Dialog as a whole, beside that of each participant.
// Source: Cisco Finesse Web Services Developer Guide 12.5(1), "Dialog API parameters: state", p. 125-127.
// NULL is the CTI Server's word for a connection that does not exist yet.
// Left out on purpose: hold (only participants are held), parties joining and leaving an active call, wrap-up (the
// Dialog is ACTIVE or DROPPED meanwhile, the participant is in WRAP_UP), non-voice tasks.
import { defineMachine } from './definition.ts'

export const dialog = defineMachine({
  id: 'dialog',
  initial: 'NULL',
  states: {
    INITIATING: { on: { 'call.dialed': 'INITIATED', 'call.failed': 'FAILED', 'call.dropped': 'DROPPED' } },
    INITIATED: {
      on: {
        'call.alerted': 'ALERTING',
        'call.answered': 'ACTIVE',
        'call.failed': 'FAILED',
        'call.dropped': 'DROPPED',
      },
    },
    ALERTING: {
      on: {
        // It rang out at one agent and rings at the next.
        'call.alerted': 'ALERTING',
        'call.answered': 'ACTIVE',
        'preview.accepted': 'ACCEPTED',
        'call.failed': 'FAILED',
        'call.dropped': 'DROPPED',
      },
    },
    // At least one active party; call.dropped says that the last one left.
    ACTIVE: { on: { 'call.dropped': 'DROPPED' } },
    FAILED: { on: { 'call.dropped': 'DROPPED' } },
    DROPPED: { type: 'final' },
    // An outbound preview was accepted; the customer is being called.
    ACCEPTED: { on: { 'call.answered': 'ACTIVE', 'call.failed': 'FAILED', 'call.dropped': 'DROPPED' } },
    // Not a call yet. Last in the list: states are numbered as written, and the others keep their numbers.
    NULL: {
      on: {
        'call.initiated': 'INITIATING',
        'call.alerted': 'ALERTING',
        // Found running after a failover, or a monitoring call: nobody saw it ring.
        'call.joined': 'ACTIVE',
      },
    },
  },
})
