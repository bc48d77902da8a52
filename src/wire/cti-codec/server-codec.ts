/**
 * The server's end of one CTI session: what the simulated CTI server says becomes messages of GED-188, and requests of
 * the client become what the simulated CTI server understands. Pure; bytes and rules of the session are elsewhere.
 */
import type {
  AgentStateEvent,
  CallControlReq,
  CallEvent,
  ControlFailureConf,
  Failure,
  Invoke,
  OpenConf,
  SkillGroupStatistics,
  SnapshotCallConf,
  SystemEvent,
} from '../../sim/domain/cti.ts'
import { CtiService, CtiStatus } from '../../sim/domain/cti.ts'
import { M } from '../../sim/domain/messages.ts'
import type { Micros } from '../../sim/kernel/time.ts'
import type { Message } from '../ged188/layouts.ts'
import { agentOf, writeAgentState, writeQueryConf } from './agent-states.ts'
import { CallTable } from './call-table.ts'
import { classesKept, writeConfiguration } from './configuration.ts'
import { type Asked, writeConfirmation } from './confirmations.ts'
import type { Decoded } from './decoded.ts'
import { readMaintenance, writeMaintenance } from './maintenance.ts'
import { make } from './make.ts'
import { type CtiNames, NULL_ID, userByDevice } from './names.ts'
import { readCallRequest } from './read-requests.ts'
import { Reading, text } from './reading.ts'
import { readOpenReq, writeFailure, writeOpenConf, writeSystemEvent } from './session-messages.ts'
import { readSetAgentState } from './set-agent-state.ts'
import { writeCallSnapshot, writeDeviceSnapshot } from './snapshots.ts'
import { readStatisticsReq, writeStatistics } from './statistics.ts'
import { writeTeams } from './teams.ts'
import { writeCallEvent } from './write-calls.ts'
import type { Writing } from './writing.ts'

/** What becomes of a message of the client: the world is asked, or the answer is known at once. */
export type Read =
  | { readonly to: 'world'; readonly decoded: Decoded }
  | { readonly to: 'client'; readonly answers: readonly Message[] }

/** FailureCode. */
export const ControlFailure = {
  INVALID_DEVICE: 12,
  INVALID_FEATURE: 15,
  INVALID_AGENT: 256,
  UNKNOWN_SKILL_GROUP: 262,
} as const

/** Services that a session may have; what is asked beyond them is not granted. */
export const servicesKept =
  CtiService.CLIENT_EVENTS |
  CtiService.CALL_DATA_UPDATE |
  CtiService.CLIENT_CONTROL |
  CtiService.ALL_EVENTS |
  CtiService.SUPERVISOR |
  CtiService.CONFIG_EVENTS |
  CtiService.UPDATE_EVENTS |
  CtiService.ACTIVE_STANDBY

export interface ServerCodecOptions {
  readonly names: CtiNames
  readonly now: () => Micros
}

export class ServerCodec {
  readonly calls = new CallTable()
  readonly reading: Reading
  readonly writing: Writing
  /** What was granted. */
  services = 0
  readonly #asked = new Map<number, Asked>()
  /** Classes of the configuration that the client waits for. */
  #classes = 0

  constructor({ names, now }: ServerCodecOptions) {
    this.reading = new Reading(names, now)
    this.writing = { names, version: 0, now }
  }

  /** Requests that the world has not answered. */
  get waiting(): number {
    return this.#asked.size
  }

  /** A message of the client, in the version of the session. Undefined for one that the simulated world has no use for. */
  read(message: Message): Read | undefined {
    switch (message.type) {
      case 'OPEN_REQ': {
        this.writing.version = message.fields.VersionNumber
        this.services = message.fields.ServicesRequested & servicesKept
        this.#asked.clear()
        this.calls.clear()
        return world(readOpenReq(message))
      }
      case 'HEARTBEAT_REQ':
        return world({ kind: M.heartbeatReq, about: 0, body: { invoke: message.fields.InvokeID } })
      case 'CLOSE_REQ':
        return world({ kind: M.closeReq, about: 0, body: { invoke: message.fields.InvokeID } })
      case 'ACTIVE_MAINTENANCE_RESP_MSG':
      case 'STOPPING_REQUESTS_TO_THIS_SIDE_IND':
        return world(readMaintenance(message)!)
      case 'CONFIG_REQUEST_EVENT':
        this.#classes = message.fields.ConfigInformation & classesKept
        return world({ kind: M.configRequest, about: 0, body: { invoke: 0 } })
      case 'QUERY_AGENT_STATE_REQ': {
        const { InvokeID: invoke, ICMAgentID } = message.fields
        const agent = agentOf(this.reading, message.floats, ICMAgentID)
        if (agent < 0) return refused(invoke, ControlFailure.INVALID_AGENT)
        return world({ kind: M.queryAgentStateReq, about: agent, body: { invoke } })
      }
      case 'SNAPSHOT_CALL_REQ': {
        const { InvokeID: invoke, ConnectionCallID: call } = message.fields
        if (call === NULL_ID) return answer(invalidCall(invoke))
        return world({ kind: M.snapshotCallReq, about: call, body: { invoke, call } })
      }
      case 'SNAPSHOT_DEVICE_REQ': {
        const agent = userByDevice(this.reading.names, text(message.floats, 'AgentInstrument'))
        if (agent < 0) return refused(message.fields.InvokeID, ControlFailure.INVALID_DEVICE)
        return world({ kind: M.snapshotDeviceReq, about: agent, body: { invoke: message.fields.InvokeID } })
      }
      case 'SET_AGENT_STATE_REQ': {
        const decoded = readSetAgentState(this.reading, message)
        if (decoded === undefined) return refused(message.fields.InvokeID, ControlFailure.INVALID_AGENT)
        return this.#ask(message, decoded)
      }
      case 'QUERY_SKILL_GROUP_STATISTICS_REQ': {
        const decoded = readStatisticsReq(this.reading, message)
        return decoded === undefined
          ? refused(message.fields.InvokeID, ControlFailure.UNKNOWN_SKILL_GROUP)
          : world(decoded)
      }
      default: {
        const decoded = readCallRequest(this.reading, this.calls, message)
        if (decoded === undefined) return undefined
        if (decoded === 'nobody') return refused(invokeOf(message), ControlFailure.INVALID_DEVICE)
        return this.#ask(message, decoded)
      }
    }
  }

