// One client's session on a CTI Server (GED-188), seen from the server.
// Source: CTI Server Message Reference Guide (Protocol Version 24), Unified CCE 12.6(1): session management (OPEN_REQ,
// HEARTBEAT_REQ, CLOSE_REQ, FAILURE_EVENT), active and standby sessions, graceful shutdown (messages 277 and 281).
// Left out on purpose: what OPEN_REQ asked for and why it was refused; the idle timer itself, which every message
// restarts: the component counts it and reports client.fell-silent.
import { defineMachine } from './definition.ts'

export const ctiSession = defineMachine({
  id: 'cti-session',
  initial: 'CLOSED',
  states: {
    CLOSED: { on: { 'connection.accepted': 'OPENING' } },
    // Connected; anything but OPEN_REQ is refused (E_CTI_SESSION_NOT_OPEN).
    OPENING: {
      on: {
        // Servers without standby sessions (SessionType unknown) open active ones only.
        'open.confirmed.active': 'ACTIVE',
        'open.confirmed.standby': 'STANDBY',
        // FAILURE_CONF is sent, the client resets the connection.
        'open.refused': 'CLOSING',
        'connection.lost': 'CLOSED',
      },
    },
    ACTIVE: {
      on: {
        // CLOSE_CONF is sent.
        'close.requested': 'CLOSING',
        // FAILURE_EVENT: CTI Server offline, or the same client opened a new session.
        'server.stopping': 'CLOSING',
        'session.superseded': 'CLOSING',
        // STOPPING_REQUESTS_TO_THIS_SIDE_IND (281): the client has moved to the other side.
        'client.moved': 'CLOSING',
        'client.fell-silent': 'CLOSED',
        'connection.lost': 'CLOSED',
      },
    },
    // Serves only OPEN_REQ, HEARTBEAT_REQ and CLOSE_REQ, sends no events.
    STANDBY: {
      on: {
        // STANDBY_ACTIVE_EVENT (277) is sent; the client does not open again.
        'side.became-active': 'ACTIVE',
        'close.requested': 'CLOSING',
        'server.stopping': 'CLOSING',
        'session.superseded': 'CLOSING',
        'client.fell-silent': 'CLOSED',
        'connection.lost': 'CLOSED',
      },
    },
    // The last message is out, the client is to hang up.
    CLOSING: { on: { 'connection.lost': 'CLOSED' }, after: { closeTimeout: 'CLOSED' } },
  },
})
