/** The Notification Service over TCP: port 5222, where STARTTLS is offered, and 5223, where TLS comes first. */
import { createServer, type Server, type Socket } from 'node:net'
import { StringDecoder } from 'node:string_decoder'
import { createSecureContext, createServer as createTlsServer, type SecureContext, TLSSocket } from 'node:tls'
import type { Certificate } from './certificate.ts'
import type { NodeContext } from './node-context.ts'
import { NotificationStream } from './notification-stream.ts'

/** A client that does not read is let go when this much waits for it. */
export const UNREAD_BYTES = 8 << 20
/** How long a peer may take to close after us. */
const GOODBYE_MS = 5_000
const HANDSHAKE_MS = 20_000
const TLS_MIN = 'TLSv1.2'

export function createXmppServer(context: NodeContext, certificate: Certificate): Server {
  const tls = createSecureContext({ ...certificate, minVersion: TLS_MIN })
  return createServer({ noDelay: true }, (socket) => serveSocket(context, socket, tls))
}

export function createSecureXmppServer(context: NodeContext, certificate: Certificate): Server {
  const options = { ...certificate, minVersion: TLS_MIN, noDelay: true, handshakeTimeout: HANDSHAKE_MS } as const
  return createTlsServer(options, (socket) => serveSocket(context, socket))
}

/** `tls` is what STARTTLS is offered with; without it, it is not. */
function serveSocket(context: NodeContext, socket: Socket, tls?: SecureContext): void {
  let carrier = socket
  const stream = new NotificationStream(context, {
    framing: 'tcp',
    offersTls: tls !== undefined,
    write(text) {
      if (carrier.writableLength > UNREAD_BYTES) carrier.destroy()
      else if (carrier.writable) carrier.write(text)
    },
    startTls() {
      carrier.removeAllListeners('data')
      carrier = new TLSSocket(socket, { isServer: true, secureContext: tls })
      listenTo(carrier)
    },
    end() {
      carrier.end()
      setTimeout(() => socket.destroy(), GOODBYE_MS).unref()
    },
    reset: () => socket.resetAndDestroy(),
  })
  const listenTo = (now: Socket): void => {
    const decoder = new StringDecoder('utf8')
    now.on('data', (piece) => {
      stream.alive()
      stream.session.receive(decoder.write(piece))
    })
    // A client that closes without a word of XMPP has not taken its leave.
    now.on('end', () => now.end())
    now.on('error', () => socket.destroy())
    now.on('close', () => stream.disconnected())
  }
  listenTo(carrier)
}
