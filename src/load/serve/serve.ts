/**
 * The embedded Finesse on real sockets: the contact center of the virtual world, paced by the wall clock, with each of
 * its Finesse nodes open to the outside. On loopback unless told otherwise.
 */
import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import { type CenterOptions, type ContactCenter, createContactCenter } from '../../sim/contact-center.ts'
import type { User, UserIndex } from '../../sim/domain/directory.ts'
import { Fact } from '../../sim/domain/facts.ts'
import type { Workload } from '../../sim/domain/workload.ts'
import { Life } from '../../sim/kernel/kernel.ts'
import { type Micros, SECOND } from '../../sim/kernel/time.ts'
import { createNames, type Names } from '../../wire/finesse-xml/names.ts'
import { Pace, type PaceOptions } from '../pace.ts'
import { Attendance, type AttendanceOptions } from './attendance.ts'
import { type Authority, createAuthority, createCertificate } from './certificate.ts'
import type { CorsPolicy } from './cors.ts'
import { type DoorName, type Ports, portsOfNode, speechOf, usualPorts } from './doors.ts'
import { Ears } from './ears.ts'
import { Exchange } from './exchange.ts'
import { createFinesseServer, type FinesseServer } from './finesse-server.ts'
import { type NodeContext, otherActiveOn } from './node-context.ts'
import { RequestIds } from './request-ids.ts'
import { TokenService } from './token-service.ts'

export interface ServeOptions {
  readonly workload: Workload
  readonly seed: string
  /** Doors of the first node and their ports, 0 for any; those of the release unless told. */
  readonly ports?: Ports
  /** Doors to open although the release keeps them closed; only without `ports`. */
  readonly open?: readonly DoorName[]
  /** Addresses to listen on: one for all nodes, whose ports then differ, or one for each. */
  readonly hosts?: readonly [string, ...string[]]
  /** Names of the nodes in addresses, certificates and JIDs, the last one also for further nodes. */
  readonly domains?: readonly [string, ...string[]]
  /** Whose pages may call: as the release has it, everybody's, nobody's, or those of these origins. */
  readonly cors?: 'release' | 'all' | 'off' | readonly string[]
  /** Virtual time for one of the wall clock's. */
  readonly speed?: number
  /** More of how time goes, such as where it ends. */
  readonly pace?: Omit<PaceOptions, 'speed' | 'failed'>
  /** What simulated desktops are connected to instead of the nodes themselves. */
  readonly standIn?: CenterOptions['standIn']
  /** What is played in other processes. */
  readonly elsewhere?: CenterOptions['elsewhere']
  readonly takesAct?: CenterOptions['takesAct']
  /** The center starts by itself for this long before the doors open, so that it is in service then. */
  readonly headStartUs?: Micros
  readonly authority?: Authority
  /** Users whose simulated desktops stay away, so that real clients can sign in as them. */
  readonly free?: ReadonlySet<UserIndex>
  /** Other bounds for clients that are silent or do not sign in. */
  readonly attendance?: Partial<AttendanceOptions>
  /** Told of the center before anything happens in it. */
  readonly created?: (center: ContactCenter) => void
  /** Told when the simulated world breaks; thrown unless told. */
  readonly failed?: (error: unknown) => void
}

/** How to reach one node; undefined where there is no such door. */
export interface NodeAddresses {
  readonly https: string
  readonly http: string | undefined
  readonly webSocket: string | undefined
  readonly bosh: string | undefined
  readonly xmpp: string | undefined
  readonly xmpps: string | undefined
}

export interface ServedNode {
  /** 1 or 2. */
  readonly number: number
  readonly domain: string
  readonly host: string
  readonly ports: Ports
  readonly addresses: NodeAddresses
}

export interface Served {
  readonly nodes: readonly [ServedNode, ...ServedNode[]]
  /** Of the first node. */
  readonly addresses: NodeAddresses
  readonly domain: string
  readonly users: readonly User[]
  /** What clients must be given to trust the servers, in PEM. */
  readonly certificate: string
  readonly center: ContactCenter
  readonly names: Names
  readonly pace: Pace
  close(): Promise<void>
}

const LOOPBACK = '127.0.0.1'

