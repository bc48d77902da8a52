/**
 * A client of GED-188 written for the tests, from the tables of the guide and not from the encoder: it puts numbers
 * into bytes by hand, and reads what it needs at the places where the guide has it (protocol version 24).
 */
import { connect, type Socket } from 'node:net'

export const u4 = (number: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(number >>> 0)
  return bytes
}
export const u2 = (number: number): Buffer => {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(number)
  return bytes
}
export const u1 = (number: number): Buffer => Buffer.of(number)

/** A floating field of protocol 20 and later: tag, length, data. */
export const tagged = (tag: number, data: Buffer): Buffer => Buffer.concat([u2(tag), u2(data.length), data])
export const text = (tag: number, value: string): Buffer => tagged(tag, Buffer.from(`${value}\0`, 'latin1'))

export const frame = (type: number, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts)
  return Buffer.concat([u4(body.length), u4(type), body])
}

export const PERIPHERAL = 5000
export const NONE = 0xffffffff
const SERVICES = 0x4 | 0x10 | 0x80

export interface Opening {
  readonly invoke?: number
  readonly version?: number
  readonly idle?: number
  readonly peripheral?: number
  readonly services?: number
  readonly callMask?: number
  readonly reserved?: number
  readonly floats?: readonly Buffer[]
}

/** OPEN_REQ of a client that wants everything. */
export function openReq(opening: Opening = {}): Buffer {
  const { invoke = 1, version = 24, idle = 120, peripheral = PERIPHERAL, services = SERVICES } = opening
  const { callMask = 0x0fffffff, reserved = 0, floats = [text(1, 'test'), tagged(2, Buffer.alloc(0))] } = opening
  const masks = [u4(services), u4(callMask), u4(0x3fff), u4(0), u4(reserved), u4(0), u4(0)]
  return frame(3, u4(invoke), u4(version), u4(idle), u4(peripheral), ...masks, ...floats)
}

export const heartbeatReq = (invoke: number): Buffer => frame(5, u4(invoke))
export const closeReq = (invoke: number): Buffer => frame(7, u4(invoke), u4(0))
export const configReq = (classes: number): Buffer => frame(232, u4(classes), u4(classes), u4(PERIPHERAL))
export const queryAgent = (invoke: number, id: string): Buffer =>
  frame(36, u4(invoke), u4(PERIPHERAL), u4(1), u4(0), text(5, id))

/** SET_AGENT_STATE_REQ: 21 bytes, of which ForcedFlag is one. */
export function setAgentState(invoke: number, id: string, state: number, instrument: string, reason = 0): Buffer {
  const fixed = [u4(invoke), u4(PERIPHERAL), u2(state), u2(0), u2(0), u2(reason), u1(0), u4(0)]
  return frame(38, ...fixed, text(6, instrument), text(5, id))
}

/** ANSWER_CALL_REQ. */
export const answerCall = (invoke: number, call: number, device: string): Buffer =>
  frame(42, u4(invoke), u4(PERIPHERAL), u4(call), u2(0), text(25, device))
/** CLEAR_CONNECTION_REQ, with RequestingDeviceIDType at the end of its fixed part. */
export const clearConnection = (invoke: number, call: number, device: string): Buffer =>
  frame(46, u4(invoke), u4(PERIPHERAL), u4(call), u2(0), u2(0xffff), text(25, device))

/** A message that came, and what can be read in it by place. */
export class Came {
  readonly type: number
  readonly body: Buffer
  readonly whole: Buffer

  constructor(whole: Buffer) {
    this.whole = whole
    this.type = whole.readUInt32BE(4)
    this.body = whole.subarray(8)
  }

  u4(at: number): number {
    return this.body.readUInt32BE(at)
  }

  u2(at: number): number {
    return this.body.readUInt16BE(at)
  }

  /** Floating fields behind a fixed part of so many bytes; throws where they do not fill the message exactly. */
  floats(fixed: number): ReadonlyMap<number, Buffer> {
    const floats = new Map<number, Buffer>()
    let at = fixed
    while (at < this.body.length) {
      const end = at + 4 + this.body.readUInt16BE(at + 2)
      if (end > this.body.length) throw new Error(`a float of message ${this.type} runs over its end`)
      floats.set(this.body.readUInt16BE(at), this.body.subarray(at + 4, end))
      at = end
    }
    return floats
  }

  text(fixed: number, tag: number): string | undefined {
    return this.floats(fixed).get(tag)?.toString('latin1').replace(/\0$/, '')
  }
}

export class CtiClient {
  readonly socket: Socket
  readonly came: Came[] = []
  /** `end` when the server closed, `reset` when it broke the connection. */
  ended: 'end' | 'reset' | undefined
  #rest = Buffer.alloc(0)
  readonly #taken = new Set<Came>()
  #wake: (() => void) | undefined

  constructor(socket: Socket) {
    this.socket = socket
    socket.on('data', (piece: Buffer) => this.#take(piece))
    socket.on('end', () => this.#end('end'))
    socket.on('error', () => this.#end('reset'))
    socket.on('close', () => this.#end('end'))
  }

  static async to(port: number): Promise<CtiClient> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('error', reject)
    })
    return new CtiClient(socket)
  }

  #end(how: 'end' | 'reset'): void {
    this.ended ??= how
    this.#wake?.()
  }

  #take(piece: Buffer): void {
    let rest = Buffer.concat([this.#rest, piece])
    while (rest.length >= 8 && rest.length >= 8 + rest.readUInt32BE(0)) {
      const end = 8 + rest.readUInt32BE(0)
      this.came.push(new Came(rest.subarray(0, end)))
      rest = rest.subarray(end)
    }
    this.#rest = rest
    this.#wake?.()
  }

  send(...frames: readonly Buffer[]): void {
    this.socket.write(Buffer.concat(frames))
  }

  /** The first message of a type that fits and was not asked for yet: events and answers come in either order. */
  async next(type: number, fits: (message: Came) => boolean = () => true): Promise<Came> {
    for (;;) {
      const found = this.came.find((message) => message.type === type && !this.#taken.has(message) && fits(message))
      if (found !== undefined) {
        this.#taken.add(found)
        return found
      }
      if (this.ended !== undefined) throw new Error(`the connection ended before a message ${type} came`)
      await this.#more()
    }
  }

  async untilEnded(): Promise<'end' | 'reset'> {
    while (this.ended === undefined) await this.#more()
    return this.ended
  }

  #more(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
    })
  }

  close(): void {
    this.socket.destroy()
  }
}
