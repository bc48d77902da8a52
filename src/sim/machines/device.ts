// An agent's phone on Unified CM, one line of it: what the PG sees through JTAPI and reports by CTI.
// Source: CTI Server Message Reference Guide (Protocol Version 24), Unified CCE 12.6(1): SYSTEM_EVENT (instrument out of
// and back in service), call events and LocalConnectionState.
// Left out on purpose: several lines, shared lines and devices (each device is its own machine), call waiting, and the
// preserved voice path of a phone that loses its registration during a call (the caller's side keeps that).
import { defineMachine } from './definition.ts'

export const device = defineMachine({
  id: 'device',
  initial: 'UNREGISTERED',
  states: {
    UNREGISTERED: { on: { 'phone.registered': 'IDLE' } },
    IDLE: {
      on: {
        'phone.went-off-hook': 'OFFHOOK',
        'call.alerted': 'RINGING',
        // A call placed from the desktop; one connected without ringing (auto answer, monitoring).
        'call.dialed': 'DIALING',
        'call.joined': 'CONNECTED',
        'phone.unregistered': 'UNREGISTERED',
      },
    },
    OFFHOOK: {
      on: {
        'call.dialed': 'DIALING',
        'call.dropped': 'IDLE',
        'call.dropped.one-held': 'HELD',
        'phone.unregistered': 'UNREGISTERED',
      },
    },
    DIALING: {
      on: {
        'call.answered': 'CONNECTED',
        'call.dropped': 'IDLE',
        'call.dropped.one-held': 'HELD',
        'phone.unregistered': 'UNREGISTERED',
      },
    },
    RINGING: {
      on: {
        'call.answered': 'CONNECTED',
        // Caller gave up, rang out, answered on another device of the extension.
        'call.dropped': 'IDLE',
        'call.dropped.one-held': 'HELD',
        'phone.unregistered': 'UNREGISTERED',
      },
    },
    CONNECTED: {
      on: {
        'call.held': 'HELD',
        'call.dropped': 'IDLE',
        // The consult call ended, the first call is still on hold.
        'call.dropped.one-held': 'HELD',
        'phone.unregistered': 'UNREGISTERED',
      },
    },
    HELD: {
      on: {
        'call.retrieved': 'CONNECTED',
        'phone.went-off-hook': 'OFFHOOK',
        'call.dialed': 'DIALING',
        'call.alerted': 'RINGING',
        // Conference completed.
        'call.joined': 'CONNECTED',
        'call.dropped': 'IDLE',
        'phone.unregistered': 'UNREGISTERED',
      },
    },
  },
})