export async function serve(options: ServeOptions): Promise<Served> {
  const { workload, seed, hosts = [LOOPBACK], domains = ['localhost'], speed = 1, free } = options
  const { standIn, elsewhere, takesAct } = options
  const { headStartUs = 10 * SECOND, ports = usualPorts(workload.release, { open: options.open }) } = options
  const authority = options.authority ?? createAuthority({ nowMs: Date.now() })
  const center = createContactCenter(workload, seed, { free, standIn, elsewhere, takesAct })
  options.created?.(center)
  center.kernel.run(headStartUs)

  const pace = new Pace(center.kernel, { ...options.pace, speed, failed: options.failed })
  const epochMs = Math.floor(Date.now() - center.kernel.now / 1000)
  const speech = speechOf(workload.release)
  const requestIds = new RequestIds()
  const origins = new Set<string>()
  const cors = corsPolicy(options.cors ?? 'release', speech.cors, origins)
  const { sso } = workload.desk
  const tokens = sso && new TokenService(sso, () => epochMs + center.kernel.now / 1000)
  const ears = new Ears(center)
  const contexts: NodeContext[] = []
  const servers: FinesseServer[] = []
  const nodes: ServedNode[] = []
  const close = async (): Promise<void> => {
    pace.stop()
    for (const server of servers) await server.close()
  }
  try {
    for (const [index, finesse] of center.finesse.entries()) {
      const host = hosts[index] ?? hosts.at(-1)!
      const domain = domains[index] ?? domains.at(-1)!
      let streams = 0
      const context: NodeContext = {
        names: createNames({ center, epochMs }),
        exchange: new Exchange(center.kernel, pace, finesse),
        requestIds,
        finesse,
        domain,
        otherActive: otherActiveOn(finesse),
        ears,
        attendance: new Attendance({ silenceMs: center.profile.crashDetectionUs / 1000, ...options.attendance }),
        tokens,
        otherInService: () => center.finesse.some((other) => other !== finesse && isInService(center, other)),
        nextStream: () => `s${++streams}`,
      }
      const server = await createFinesseServer({
        context,
        host,
        speech,
        cors,
        ports: index < hosts.length ? ports : portsOfNode(ports, index + 2 - hosts.length),
        certificate: createCertificate(authority, { names: namesOf(domain, host), nowMs: Date.now() }),
        ancestors: () => [...origins],
      })
      contexts.push(context)
      servers.push(server)
      nodes.push(servedNode(index + 1, domain, host, server.ports, speech))
      for (const name of [domain, host, 'localhost']) origins.add(`https://${authorityOf(name)}:${server.ports.https}`)
    }
  } catch (error) {
    await close()
    throw error
  }
  const failed = options.failed ?? rethrow
  center.kernel.trace.on(Fact.process, (_at, node) => {
    const index = center.finesse.findIndex(({ env }) => env.node === node)
    if (index >= 0) servers[index]!.follow().catch(failed)
  })
  const known = nodes.map(({ domain, ports: { https = 0, xmpp = 0, xmpps = 0 } }) => ({
    host: domain,
    httpsPort: https,
    xmppPort: xmpp,
    xmppSecurePort: xmpps,
  }))
  const names = createNames({ center, epochMs, nodes: known })
  for (const context of contexts) context.names = names
  const [first, ...others] = nodes as [ServedNode, ...ServedNode[]]
  return {
    nodes: [first, ...others],
    addresses: first.addresses,
    domain: first.domain,
    users: center.directory.users,
    certificate: authority.cert,
    center,
    names,
    pace,
    close,
  }
}

function rethrow(error: unknown): never {
  throw error
}

/** What a node last thought of itself counts for nothing while it does not run. */
const isInService = ({ kernel }: ContactCenter, { env, inService }: ContactCenter['finesse'][number]): boolean =>
  inService && kernel.lifeOf(env.node) === Life.RUNNING

function servedNode(
  number: number,
  domain: string,
  host: string,
  ports: Ports,
  { notificationsOnHttps, webSocket }: ReturnType<typeof speechOf>,
): ServedNode {
  const at = authorityOf(reachable(host))
  const to = (scheme: string, port: number | undefined, path = ''): string | undefined =>
    port === undefined ? undefined : `${scheme}://${at}:${port}${path}`
  const notifications = notificationsOnHttps ? ports.https : ports.notification
  const addresses = {
    https: to('https', ports.https)!,
    http: to('http', ports.http),
    webSocket: webSocket ? to('wss', notifications, '/ws') : undefined,
    bosh: to('https', notifications, '/http-bind'),
    xmpp: to('xmpp', ports.xmpp),
    xmpps: to('xmpps', ports.xmpps),
  }
  return { number, domain, host, ports, addresses }
}

/** Where everything is listened on, this machine reaches it by loopback. */
const isEverywhere = (host: string): boolean => host === '0.0.0.0' || host === '::'
const reachable = (host: string): string => (isEverywhere(host) ? LOOPBACK : host)
const authorityOf = (host: string): string => (isIP(host) === 6 ? `[${host}]` : host)

/** All names that a client may use for a node: what its certificate is for. */
function namesOf(domain: string, host: string): readonly [string, ...string[]] {
  const own = Object.values(networkInterfaces()).flatMap((those) => those?.map(({ address }) => address) ?? [])
  const addresses = isEverywhere(host) ? own.filter((address) => !address.includes('%')) : [host]
  const more = ['localhost', LOOPBACK, '::1', ...addresses].filter((name) => name !== domain)
  return [domain, ...new Set(more)]
}

function corsPolicy(
  wish: NonNullable<ServeOptions['cors']>,
  usual: 'all' | 'nodes',
  own: ReadonlySet<string>,
): CorsPolicy {
  const policy = wish === 'release' ? usual : wish
  if (policy === 'all') return () => true
  const listed = new Set(typeof policy === 'string' ? [] : policy)
  return (origin) => own.has(origin) || listed.has(origin)
}
