/** The listening sockets of a server, and what is connected to them: opened one by one, closed all at once. */
import type { AddressInfo, Server, Socket } from 'node:net'

/** So many connections to one port; more are refused. */
const CONNECTIONS_MOST = 30_000

interface Opened {
  readonly server: Server
  readonly host: string
  port: number
}

export class Listeners {
  readonly #opened: Opened[] = []
  readonly #sockets = new Set<Socket>()

  /**
   * Resolves to the port, which the system chooses for 0. Rejects where it cannot be had. `refuses` tells whether
   * whoever connects now is refused.
   */
  open(server: Server, host: string, port: number, refuses: () => boolean = () => false): Promise<number> {
    server.maxConnections = CONNECTIONS_MOST
    server.prependListener('connection', (socket: Socket) => {
      if (refuses()) {
        socket.resetAndDestroy()
        return
      }
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
      // A connection that breaks before anybody listens to it is no failure of ours.
      socket.on('error', () => socket.destroy())
    })
    server.on('tlsClientError', (_error: Error, socket: Socket) => socket.destroy())
    const opened = { server, host, port }
    this.#opened.push(opened)
    return this.#listen(opened)
  }

  #listen(opened: Opened): Promise<number> {
    const { server, host, port } = opened
    return new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen({ port, host }, () => {
        server.off('error', reject)
        server.on('error', () => undefined)
        opened.port = (server.address() as AddressInfo).port
        resolve(opened.port)
      })
    })
  }

  /** The process has ended: nobody listens, and whoever was connected is reset. */
  shut(): void {
    for (const { server } of this.#opened) if (server.listening) server.close()
    this.reset()
  }

  /** A new process listens in the same places. */
  async reopen(): Promise<void> {
    await Promise.all(this.#opened.filter(({ server }) => !server.listening).map((one) => this.#listen(one)))
  }

  /** Breaks every connection, as the host does when a process ends. */
  reset(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy()
  }

  async close(): Promise<void> {
    const closed = this.#opened.map(({ server }) => new Promise<void>((resolve) => server.close(() => resolve())))
    for (const socket of this.#sockets) socket.destroy()
    await Promise.all(closed)
  }
}
