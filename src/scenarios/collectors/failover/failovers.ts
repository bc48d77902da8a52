/** Failovers of a run, put together once it is over: from the logs of who lost what, and the lanes of the components. */
import { phaseNames } from '../../../sim/domain/facts.ts'
import { maintenanceEvents } from '../../../sim/domain/maintenance.ts'
import { moveProblems } from '../../../sim/domain/pg-maintenance.ts'
import { MILLISECOND, type Micros, SECOND } from '../../../sim/kernel/time.ts'
import { finesseMaintenance } from '../../../sim/machines/finesse-maintenance.ts'
import { pgMaintenance } from '../../../sim/machines/pg-maintenance.ts'
import { ALL_BACK } from '../../failover-named.ts'
import type { Failover, Lane, SeatsResult } from '../../result.ts'
import { fineSeries } from './fine-series.ts'
import { Group, isAtWork } from './groups.ts'
import type { FailoverLog, Rows } from './log.ts'
import { quantile, seatsIn, sorted } from './seats.ts'
import { type Act, type Storm, storms, type Unrest } from './storms.ts'

export const FAILOVERS_KEPT = 24
const ACTS_KEPT = 40
const STEPS_KEPT = 40
/** Acts that may have come in between. */
const RECENT = 32
const MARGIN_MIN_US: Micros = 5 * SECOND
const MARGIN = 0.08
const moveStates = Object.keys(pgMaintenance.states)
const maintenanceStates = Object.keys(finesseMaintenance.states)
const DESKTOP_USABLE = phaseNames.indexOf('desktop-usable')

/** The first ones, and how many more there were. `end` is when the run ended. */
export function failoversOf(
  log: FailoverLog,
  lanes: readonly Lane[],
  end: Micros,
): { readonly kept: Failover[]; readonly left: number } {
  const outages = outagesOf(lanes)
  const unrest = [...outages, ...seatsWithout(log), ...maintenances(lanes)]
  const found = storms(actsOf(log), unrest, end)
  const starts = found.map(({ at }) => at)
  const kept = found
    .slice(0, FAILOVERS_KEPT)
    .map((storm, index) => failover(storm, starts[index + 1], { log, lanes, outages, end }))
  return { kept, left: found.length - kept.length }
}

interface Known {
  readonly log: FailoverLog
  readonly lanes: readonly Lane[]
  readonly outages: ReturnType<typeof outagesOf>
  readonly end: Micros
}

function failover(storm: Storm, next: Micros | undefined, { log, lanes, outages, end }: Known): Failover {
  const { at, calmAt, quietAt, isOver, acts } = storm
  const margin = Math.max(MARGIN_MIN_US, Math.round((calmAt - at) * MARGIN))
  const [from, until] = [Math.max(0, at - margin), Math.min(end, calmAt + margin)]
  const within = (one: Micros) => one >= at && one <= calmAt
  const phones = seatsIn(log, true, at, calmAt)
  const desktops = seatsIn(log, false, at, calmAt)
  return {
    at,
    settledAt: isOver ? quietAt : undefined,
    from,
    until,
    acts: acts.slice(0, ACTS_KEPT),
    actsLeft: Math.max(0, acts.length - ACTS_KEPT),
    outages: outages.filter((one) => one.from <= calmAt && (one.until ?? end) >= at).slice(0, STEPS_KEPT),
    switches: switchesOf(lanes)
      .filter((one) => within(one.at))
      .slice(0, STEPS_KEPT),
    maintenance: stepsOf(log)
      .filter((one) => within(one.at))
      .slice(0, STEPS_KEPT),
    desktops,
    phones: phones.atWork + phones.lost === 0 ? undefined : phones,
    forcedLogouts: countIn(log.forcedLogouts, at, until),
    unavailable: countIn(log.unavailable, at, until),
    phases: [...phasesIn(log, at, next ?? Number.POSITIVE_INFINITY), ...allBack(log, at, desktops)],
    series: fineSeries(log, from, until),
  }
}

