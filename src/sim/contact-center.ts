/** Builds one contact center from a workload and a seed: every component, and every link between them. */
import { Awdb } from './awdb/awdb.ts'
import { CALLERS } from './callers/caller.ts'
import { Callers } from './callers/callers.ts'
import { answeredAtOnce, CtiServer } from './cti/cti-server.ts'
import { Desktop } from './desktop/desktop.ts'
import { configuredAgents, openingMessages, openTimeoutUs } from './domain/cti-opening.ts'
import { planted } from './domain/defects.ts'
import { createDirectory, type Directory } from './domain/directory.ts'
import { KINDS } from './domain/facts.ts'
import type { Act } from './domain/fault.ts'
import { M } from './domain/messages.ts'
import {
  type AssumedConstant,
  assumedConstants,
  type ReleaseProfile,
  releaseProfile,
  withProcessors,
} from './domain/release.ts'
import type { Workload } from './domain/workload.ts'
import { Operator, type Process } from './faults/operator.ts'
import { besideEvents, FinesseNode } from './finesse/node.ts'
import { PhoneAgent } from './fippa/phone-agent.ts'
import { Gateway } from './gateway/gateway.ts'
import { type Env, Kernel, type Part } from './kernel/kernel.ts'
import type { LinkOptions } from './kernel/network.ts'
import { Phones } from './phones/phones.ts'
import { Router } from './router/router.ts'
import { type ClientPart, createWorkplaces, peopleOf } from './workplaces.ts'

export interface ContactCenter {
  readonly kernel: Kernel
  readonly workload: Workload
  readonly directory: Directory
  readonly profile: ReleaseProfile
  /** That of the agent PG and its CTI servers. */
  readonly pgProfile: ReleaseProfile
  readonly assumed: readonly AssumedConstant[]
  readonly callers: Callers
  readonly phones: Phones
  readonly router: Router
  readonly gateway: Gateway
  readonly cti: readonly CtiServer[]
  readonly awdb: readonly Awdb[]
  readonly finesse: readonly FinesseNode[]
  readonly desktops: readonly Desktop[]
  /** Those who are signed in on the screen of an IP phone. */
  readonly phoneAgents: readonly PhoneAgent[]
  /** Does things to the center from outside. */
  readonly operator: Operator
  /** How much the entry of the timeline with this index touched. */
  readonly touched: (entry: number) => number
}

export interface CenterOptions {
  /** Users whose desktops stay away: somebody else signs in as them. */
  readonly free?: ReadonlySet<number> | undefined
  /**
   * Makes what the browsers of desktops are connected to in the place of a Finesse node: whatever carries their messages
   * to a real server. Troubles of the links to the node are then troubles of those to its stand-in.
   */
  readonly standIn?: ((kernel: Kernel, number: number) => Part & { readonly env: Env }) | undefined
  /** Whatever takes the place of a part that is played in another process; undefined for one that is played here. */
  readonly elsewhere?: ((part: Part & { readonly env: Env }) => Part | undefined) | undefined
  /** Which acts are carried out here; all of them unless told. */
  readonly takesAct?: ((act: Act) => boolean) | undefined
}

