/**
 * The embedded Finesse on real sockets: the contact center of the virtual world, paced by the wall clock, with one
 * of its Finesse nodes open to the outside. On loopback only. Left out so far: the second node, BOSH, plain HTTP,
 * CTI servers for a real Finesse.
 */
import { createSecureServer } from 'node:http2'
import type { AddressInfo, Server, Socket } from 'node:net'
import { type ContactCenter, createContactCenter } from '../../sim/contact-center.ts'
import type { User } from '../../sim/domain/directory.ts'
import type { Workload } from '../../sim/domain/workload.ts'
import { type Micros, SECOND } from '../../sim/kernel/time.ts'
import { createNames, type Names } from '../../wire/finesse-xml/names.ts'
import { Pace } from '../pace.ts'
import { type Certificate, createCertificate } from './certificate.ts'
import { Exchange } from './exchange.ts'
import { type NodeContext, otherActiveOn } from './node-context.ts'
import { RequestIds } from './request-ids.ts'
import { createRestServer } from './rest-server.ts'
import { createWebSocketUpgrade, createXmppServer } from './xmpp-servers.ts'

/** 0 lets the system choose. Without a number, XMPP over TLS is not served. */
export interface Ports {
  readonly https: number
  readonly xmpp: number
  readonly xmpps?: number | undefined
}

export interface ServeOptions {
  readonly workload: Workload
  readonly seed: string
  readonly ports?: Ports
  /** Name of the node in addresses and JIDs; must lead to loopback where clients are to find it by SystemInfo. */
  readonly domain?: string
  /** Virtual time for one of the wall clock's. */
  readonly speed?: number
  /** The center starts by itself for this long before the doors open, so that it is in service then. */
  readonly headStartUs?: Micros
  readonly certificate?: Certificate
  /** Told when the simulated world breaks; thrown unless told. */
  readonly failed?: (error: unknown) => void
}

export interface Served {
  readonly addresses: {
    readonly https: string
    readonly webSocket: string
    readonly xmpp: string
    readonly xmpps: string | undefined
  }
  readonly domain: string
  readonly users: readonly User[]
  /** What clients must be given to trust the server, in PEM. */
  readonly certificate: string
  readonly center: ContactCenter
  readonly names: Names
  close(): Promise<void>
}

export const usualPorts: Ports = { https: 8445, xmpp: 5222 }
const LOOPBACK = '127.0.0.1'

export async function serve(options: ServeOptions): Promise<Served> {
  const { workload, seed, ports = usualPorts, domain = 'localhost', speed = 1, headStartUs = 10 * SECOND } = options
  const certificate = options.certificate ?? createCertificate({ names: namesOf(domain), nowMs: Date.now() })
  const center = createContactCenter(workload, seed)
  center.kernel.run(headStartUs)

  const finesse = center.finesse[0]!
  const pace = new Pace(center.kernel, { speed, failed: options.failed })
  const exchange = new Exchange(center.kernel, pace, finesse)
  const requestIds = new RequestIds()
  const epochMs = Math.floor(Date.now() - center.kernel.now / 1000)
  const sockets = new Set<Socket>()
  const opened: Server[] = []
  const open = async (server: Server, port: number): Promise<number> => {
    server.on('connection', (socket: Socket) => {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
    })
    opened.push(server)
    return listen(server, port)
  }

  let streams = 0
  const context: Omit<NodeContext, 'names'> & { names: Names } = {
    names: createNames({ center, epochMs }),
    exchange,
    requestIds,
    finesse,
    domain,
    otherActive: otherActiveOn(finesse),
    nextStream: () => `s${++streams}`,
  }
  const rest = createRestServer(context)
  const webSockets = createWebSocketUpgrade(context)
  const https = createSecureServer({ ...certificate, allowHTTP1: true, minVersion: 'TLSv1.2' }, rest.handle)
  https.on('upgrade', webSockets.upgrade)
  https.on('sessionError', () => undefined)

  const close = async (): Promise<void> => {
    pace.stop()
    webSockets.close()
    const closed = opened.map((server) => new Promise<void>((resolve) => server.close(() => resolve())))
    for (const socket of sockets) socket.destroy()
    await Promise.all(closed)
  }
  try {
    const httpsPort = await open(https, ports.https)
    const xmppPort = await open(createXmppServer(context), ports.xmpp)
    const xmppSecurePort =
      ports.xmpps === undefined ? 0 : await open(createXmppServer(context, certificate), ports.xmpps)
    const nodes = [{ host: domain, httpsPort, xmppPort, xmppSecurePort }]
    context.names = createNames({ center, epochMs, nodes })
    return {
      addresses: {
        https: `https://${LOOPBACK}:${httpsPort}`,
        webSocket: `wss://${LOOPBACK}:${httpsPort}/ws`,
        xmpp: `xmpp://${LOOPBACK}:${xmppPort}`,
        xmpps: ports.xmpps === undefined ? undefined : `xmpps://${LOOPBACK}:${xmppSecurePort}`,
      },
      domain,
      users: center.directory.users,
      certificate: certificate.cert,
      center,
      names: context.names,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

const namesOf = (domain: string): readonly [string, ...string[]] => {
  const more = ['localhost', LOOPBACK, '::1'].filter((name) => name !== domain)
  return [domain, ...more]
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host: LOOPBACK }, () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}