function actsOf({ acts }: FailoverLog): Act[] {
  const all: Act[] = []
  for (let row = 0; row < acts.count; row++) {
    const act = { at: acts.at[row]!, fault: acts.a[row]!, begins: acts.b[row] === 1 }
    // An entry that does several things at once, or nearly so, is one act.
    const isKnown = (one: Act) => act.at - one.at < SECOND && one.fault === act.fault && one.begins === act.begins
    if (!all.slice(-RECENT).some(isKnown)) all.push(act)
  }
  return all
}

/** Finesse nodes out of service, not counting the time until they were first in it, and the PG without its phones. */
function outagesOf(lanes: readonly Lane[]): { of: string; from: Micros; until: Micros | undefined }[] {
  return lanes.flatMap(({ component, spans }) => {
    if (!/^(Finesse \d+|PG)$/.test(component)) return []
    const isUp = ({ state }: Lane['spans'][number]) => state === 'IN_SERVICE' || state === 'ONLINE'
    const outs: { of: string; from: Micros; until: Micros | undefined }[] = []
    let started = component === 'PG'
    for (const [index, span] of spans.entries()) {
      if (isUp(span)) started = true
      else if (started && (index === 0 || isUp(spans[index - 1]!))) {
        const back = spans.slice(index).find(isUp)
        outs.push({ of: component, from: span.from, until: back?.from })
      }
    }
    return outs
  })
}

/** Each time a desktop or IP phone was at work and then not, until it was again, or its user had signed out. */
function seatsWithout({ seats, users }: FailoverLog): Unrest[] {
  const group = new Uint8Array(users).fill(Group['signed out'])
  const since = new Float64Array(users).fill(-1)
  const found: Unrest[] = []
  const isClosed = new Uint8Array(users)
  for (let row = 0; row < seats.count; row++) {
    const [user, after, at] = [seats.a[row]!, seats.b[row]!, seats.at[row]!]
    const before = group[user]!
    group[user] = after
    const isSettled = isAtWork(after) || after === Group['signed out']
    if (since[user]! >= 0 && isSettled) {
      found.push({ from: since[user]!, until: at })
      since[user] = -1
    } else if (isAtWork(before) && !isSettled) {
      since[user] = at
      isClosed[user] = after === Group.closed ? 1 : 0
    } else if (after === Group.closed) isClosed[user] = 1
  }
  for (let user = 0; user < users; user++) {
    const from = since[user]!
    // A page that stays closed is no unrest: somebody closed it.
    if (from >= 0) found.push({ from, until: isClosed[user] === 1 ? from : undefined })
  }
  return found
}

/** From the request until the old side or the services have stopped, or until it was over without a move. */
function maintenances(lanes: readonly Lane[]): Unrest[] {
  const isUnderWay = (state: string) => /^(CHECKING|ASKING|CONTINUING|SWITCHING|IN_PROGRESS)$/.test(state)
  return lanes
    .filter(({ component }) => component.endsWith(' maintenance'))
    .flatMap(({ spans }) => spans.filter(({ state }) => isUnderWay(state)))
}

function stepsOf(log: FailoverLog): Failover['maintenance'][number][] {
  const { maintenance, maintenanceDetail } = log
  return Array.from({ length: maintenance.count }, (_, row) => {
    const [at, who] = [maintenance.at[row]!, maintenance.a[row]!]
    const state = (who === 0 ? moveStates : maintenanceStates)[maintenance.b[row]!]!
    const detail = maintenanceDetail[row]!
    if (who !== 0) return { at, of: `Finesse ${who}`, state, why: reasonOf(log, at, who) }
    return { at, of: 'PG', state, why: detail === 0 ? undefined : moveProblems[detail] }
  })
}

/** Why a node refused or failed, as it wrote in that very moment. */
function reasonOf({ maintenanceLines: { count, at: times, a, b } }: FailoverLog, at: Micros, node: number) {
  for (let row = 0; row < count; row++) {
    const reason = /^(?:refused|failed): (.*)/.exec(maintenanceEvents[b[row]!] ?? '')?.[1]
    if (times[row] === at && a[row] === node && reason !== undefined) return reason
  }
  return undefined
}

