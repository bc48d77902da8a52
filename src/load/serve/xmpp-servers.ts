/** The Notification Service on real sockets: XMPP over TCP, plain or under TLS, and over WebSocket. */
import type { IncomingMessage } from 'node:http'
import { createServer, type Server, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { createServer as createTlsServer } from 'node:tls'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Certificate } from './certificate.ts'
import type { NodeContext } from './node-context.ts'
import { NotificationStream } from './notification-stream.ts'

/** A client that does not read is let go when this much waits for it. */
const UNREAD_BYTES = 8 << 20
const LONGEST_MESSAGE = 65_536

/** Port 5222, or with a certificate port 5223. */
export function createXmppServer(context: NodeContext, certificate?: Certificate): Server {
  const accept = (socket: Socket): void => serveSocket(context, socket)
  const server =
    certificate === undefined
      ? createServer({ noDelay: true }, accept)
      : createTlsServer({ ...certificate, minVersion: 'TLSv1.2', noDelay: true }, accept)
  return server
}

function serveSocket(context: NodeContext, socket: Socket): void {
  const decoder = new StringDecoder('utf8')
  const stream = new NotificationStream(context, {
    framing: 'tcp',
    write(text) {
      if (socket.writableLength > UNREAD_BYTES) socket.destroy()
      else if (socket.writable) socket.write(text)
    },
    end: () => socket.end(),
  })
  socket.on('data', (piece) => stream.session.receive(decoder.write(piece)))
  // A client that only half closes is answered, and then gone.
  socket.on('end', () => stream.session.closed())
  socket.on('error', () => socket.destroy())
  socket.on('close', () => stream.disconnected())
}

export interface WebSocketUpgrade {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): void
}

/** `/ws` and `/ws/` with the subprotocol `xmpp` (RFC 7395). */
export function createWebSocketUpgrade(context: NodeContext): WebSocketUpgrade {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: LONGEST_MESSAGE,
    perMessageDeflate: false,
    handleProtocols: () => 'xmpp',
  })
  return {
    upgrade(request, socket, head) {
      const path = request.url?.replace(/\?.*$/, '')
      const protocols = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim())
      if (path !== '/ws' && path !== '/ws/') refuse(socket, '404 Not Found')
      else if (!protocols.includes('xmpp')) refuse(socket, '400 Bad Request')
      else server.handleUpgrade(request, socket, head, (webSocket) => serveWebSocket(context, webSocket))
    },
    close() {
      for (const client of server.clients) client.terminate()
      server.close()
    },
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

function serveWebSocket(context: NodeContext, webSocket: WebSocket): void {
  const stream = new NotificationStream(context, {
    framing: 'websocket',
    write(text) {
      if (webSocket.bufferedAmount > UNREAD_BYTES) webSocket.terminate()
      else if (webSocket.readyState === webSocket.OPEN) webSocket.send(text)
    },
    end: () => webSocket.close(),
  })
  webSocket.on('message', (data, binary) => {
    if (binary) stream.session.close('not-well-formed')
    else stream.session.receive(data.toString())
  })
  webSocket.on('error', () => webSocket.terminate())
  webSocket.on('close', () => stream.disconnected())
}
