/** Which two are meant by `finesse 1 – awdb 1`, `10% of desktops – finesse 2`, `ports 42027`. */
import type { Place } from '../../sim/domain/fault.ts'
import { releaseProfile } from '../../sim/domain/release.ts'
import type { Topology, Workload } from '../../sim/domain/workload.ts'
import { lackOf, parsePeople } from './people.ts'
import { type Lack, type Link, type People, side, type Target } from './target.ts'

export type Surroundings = Pick<Workload, 'topology' | 'deployment'>

interface End {
  readonly kind: 'finesse' | 'ctisvr' | 'awdb' | 'pg' | 'phones' | 'router' | 'desktops'
  readonly place: Place
  /** How it is called among holds. */
  readonly keys: readonly string[]
  readonly says: string
}

/** What is connected with what. */
const CONNECTED: readonly (readonly [End['kind'], End['kind']])[] = [
  ['desktops', 'finesse'],
  ['finesse', 'ctisvr'],
  ['finesse', 'awdb'],
  ['finesse', 'finesse'],
  ['pg', 'ctisvr'],
  ['pg', 'phones'],
  ['pg', 'router'],
  ['router', 'phones'],
]

export function parseLink(text: string, around: Surroundings): Target | Lack | undefined {
  const parts = text.split(/\s+(?:–|—|-|<->|to)\s+/)
  if (parts.length !== 2) return undefined
  const [one, other] = parts.map((part) => parseEnd(part.trim(), around))
  if (one === undefined || other === undefined) return undefined
  if ('lacks' in one) return one
  if ('lacks' in other) return other
  const says = `${one.says} – ${other.says}`
  const fits = CONNECTED.some(([a, b]) => (one.kind === a && other.kind === b) || (one.kind === b && other.kind === a))
  if (!fits || one.says === other.says) return { lacks: `nothing connects ${one.says} and ${other.says}` }
  const holds = one.keys.flatMap((a) => other.keys.map((b) => pairOf(a, b)))
  return { noun: 'link', says, links: [{ from: one.place, to: other.place }], holds }
}

/** The same whichever of the two comes first; with the larger crowd in front, so that a part of it is below it. */
const pairOf = (a: string, b: string): string => {
  const [first, second] = [a, b].sort()
  return first!.startsWith('desktops') ? `${second}–${first}` : `${first}–${second}`
}

/** Crowds of more are compared as a whole. */
const FEW = 50

function parseEnd(text: string, { topology }: Surroundings): End | Lack | undefined {
  const numbered = /^(finesse|awdb)\s+(\d+)$/.exec(text)
  if (numbered !== null) {
    const kind = numbered[1] as 'finesse' | 'awdb'
    const number = Number(numbered[2])
    const count = kind === 'finesse' ? topology.finesseNodes : topology.awdb
    if (number < 1 || number > count) return lackOf(kind, number, count)
    const name = `${kind} ${number}`
    return { kind, place: name, keys: [name], says: name }
  }
  const sided = /^ctisvr\s+([ab])$/i.exec(text)
  if (sided !== null) {
    const letter = sided[1]!.toUpperCase()
    if (!topology.ctiSides.includes(letter)) return { lacks: 'there is no ctisvr B; "topology.cti" is A' }
    return { kind: 'ctisvr', place: `cti ${letter}`, keys: [`ctisvr ${letter}`], says: `ctisvr ${letter}` }
  }
  if (text === 'pg' || text === 'phones' || text === 'router') {
    return { kind: text, place: text === 'pg' ? 'gateway' : text, keys: [text], says: text }
  }
  const people = parsePeople(text, topology, 'desktop')
  return people === undefined || 'lacks' in people ? people : desktops(people)
}

function desktops({ crowd, users, says }: People): End {
  const few = 'users' in crowd && users !== undefined && users.length <= FEW
  const keys = few ? users.map((user) => `desktops/${user}`) : [says === 'desktops' ? says : `desktops/${says}`]
  return { kind: 'desktops', place: { desktopsOf: crowd }, keys, says }
}

const REST = ['restRequest', 'restResponse']
const STREAM = ['streamOpen', 'streamOpened', 'streamClose', 'streamClosed', 'presence', 'subscribe', 'subscribed']
const STREAM_MESSAGES = [...STREAM, 'unsubscribe', 'ping', 'pong', 'event', 'systemPresence']

