/** A failover told in sentences, for every report that people read: what happened when, and what it came to. */
import { ALL_BACK } from '../scenarios/failover-named.ts'
import type { Failover, Lane, RunResult, SeatsResult } from '../scenarios/result.ts'
import { type Micros, SECOND } from '../sim/kernel/time.ts'
import { count, plural, span } from './figures.ts'

export interface Moment {
  readonly at: Micros
  readonly words: string
  /** Something was done, went wrong, or came right. */
  readonly tone: 'act' | 'bad' | 'good' | 'plain'
}

/** When a moment stands that never came: what was still so when the run ended. */
export const AT_THE_END: Micros = Number.MAX_SAFE_INTEGER

/** `+47.1 s`, `+12 min 05 s`; the beginning is `0 s`. */
export const offset = (us: Micros) => (us === 0 ? '0 s' : `+${span(us)}`)

type Told = Pick<RunResult, 'faults' | 'lanes' | 'failovers'>

/** The moments of a failover in order. */
export function story(failover: Failover, result: Told): Moment[] {
  const moments = [
    ...acts(failover, result),
    ...outages(failover),
    ...switches(failover),
    ...maintenance(failover),
    ...seats(failover.desktops, failover, 'desktop'),
    ...(failover.phones === undefined ? [] : seats(failover.phones, failover, 'IP phone')),
  ]
  return moments
    .map((moment, index) => ({ moment, index }))
    .sort(byTime)
    .map(({ moment }) => moment)
}

const byTime = (a: { moment: Moment; index: number }, b: { moment: Moment; index: number }) =>
  a.moment.at - b.moment.at || a.index - b.index

function acts({ acts, actsLeft }: Failover, { faults }: Told): Moment[] {
  const told = acts.map(({ at, fault, begins }): Moment => {
    const says = faults[fault]?.says ?? `entry ${fault + 1}`
    return { at, words: begins ? says : `end of: ${says}`, tone: 'act' }
  })
  const last = acts.at(-1)
  if (actsLeft > 0 && last !== undefined) told.push({ at: last.at, words: `and ${count(actsLeft)} more`, tone: 'act' })
  return told
}

function outages(failover: Failover): Moment[] {
  const { at, outages } = failover
  const began = gathered(outages.filter(({ from }) => from >= at).map(({ of, from }) => ({ at: from, key: '', of })))
  const ended = gathered(
    outages.flatMap(({ of, from, until }) =>
      until === undefined ? [] : [{ at: until, key: span(Math.round((until - from) / 100_000) * 100_000), of }],
    ),
  )
  const stay = outages.filter((one) => one.until === undefined && !isPlanned(failover, one.of)).map(({ of }) => of)
  const done = outages.filter((one) => one.until === undefined && isPlanned(failover, one.of)).map(({ of }) => of)
  return [
    ...began.map(({ at, of }): Moment => ({ at, words: `${listed(of)} out of service`, tone: 'bad' })),
    ...ended.map(
      ({ at, of, key }): Moment => ({ at, words: `${listed(of)} back in service after ${key}`, tone: 'good' }),
    ),
    ...(stay.length === 0 ? [] : [{ at: AT_THE_END, words: `${listed(stay)} not back`, tone: 'bad' } as const]),
    ...(done.length === 0
      ? []
      : [{ at: AT_THE_END, words: `${listed(done)} stopped, as maintained`, tone: 'plain' } as const]),
  ]
}

/** A node whose maintenance is complete stops its services: it is out of service because it was meant to be. */
const isPlanned = ({ maintenance }: Failover, node: string) =>
  maintenance.some(({ of, state }) => of === node && state === 'COMPLETED')

function switches({ switches }: Failover): Moment[] {
  const all = switches.map(({ at, of, from, to }) => ({ at, of: of.replace(/ (CTI|AWDB)$/, ''), key: `${from}>${to}` }))
  return gathered(all).map(({ at, of, key }): Moment => {
    const [from, to] = key.split('>')
    if (of[0] === 'PG') return { at, words: `PG side ${to} active instead of ${from}`, tone: 'good' }
    if (to === 'none') return { at, words: `${listed(of)} lost ${from}`, tone: 'bad' }
    return { at, words: `${listed(of)} on ${to}${from === 'none' ? '' : ` instead of ${from}`}`, tone: 'good' }
  })
}

