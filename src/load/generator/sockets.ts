/** Counts what clients of this process take of the network: every socket that is opened to a server. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'

export interface SocketFigures {
  readonly connections: number
  readonly handshakes: number
  /** Open at the same time, at most. */
  readonly openMost: number
  readonly bytesSent: number
  readonly bytesReceived: number
}

const CHANNEL = 'net.client.socket'

export class Sockets {
  readonly #open = new Set<Socket>()
  #connections = 0
  #handshakes = 0
  #openMost = 0
  #sent = 0
  #received = 0
  readonly #opened = (message: unknown): void => {
    const { socket } = message as { readonly socket: Socket }
    socket.once('connect', () => this.#connections++)
    if (socket instanceof TLSSocket) socket.once('secureConnect', () => this.#handshakes++)
    socket.once('close', () => {
      this.#open.delete(socket)
      this.#sent += socket.bytesWritten
      this.#received += socket.bytesRead
    })
    this.#open.add(socket)
    this.#openMost = Math.max(this.#openMost, this.#open.size)
  }

  constructor() {
    subscribe(CHANNEL, this.#opened)
  }

  get open(): number {
    return this.#open.size
  }

  /** Until now. */
  figures(): SocketFigures {
    let [bytesSent, bytesReceived] = [this.#sent, this.#received]
    for (const socket of this.#open) {
      bytesSent += socket.bytesWritten
      bytesReceived += socket.bytesRead
    }
    const [connections, handshakes, openMost] = [this.#connections, this.#handshakes, this.#openMost]
    return { connections, handshakes, openMost, bytesSent, bytesReceived }
  }

  stop(): void {
    unsubscribe(CHANNEL, this.#opened)
  }
}

/** Under the names of counters. */
export const socketCounts = ({ connections, handshakes, bytesSent, bytesReceived }: SocketFigures) =>
  [
    ['connections', connections],
    ['TLS handshakes', handshakes],
    ['bytes sent', bytesSent],
    ['bytes received', bytesReceived],
  ] as const
