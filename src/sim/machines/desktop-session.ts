// The Finesse desktop in one browser tab: sign-in, work, failover to the other node, maintenance moves.
// Source: Cisco Finesse Administration Guide, Release 15.0(1), "Cisco Finesse Failover Mechanisms: Desktop Client
// Failover"; same guide 11.6(1), ch. 13, p. 123-126; maintenance mode: same guide 12.6(1), "Perform Routine Maintenance".
// Left out on purpose: the agent's own state, gadgets, which node is "current", how many retries there were (the
// component counts and reports retries.exhausted), token expiry (it arrives as session.ended).
import { defineMachine } from './definition.ts'

export const desktopSession = defineMachine({
  id: 'desktop-session',
  initial: 'CLOSED',
  states: {
    CLOSED: { on: { 'page.opened': 'SIGNED_OUT' } },
    SIGNED_OUT: { on: { 'sign-in.requested': 'LOADING', 'page.closed': 'CLOSED' } },
    // Pages, SystemInfo, the user, reason codes.
    LOADING: {
      on: {
        'data.loaded': 'CONNECTING',
        'load.refused': 'SIGNED_OUT',
        'server.lost': 'FAILING_OVER',
        'page.closed': 'CLOSED',
      },
    },
    // The notification transport: WebSocket, BOSH before 12.x.
    CONNECTING: {
      on: {
        'notification.connected': 'SIGNING_IN',
        'notification.refused': 'SIGNED_OUT',
        'server.lost': 'FAILING_OVER',
        'page.closed': 'CLOSED',
      },
    },
    // LOGIN was answered 202; its outcome comes as an event. Signing in when signed in keeps the agent's state.
    SIGNING_IN: {
      on: {
        'sign-in.confirmed': 'USABLE',
        'sign-in.refused': 'SIGNED_OUT',
        'device.refused': 'WAITING_FOR_DEVICE',
        'server.lost': 'FAILING_OVER',
        'page.closed': 'CLOSED',
      },
    },
    WAITING_FOR_DEVICE: {
      on: { 'retries.exhausted': 'SIGNED_OUT', 'server.lost': 'FAILING_OVER', 'page.closed': 'CLOSED' },
      after: { signInRetry: 'SIGNING_IN' },
    },
    USABLE: {
      on: {
        'sign-out.requested': 'SIGNING_OUT',
        // By a supervisor, by the system, on another desktop.
        'session.ended': 'SIGNED_OUT',
        // The library reconnects a few times before failover begins.
        'notification.lost': 'RECONNECTING',
        // SystemInfo event OUT_OF_SERVICE, or the XMPP user "finesse" went unavailable.
        'server.lost': 'FAILING_OVER',
        'maintenance.announced': 'ABOUT_TO_MOVE',
        'page.reloaded': 'LOADING',
        'page.closed': 'CLOSED',
      },
    },
    SIGNING_OUT: {
      on: {
        'sign-out.confirmed': 'SIGNED_OUT',
        'sign-out.refused': 'USABLE',
        'notification.lost': 'RECONNECTING',
        'server.lost': 'FAILING_OVER',
        'page.closed': 'CLOSED',
      },
    },
    RECONNECTING: {
      on: {
        'notification.connected': 'REFRESHING',
        'retries.exhausted': 'FAILING_OVER',
        'server.lost': 'FAILING_OVER',
        'page.closed': 'CLOSED',
      },
    },
    // Waiting for the next look at both nodes.
    FAILING_OVER: { on: { 'page.closed': 'CLOSED' }, after: { systemInfoPoll: 'POLLING' } },
    POLLING: {
      on: {
        'current.in-service': 'REFRESHING',
        'alternate.in-service': 'CHECKING_CURRENT',
        'neither.in-service': 'FAILING_OVER',
        'page.closed': 'CLOSED',
      },
    },
    // Biased to stay: the current node gets one more chance.
    CHECKING_CURRENT: {
      on: { 'current.in-service': 'REFRESHING', 'current.out-of-service': 'MOVING', 'page.closed': 'CLOSED' },
    },
    // Back on the same node: transport first, then fresh data.
    REFRESHING: {
      on: {
        'data.loaded': 'USABLE',
        // The agent was signed out meanwhile.
        'session.ended': 'SIGNING_IN',
        'server.lost': 'FAILING_OVER',
        'page.closed': 'CLOSED',
      },
    },
    // From 12.5 the node in service spreads the reloads; before, the slot is at once. No way back later.
    MOVING: { on: { 'server.lost': 'FAILING_OVER', 'page.closed': 'CLOSED' }, after: { reloadSlot: 'LOADING' } },
    // Finesse maintenance: still usable until the announced reload on the other node.
    ABOUT_TO_MOVE: {
      on: {
        'session.ended': 'SIGNED_OUT',
        'notification.lost': 'RECONNECTING',
        'server.lost': 'FAILING_OVER',
        'maintenance.failed': 'USABLE',
        'page.closed': 'CLOSED',
      },
      after: { maintenanceNotice: 'LOADING' },
    },
  },
})
