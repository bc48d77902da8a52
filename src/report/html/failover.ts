/**
 * What failed, and how it came back: one card for each failover, with its figures, its lanes and desktops over a time axis
 * of its own, its story and its phases. It stands near the top of the page, as it is what such a run is about.
 */
import { isNamed } from '../../scenarios/failover-named.ts'
import type { Failover, Lane, RunResult } from '../../scenarios/result.ts'
import { clock, count, plural, seconds, span } from '../figures.ts'
import { AT_THE_END, type Figure, figuresOf, type Moment, offset, story, titleOf } from '../story.ts'
import { bounded, markupBytes } from './bounded.ts'
import { type Band, bandRows, clipped, laneKeys, laneRows } from './lanes.ts'
import { type Content, html, type Markup } from './markup.ts'

/** Each of them has a chart and lanes of its own; later ones are told in words alone. */
export const FAILOVERS_DRAWN = 10
const FAILOVER_BYTES = 240_000
const LANE_BYTES = 14_000
const MOMENTS_MAX = 40

export function failovers(result: RunResult): Markup | undefined {
  if (result.failovers.length === 0) return undefined
  const cards = bounded(
    result.failovers.map((one, index) => card(one, index, result)),
    FAILOVER_BYTES,
    markupBytes,
  )
  const left = cards.left + result.failoversLeft
  return html`<section id="failover" aria-labelledby="failover-title">
<h2 id="failover-title">Failover</h2>
<p class="lead">What was done, who felt it, and who was back when. Times in a story count from its beginning.</p>
${cards.shown}
${left > 0 && html`<p class="note">${plural(left, 'more of them is', 'more of them are')} left out of this page${result.failoversLeft === 0 && html`; <code>result.json</code> beside it has all`}.</p>`}
</section>`
}

function card(failover: Failover, index: number, result: RunResult): Markup {
  const { at, settledAt } = failover
  const settled =
    settledAt === undefined
      ? 'not settled when the run ended'
      : settledAt > at
        ? `settled after ${span(settledAt - at)}`
        : 'settled at once'
  const id = `failover-${index + 1}`
  return html`<article class="card failover" aria-labelledby="${id}">
<header><h3 id="${id}">${title(failover, result)}</h3><p class="quiet">at ${clock(at)}, ${settled}</p></header>
${isQuiet(failover) ? quietly(failover, result) : fully(failover, index, result)}
</article>`
}

const fully = (failover: Failover, index: number, result: RunResult) =>
  html`<dl class="tiles glance">${figuresOf(failover, result).map(tile)}</dl>
${index < FAILOVERS_DRAWN && drawing(failover, index, result)}
<div class="told"><div><h4>What happened</h4><ol class="story">${moments(failover, result)}</ol></div>${phases(failover, result)}</div>`

const quietly = (failover: Failover, result: RunResult) =>
  html`<div class="told"><ol class="story">${moments(failover, result)}<li class="good"><time></time><span>no node out of service, no desktop hit</span></li></ol>${phases(failover, result)}</div>`

/** Nothing that could be drawn came of it. */
const isQuiet = ({ desktops, phones, outages, switches, maintenance }: Failover) =>
  desktops.lost + (phones?.lost ?? 0) + outages.length + switches.length === 0 &&
  maintenance.every(({ state, why }) => why !== undefined || state === 'IDLE')

const TITLES_MAX = 8

/** Its faults, each with its number. */
function title(failover: Failover, result: RunResult): Content {
  const begun = [...new Set(failover.acts.filter(({ begins }) => begins).map(({ fault }) => fault))]
  if (begun.length === 0) return titleOf(failover, result)
  const shown = begun.slice(0, TITLES_MAX).map((fault) => {
    return html`<span class="what"><span class="number">${fault + 1}</span>${result.faults[fault]?.says ?? ''}</span> `
  })
  return [
    shown,
    begun.length > TITLES_MAX && html`<span class="quiet">and ${count(begun.length - TITLES_MAX)} more</span>`,
  ]
}

const tile = ({ name, value, note, tone }: Figure) =>
  html`<div class="tile"><dt>${name}</dt><dd><b${tone !== 'plain' && html` class="is-${tone}"`}>${value}</b><span>${note}</span></dd></div>`

function drawing(failover: Failover, index: number, result: RunResult): Markup {
  const { from, until } = failover
  const lanes = clipped(result.lanes, from, until).filter((lane) => isOfInterest(lane, failover))
  const rows = laneRows(lanes, LANE_BYTES)
  const id = `failover-${index}`
  const who = failover.phones === undefined ? 'Desktops' : 'Desktops and IP phones'
  return html`<div class="timeline zoomed" data-failover="${index}" style="--lo:${seconds(from)};--hi:${seconds(until)}">
<div class="timeline-head"><span class="readout" aria-live="off"></span><button type="button" class="small whole" hidden>Whole failover</button></div>
<div class="lanes">
<div class="lane axis" aria-hidden="true"><span></span><div class="track lane-axis"></div></div>
${rows.shown}
<div class="bands" aria-hidden="true">${bandRows(bandsOf(failover, result))}<i class="crosshair" hidden></i></div>
</div>
${laneKeys(lanes, [])}
<figure class="chart"><figcaption><b>${who}</b><ul class="keys" id="${id}-keys"></ul></figcaption><div class="plot" id="${id}-chart" tabindex="0" role="img" aria-label="${who} by what they are doing, over time. Arrow keys move along it."></div>
${drawnSeats(failover).fewOnly && html`<p class="note">Those who went on working are not drawn: the few others could not be seen beside them.</p>`}</figure>
</div>`
}

const FEW = 0.2

