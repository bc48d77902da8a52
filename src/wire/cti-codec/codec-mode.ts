/**
 * Codec mode of the CTI links: every message between a Finesse node and a CTI server becomes the bytes that would cross
 * a socket, and what arrives is read from them. The parts are wrapped where messages reach them; a run is then the same
 * run, or the codec has lost something.
 */
import { M, messageName } from '../../sim/domain/messages.ts'
import type { Env, Kernel, Part } from '../../sim/kernel/kernel.ts'
import { decodeMessage, EncodeError, encodeMessage } from '../ged188/codec.ts'
import { createFrameDecoder } from '../ged188/frame.ts'
import type { Message } from '../ged188/layouts.ts'
import { withBeside } from './beside.ts'
import { CallTable } from './call-table.ts'
import { ClientCodec } from './client-codec.ts'
import type { Decoded } from './decoded.ts'
import type { CtiNames } from './names.ts'
import { ServerCodec } from './server-codec.ts'
import { versionAsked } from './session-messages.ts'

type Node = Part & { readonly env: Env }

export interface CenterWithCti {
  readonly kernel: Kernel
  readonly cti: readonly Node[]
  readonly finesse: readonly (Node & { readonly toCti: readonly number[] })[]
}

/** What crossed the links. */
export interface Carried {
  messages: number
  bytes: number
  /** Messages that are no GED-188 messages, or that no client could write (values too long), by kind. */
  readonly uncoded: Map<number, number>
  /** Told of every message as it was sent and as it was read. */
  watch: ((kind: number, sent: unknown, read: unknown) => void) | undefined
}

export function carryCtiByWire(center: CenterWithCti, names: CtiNames): Carried {
  const { kernel, cti, finesse } = center
  const carried: Carried = { messages: 0, bytes: 0, uncoded: new Map(), watch: undefined }
  const now = () => kernel.now
  const sessions = new Map<number, Session>()
  for (const node of finesse) {
    const calls = new CallTable()
    for (const link of node.toCti) {
      const client = new ClientCodec({ names, now, instance: node.env.name, calls })
      sessions.set(link, new Session(client, new ServerCodec({ names, now }), carried))
    }
  }
  for (const server of cti) {
    wrap(kernel, server, (link) => sessions.get(link), 'toServer')
  }
  for (const node of finesse) {
    wrap(kernel, node, (link) => sessions.get(link ^ 1), 'toClient')
  }
  return carried
}

/** What the network itself tells of a link is no message on it. */
const ofTheLink: ReadonlySet<number> = new Set([M.connectionReset, M.linkSilent, M.linkAlive])

function wrap(
  kernel: Kernel,
  node: Node,
  sessionOf: (link: number) => Session | undefined,
  way: 'toServer' | 'toClient',
): void {
  kernel.attach(node.env, {
    receive(kind, about, body, link) {
      const session = sessionOf(link)
      if (session === undefined || ofTheLink.has(kind)) node.receive(kind, about, body, link)
      else {
        const read = session.carry(way, { kind, about, body })
        node.receive(kind, read.about, read.body, link)
      }
    },
  })
}

/** Both ends of one session, and the bytes between them. */
class Session {
  readonly #server: ServerCodec
  readonly #client: ClientCodec
  readonly #carried: Carried

  constructor(client: ClientCodec, server: ServerCodec, carried: Carried) {
    this.#server = server
    this.#client = client
    this.#carried = carried
  }

  carry(way: 'toServer' | 'toClient', sent: Decoded): Decoded {
    const read = way === 'toServer' ? this.#toServer(sent) : this.#toClient(sent)
    if (read === undefined) {
      const { uncoded } = this.#carried
      uncoded.set(sent.kind, (uncoded.get(sent.kind) ?? 0) + 1)
      return sent
    }
    const body = withBeside(sent.kind, read.body, sent.body)
    this.#carried.messages++
    this.#carried.watch?.(sent.kind, sent.body, body)
    return { ...read, body }
  }

  #toServer({ kind, about, body }: Decoded): Decoded | undefined {
    const message = this.#client.write(kind, about, body)
    if (message === undefined) return undefined
    const bytes = this.#encoded([message], this.#client.writing.version)
    if (bytes === undefined) return undefined
    const decoded = messagesOf(bytes, this.#client.writing.version).map((one) => this.#server.read(one))
    const [read] = decoded
    if (read?.to !== 'world' || read.decoded.kind !== kind) throw unreadable(kind, message)
    return read.decoded
  }

  #toClient({ kind, about, body }: Decoded): Decoded | undefined {
    const messages = this.#server.write(kind, about, body)
    if (messages === undefined || messages.length === 0) return undefined
    const { version } = this.#server.writing
    const bytes = this.#encoded(messages, version)
    if (bytes === undefined) return undefined
    const decoded = messagesOf(bytes, version).flatMap((one) => this.#client.read(one) ?? [])
    const [read] = decoded
    if (decoded.length !== 1 || read?.kind !== kind) throw unreadable(kind, messages[0]!)
    return read
  }

  /** Undefined where a value is longer than the wire has room for: nobody could have written it. */
  #encoded(messages: readonly Message[], version: number): Uint8Array | undefined {
    try {
      const frames = messages.map((message) => encodeMessage(message, version))
      const bytes = joined(frames)
      this.#carried.bytes += bytes.length
      return bytes
    } catch (error) {
      if (error instanceof EncodeError) return undefined
      throw error
    }
  }
}

function joined(frames: readonly Uint8Array[]): Uint8Array {
  if (frames.length === 1) return frames[0]!
  const all = new Uint8Array(frames.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const frame of frames) {
    all.set(frame, at)
    at += frame.length
  }
  return all
}

function messagesOf(bytes: Uint8Array, version: number): readonly Message[] {
  return createFrameDecoder()
    .push(bytes)
    .frames.map((frame) => {
      const message = decodeMessage(frame, versionAsked(frame) ?? version)
      if ('problem' in message) throw new Error(`a CTI message that cannot be read back: ${message.problem}`)
      return message
    })
}

function unreadable(kind: number, { type }: Message): Error {
  return new Error(`a CTI message that is read as another: ${messageName(kind)} as ${type}`)
}
