// One user's XMPP presence on one Finesse node, and the forced logout (reason 255) that follows its loss.
// Source: developer.cisco.com/docs/finesse, "Desktop Presence and Forced Logout"; Cisco Finesse Administration Guide
// 11.6(1), ch. 13 "Desktop Behavior", p. 124.
// Left out on purpose: what CTI makes of the forced logout (Logout on Agent Disconnect is the PG's); the other node,
// which knows nothing of this one: a user who moved there is forced out all the same. That race is real.
import { defineMachine } from './definition.ts'

export const presence = defineMachine({
  id: 'presence',
  initial: 'UNAVAILABLE',
  states: {
    UNAVAILABLE: { on: { 'presence.available': 'AVAILABLE' } },
    AVAILABLE: {
      on: {
        // Browser closed, Back, refresh: the client said so, or its connection ended.
        'presence.unavailable': 'GRACE',
        // Browser or machine crashed, network dead: nothing said so.
        'client.fell-silent': 'SILENT',
        // The rule is for a node in service: another one forces nobody out.
        'presence.unavailable.out-of-service': 'UNAVAILABLE',
        'user.signed-out': 'UNAVAILABLE',
        'notification.stopped': 'UNAVAILABLE',
      },
    },
    SILENT: {
      on: {
        'client.heard-again': 'AVAILABLE',
        'presence.available': 'AVAILABLE',
        'presence.unavailable': 'GRACE',
        'presence.unavailable.out-of-service': 'UNAVAILABLE',
        'user.signed-out': 'UNAVAILABLE',
        'notification.stopped': 'UNAVAILABLE',
      },
      after: { crashDetection: 'GRACE' },
    },
    // Coming back in time cancels: this is what makes a page refresh harmless.
    GRACE: {
      on: {
        'presence.available': 'AVAILABLE',
        // Of a client that was lost without a word, an agent on a call is waited for.
        'grace.ended.on-call': 'CALL_GOES_ON',
        'grace.ended.out-of-service': 'UNAVAILABLE',
        // Moved for Finesse maintenance, and has arrived.
        'user.moved': 'UNAVAILABLE',
        'user.signed-out': 'UNAVAILABLE',
        'notification.stopped': 'UNAVAILABLE',
      },
      after: { forcedLogoutGrace: 'LOGOUT_FORCED' },
    },
    CALL_GOES_ON: {
      on: {
        'presence.available': 'AVAILABLE',
        'call.ended': 'LOGOUT_FORCED',
        'call.ended.out-of-service': 'UNAVAILABLE',
        'user.moved': 'UNAVAILABLE',
        'user.signed-out': 'UNAVAILABLE',
        'notification.stopped': 'UNAVAILABLE',
      },
    },
    // Sent to CTI on entry; a second logout does no harm.
    LOGOUT_FORCED: {
      on: {
        'presence.available': 'AVAILABLE',
        'user.signed-out': 'UNAVAILABLE',
        'notification.stopped': 'UNAVAILABLE',
      },
    },
  },
})