/** When the active side of the PG changed, and what each Finesse node used. */
function switchesOf(lanes: readonly Lane[]): Failover['switches'][number][] {
  const active = lanes
    .filter(({ component }) => /^PG [AB]$/.test(component))
    .flatMap(({ component, spans }) =>
      spans.filter(({ state }) => state === 'ACTIVE').map(({ from }) => ({ at: from, in: component.slice(3) })),
    )
    .sort((a, b) => a.at - b.at)
  const used = lanes
    .filter(({ component }) => /^Finesse \d+ (CTI|AWDB)$/.test(component))
    .flatMap(({ component, spans }) => {
      const uses = spans
        .filter(isUse)
        .map(({ from, state }) => ({ at: from, in: state === 'NO AWDB' ? 'none' : state }))
      return changes(component, uses)
    })
  return [...changes('PG', active), ...used].sort((a, b) => a.at - b.at)
}

/** Not what was only tried on the way. Without a database a node serves on; without CTI it is out of service, as is told. */
const isUse = ({ from, until, state }: Lane['spans'][number]) => state !== 'NO CTI' && until - from > SECOND

function changes(of: string, uses: readonly { at: Micros; in: string }[]): Failover['switches'][number][] {
  return uses.flatMap((use, index) => {
    const before = uses[index - 1]
    return before === undefined || before.in === use.in ? [] : [{ of, at: use.at, from: before.in, to: use.in }]
  })
}

function countIn(rows: Rows, from: Micros, until: Micros): number {
  let count = 0
  for (let row = 0; row < rows.count; row++) if (rows.at[row]! >= from && rows.at[row]! <= until) count++
  return count
}

/** A phase belongs to the failover in which it began, however late it ended. */
function phasesIn({ phases }: FailoverLog, from: Micros, next: Micros): Failover['phases'][number][] {
  const samples = new Map<number, number[]>()
  for (let row = 0; row < phases.count; row++) {
    const [phase, us] = [phases.a[row]!, phases.b[row]! * MILLISECOND]
    // Milliseconds are rounded, so the beginning may seem to be just before.
    const began = phases.at[row]! - us + MILLISECOND
    if (phase === DESKTOP_USABLE || began < from || began >= next) continue
    const known = samples.get(phase)
    if (known === undefined) samples.set(phase, [us])
    else known.push(us)
  }
  return [...samples]
    .sort(([a], [b]) => PHASE_ORDER.indexOf(phaseNames[a]!) - PHASE_ORDER.indexOf(phaseNames[b]!))
    .map(([phase, values]) => {
      sorted(values)
      return {
        phase: phaseNames[phase]!,
        count: values.length,
        p50Us: quantile(values, 0.5),
        p95Us: quantile(values, 0.95),
        maxUs: values.at(-1)!,
      }
    })
}

const PHASE_ORDER: readonly string[] = [
  'detect',
  'pg-found',
  'finesse-loaded',
  'finesse-back',
  'desktop-back',
  'signed-in',
  'ready',
]

/**
 * From when a desktop first found a node in service until the last one was back: the published time of a desktop
 * failover, which leaves out what Finesse and CTI need to be there again (Administration Guide 15.0(1), Failover
 * Planning, Desktop Failover). None where not all came back, or nobody had to look for a node.
 */
function allBack({ found }: FailoverLog, at: Micros, desktops: SeatsResult): Failover['phases'][number][] {
  const { lost, back, left, lastBackUs } = desktops
  if (lost === 0 || back + left < lost || lastBackUs === undefined) return []
  for (let row = 0; row < found.count; row++) {
    const us = at + lastBackUs - found.at[row]!
    if (found.at[row]! < at || us < 0) continue
    return [{ phase: ALL_BACK, count: 1, p50Us: us, p95Us: us, maxUs: us }]
  }
  return []
}