const STEPS: Readonly<Record<string, readonly [string, Moment['tone']]>> = {
  CHECKING: ['maintenance is requested', 'plain'],
  ASKING: ['maintenance: all CTI clients are asked for consent', 'plain'],
  CONTINUING: ['maintenance: all consent, the other side takes over', 'plain'],
  SWITCHING: ['maintenance: the other side is active, clients move to it', 'plain'],
  COMPLETED: ['maintenance is complete', 'good'],
  CANCELLED: ['maintenance is cancelled', 'bad'],
  FAILED: ['maintenance fails', 'bad'],
  IN_PROGRESS: ['maintenance begins: its users are moved', 'plain'],
  IDLE: ['maintenance is over', 'plain'],
}

function maintenance({ maintenance }: Failover): Moment[] {
  return maintenance.map(({ at, of, state, why }): Moment => {
    if (why !== undefined && !/^(FAILED|CANCELLED)$/.test(state))
      return { at, words: `${of} maintenance is refused: ${why}`, tone: 'bad' }
    const [words, tone] = STEPS[state] ?? [`maintenance: ${state}`, 'plain']
    return { at, words: `${of} ${words}${why === undefined ? '' : ` (${why})`}`, tone }
  })
}

function seats(of: SeatsResult, { at }: Failover, thing: string): Moment[] {
  const { lost, lostAt, closed, closedAt, reloaded, reloadedAt, left } = of
  if (lost === 0) return []
  const all = plural(lost, thing)
  const moments: Moment[] = []
  if (closedAt !== undefined) {
    moments.push({
      at: at + closedAt.firstUs,
      words: `${plural(closed, `${thing} is`, `${thing}s are`)} closed`,
      tone: 'bad',
    })
  }
  if (reloadedAt !== undefined) {
    const words = `${plural(reloaded, `${thing} is`, `${thing}s are`)} loaded anew`
    moments.push({ at: at + reloadedAt.firstUs, words, tone: 'bad' })
  }
  if (lostAt !== undefined) {
    const without = plural(lost - closed - reloaded, thing)
    const quick = lostAt.lastUs - lostAt.firstUs < SECOND
    const words = quick
      ? `${without} of ${count(of.atWork)} without a server`
      : `the first of ${without} loses its server`
    moments.push({ at: at + lostAt.firstUs, words, tone: 'bad' })
    if (!quick) {
      const half = `half noticed after ${span(lostAt.halfUs)}`
      moments.push({ at: at + lostAt.lastUs, words: `all ${without} without a server; ${half}`, tone: 'bad' })
    }
  }
  const reached = (us: Micros | undefined, words: string, tone: Moment['tone'] = 'plain') => {
    if (us !== undefined) moments.push({ at: at + us, words, tone })
  }
  if (lost > 4) reached(of.halfBackUs, `half of ${all} back`)
  if (lost > 40) reached(of.p95BackUs, `95 % of ${all} back`)
  const missing = lost - of.back - left
  const moved = of.moved > 0 ? `, ${count(of.moved)} of them at the other node` : ''
  if (missing === 0)
    reached(of.lastBackUs, `${left > 0 ? `${count(of.back)} of ` : lost > 1 ? 'all ' : ''}${all} back${moved}`, 'good')
  else moments.push({ at: AT_THE_END, words: `${count(missing)} of ${all} not back`, tone: 'bad' })
  return moments
}

interface Gathered {
  readonly at: Micros
  readonly key: string
  readonly of: readonly string[]
}

