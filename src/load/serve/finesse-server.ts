/** One Finesse node on sockets: every door that its release has, and what is behind each. */
import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { createSecureServer, type Http2SecureServer, type ServerHttp2Session } from 'node:http2'
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https'
import type { Server } from 'node:net'
import { createBoshServer } from './bosh-server.ts'
import { CacheMarks } from './cache-marks.ts'
import type { Certificate } from './certificate.ts'
import type { CorsPolicy } from './cors.ts'
import { createDesktopDoor } from './desktop-door.ts'
import { type DoorName, doorNames, type Ports, type Speech } from './doors.ts'
import { createFront, createRedirect, type FrontOptions, type Handle } from './front.ts'
import { Listeners } from './listeners.ts'
import { type NodeContext, standing } from './node-context.ts'
import { createRestServer } from './rest-server.ts'
import { createWebSocketDoor } from './web-socket.ts'
import { createSecureXmppServer, createXmppServer } from './xmpp-server.ts'

export interface FinesseServerOptions {
  readonly context: NodeContext
  /** Doors to open, and on which ports. */
  readonly ports: Ports
  /** Address to listen on. */
  readonly host: string
  readonly speech: Speech
  readonly certificate: Certificate
  readonly cors: CorsPolicy
  /** Origins whose pages may frame the node's. */
  readonly ancestors: () => readonly string[]
}

export interface FinesseServer {
  /** The ports as they are. */
  readonly ports: Ports
  /** The node's process has ended, or was started: its ports follow. Rejects where one cannot be had again. */
  follow(): Promise<void>
  close(): Promise<void>
}

/** Bounds for who is slow on purpose; those of requests are Node's own names. */
const patience = { headersTimeout: 20_000, requestTimeout: 60_000, connectionsCheckingInterval: 2_000 }
const HANDSHAKE_MS = 20_000
/** An HTTP/2 connection without a request, and one where nothing moves. */
const FIRST_REQUEST_MS = 20_000
const IDLE_MS = 120_000
const STREAMS_MOST = 200

/** Which services listen behind a door; without all of them nobody does. */
const services: Readonly<Record<DoorName, readonly ('tomcat' | 'notification')[]>> = {
  https: ['tomcat', 'notification'],
  http: ['tomcat'],
  notification: ['notification'],
  insecure: ['notification'],
  xmpp: ['notification'],
  xmpps: ['notification'],
}

export async function createFinesseServer(options: FinesseServerOptions): Promise<FinesseServer> {
  const { context, ports, host, speech, certificate, cors } = options
  const listeners = new Listeners()
  const standingOf: FrontOptions['standing'] = (service) => standing(context, service)
  const isDown = (service: 'tomcat' | 'notification') => standingOf(service) === 'down'
  const marks = speech.tellsCache ? new CacheMarks() : undefined
  const rest = createRestServer(context, { marks, ended: () => listeners.reset() })
  const bosh = createBoshServer(context)
  const desktop = createDesktopDoor(context, speech.desktopInterface)
  const webSocket = createWebSocketDoor(context)
  const ancestors = speech.framing ? options.ancestors : undefined
  let httpsPort = ports.https ?? 0

  const frontOf = (door: DoorName): Handle => {
    const isSecure = door === 'https' || door === 'notification'
    const hasBosh = door !== 'https' || speech.notificationsOnHttps
    return createFront({
      standing: standingOf,
      cors,
      isSecure,
      ancestors,
      bosh: hasBosh ? bosh : undefined,
      rest: door === 'https' ? rest : undefined,
      desktop: door === 'https' ? desktop : undefined,
    })
  }
  const withWebSocket = <S extends Http2SecureServer | HttpsServer | ReturnType<typeof plainServer>>(
    door: DoorName,
    server: S,
  ): S => {
    if (speech.webSocket && (door !== 'https' || speech.notificationsOnHttps)) {
      server.on('upgrade', (request, socket, head) => {
        if (isDown('notification')) socket.destroy()
        else webSocket.upgrade(request, socket, head)
      })
    }
    return server
  }
  const serverOf = (door: DoorName): Server => {
    switch (door) {
      case 'https':
        return withWebSocket(door, secureServer(frontOf(door), certificate, speech.http2))
      case 'notification':
        return withWebSocket(door, secureServer(frontOf(door), certificate, false))
      case 'insecure':
        return withWebSocket(door, plainServer(frontOf(door)))
      case 'http': {
        const plain = speech.plainRest ? createFront({ standing: standingOf, cors, rest, isSecure: false }) : undefined
        return plainServer(
          createRedirect({ standing: standingOf, host: context.domain, httpsPort: () => httpsPort, rest: plain }),
        )
      }
      case 'xmpp':
        return createXmppServer(context, certificate)
      case 'xmpps':
        return createSecureXmppServer(context, certificate)
    }
  }

  const close = async (): Promise<void> => {
    webSocket.close()
    context.attendance.close()
    await listeners.close()
  }
  const opened: Partial<Record<DoorName, number>> = {}
  try {
    for (const door of doorNames) {
      const port = ports[door]
      if (port !== undefined) {
        opened[door] = await listeners.open(serverOf(door), host, port, () => services[door].every(isDown))
      }
      if (door === 'https') httpsPort = opened.https ?? 0
    }
  } catch (error) {
    await close()
    throw error
  }
  const follow = async (): Promise<void> => {
    if (context.exchange.isDown) listeners.shut()
    else await listeners.reopen()
  }
  return { ports: opened, follow, close }
}

function plainServer(handle: Handle): ReturnType<typeof createHttpServer> {
  return createHttpServer(patience, handle as RequestListener)
}

function secureServer(handle: Handle, certificate: Certificate, http2: boolean): Http2SecureServer | HttpsServer {
  const tls = { ...certificate, minVersion: 'TLSv1.2', handshakeTimeout: HANDSHAKE_MS } as const
  if (!http2) return createHttpsServer({ ...tls, ...patience }, handle as RequestListener)
  const settings = { maxConcurrentStreams: STREAMS_MOST }
  const server = createSecureServer({ ...tls, allowHTTP1: true, settings }, handle as never)
  // These are not taken from the options.
  Object.assign(server, patience)
  server.on('sessionError', () => undefined)
  server.on('session', bound)
  return server
}

/** An HTTP/2 connection that asks for nothing, or stops in the middle of a frame, is closed. */
function bound(session: ServerHttp2Session): void {
  const first = setTimeout(() => session.destroy(), FIRST_REQUEST_MS)
  session.once('stream', () => clearTimeout(first))
  session.once('close', () => clearTimeout(first))
  session.setTimeout(IDLE_MS, () => session.destroy())
}
