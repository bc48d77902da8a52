/** The listening sockets of a server, and what is connected to them: opened one by one, closed all at once. */
import type { AddressInfo, Server, Socket } from 'node:net'

/** So many connections to one port; more are refused. */
const CONNECTIONS_MOST = 30_000

export class Listeners {
  readonly #servers: Server[] = []
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
    this.#servers.push(server)
    return new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen({ port, host }, () => {
        server.off('error', reject)
        server.on('error', () => undefined)
        resolve((server.address() as AddressInfo).port)
      })
    })
  }

  /** Breaks every connection, as the host does when a process ends. */
  reset(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy()
  }

  async close(): Promise<void> {
    const closed = this.#servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())))
    for (const socket of this.#sockets) socket.destroy()
    await Promise.all(closed)
  }
}
