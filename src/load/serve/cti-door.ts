/** A listening port that can be shut and opened again in the same place: a process that is gone listens to nothing. */
import type { AddressInfo, Server, Socket } from 'node:net'

/** More than the clients of a PG are. */
const CONNECTIONS_MOST = 1000

export class CtiDoor {
  readonly #server: Server
  readonly #host: string
  readonly #sockets = new Set<Socket>()
  /** 0 until it was open once, where the system may choose. */
  port: number
  #wanted = false
  #moving: Promise<void> = Promise.resolve()

  constructor(server: Server, host: string, port: number) {
    this.#server = server
    this.#host = host
    this.port = port
    server.maxConnections = CONNECTIONS_MOST
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
      socket.on('error', () => socket.destroy())
    })
    server.on('tlsClientError', (_error: Error, socket: Socket) => socket.destroy())
  }

  /** Resolves when it is so; rejects where the port cannot be had. */
  set(open: boolean): Promise<void> {
    if (open === this.#wanted) return this.#moving
    this.#wanted = open
    this.#moving = this.#moving.catch(() => undefined).then(() => (open ? this.#open() : this.#shut()))
    return this.#moving
  }

  #open(): Promise<void> {
    return new Promise((resolve, reject) => {
      const failed = (error: Error): void => {
        this.#wanted = false
        reject(error)
      }
      this.#server.once('error', failed)
      this.#server.listen({ port: this.port, host: this.#host }, () => {
        this.#server.off('error', failed)
        this.port = (this.#server.address() as AddressInfo).port
        resolve()
      })
    })
  }

  /** No new connections; what is connected is the business of whoever broke it. */
  #shut(): Promise<void> {
    this.#server.close()
    return Promise.resolve()
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await this.set(false)
  }
}