interface Port {
  readonly to: 'ctisvr A' | 'ctisvr B' | 'awdb' | 'desktops'
  readonly names?: readonly string[]
}

const profile = releaseProfile('15.0')

/** Ports as the documents list them (Cisco Unified Contact Center port utilization guides). */
const PORTS: ReadonlyMap<string, Port> = new Map<string, Port>([
  [String(profile.ctiPortA), { to: 'ctisvr A' }],
  [String(profile.ctiPortB), { to: 'ctisvr B' }],
  [String(profile.awdbPort), { to: 'awdb' }],
  [String(profile.restPort), { to: 'desktops', names: REST }],
  ['7071', { to: 'desktops', names: STREAM_MESSAGES }],
  ['7443', { to: 'desktops', names: STREAM_MESSAGES }],
  [String(profile.xmppPort), { to: 'desktops', names: STREAM_MESSAGES }],
  [String(profile.xmppSecurePort), { to: 'desktops', names: STREAM_MESSAGES }],
])

export const portExamples = [...PORTS.keys()].map((port) => `ports ${port}`)

export function parsePorts(text: string, { topology, deployment }: Surroundings): Target | Lack | undefined {
  const match = /^ports?\s+([\d\s,]+?)(?:\s+at\s+finesse\s+(\d+))?$/.exec(text)
  if (match === null) return undefined
  const only = match[2] === undefined ? undefined : Number(match[2])
  if (only !== undefined && (only < 1 || only > topology.finesseNodes)) {
    return lackOf('finesse', only, topology.finesseNodes)
  }
  const nodes = only === undefined ? [1, 2].slice(0, topology.finesseNodes) : [only]
  const links: Link[] = []
  const ports = match[1]!.split(',').map((port) => port.trim())
  for (const number of ports) {
    const port = deployment === 'ccx' && number === '12028' ? ({ to: 'ctisvr A' } as const) : PORTS.get(number)
    if (port === undefined)
      return { lacks: `nothing listens at port ${number}; allowed: ${[...PORTS.keys()].join(', ')}` }
    if (port.to === 'ctisvr B' && topology.ctiSides === 'A') {
      return { lacks: `nothing listens at port ${number}: there is no ctisvr B; "topology.cti" is A` }
    }
    for (const node of nodes) {
      for (const far of farEnds(port, topology)) {
        const names = 'names' in port && port.names !== undefined ? { names: port.names } : {}
        links.push({ from: `finesse ${node}`, to: far, ...names })
      }
    }
  }
  const says = `${ports.length === 1 ? 'port' : 'ports'} ${ports.join(', ')}${only === undefined ? '' : ` at finesse ${only}`}`
  const holds = ports.flatMap((port) => nodes.map((node) => `port ${port} finesse ${node}`))
  return { noun: 'ports', says, links, holds }
}

function farEnds({ to }: Port, topology: Topology): readonly Place[] {
  if (to === 'desktops') return [{ desktopsOf: { everybody: true } }]
  if (to === 'awdb') return [1, 2].slice(0, topology.awdb).map((number) => `awdb ${number}`)
  return [`cti ${to.slice(-1)}`]
}

/** `private link`, `public link`, `public link A`, `public link both`. */
export function parseNamedLink(text: string, { topology }: Surroundings): Target | Lack | undefined {
  const match = /^(private|public)\s+link(?:\s+(a|b|both))?$/i.exec(text)
  if (match === null) return undefined
  const which = match[2]?.toLowerCase()
  if (match[1]!.toLowerCase() === 'private') {
    if (which !== undefined) return undefined
    if (topology.ctiSides === 'A')
      return { lacks: 'there is no private link; the PG has one side, as "topology.cti" is A' }
    return { noun: 'private link', says: 'private link', holds: ['private link'] }
  }
  if (which === 'b' && topology.ctiSides === 'A') return { lacks: 'there is no public link B; "topology.cti" is A' }
  const whole = which === undefined || which === 'both' || topology.ctiSides === 'A'
  if (whole) {
    const links = [{ from: 'gateway', to: 'router' }]
    return { noun: 'public link', says: 'public link', links, holds: [pairOf('pg', 'router')] }
  }
  const letter = which!.toUpperCase()
  const holds = [`${pairOf('pg', 'router')}/${letter}`]
  return { noun: 'public link', says: `public link ${letter}`, side: side(letter), holds }
}