export function createContactCenter(
  workload: Workload,
  seed: string,
  { free, standIn, elsewhere, takesAct }: CenterOptions = {},
): ContactCenter {
  const { topology, desk, deployment, settings } = workload
  const kernel = new Kernel(seed, KINDS)
  kernel.resetKind = M.connectionReset
  kernel.openingKinds = new Set([M.openReq])
  const profile = withProcessors(releaseProfile(workload.release), topology.finesseCpus)
  const pgProfile = releaseProfile(topology.pgRelease ?? workload.release)
  const directory = createDirectory(topology)
  const { queues, latency } = topology
  const lan: LinkOptions = { latencyUs: latency.serverUs, jitterUs: latency.serverJitterUs }
  const wan: LinkOptions = { latencyUs: latency.desktopUs, jitterUs: latency.desktopJitterUs }

  const watchful = workload.faults.length > 0
  const callers = new Callers(kernel.node(CALLERS), { traffic: workload.traffic, queues, desk })
  const phones = new Phones(kernel.node('phones'), { directory, desk, mobileMode: topology.mobile.mode })
  const router = new Router(kernel.node('router'), { directory, queues, watchful })
  const callFromReady = profile.callFromReady === 1
  const ctiSides = topology.ctiSides.length
  const defects = planted(workload.defects)
  const pg = { profile: pgProfile, ctiSides, pgType: topology.pgType ?? 'cucm', defects }
  const gatewayOptions = { directory, desk, queues, deployment, callFromReady, watchful, ...pg }
  const gateway = new Gateway(kernel.node('gateway'), gatewayOptions)
  const opening = { openingMessages: openingMessages(directory, topology) }
  const cti = [...topology.ctiSides].map(
    (side) => new CtiServer(kernel.node(`cti ${side}`), { profile: pgProfile, defects, ...opening }),
  )
  const awdb = numbers(topology.awdb).map((n) => new Awdb(kernel.node(`awdb ${n}`), directory, profile))
  const watchQueues = workload.supervision.watchQueues
  const finesse = numbers(topology.finesseNodes).map((number) => {
    const loads = {
      ...opening,
      configuredAgents: configuredAgents(directory, topology),
      openTimeoutUs: openTimeoutUs(profile, topology),
    }
    const how = { watchQueues, ctiSides, settings, defects, playsPings: topology.keepalives === 'always', ...loads }
    const waitsForThirdParty = topology.thirdParty.supported
    const options = { number, directory, desk, queues, deployment, profile, pgProfile, waitsForThirdParty, ...how }
    return new FinesseNode(kernel.node(`finesse ${number}`), options)
  })
  const clients = createWorkplaces(kernel, workload, profile, directory)
  const standIns = standIn === undefined ? undefined : finesse.map(({ options }) => standIn(kernel, options.number))
  for (const one of standIns ?? []) kernel.attach(one.env, one)
  const all = [callers, phones, router, gateway, ...cti, ...awdb, ...finesse, ...clients]
  const away = new Map(all.map((part) => [part as Part, elsewhere?.(part)]))
  const isHere = (part: Part): boolean => away.get(part) === undefined
  for (const part of all) kernel.attach(part.env, away.get(part) ?? part)
  for (const node of finesse) kernel.lane(node.env, besideEvents)
  for (const server of cti) kernel.lane(server.env, answeredAtOnce)

  const link = (a: { env: { node: number } }, b: { env: { node: number } }, options: LinkOptions): number =>
    kernel.network.connect(a.env.node, b.env.node, options)
  callers.toRouter = link(callers, router, lan)
  router.toCallers = callers.toRouter ^ 1
  router.toPhones = link(router, phones, lan)
  phones.toRouter = router.toPhones ^ 1
  router.toGateway = link(router, gateway, lan)
  gateway.toRouter = router.toGateway ^ 1
  gateway.toPhones = link(gateway, phones, lan)
  phones.toGateway = gateway.toPhones ^ 1
  for (const server of cti) {
    gateway.toCti.push(link(gateway, server, lan))
    server.toGateway = gateway.toCti.at(-1)! ^ 1
  }
  for (const node of finesse) {
    for (const server of cti) {
      node.toCti.push(link(node, server, lan))
      server.expect(node.toCti.at(-1)! ^ 1, node.options.number)
    }
    for (const database of awdb) node.toAwdb.push(link(node, database, lan))
  }
  for (const client of clients) {
    const browsed = client instanceof Desktop ? (standIns ?? finesse) : finesse
    for (const node of browsed) client.toFinesse.push(link(client, node, wan))
    phones.toEar.push(link(phones, client, { latencyUs: 0 }))
    client.toPhone = phones.toEar.at(-1)! ^ 1
  }
  // Where desktops may be lost, everybody goes by the ring of the phone.
  phones.heard = directory.users.map(({ client }) => watchful || client === 'ip-phone')
  const [primary, secondary] = finesse
  if (primary !== undefined && secondary !== undefined) {
    primary.administration.toPeer = link(primary, secondary, lan)
    secondary.administration.toPeer = primary.administration.toPeer ^ 1
  }

  for (const part of [gateway, ...awdb, ...finesse, router, callers]) if (isHere(part)) part.start()
  for (const client of clients) if (isHere(client) && free?.has(client.user.index) !== true) client.person.start()
  const replaced = new Map(finesse.map(({ env }, index) => [env.node, standIns?.[index]?.env.node ?? env.node]))
  const operator = createOperator(kernel, all, clients, replaced)
  operator.plan(takesAct === undefined ? workload.faults : workload.faults.filter(takesAct))
  const assumed = assumedConstants(workload.release)
  return {
    kernel,
    workload,
    directory,
    profile,
    pgProfile,
    assumed,
    callers,
    phones,
    router,
    gateway,
    cti,
    awdb,
    finesse,
    desktops: clients.filter((client) => client instanceof Desktop),
    phoneAgents: clients.filter((client) => client instanceof PhoneAgent),
    operator,
    touched: (entry) => operator.touched(entry),
  }
}

function createOperator(
  kernel: Kernel,
  all: readonly (Process & { readonly env: Env })[],
  clients: readonly ClientPart[],
  standIns: ReadonlyMap<number, number>,
): Operator {
  const operator = new Operator(kernel.node('operator'), {
    kernel,
    parts: new Map(all.map((part) => [part.env.node, part])),
    desktopsOf: (crowd) => peopleOf(crowd, clients).map(({ env }) => env.node),
    standIns,
  })
  kernel.attach(operator.env, operator)
  return operator
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1)
