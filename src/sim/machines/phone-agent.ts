// Finesse IP Phone Agent (FIPPA): an agent who signs in on the phone's own screen, without a browser.
// Source: Cisco Finesse Administration Guide 11.6(1), ch. 13 "Finesse IP Phone Agent Failover", p. 127; ch. 10, p. 99-104;
// App. A "IPPA Inactivity Timeout", p. 145. Maintenance: same guide, Release 15.0(1), "Finesse Maintenance Mode".
// Left out on purpose: the agent's own state, One Button Sign In. There is no automatic failover: the alternate node is
// never looked at, the agent leaves the service and signs in to another one by hand.
import { defineMachine } from './definition.ts'

export const phoneAgent = defineMachine({
  id: 'phone-agent',
  initial: 'EXITED',
  states: {
    EXITED: { on: { 'service.opened': 'SIGNED_OUT' } },
    SIGNED_OUT: { on: { 'sign-in.requested': 'SIGNING_IN', 'service.exited': 'EXITED' } },
    SIGNING_IN: {
      on: { 'sign-in.confirmed': 'SIGNED_IN', 'sign-in.refused': 'SIGNED_OUT', 'service.exited': 'EXITED' },
    },
    // A check is one SystemInfo request or one try of a lost XMPP link; three failures in a row are one too many.
    SIGNED_IN: {
      on: {
        'check.failed': 'ONE_CHECK_FAILED',
        'other-screen.opened': 'INACTIVE',
        'sign-out.requested': 'SIGNING_OUT',
        'session.ended': 'SIGNED_OUT',
        'service.exited': 'EXITED',
      },
    },
    ONE_CHECK_FAILED: {
      on: {
        'check.passed': 'SIGNED_IN',
        'check.failed': 'TWO_CHECKS_FAILED',
        'sign-out.requested': 'SIGNING_OUT',
        'session.ended': 'SIGNED_OUT',
        'service.exited': 'EXITED',
      },
    },
    TWO_CHECKS_FAILED: {
      on: {
        'check.passed': 'SIGNED_IN',
        'check.failed': 'UNAVAILABLE',
        'sign-out.requested': 'SIGNING_OUT',
        'session.ended': 'SIGNED_OUT',
        'service.exited': 'EXITED',
      },
    },
    // The agent looks at another screen of the phone.
    INACTIVE: {
      on: { 'screen.returned': 'SIGNED_IN', 'session.ended': 'SIGNED_OUT', 'service.exited': 'EXITED' },
      after: { inactivityTimeout: 'SIGNING_OUT' },
    },
    SIGNING_OUT: {
      on: {
        'sign-out.confirmed': 'SIGNED_OUT',
        'sign-out.refused': 'SIGNED_IN',
        'check.failed': 'ONE_CHECK_FAILED',
        'service.exited': 'EXITED',
      },
    },
    // "Server unavailable": the sign-in screen comes back when Finesse and XMPP both do.
    UNAVAILABLE: { on: { 'server.recovered': 'SIGNED_OUT', 'service.exited': 'EXITED' } },
  },
})