  #ask({ type }: Message, decoded: Decoded): Read {
    const { invoke, agent, call = 0, other = 0, target = -1 } = decoded.body as Partial<CallControlReq> & Invoke
    this.#asked.set(invoke, { type, agent: agent!, call, other, target })
    return world(decoded)
  }

  #answered(invoke: number): Asked | undefined {
    const asked = this.#asked.get(invoke)
    this.#asked.delete(invoke)
    return asked
  }

  /** What the world says, as messages to the client; undefined for what never leaves a CTI server. */
  write(kind: number, _about: number, body: unknown): readonly Message[] | undefined {
    const { writing, calls } = this
    switch (kind) {
      case M.agentStateEvent:
        return [writeAgentState(writing, calls, body as AgentStateEvent)]
      case M.requestConf: {
        const { invoke } = body as Invoke
        const asked = this.#answered(invoke)
        return asked === undefined ? [] : [writeConfirmation(writing, calls, asked, invoke)]
      }
      case M.controlFailureConf: {
        const { invoke, failure, peripheral } = body as ControlFailureConf
        this.#asked.delete(invoke)
        return [controlFailure(invoke, failure, peripheral)]
      }
      case M.openConf:
        return this.#opened(body as OpenConf)
      case M.failureConf:
        this.#asked.delete((body as Failure).invoke)
        return [writeFailure(body as Failure)]
      case M.failureEvent:
        return [
          make('FAILURE_EVENT', { Status: (body as Failure | undefined)?.status ?? CtiStatus.CTI_SERVER_OFFLINE }),
        ]
      case M.heartbeatConf:
        return [make('HEARTBEAT_CONF', { InvokeID: (body as Invoke).invoke })]
      case M.closeConf:
        return [make('CLOSE_CONF', { InvokeID: (body as Invoke).invoke })]
      case M.configEnd:
        return writeConfiguration(writing, this.#classes)
      case M.queryAgentStateConf:
        return [writeQueryConf(writing, calls, body as AgentStateEvent & Invoke)]
      case M.snapshotDeviceConf: {
        const { invoke, agent, calls: here } = body as Invoke & { agent: number; calls: readonly CallEvent[] }
        for (const call of here) calls.follow(call)
        return [writeDeviceSnapshot(writing, invoke, agent, here)]
      }
      case M.snapshotCallConf: {
        const { invoke, event } = body as SnapshotCallConf
        calls.follow(event)
        return [writeCallSnapshot(writing, invoke, event)]
      }
      case M.standbyActiveEvent:
      case M.activeMaintenanceReq:
      case M.activeMaintenanceEvent:
        return [writeMaintenance(kind, body)!]
      case M.systemEvent:
        return [writeSystemEvent(writing, body as SystemEvent)]
      case M.skillGroupStatisticsConf:
        return [writeStatistics(writing, body as SkillGroupStatistics)]
      default:
        return writeCallEvent(writing, calls, kind, body as CallEvent)
    }
  }

  /** An active session of all events is told who is in which team, unasked. */
  #opened(conf: OpenConf): readonly Message[] {
    const opened = writeOpenConf(this.writing, conf, this.services)
    return conf.session === 'active' ? [opened, ...writeTeams(this.writing)] : [opened]
  }
}

const world = (decoded: Decoded): Read => ({ to: 'world', decoded })
const answer = (...answers: readonly Message[]): Read => ({ to: 'client', answers })

const invokeOf = ({ fields }: Message): number => (fields as { readonly InvokeID?: number }).InvokeID ?? 0

export function controlFailure(invoke: number, failure: number, peripheral = 0): Message {
  return make('CONTROL_FAILURE_CONF', { InvokeID: invoke, FailureCode: failure, PeripheralErrorCode: peripheral })
}

const refused = (invoke: number, failure: number): Read => answer(controlFailure(invoke, failure))
const invalidCall = (invoke: number): Message => writeFailure({ invoke, status: CtiStatus.INVALID_CALLID })
