// The call leg to a Unified Mobile Agent's own phone, made by the remote CTI port: nailed up once, or call by call.
// Source: Cisco Unified Contact Center Enterprise Features Guide 12.5(1), "Mobile Agent"; Unified CCE 7.x Solution
// Reference Network Design, ch. 6 "Cisco Unified Mobile Agent Architecture", p. 6-4.
// Left out on purpose: the local CTI port and the customer's leg; the ring timer of a nailed-up agent (the router's, as
// for every agent); what the PG makes of it: 50040 and 50042 sign the agent out, 50041 makes the agent Not Ready.
import { defineMachine } from './definition.ts'

export const mobileCall = defineMachine({
  id: 'mobile-call',
  initial: 'IDLE',
  states: {
    IDLE: {
      on: {
        // Nailed connection: at sign-in.
        'setup-call.placed': 'SETTING_UP',
        // Call by call: a customer was routed to the agent.
        'agent.dialed': 'RINGING',
      },
    },
    // The agent counts as signed in only when this call is answered.
    SETTING_UP: { on: { 'agent.answered': 'NAILED_UP', 'agent.hung-up': 'IDLE' }, after: { setupTimeout: 'IDLE' } },
    // On hold between two customers.
    NAILED_UP: { on: { 'call.offered': 'OFFERED', 'agent.hung-up': 'IDLE' } },
    // The desktop shows the call, the phone is off hook and does not ring.
    OFFERED: {
      on: {
        'call.answered': 'NAILED_TALKING',
        'call.rang-out': 'NAILED_UP',
        'call.abandoned': 'NAILED_UP',
        'agent.hung-up': 'IDLE',
      },
    },
    NAILED_TALKING: { on: { 'call.ended': 'NAILED_UP', 'agent.hung-up': 'IDLE' } },
    RINGING: {
      on: { 'agent.answered': 'TALKING', 'agent.hung-up': 'IDLE', 'call.abandoned': 'IDLE' },
      after: { answerTimeout: 'IDLE' },
    },
    TALKING: { on: { 'call.ended': 'IDLE', 'agent.hung-up': 'IDLE' } },
  },
})
