/** One connection to a CTI server: its socket on one side, its link into the simulated world on the other. */
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { CtiServerSession, type CtiSessionOptions } from '../../wire/cti-codec/server-session.ts'
import type { CtiExchange } from './cti-exchange.ts'

/** A client that does not read is let go when this much waits for it. */
const UNREAD_BYTES = 8 << 20
/** How long a client may take to say who it is (30 s are what clients wait for the answer), and to close after us. */
const OPEN_MS = 30_000
const GOODBYE_MS = 5_000

export function serveCtiConnection(socket: Socket, exchange: CtiExchange, options: CtiSessionOptions): void {
  const line = exchange.open((kind, about, body) => session.heard(kind, about, body))
  const reset = (): void => {
    if (socket instanceof TLSSocket) socket.destroy()
    else socket.resetAndDestroy()
  }
  const session = new CtiServerSession(
    {
      write(bytes) {
        if (socket.writableLength > UNREAD_BYTES) socket.destroy()
        else if (socket.writable) socket.write(bytes)
      },
      end() {
        socket.end()
        setTimeout(() => socket.destroy(), GOODBYE_MS).unref()
      },
      reset,
      send: (kind, about, body) => line.send(kind, about, body),
    },
    options,
  )
  const deadline = setTimeout(() => {
    if (!session.isOpen) reset()
  }, OPEN_MS)
  socket.setNoDelay(true)
  socket.on('data', (piece: Buffer) => session.receive(piece))
  socket.on('error', () => socket.destroy())
  socket.on('close', () => {
    clearTimeout(deadline)
    session.disconnected()
    line.release()
  })
}
