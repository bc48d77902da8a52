/** The Notification Service over WebSocket: `/ws` and `/ws/` with the subprotocol `xmpp` (RFC 7395). */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { NodeContext } from './node-context.ts'
import { NotificationStream } from './notification-stream.ts'
import { UNREAD_BYTES } from './xmpp-server.ts'

const LONGEST_MESSAGE = 65_536

export interface WebSocketDoor {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): void
}

export function createWebSocketDoor(context: NodeContext): WebSocketDoor {
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
      socket.on('error', () => socket.destroy())
      if (path !== '/ws' && path !== '/ws/') refuseUpgrade(socket, '404 Not Found')
      else if (!protocols.includes('xmpp')) refuseUpgrade(socket, '400 Bad Request')
      else server.handleUpgrade(request, socket, head, (webSocket) => serveWebSocket(context, webSocket))
    },
    close() {
      for (const client of server.clients) client.terminate()
      server.close()
    },
  }
}

export function refuseUpgrade(socket: Duplex, status: string): void {
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
    reset: () => webSocket.terminate(),
  })
  webSocket.on('message', (data, binary) => {
    stream.alive()
    if (binary) stream.session.close('not-well-formed')
    else stream.session.receive(data.toString())
  })
  webSocket.on('ping', () => stream.alive())
  webSocket.on('error', () => webSocket.terminate())
  webSocket.on('close', () => stream.disconnected())
}