/** The same of several components within a second is told once. */
function gathered(all: readonly { readonly at: Micros; readonly key: string; readonly of: string }[]): Gathered[] {
  const found: { at: Micros; key: string; of: string[] }[] = []
  for (const one of [...all].sort((a, b) => a.at - b.at)) {
    const same = found.find(({ at, key, of }) => one.at - at < SECOND && key === one.key && !of.includes(one.of))
    if (same === undefined) found.push({ at: one.at, key: one.key, of: [one.of] })
    else same.of.push(one.of)
  }
  return found
}

/** `Finesse 1 and 2`, `PG, Finesse 1 and 2`. */
export function listed(names: readonly string[]): string {
  const sorted = [...names].sort()
  const nodes = sorted.flatMap((name) => /^Finesse (\d+)$/.exec(name)?.[1] ?? [])
  const others = sorted.filter((name) => !/^Finesse \d+$/.test(name))
  const all = nodes.length === 0 ? others : [...others, `Finesse ${nodes.join(' and ')}`]
  return all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`
}

/** What it is called: its faults in their own words. */
export function titleOf({ acts, maintenance }: Failover, { faults }: Told): string {
  const maintained = [...new Set(maintenance.map(({ of }) => of))]
  const begun = [...new Set(acts.filter(({ begins }) => begins).map(({ fault }) => fault))]
  const meant = begun.length > 0 ? begun : [...new Set(acts.map(({ fault }) => fault))]
  const words = meant.map((fault) => faults[fault]?.says ?? `entry ${fault + 1}`)
  if (words.length === 0)
    return maintained.length > 0 ? `maintenance of ${listed(maintained)}` : 'trouble without a fault'
  return begun.length > 0 ? words.join('; ') : `after the end of: ${words.join('; ')}`
}

export interface Figure {
  readonly name: string
  readonly value: string
  readonly note: string
  readonly tone: 'good' | 'bad' | 'plain'
}

/** The figures of a failover at a glance, always the same and in the same order. */
export function figuresOf(failover: Failover, { lanes }: Told): Figure[] {
  const { desktops, at, settledAt, until } = failover
  const after = settledAt ?? until
  const figures = [
    sideFigure('CTI server', /^CTI server ([AB])$/, lanes, at, after),
    sideFigure('PG side', /^PG ([AB])$/, lanes, at, after),
  ]
  const { lost, back, left } = desktops
  const missing = lost - back - left
  return [
    ...figures.filter((one) => one !== undefined),
    outageFigure(failover),
    { name: 'Desktops hit', value: count(lost), note: `of ${count(desktops.atWork)} at work`, tone: 'plain' },
    ...(lost === 0
      ? []
      : [
          backFigure('Half back', desktops.halfBackUs),
          backFigure('95 % back', desktops.p95BackUs),
          missing > 0
            ? ({ name: 'Not back', value: count(missing), note: `${count(back)} are`, tone: 'bad' } as const)
            : {
                ...backFigure('Last back', desktops.lastBackUs),
                note: desktops.moved > 0 ? `${count(desktops.moved)} moved` : 'nobody moved',
              },
        ]),
  ]
}

const backFigure = (name: string, us: Micros | undefined): Figure =>
  us === undefined
    ? { name, value: '–', note: 'not reached', tone: 'bad' }
    : { name, value: span(us), note: 'after the fault', tone: 'plain' }

function sideFigure(
  name: string,
  component: RegExp,
  lanes: readonly Lane[],
  at: Micros,
  after: Micros,
): Figure | undefined {
  const before = activeAt(lanes, component, at - 1)
  const now = activeAt(lanes, component, after)
  if (before === undefined && now === undefined) return undefined
  if (before === now) return { name, value: now!, note: 'stayed active', tone: 'plain' }
  return {
    name,
    value: `${before ?? 'none'} → ${now ?? 'none'}`,
    note: 'before and after',
    tone: now === undefined ? 'bad' : 'plain',
  }
}

function activeAt(lanes: readonly Lane[], component: RegExp, at: Micros): string | undefined {
  for (const lane of lanes) {
    const side = component.exec(lane.component)?.[1]
    const now = lane.spans.find(({ from, until }) => from <= at && at < until) ?? lane.spans.at(-1)
    if (side !== undefined && now !== undefined && now.from <= at && /^(ACTIVE|STOPPING)/.test(now.state)) return side
  }
  return undefined
}

function outageFigure(failover: Failover): Figure {
  const { outages, at } = failover
  const name = 'Out of service'
  if (outages.length === 0) return { name, value: 'nothing', note: 'no Finesse node, no PG', tone: 'good' }
  const of = listed([...new Set(outages.map(({ of }) => of))])
  const open = outages.filter(({ until }) => until === undefined)
  if (open.some((one) => !isPlanned(failover, one.of))) return { name, value: 'not back', note: of, tone: 'bad' }
  if (open.length > 0) return { name, value: 'stopped', note: `${of}, as maintained`, tone: 'plain' }
  const longest = Math.max(...outages.map(({ from, until }) => until! - Math.max(from, at)))
  return { name, value: span(longest), note: of, tone: 'plain' }
}

/** In one line: `CTI A → B; Finesse 1 and 2 out of service for 47.1 s; 2,100 of 2,100 desktops hit, …`. */
export function summaryOf(failover: Failover, result: Told): string {
  const { desktops, phones, outages, maintenance } = failover
  const figures = figuresOf(failover, result)
  const sides = figures.filter(({ value }) => value.includes('→')).map(({ name, value }) => `${name} ${value}`)
  const last = maintenance.findLast(({ state, why }) => why !== undefined || state !== 'IDLE')
  return [
    ...sides,
    ...(last === undefined ? [] : [maintenanceWords(last)]),
    ...databaseWords(failover),
    ...(outages.length === 0 ? [] : [outageWords(failover)]),
    seatsWords(desktops, 'desktop') + allBackWords(failover),
    ...(phones === undefined || phones.lost === 0 ? [] : [seatsWords(phones, 'IP phone')]),
  ].join('; ')
}

function maintenanceWords({ of, state, why }: Failover['maintenance'][number]): string {
  const outcome =
    why !== undefined && !/^(FAILED|CANCELLED)$/.test(state) ? 'refused' : state.toLowerCase().replace(/_/g, ' ')
  return `${of} maintenance ${outcome}${why === undefined ? '' : `: ${why}`}`
}

/** The first thing that nodes did about a database. */
function databaseWords({ switches }: Failover): string[] {
  const first = switches.find(({ of }) => of.endsWith(' AWDB'))
  if (first === undefined) return []
  const same = switches.filter(({ of, from, to }) => of.endsWith(' AWDB') && from === first.from && to === first.to)
  const nodes = listed([...new Set(same.map(({ of }) => of.replace(' AWDB', '')))])
  return [first.to === 'none' ? `${first.from} lost by ${nodes}` : `${nodes} on ${first.to}`]
}

function outageWords(failover: Failover): string {
  const { value, note } = outageFigure(failover)
  if (value === 'stopped') return `stopped: ${note}`
  return value === 'not back' ? `${note} out of service until the end` : `${note} out of service for ${value}`
}

/** The published time of a desktop failover counts from there. */
function allBackWords({ phases }: Failover): string {
  const found = phases.find(({ phase }) => phase === ALL_BACK)
  return found === undefined ? '' : `, all within ${span(found.maxUs)} of the first that found a node in service`
}

function seatsWords(seats: SeatsResult, thing: string): string {
  if (seats.lost === 0) return `no ${thing} hit`
  const missing = seats.lost - seats.back - seats.left
  const times = [
    ['half back', seats.halfBackUs],
    ['95 %', seats.p95BackUs],
    ['last', seats.lastBackUs],
  ] as const
  const reached = times.flatMap(([name, us]) => (us === undefined ? [] : [`${name} ${span(us)}`]))
  const moved = seats.moved > 0 ? [`${count(seats.moved)} moved`] : []
  const left = missing > 0 ? [`${count(missing)} NOT BACK`] : []
  return [`${count(seats.lost)} of ${plural(seats.atWork, thing)} hit`, ...reached, ...moved, ...left].join(', ')
}
