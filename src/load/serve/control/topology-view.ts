/** What the center is made of, and how each of it is: nodes, services, sides, databases, and the links between them. */
import { Life } from '../../../sim/kernel/kernel.ts'
import type { Served } from '../serve.ts'
import type { Board } from './board.ts'

export type Process = 'running' | 'down' | 'silent' | 'hung'

export interface LinkView {
  /** As the words of an act call it: `finesse 1 – ctisvr A`, `private link`. */
  readonly name: string
  /** Ids of the two ends, as the console draws them. */
  readonly ends: readonly [string, string]
  /** `cut`, `troubled` (lossy, slow or choosy), or what the two make of it, such as `active`, `standby`, `lost`. */
  readonly state: string
}

export interface TopologyView {
  readonly release: string
  readonly deployment: string
  readonly finesse: readonly {
    readonly number: number
    readonly domain: string
    readonly process: Process
    readonly inService: boolean
    /** As SystemInfo says. */
    readonly status: string
    readonly services: readonly { readonly name: string; readonly state: string }[]
    /** `finesseMMode`: empty outside. */
    readonly maintenance: string
    /** Users who are present there. */
    readonly users: number
    readonly addresses: Readonly<Record<string, string>>
  }[]
  readonly cti: readonly { readonly side: string; readonly process: Process; readonly active: boolean }[]
  readonly pg: readonly {
    readonly side: string
    /** Of the machine `pg-side`. */
    readonly state: string
    readonly down: readonly string[]
  }[]
  readonly awdb: readonly { readonly number: number; readonly process: Process }[]
  readonly router: { readonly routes: boolean }
  readonly phones: { readonly count: number; readonly inService: number }
  readonly links: readonly LinkView[]
  /** What was done by words and lasts. */
  readonly faults: readonly {
    readonly what: string
    readonly verb: string
    readonly says: string
    readonly since: string
    /** When it will be over by itself. */
    readonly until: string | null
    /** Words that end it now. */
    readonly mend: string | null
  }[]
}

const lives = {
  [Life.RUNNING]: 'running',
  [Life.DOWN]: 'down',
  [Life.SILENT]: 'silent',
  [Life.HUNG]: 'hung',
} as const
const SIDES = ['A', 'B'] as const

export function topologyView(served: Served, board: Board, faults: TopologyView['faults']): TopologyView {
  const { center, nodes } = served
  const { workload, finesse, cti, awdb, gateway, router, phones, kernel } = center
  const processOf = (node: number): Process => lives[kernel.lifeOf(node) as keyof typeof lives]
  const usersAt = new Map<number, number>()
  for (const { at } of board.agents) usersAt.set(at, (usersAt.get(at) ?? 0) + 1)
  return {
    release: workload.release,
    deployment: workload.deployment,
    finesse: finesse.map((node, index) => {
      const { number, domain, addresses } = nodes[index]!
      const process = processOf(node.env.node)
      const runs = process === 'running'
      const known = Object.entries(addresses).filter((entry): entry is [string, string] => entry[1] !== undefined)
      return {
        number,
        domain,
        process,
        // What a node last thought of itself counts for nothing while it does not run.
        inService: runs && node.inService,
        status: runs ? node.cti.service.name : process.toUpperCase(),
        services: (['tomcat', 'notification', 'database'] as const).map((name) => {
          return { name, state: runs ? node.services.state(name) : process.toUpperCase() }
        }),
        maintenance: node.maintenance.mode,
        users: usersAt.get(node.env.node) ?? 0,
        addresses: Object.fromEntries(known),
      }
    }),
    cti: cti.map(({ env }, index) => {
      return { side: SIDES[index]!, process: processOf(env.node), active: gateway.pair.ctiSide === index }
    }),
    pg: gateway.pair.sides.map(({ machine, up }, index) => {
      const down = Object.entries(up).filter(([, isUp]) => !isUp)
      return { side: SIDES[index]!, state: machine.name, down: down.map(([name]) => name) }
    }),
    awdb: awdb.map(({ env }, index) => ({ number: index + 1, process: processOf(env.node) })),
    router: { routes: router.routes },
    phones: { count: phones.registered.length, inService: phones.registered.filter((is) => is).length },
    links: linksOf(served, processOf),
    faults,
  }
}

function linksOf({ center }: Served, processOf: (node: number) => Process): readonly LinkView[] {
  const { finesse, cti, gateway, kernel, phones } = center
  const { network } = kernel
  const { pair } = gateway
  /** What is wrong with the network decides; without that, what the two ends make of the link. */
  const through = (link: number, otherwise: string): string => {
    if (network.isCut(link) || network.isCut(link ^ 1)) return 'cut'
    return network.isTroubled(link) || network.isTroubled(link ^ 1) ? 'troubled' : otherwise
  }
  const runs = (node: { readonly env: { readonly node: number } }): boolean => processOf(node.env.node) === 'running'
  const links: LinkView[] = []
  const add = (name: string, a: string, b: string, state: string): void =>
    void links.push({ name, ends: [a, b], state })
  for (const node of finesse) {
    const { number } = node.options
    const own = `finesse ${number}`
    const desktops = node.services.state('notification')
    add(`desktops – ${own}`, 'desktops', own, runs(node) && desktops === 'STARTED' ? 'up' : 'lost')
    for (const [side, { running }] of node.cti.links.entries()) {
      const server = `ctisvr ${SIDES[side]}`
      const state = !runs(node) ? 'lost' : (linkWords[running.name] ?? 'connecting')
      add(`${own} – ${server}`, own, server, through(node.toCti[side]!, state))
    }
    const { name } = node.databases.connection
    for (const [index, link] of node.toAwdb.entries()) {
      const inUse = runs(node) && name === (index === 0 ? 'PRIMARY' : 'SECONDARY')
      const database = `awdb ${index + 1}`
      const idle = processOf(center.awdb[index]!.env.node) === 'running' ? 'idle' : 'lost'
      add(`${own} – ${database}`, own, database, through(link, inUse ? 'in use' : idle))
    }
    if (number === 1 && finesse.length > 1) {
      const both = finesse.every(runs) ? 'up' : 'lost'
      add('finesse 1 – finesse 2', own, 'finesse 2', through(node.administration.toPeer, both))
    }
  }
  for (const [side, server] of cti.entries()) {
    const name = `ctisvr ${SIDES[side]}`
    const role = pair.ctiSide === side ? 'active' : 'standby'
    add(`pg – ${name}`, `pg ${SIDES[side]}`, name, through(gateway.toCti[side]!, runs(server) ? role : 'lost'))
  }
  if (pair.sides.length > 1) add('private link', 'pg A', 'pg B', pair.privateLinkUp ? 'up' : 'cut')
  for (const [side, { publicUp, machine }] of pair.sides.entries()) {
    const own = `pg ${SIDES[side]}`
    const role = machine.name === 'STOPPED' ? 'lost' : pair.active === side ? 'active' : 'standby'
    add(`public link ${SIDES[side]}`, own, 'router', publicUp ? through(gateway.toRouter, role) : 'cut')
    if (pair.active === side)
      add('pg – phones', own, 'phones', through(phones.toGateway, pair.online ? 'active' : 'lost'))
  }
  return links
}

/** States of a CTI link of a Finesse node that are worth a word of their own. */
const linkWords: Readonly<Record<string, string>> = {
  UP: 'active',
  STANDBY: 'standby',
  DISCONNECTED: 'idle',
  RETRYING: 'lost',
}
