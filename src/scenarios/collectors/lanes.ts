/**
 * What each component was over time, from what it says of itself, and what each Finesse node used of the others. Lanes
 * of things that never left their usual state (services, maintenance, databases in use) are left out.
 */
import { PgStatus } from '../../sim/domain/cti.ts'
import { Fact } from '../../sim/domain/facts.ts'
import { finesseServices } from '../../sim/domain/fault.ts'
import { Life } from '../../sim/kernel/kernel.ts'
import { type Micros, SECOND } from '../../sim/kernel/time.ts'
import { ctiLink } from '../../sim/machines/cti-link.ts'
import { ctiSession } from '../../sim/machines/cti-session.ts'
import { finesseMaintenance } from '../../sim/machines/finesse-maintenance.ts'
import { pgMaintenance } from '../../sim/machines/pg-maintenance.ts'
import { pgSide } from '../../sim/machines/pg-side.ts'
import { service } from '../../sim/machines/service.ts'
import type { Listeners } from '../listeners.ts'
import { finesseStatusNames } from '../oracles/service-status.ts'
import type { Lane } from '../result.ts'
import type { Subject } from '../subject.ts'
import { watchPhones } from './phone-lanes.ts'

const sessionStates = Object.keys(ctiSession.states)
const linkStates = Object.keys(ctiLink.states)
const sideStates = Object.keys(pgSide.states)
const moveStates = Object.keys(pgMaintenance.states)
const maintenanceStates = Object.keys(finesseMaintenance.states)
const serviceStates = Object.keys(service.states)
const serviceNames = { tomcat: 'Tomcat', notification: 'Notification', database: 'database' } as const
const SIDES = ['A', 'B']

/** A lane that only ever was so has nothing to tell, where it has a usual state. */
const USUAL: readonly (readonly [RegExp, readonly string[]])[] = [
  [/ (Tomcat|Notification|database)$/, ['STARTED', 'STARTING']],
  [/ maintenance$/, ['IDLE']],
  [/^PG$/, ['ONLINE']],
  [/^IP phones/, ['SERVED']],
]

/** From the phones to the databases: the order in which a failure makes its way. Others come first. */
const ORDER: readonly RegExp[] = [
  /^PG [AB]$/,
  /^PG$/,
  /^PG maintenance$/,
  /^CTI server/,
  ...['1', '2'].flatMap((node) =>
    ['$', ' CTI', ' maintenance', ' Tomcat', ' Notification', ' database', ' AWDB'].map(
      (what) => new RegExp(`^Finesse ${node}${what}`),
    ),
  ),
  /^AWDB/,
  /^IP phones/,
]

type Note = (component: string, at: Micros, state: string) => void

export function lanes(subject: Subject, listeners: Listeners): (now: Micros) => Lane[] {
  const changes = new Map<string, { at: Micros; state: string }[]>()
  const note: Note = (component, at, state) => {
    const known = changes.get(component)
    if (known === undefined) changes.set(component, [{ at, state }])
    else if (known.at(-1)!.state !== state) known.push({ at, state })
  }
  watchProcesses(subject, listeners, note)
  watchPg(listeners, note)
  watchLinks(listeners, note)
  watchPhones(subject, listeners, note)
  listeners.on(Fact.service, (at, node, which, state) => {
    note(`Finesse ${node} ${serviceNames[finesseServices[which]!]}`, at, serviceStates[state]!)
  })

  return (now) =>
    [...changes]
      .map(([component, states]): Lane => ({ component, spans: spansOf(fromTheStart(component, states), now) }))
      .filter(({ component, spans }) => !isUsual(component, spans))
      .sort((a, b) => rank(a) - rank(b) || (a.component < b.component ? -1 : 1))
}

type Changes = readonly { readonly at: Micros; readonly state: string }[]

/** What speaks only of changes was as usual before. */
function fromTheStart(component: string, states: Changes): Changes {
  const usual = USUAL.find(([name]) => name.test(component))?.[1][0]
  return usual === undefined || component.startsWith('IP') ? states : [{ at: 0, state: usual }, ...states]
}

function spansOf(states: Changes, now: Micros): Lane['spans'] {
  const spans: { from: Micros; until: Micros; state: string }[] = []
  for (const [index, { at: from, state }] of states.entries()) {
    const until = states[index + 1]?.at ?? now
    // What lasted no time cannot be drawn.
    if (until <= from && index < states.length - 1) continue
    if (spans.at(-1)?.state === state) spans.splice(-1, 1, { ...spans.at(-1)!, until })
    else spans.push({ from, until, state })
  }
  return spans
}

function isUsual(component: string, spans: Lane['spans']): boolean {
  const usual = USUAL.find(([name]) => name.test(component))?.[1]
  if (usual !== undefined) return spans.every(({ state }) => usual.includes(state))
  // What a node uses is told where it ever changed, once it had found it.
  if (!/ (CTI|AWDB)$/.test(component)) return false
  const lasting = spans.filter(
    ({ from, until, state }, index) => until - from > SECOND && (index > 0 || !isNone(state)),
  )
  return new Set(lasting.map(({ state }) => state)).size < 2
}

