/**
 * One client of a CTI server on a connection: frames in and out, the rules of a session, and the link to the simulated
 * server behind it. Pure: what it is given are bytes and messages, time and sockets are the business of its port.
 */
import { type CallEvent, CtiService, CtiStatus, type Failure, type OpenConf } from '../../sim/domain/cti.ts'
import { M } from '../../sim/domain/messages.ts'
import type { Micros } from '../../sim/kernel/time.ts'
import { decodeMessage, EncodeError, encodeMessage } from '../ged188/codec.ts'
import { createFrameDecoder, headerBytes, viewOf } from '../ged188/frame.ts'
import { type Message, type MessageOf, versionMax, versionMin } from '../ged188/layouts.ts'
import type { Problem } from '../ged188/problem.ts'
import { answerLocally } from './local-answers.ts'
import { isA, make } from './make.ts'
import { isWanted, type Wishes, wishesOf } from './masks.ts'
import type { CtiNames } from './names.ts'
import { instanceOf, ownerOf, refusalOf } from './open-rules.ts'
import { ServerCodec } from './server-codec.ts'
import { versionAsked, writeFailure } from './session-messages.ts'

/** The connection under a session, and the way into the simulated world. */
export interface CtiSessionPort {
  write(bytes: Uint8Array): void
  /** Closes the connection behind what was written. */
  end(): void
  /** Breaks it, as a reset does. */
  reset(): void
  send(kind: number, about: number, body: unknown): void
}

/** What a side that is not active answers clients that know nothing of standby sessions. */
export type StandbyAnswer = 107 | 15 | 92

export interface CtiSessionOptions {
  readonly names: CtiNames
  readonly now: () => Micros
  /** Highest protocol version that the server speaks. */
  readonly version: number
  readonly standbyAnswer: StandbyAnswer
  /** UniqueInstanceIDs of all sessions of the server: this one adds its own. */
  readonly instances: Set<string>
}

/** Messages of a client that does not wait for OPEN_CONF. */
const WAITING_MOST = 100

export class CtiServerSession {
  readonly #port: CtiSessionPort
  readonly #options: CtiSessionOptions
  readonly #codec: ServerCodec
  readonly #frames = createFrameDecoder()
  #state: 'new' | 'opening' | 'open' | 'standby' | 'closed' = 'new'
  #wishes: Wishes = { services: 0, callMask: 0, stateMask: 0 }
  /** The user whose device the client hears of, or -1: everybody's. */
  #owner = -1
  #instance: string | undefined
  /** Messages that came before OPEN_CONF went out. */
  #waiting: Message[] = []

  constructor(port: CtiSessionPort, options: CtiSessionOptions) {
    this.#port = port
    this.#options = options
    this.#codec = new ServerCodec(options)
  }

  get isOpen(): boolean {
    return this.#state === 'open' || this.#state === 'standby'
  }

