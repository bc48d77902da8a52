// One CTI connection of a Finesse node, seen from Finesse, from the socket to agents and calls all known.
// Source: Cisco Finesse Administration Guide, Release 15.0(1), "Cisco Finesse Failover Mechanisms: CTI Failover"; CTI
// Server Message Reference Guide (Protocol Version 24): session management, configuration, snapshots, graceful shutdown.
// Left out on purpose: which side is tried next (by release; the component picks it when CONNECTING begins), counting
// heartbeats (three unanswered ones are heartbeats.missed), time limits nobody published (configuration, snapshots).
import { defineMachine } from './definition.ts'

export const ctiLink = defineMachine({
  id: 'cti-link',
  initial: 'DISCONNECTED',
  states: {
    // Closed by our own will.
    DISCONNECTED: { on: { 'connect.requested': 'CONNECTING' } },
    CONNECTING: {
      on: {
        'connection.accepted': 'OPENING',
        'connection.refused': 'RETRYING',
        'disconnect.requested': 'DISCONNECTED',
      },
      after: { connectTimeout: 'RETRYING' },
    },
    // OPEN_REQ is out.
    OPENING: {
      on: {
        'open.confirmed.active': 'CONFIGURING',
        'open.confirmed.standby': 'STANDBY',
        'open.refused': 'RETRYING',
        'connection.lost': 'RETRYING',
        'disconnect.requested': 'CLOSING',
      },
      after: { openTimeout: 'RETRYING' },
    },
    CONFIGURING: {
      on: {
        'configuration.received': 'SNAPSHOTTING',
        // The peripheral went away while it was read from.
        'peripheral.offline': 'CONFIGURING',
        'heartbeats.missed': 'RETRYING',
        'server.went-offline': 'RETRYING',
        'connection.lost': 'RETRYING',
        'disconnect.requested': 'CLOSING',
      },
    },
    // Agent states first, then calls: the node is not IN_SERVICE before the last one.
    SNAPSHOTTING: {
      on: {
        'snapshots.received': 'UP',
        'peripheral.offline': 'CONFIGURING',
        'heartbeats.missed': 'RETRYING',
        'server.went-offline': 'RETRYING',
        'connection.lost': 'RETRYING',
        'disconnect.requested': 'CLOSING',
      },
    },
    UP: {
      on: {
        // SYSTEM_EVENT: no agents are to be had here; everything is read anew when the peripheral is back.
        'peripheral.offline': 'CONFIGURING',
        'heartbeats.missed': 'RETRYING',
        // FAILURE_EVENT, or FAILURE_CONF in answer to a heartbeat.
        'server.went-offline': 'RETRYING',
        'connection.lost': 'RETRYING',
        // PG maintenance went wrong: Finesse drops all its links and starts anew.
        'switch.failed': 'RETRYING',
        // PG maintenance went well: 281 is sent to this side, which hangs up.
        'switch.completed': 'CLOSING',
        'disconnect.requested': 'CLOSING',
      },
    },
    STANDBY: {
      on: {
        // STANDBY_ACTIVE_EVENT (277). Running calls follow as call events with cause 50.
        'standby.became-active': 'UP',
        // The same, but with nothing known of the PG: a session like a new one.
        'standby.became-active.unknown': 'CONFIGURING',
        'heartbeats.missed': 'RETRYING',
        'server.went-offline': 'RETRYING',
        'connection.lost': 'RETRYING',
        // The active link was lost, or the switch failed: the ordinary failover drops this one too.
        'switch.failed': 'RETRYING',
        'disconnect.requested': 'CLOSING',
      },
    },
    RETRYING: { on: { 'disconnect.requested': 'DISCONNECTED' }, after: { reconnectPause: 'CONNECTING' } },
    CLOSING: {
      on: { 'close.confirmed': 'DISCONNECTED', 'connection.lost': 'DISCONNECTED' },
      after: { closeTimeout: 'DISCONNECTED' },
    },
  },
})
