/** The planned move of a PG to its other side, both ways: 277 to 281 (protocol version 24). */
import type { Invoke, MaintenanceEvent, MaintenanceResp } from '../../sim/domain/cti.ts'
import { M } from '../../sim/domain/messages.ts'
import type { Message } from '../ged188/layouts.ts'
import type { Decoded } from './decoded.ts'
import { make } from './make.ts'

/** Undefined for what is about something else. */
export function writeMaintenance(kind: number, body: unknown): Message | undefined {
  switch (kind) {
    case M.standbyActiveEvent:
      return make('STANDBY_ACTIVE_EVENT_MSG', {})
    case M.activeMaintenanceReq:
      return make('ACTIVE_MAINTENANCE_REQ', { InvokeID: (body as Invoke).invoke })
    case M.activeMaintenanceResp: {
      const { invoke, accepted } = body as MaintenanceResp
      return make('ACTIVE_MAINTENANCE_RESP_MSG', { InvokeID: invoke, MaintenanceModeAccepted: accepted })
    }
    case M.activeMaintenanceEvent:
      return make('ACTIVE_MAINTENANCE_EVENT_MSG', { Continue: (body as MaintenanceEvent).continues })
    case M.stoppingRequestsInd:
      return make('STOPPING_REQUESTS_TO_THIS_SIDE_IND', {})
    default:
      return undefined
  }
}

export function readMaintenance(message: Message): Decoded | undefined {
  switch (message.type) {
    case 'STANDBY_ACTIVE_EVENT_MSG':
      return { kind: M.standbyActiveEvent, about: 0, body: undefined }
    case 'ACTIVE_MAINTENANCE_REQ':
      return { kind: M.activeMaintenanceReq, about: 0, body: { invoke: message.fields.InvokeID } satisfies Invoke }
    case 'ACTIVE_MAINTENANCE_RESP_MSG': {
      const { InvokeID: invoke, MaintenanceModeAccepted: accepted } = message.fields
      return { kind: M.activeMaintenanceResp, about: 0, body: { invoke, accepted } satisfies MaintenanceResp }
    }
    case 'ACTIVE_MAINTENANCE_EVENT_MSG':
      return {
        kind: M.activeMaintenanceEvent,
        about: 0,
        body: { continues: message.fields.Continue } satisfies MaintenanceEvent,
      }
    case 'STOPPING_REQUESTS_TO_THIS_SIDE_IND':
      return { kind: M.stoppingRequestsInd, about: 0, body: undefined }
    default:
      return undefined
  }
}
