/**
 * The client's end of one CTI session: requests of a simulated Finesse node become messages of GED-188, and what the
 * server says becomes what the node understands.
 */
import type {
  CallControlReq,
  ControlFailureConf,
  Failure,
  Invoke,
  OpenReq,
  SetAgentStateReq,
  SetCallDataReq,
  SnapshotCallReq,
} from '../../sim/domain/cti.ts'
import { M } from '../../sim/domain/messages.ts'
import type { Micros } from '../../sim/kernel/time.ts'
import type { Message } from '../ged188/layouts.ts'
import { readAgentState, readQueryConf, writeQuery } from './agent-states.ts'
import { writeCallRequest } from './call-requests.ts'
import { CallTable } from './call-table.ts'
import { classesKept } from './configuration.ts'
import { confirmations } from './confirmations.ts'
import type { Decoded } from './decoded.ts'
import { readMaintenance, writeMaintenance } from './maintenance.ts'
import { make } from './make.ts'
import type { CtiNames } from './names.ts'
import { readCallEvent } from './read-calls.ts'
import { Reading } from './reading.ts'
import { readOpenConf, readSystemEvent, writeOpenReq } from './session-messages.ts'
import { writeSetAgentState } from './set-agent-state.ts'
import { readCallSnapshot, readDeviceSnapshot, writeCallReq, writeDeviceReq } from './snapshots.ts'
import { readStatistics, writeStatisticsReq } from './statistics.ts'
import type { Writing } from './writing.ts'

export interface ClientCodecOptions {
  readonly names: CtiNames
  readonly now: () => Micros
  /** Tells this client from others of its name (UniqueInstanceID). */
  readonly instance: string
  /** What the client knows of the calls: one table for its sessions at both sides. */
  readonly calls?: CallTable
}

export class ClientCodec {
  readonly calls: CallTable
  readonly reading: Reading
  readonly writing: Writing
  readonly #instance: string
  /** Who is meant by requests under way, as their answers do not say. */
  readonly #asked = new Map<number, number>()
  #configuring = 0

  constructor({ names, now, instance, calls = new CallTable() }: ClientCodecOptions) {
    this.calls = calls
    this.reading = new Reading(names, now)
    this.writing = { names, version: 0, now }
    this.#instance = instance
  }

  /** Undefined for what is no message of a client. */
  write(kind: number, about: number, body: unknown): Message | undefined {
    const { writing } = this
    if (kind === M.stoppingRequestsInd || kind === M.activeMaintenanceResp) return writeMaintenance(kind, body)
    const { invoke } = body as Invoke
    switch (kind) {
      case M.openReq: {
        const request = body as OpenReq
        writing.version = request.version
        this.#asked.clear()
        return writeOpenReq(writing, request, this.#instance)
      }
      case M.heartbeatReq:
        return make('HEARTBEAT_REQ', { InvokeID: invoke })
      case M.closeReq:
        return make('CLOSE_REQ', { InvokeID: invoke, Status: 0 })
      case M.configRequest:
        this.#configuring = invoke
        // All is loaded anew; what ended unseen is not to stay for ever.
        this.calls.clear()
        return make('CONFIG_REQUEST_EVENT', {
          ConfigInformation: classesKept,
          ConfigMsgMask: classesKept,
          PeripheralID: writing.names.peripheralId,
        })
      case M.queryAgentStateReq:
        this.#asked.set(invoke, about)
        return writeQuery(writing, about, body as Invoke)
      case M.snapshotDeviceReq:
        this.#asked.set(invoke, about)
        return writeDeviceReq(writing, about, body as Invoke)
      case M.snapshotCallReq:
        return writeCallReq(writing, body as SnapshotCallReq)
      case M.querySkillGroupStatisticsReq:
        return writeStatisticsReq(writing, about, body as Invoke)
      case M.setAgentStateReq:
        this.#asked.set(invoke, about)
        return writeSetAgentState(writing, body as SetAgentStateReq)
      default: {
        const request = body as CallControlReq | SetCallDataReq
        const message = writeCallRequest(writing, kind, request)
        if (message !== undefined) this.#asked.set(invoke, request.agent)
        return message
      }
    }
  }

  /** Undefined for a message that only leads up to another, or that the simulated Finesse has no use for. */
  read(message: Message): Decoded | undefined {
    const { reading, calls } = this
    if (confirmations.has(message.type)) {
      const { InvokeID: invoke } = message.fields as { readonly InvokeID: number }
      return { kind: M.requestConf, about: this.#agentOf(invoke), body: { invoke } }
    }
    switch (message.type) {
      case 'AGENT_STATE_EVENT':
        return readAgentState(reading, message)
      case 'CONTROL_FAILURE_CONF': {
        const { InvokeID: invoke, FailureCode: failure, PeripheralErrorCode: peripheral } = message.fields
        const body: ControlFailureConf = { invoke, failure, peripheral }
        return { kind: M.controlFailureConf, about: this.#agentOf(invoke), body }
      }
      case 'OPEN_CONF':
        return readOpenConf(message)
      case 'FAILURE_CONF': {
        const { InvokeID: invoke, Status: status } = message.fields
        this.#asked.delete(invoke)
        return { kind: M.failureConf, about: 0, body: { invoke, status } satisfies Failure }
      }
      case 'FAILURE_EVENT':
        return { kind: M.failureEvent, about: 0, body: { invoke: 0, status: message.fields.Status } satisfies Failure }
      case 'HEARTBEAT_CONF':
        return { kind: M.heartbeatConf, about: 0, body: { invoke: message.fields.InvokeID } }
      case 'CLOSE_CONF':
        return { kind: M.closeConf, about: 0, body: { invoke: message.fields.InvokeID } }
      case 'CONFIG_END_EVENT':
        return { kind: M.configEnd, about: 0, body: { invoke: this.#configuring } }
      case 'QUERY_AGENT_STATE_CONF':
        return readQueryConf(reading, message, this.#agentOf(message.fields.InvokeID))
      case 'SNAPSHOT_DEVICE_CONF':
        return readDeviceSnapshot(message, this.#agentOf(message.fields.InvokeID))
      case 'SNAPSHOT_CALL_CONF':
        return readCallSnapshot(reading, calls, message)
      case 'STANDBY_ACTIVE_EVENT_MSG':
      case 'ACTIVE_MAINTENANCE_REQ':
      case 'ACTIVE_MAINTENANCE_EVENT_MSG':
        return readMaintenance(message)
      case 'SYSTEM_EVENT':
        return readSystemEvent(message)
      case 'QUERY_SKILL_GROUP_STATISTICS_CONF':
        return readStatistics(reading, message)
      default: {
        const event = readCallEvent(reading, calls, message)
        return event === 'nothing' ? undefined : event
      }
    }
  }

  #agentOf(invoke: number): number {
    const agent = this.#asked.get(invoke) ?? 0
    this.#asked.delete(invoke)
    return agent
  }
}