/** When only few are hit, they alone are drawn: beside all others one could not see them. */
export function drawnSeats({ series, desktops, phones }: Failover): {
  readonly series: Failover['series']
  readonly fewOnly: boolean
} {
  const hit = desktops.lost + (phones?.lost ?? 0)
  if (hit === 0 || hit > FEW * (desktops.atWork + (phones?.atWork ?? 0))) return { series, fewOnly: false }
  const kept = <T>(items: readonly T[]) => items.filter((_, state) => !series.states[state]!.startsWith('at Finesse'))
  return { series: { at: series.at, states: kept(series.states), counts: kept(series.counts) }, fewOnly: true }
}

/** Lanes that changed, and those that show which side and which node served. */
function isOfInterest({ component, spans }: Lane, { maintenance }: Failover): boolean {
  if (spans.length === 0) return false
  if (/^(PG [AB]|CTI server [AB]|Finesse \d+)$/.test(component)) return true
  if (component.endsWith(' maintenance')) return maintenance.length > 0
  return new Set(spans.map(({ state }) => state)).size > 1 || component === 'PG'
}

/** What was done in this failover, and what had been done before and lasted. */
export function bandsOf({ acts, from, until }: Failover, { faults }: RunResult): Band[] {
  const band = (fault: number, start: number, end: number): Band => ({
    number: fault + 1,
    says: faults[fault]?.says ?? '',
    from: Math.max(from, start),
    until: Math.min(until, Math.max(start, end)),
  })
  const begun = acts.filter(({ begins }) => begins)
  const own = begun.map(({ fault, at }) => {
    const end = acts.find((act) => !act.begins && act.fault === fault && act.at >= at)?.at
    return band(fault, at, end ?? faults[fault]?.until ?? at)
  })
  const earlier = faults.flatMap(({ at, until: end, kind }, fault) => {
    const lasts = kind === 'fault' && at < from && end !== undefined && end > from
    return lasts && !begun.some((act) => act.fault === fault) ? [band(fault, at, end)] : []
  })
  return [...earlier, ...own]
}

const TONES = { act: 'act', bad: 'bad', good: 'good', plain: '' } as const

function moments(failover: Failover, result: RunResult): Content {
  const told = story(failover, result)
  const more = told.length - MOMENTS_MAX
  return [
    ...told.slice(0, MOMENTS_MAX).map(({ at, words, tone }: Moment) => {
      const when = at === AT_THE_END ? 'at the end' : offset(at - failover.at)
      return html`<li class="${TONES[tone]}"><time>${when}</time><span>${words}</span></li>`
    }),
    more > 0 && html`<li><time></time><span class="quiet">${count(more)} more</span></li>`,
  ]
}

function phases(failover: Failover, result: RunResult): Markup | false {
  const { phases, forcedLogouts, unavailable } = failover
  if (phases.length === 0 && forcedLogouts + unavailable === 0) return false
  const bounds = phases.some(({ phase }) => expectationsOf(phase, failover, result).length > 0)
  return html`<div>${
    phases.length > 0 &&
    html`<h4>How long it took</h4>
<div class="scroll" role="region" aria-label="Phases" tabindex="0"><table class="tight">
<thead><tr><th scope="col">Phase</th>${['Count', 'p50', 'p95', 'Max'].map((name) => html`<th scope="col" class="n">${name}</th>`)}${bounds && html`<th scope="col">Expected</th>`}</tr></thead>
<tbody>${phases.map((phase) => html`<tr><th scope="row" title="${PHASES_SAY[phase.phase] ?? ''}">${phase.phase}</th><td class="n">${count(phase.count)}</td><td class="n">${span(phase.p50Us)}</td><td class="n">${span(phase.p95Us)}</td><td class="n">${span(phase.maxUs)}</td>${bounds && html`<td class="bounds">${expected(phase.phase, failover, result)}</td>`}</tr>`)}</tbody></table></div>`
  }
${forcedLogouts > 0 && html`<p class="note">${plural(forcedLogouts, 'forced logout')} (code 255).</p>`}
${unavailable > 0 && html`<p class="note">${plural(unavailable, 'request was', 'requests were')} answered with 503.</p>`}
</div>`
}

export const PHASES_SAY: Readonly<Record<string, string>> = {
  detect: 'From the fault until the desktop gave its server up.',
  'pg-found': 'From the loss of CTI until the Finesse node had a session with an active agent PG.',
  'finesse-loaded': 'From there until the node was in service: what it loads. The published time of a CTI failover.',
  'finesse-back': 'From the loss of CTI until the Finesse node was in service again.',
  'desktop-back': 'From giving the server up until the desktop was usable again, wherever.',
  'signed-in': 'Of desktops that moved: until signed in at the other node.',
  ready: 'Until the agent was Ready again, of those who had been.',
  'all-back':
    'From when a desktop first found a node in service until the last one was back. The published time of a desktop failover.',
}

/** What the scenario expects of this phase: in this failover, or in all of the run. */
function expectationsOf(phase: string, failover: Failover, { expectations, faults }: RunResult) {
  return expectations.filter(
    ({ figure, failover: words }) =>
      figure === `phase:${phase}` && (words === undefined || isNamed(failover, words, faults)),
  )
}

/** Bounds on it, with what they were judged by: where no failover is named, that is not this one alone. */
function expected(phase: string, failover: Failover, result: RunResult): Content {
  return expectationsOf(phase, failover, result).map(({ says, outcome, actual, failover: words }) => {
    const tone = { met: 'good', missed: 'bad', 'not reached': 'unsure' }[outcome]
    const [which, bound] = says
      .replace(/^phase: [^,]+, /, '')
      .replace(/"/g, '')
      .split(': ')
    return html`<span class="pill ${tone}">${which} ${actual} (${bound})${words === undefined && ' in the whole run'}</span> `
  })
}