  get #isClosed(): boolean {
    return this.#state === 'closed'
  }

  /** The connection is gone, by whichever side. */
  disconnected(): void {
    if (this.#state === 'closed') return
    if (this.#state !== 'new') this.#port.send(M.connectionReset, 0, undefined)
    this.#forget()
  }

  #forget(): void {
    this.#state = 'closed'
    if (this.#instance !== undefined) this.#options.instances.delete(this.#instance)
    this.#instance = undefined
  }

  receive(chunk: Uint8Array): void {
    if (this.#state === 'closed') return
    const { frames, problem } = this.#frames.push(chunk)
    for (const frame of frames) this.#frame(frame)
    if (problem !== undefined) this.#giveUp(CtiStatus.INVALID_MESSAGE_LENGTH)
  }

  /** What comes is no protocol: the client is told, and let go. */
  #giveUp(status: number): void {
    if (this.#isClosed) return
    this.#write([make('FAILURE_EVENT', { Status: status })])
    this.#leave()
  }

  /** Ends the connection from this side. */
  #leave(): void {
    if (this.#state !== 'new') this.#port.send(M.connectionReset, 0, undefined)
    this.#forget()
    this.#port.end()
  }

  #frame(frame: Uint8Array): void {
    if (this.#state === 'closed') return
    const asked = versionAsked(frame)
    if (asked !== undefined && (asked < versionMin || asked > this.#options.version)) {
      // How its floating fields are to be read nobody knows.
      this.#write([writeFailure({ invoke: firstNumber(frame), status: CtiStatus.INVALID_VERSION })])
      if (!this.isOpen) this.#leave()
      return
    }
    const version = asked ?? (this.#codec.writing.version || versionMax)
    const message = decodeMessage(frame, version)
    if ('problem' in message) this.#unreadable(frame, message)
    else if (isA(message, 'OPEN_REQ')) this.#open(message)
    else if (this.#state === 'new') this.#refuse(message, CtiStatus.SESSION_NOT_OPEN)
    else if (this.#state === 'opening') this.#wait(message)
    else this.#message(message)
  }

  /** Somebody who has not opened a session and sends what nobody can read is no client. */
  #unreadable(frame: Uint8Array, { status, invokeId }: Problem): void {
    const isUnknown = status === CtiStatus.INVALID_MESSAGE_TYPE
    const invoke = isUnknown && this.isOpen ? firstNumber(frame) : invokeId
    if (invoke === undefined) this.#giveUp(status)
    else {
      this.#write([writeFailure({ invoke, status })])
      if (!this.isOpen) this.#leave()
    }
  }

  #refuse({ fields }: Message, status: number): void {
    const { InvokeID: invoke = 0 } = fields as { readonly InvokeID?: number }
    this.#write([writeFailure({ invoke, status })])
  }

  #open(request: MessageOf<'OPEN_REQ'>): void {
    const { names, instances } = this.#options
    if (this.#state !== 'new') {
      this.#refuse(request as Message, CtiStatus.SESSION_ALREADY_OPEN)
      return
    }
    const status = refusalOf({ names, instances }, request)
    if (status !== undefined) {
      this.#refuse(request as Message, status)
      this.#leave()
      return
    }
    this.#state = 'opening'
    this.#wishes = wishesOf(request)
    this.#instance = instanceOf(request)
    if (this.#instance !== undefined) instances.add(this.#instance)
    const hearsAll = (this.#wishes.services & CtiService.ALL_EVENTS) !== 0
    const owner = hearsAll ? -1 : ownerOf(names, request)
    this.#owner = typeof owner === 'number' ? owner : -1
    this.#toWorld(request as Message)
  }

  /** A client that does not wait for OPEN_CONF is served as soon as it is out. */
  #wait(message: Message): void {
    if (this.#waiting.length < WAITING_MOST) this.#waiting.push(message)
    else this.#refuse(message, CtiStatus.SESSION_NOT_OPEN)
  }

  #message(message: Message): void {
    const { type } = message
    if (this.#state === 'standby' && type !== 'HEARTBEAT_REQ' && type !== 'CLOSE_REQ') {
      this.#refuse(message, CtiStatus.CTI_SERVER_OFFLINE)
    } else if (isControl(message) && (this.#wishes.services & CtiService.CLIENT_CONTROL) === 0) {
      this.#refuse(message, CtiStatus.FUNCTION_NOT_AVAILABLE)
    } else this.#toWorld(message)
  }

  #toWorld(message: Message): void {
    const read = this.#codec.read(message)
    if (read === undefined) this.#write(answerLocally(this.#codec.writing, message))
    else if (read.to === 'client') this.#write(read.answers)
    else this.#port.send(read.decoded.kind, read.decoded.about, read.decoded.body)
  }

  /** The simulated server says something to its client. */
  heard(kind: number, about: number, body: unknown): void {
    if (this.#state === 'closed' || this.#state === 'new') return
    if (kind === M.connectionReset) {
      this.#forget()
      this.#port.reset()
      return
    }
    if (kind === M.openConf) this.#state = (body as OpenConf).session === 'active' ? 'open' : 'standby'
    if (kind === M.standbyActiveEvent) this.#state = 'open'
    const wasOpening = this.#state === 'opening'
    const said = wasOpening && kind === M.failureConf ? this.#standbyAnswered(body as Failure) : body
    // Also what the client does not want to hear is followed: later messages build on it.
    const messages = this.#codec.write(kind, about, said) ?? []
    if (this.#isForeign(kind, said)) return
    this.#write(messages.filter((message) => isWanted(this.#wishes, message)))
    if (kind === M.openConf) for (const message of this.#waiting.splice(0)) this.#message(message)
    if (kind === M.closeConf || kind === M.failureEvent || (wasOpening && kind === M.failureConf)) {
      this.#forget()
      this.#port.end()
    }
  }

  /** Sources contradict one another about what a side says that is not active: it is a setting. */
  #standbyAnswered(failure: Failure): Failure {
    const isStandby = failure.status === CtiStatus.CTI_SERVER_OFFLINE
    return isStandby ? { ...failure, status: this.#options.standbyAnswer } : failure
  }

  /** Of another device than the one that the client has to do with. */
  #isForeign(kind: number, body: unknown): boolean {
    if (this.#owner < 0) return false
    if (kind === M.agentStateEvent) return (body as { readonly agent: number }).agent !== this.#owner
    const { parties, call } = (body ?? {}) as Partial<CallEvent>
    if (parties === undefined || call === undefined) return false
    return !parties.some(({ device }) => device === this.#owner)
  }

  #write(messages: readonly Message[]): void {
    // Before a version was agreed upon only messages are written that are the same in all of them.
    const version = this.#codec.writing.version || versionMax
    for (const message of messages) {
      try {
        this.#port.write(encodeMessage(message, version))
      } catch (error) {
        // A client of an old protocol does not hear of what its protocol has no message for.
        if (!(error instanceof EncodeError)) throw error
      }
    }
  }
}

/** The number of the request, where the message is unknown: requests begin with it. */
const firstNumber = (frame: Uint8Array): number =>
  frame.length >= headerBytes + 4 ? viewOf(frame).getUint32(headerBytes) : 0

/** Requests that change an agent or a call. */
const isControl = ({ type }: Message): boolean => controls.has(type)
const controls: ReadonlySet<string> = new Set([
  'SET_AGENT_STATE_REQ',
  'ANSWER_CALL_REQ',
  'HOLD_CALL_REQ',
  'RETRIEVE_CALL_REQ',
  'CLEAR_CONNECTION_REQ',
  'MAKE_CALL_REQ',
  'CONSULTATION_CALL_REQ',
  'TRANSFER_CALL_REQ',
  'CONFERENCE_CALL_REQ',
  'SUPERVISE_CALL_REQ',
])
