/** Builds one contact center from a workload and a seed: every component, and every link between them. */
import { Awdb } from './awdb/awdb.ts'
import { Callers } from './callers/callers.ts'
import { CtiServer } from './cti/cti-server.ts'
import { Desktop } from './desktop/desktop.ts'
import { planted } from './domain/defects.ts'
import { createDirectory, type Directory, type User } from './domain/directory.ts'
import { KINDS } from './domain/facts.ts'
import type { Crowd } from './domain/fault.ts'
import { M } from './domain/messages.ts'
import { type AssumedConstant, assumedConstants, type ReleaseProfile, releaseProfile } from './domain/release.ts'
import type { Shift, Workload } from './domain/workload.ts'
import { Operator, type Process } from './faults/operator.ts'
import { FinesseNode } from './finesse/node.ts'
import { Gateway } from './gateway/gateway.ts'
import { type Env, Kernel } from './kernel/kernel.ts'
import type { LinkOptions } from './kernel/network.ts'
import { Agent } from './people/agent.ts'
import { Supervisor } from './people/supervisor.ts'
import { Phones } from './phones/phones.ts'
import { Router } from './router/router.ts'

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
  /** Does things to the center from outside. */
  readonly operator: Operator
  /** How much the entry of the timeline with this index touched. */
  readonly touched: (entry: number) => number
}

export interface CenterOptions {
  /** Users whose desktops stay away: somebody else signs in as them. */
  readonly free?: ReadonlySet<number> | undefined
}

export function createContactCenter(workload: Workload, seed: string, { free }: CenterOptions = {}): ContactCenter {
  const { topology, desk, deployment } = workload
  const kernel = new Kernel(seed, KINDS)
  kernel.resetKind = M.connectionReset
  const profile = releaseProfile(workload.release)
  const pgProfile = releaseProfile(topology.pgRelease ?? workload.release)
  const directory = createDirectory(topology)
  const { queues, latency } = topology
  const lan: LinkOptions = { latencyUs: latency.serverUs, jitterUs: latency.serverJitterUs }
  const wan: LinkOptions = { latencyUs: latency.desktopUs, jitterUs: latency.desktopJitterUs }

  const watchful = workload.faults.length > 0
  const callers = new Callers(kernel.node('callers'), { traffic: workload.traffic, queues, desk })
  const phones = new Phones(kernel.node('phones'), { directory, desk, mobileMode: topology.mobile.mode })
  const router = new Router(kernel.node('router'), { directory, queues, watchful })
  const callFromReady = profile.callFromReady === 1
  const ctiSides = topology.ctiSides.length
  const gatewayOptions = { directory, desk, queues, deployment, callFromReady, profile: pgProfile, ctiSides, watchful }
  const gateway = new Gateway(kernel.node('gateway'), gatewayOptions)
  const cti = [...topology.ctiSides].map((side) => new CtiServer(kernel.node(`cti ${side}`), pgProfile))
  const awdb = numbers(topology.awdb).map((n) => new Awdb(kernel.node(`awdb ${n}`), directory, profile))
  const defects = planted(workload.defects)
  const watchQueues = workload.supervision.watchQueues
  const finesse = numbers(topology.finesseNodes).map((number) => {
    const options = { number, directory, desk, queues, deployment, profile, watchQueues, ctiSides, defects }
    return new FinesseNode(kernel.node(`finesse ${number}`), options)
  })
  const desktops = directory.users.map((user) => createDesktop(kernel, workload, profile, directory, user))
  const all = [callers, phones, router, gateway, ...cti, ...awdb, ...finesse, ...desktops]
  for (const part of all) kernel.attach(part.env, part)

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
  for (const desktop of desktops) {
    for (const node of finesse) desktop.toFinesse.push(link(desktop, node, wan))
    phones.toEar.push(link(phones, desktop, { latencyUs: 0 }))
    desktop.toPhone = phones.toEar.at(-1)! ^ 1
  }
  const [primary, secondary] = finesse
  if (primary !== undefined && secondary !== undefined) {
    primary.administration.toPeer = link(primary, secondary, lan)
    secondary.administration.toPeer = primary.administration.toPeer ^ 1
  }

  for (const part of [gateway, ...awdb, ...finesse, router, callers]) part.start()
  for (const desktop of desktops) if (free?.has(desktop.user.index) !== true) desktop.person.start()
  const operator = createOperator(kernel, all, desktops)
  operator.plan(workload.faults)
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
    desktops,
    operator,
    touched: (entry) => operator.touched(entry),
  }
}

function createOperator(
  kernel: Kernel,
  all: readonly (Process & { readonly env: Env })[],
  desktops: readonly Desktop[],
): Operator {
  const operator = new Operator(kernel.node('operator'), {
    kernel,
    parts: new Map(all.map((part) => [part.env.node, part])),
    desktopsOf: (crowd) => peopleOf(crowd, desktops).map(({ env }) => env.node),
  })
  kernel.attach(operator.env, operator)
  return operator
}

function peopleOf(crowd: Crowd, desktops: readonly Desktop[]): readonly Desktop[] {
  if ('users' in crowd) return crowd.users.map((user) => desktops[user]!)
  if ('at' in crowd) return desktops.filter(({ node, isOpen }) => isOpen && node === crowd.at - 1)
  if ('everybody' in crowd) return desktops
  const agents = desktops.filter(({ user }) => user.role === 'agent')
  return agents.slice(0, Math.round(agents.length * crowd.share))
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1)

function createDesktop(
  kernel: Kernel,
  workload: Workload,
  profile: ReleaseProfile,
  directory: Directory,
  user: User,
): Desktop {
  const { topology, desk, shifts, supervision } = workload
  const home =
    desk.home === 'balanced' ? user.index % topology.finesseNodes : Math.min(desk.home, topology.finesseNodes) - 1
  const desktop = new Desktop(kernel.node(`desktop ${user.loginId}`), {
    user,
    profile,
    home,
    mobileMode: topology.mobile.mode,
    playsPings: topology.keepalives === 'always',
  })
  if (user.role === 'agent') {
    const team = directory.teams[user.team]!.members
    const colleagues = team.filter((index) => index !== user.index).map((index) => directory.users[index]!.extension)
    const shift = shiftOf(shifts, user.index, topology.agents)
    const callFromReady = profile.callFromReady === 1
    desktop.person = new Agent(desktop, { desk, shift, colleagues, callFromReady })
  } else {
    const startUs = Math.min(...shifts.map((shift) => shift.startUs))
    const endUs = Math.max(...shifts.map((shift) => shift.endUs))
    const spreadUs = shifts[0]?.spreadUs ?? 0
    desktop.person = new Supervisor(desktop, { supervision, directory, startUs, spreadUs, endUs })
  }
  return desktop
}

/** Shares deal the agents out in order: the first share of them to the first shift, and so on. */
function shiftOf(shifts: readonly Shift[], agent: number, agents: number): Shift {
  let upTo = 0
  for (const shift of shifts) {
    upTo += shift.share * agents
    if (agent < Math.round(upTo)) return shift
  }
  return shifts.at(-1)!
}