const rank = ({ component }: Lane) => ORDER.findIndex((name) => name.test(component))

/** Finesse nodes, CTI servers and databases: what they say, unless their process hangs or is gone. */
function watchProcesses(subject: Subject, listeners: Listeners, note: Note): void {
  const lives = new Map<number, number>()
  const said = new Map<number, string>()
  const sessions = new Map<number, Map<number, string>>()
  const tell = (at: Micros, where: number) => {
    const component = componentText(subject.nameOf(where))
    const life = lives.get(where) ?? Life.RUNNING
    if (life === Life.HUNG) note(component, at, 'HUNG')
    else if (life !== Life.RUNNING && component.startsWith('CTI')) note(component, at, 'DOWN')
    else if (said.has(where)) note(component, at, said.get(where)!)
  }
  const say = (at: Micros, where: number, state: string) => {
    said.set(where, state)
    tell(at, where)
  }
  listeners.on(Fact.process, (at, where, life) => {
    lives.set(where, life)
    if (life === Life.DOWN || life === Life.SILENT) sessions.delete(where)
    if (sessions.get(where) === undefined && said.has(where) && subject.nameOf(where).startsWith('cti ')) {
      said.set(where, NO_CLIENT)
    }
    if (said.has(where)) tell(at, where)
  })
  listeners.on(Fact.finesseStatus, (at, _about, status, _cause, where) => {
    say(at, where, finesseStatusNames[status] ?? String(status))
  })
  listeners.on(Fact.ctiSession, (at, node, state, _y, where) => {
    let own = sessions.get(where)
    if (own === undefined) sessions.set(where, (own = new Map()))
    own.set(node, sessionStates[state] ?? String(state))
    say(at, where, serverState(own))
  })
  listeners.on(Fact.awdbStatus, (at, _about, up, _y, where) => say(at, where, up === 1 ? 'UP' : 'DOWN'))
}

const isNone = (state: string) => state.startsWith('NO ')
const NO_CLIENT = 'NO CLIENT'

/** Of a CTI server by its sessions: active for all, or for those that are named. */
function serverState(sessions: ReadonlyMap<number, string>): string {
  const active = [...sessions].filter(([, state]) => state === 'ACTIVE').map(([node]) => node)
  if (active.length === 0) return [...sessions.values()].includes('STANDBY') ? 'STANDBY' : NO_CLIENT
  return active.length === sessions.size ? 'ACTIVE' : `ACTIVE for Finesse ${active.sort().join(', ')}`
}

function watchPg(listeners: Listeners, note: Note): void {
  listeners.on(Fact.pgSide, (at, side, state) => note(`PG ${SIDES[side]}`, at, sideStates[state] ?? String(state)))
  listeners.on(Fact.pgStatus, (at, _about, status) => {
    const offline = (status & PgStatus.PERIPHERAL_OFFLINE) !== 0
    const alone = (status & PgStatus.CONTROLLER_OFFLINE) !== 0
    note('PG', at, offline ? 'PERIPHERAL_OFFLINE' : alone ? 'CONTROLLER_OFFLINE' : 'ONLINE')
  })
  listeners.on(Fact.maintenance, (at, who, state) => {
    if (who === 0) note('PG maintenance', at, moveStates[state]!)
    else note(`Finesse ${who} maintenance`, at, maintenanceStates[state]!)
  })
}

/** Which CTI server and which database each Finesse node uses. */
function watchLinks(listeners: Listeners, note: Note): void {
  const up = new Map<number, [boolean, boolean]>()
  listeners.on(Fact.ctiLink, (at, node, side, state) => {
    let own = up.get(node)
    if (own === undefined) up.set(node, (own = [false, false]))
    own[side] = linkStates[state] === 'UP'
    note(`Finesse ${node} CTI`, at, own[0] ? 'CTI A' : own[1] ? 'CTI B' : 'NO CTI')
  })
  listeners.on(Fact.finesseStatus, (at, node, status) => {
    if (status !== 0 || !up.has(node)) return
    up.delete(node)
    note(`Finesse ${node} CTI`, at, 'NO CTI')
  })
  listeners.on(Fact.awdbInUse, (at, node, inUse) => {
    note(`Finesse ${node} AWDB`, at, inUse === 0 ? 'NO AWDB' : `AWDB ${inUse}`)
  })
}

/** `finesse 1` → `Finesse 1`, `cti A` → `CTI server A`, `awdb 2` → `AWDB 2`. */
function componentText(node: string): string {
  if (node.startsWith('cti ')) return `CTI server ${node.slice(4)}`
  if (node.startsWith('awdb ')) return `AWDB ${node.slice(5)}`
  return node.charAt(0).toUpperCase() + node.slice(1)
}
