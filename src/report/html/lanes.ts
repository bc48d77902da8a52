/** Lanes of components and bands of faults, placed by two numbers each: for the timeline and for each failover. */
import type { Lane } from '../../scenarios/result.ts'
import type { Micros } from '../../sim/kernel/time.ts'
import { clock, count, seconds } from '../figures.ts'
import { bounded, markupBytes } from './bounded.ts'
import { html, type Markup } from './markup.ts'
import { HEALTH_SAYS, HEALTHS, type Health, healthOf } from './state-colours.ts'

/** Something that was done, by its number in the list of faults. */
export interface Band {
  readonly number: number
  readonly says: string
  readonly from: Micros
  readonly until: Micros
}

const BANDS_MAX = 200

/** At most so many bytes of spans; how many spans did not fit. */
export function laneRows(
  lanes: readonly Lane[],
  bytes: number,
): { readonly shown: readonly Markup[]; readonly left: number } {
  let room = bytes
  let left = 0
  const shown = lanes.map((lane) => {
    const spans = bounded(lane.spans.map(laneSpan), room, markupBytes)
    room -= spans.shown.reduce((sum, one) => sum + markupBytes(one), 0)
    left += spans.left
    return html`<div class="lane"><span class="lane-name">${lane.component}</span><div class="track">${spans.shown}</div></div>`
  })
  return { shown, left }
}

function laneSpan({ from, until, state }: Lane['spans'][number]): Markup {
  const title = `${state}, ${clock(from)} to ${clock(until)}`
  return html`<i class="at ${healthOf(state)}" style="--a:${seconds(from)};--b:${seconds(until)}" title="${title}"><b>${state}</b></i>`
}

export function bandRows(bands: readonly Band[]): Markup {
  return html`${bands.slice(0, BANDS_MAX).map(({ number, says, from, until }) => html`<i class="at band" style="--a:${seconds(from)};--b:${seconds(until)}" title="${says}"><b>${number}</b></i>`)}`
}

/** What the colours mean, with the states that have them here. */
export function laneKeys(lanes: readonly Lane[], others: readonly (Markup | false)[]): Markup {
  const names = new Map<Health, Set<string>>(HEALTHS.map((health) => [health, new Set()]))
  for (const lane of lanes) for (const { state } of lane.spans) names.get(healthOf(state))!.add(state)
  const keys = HEALTHS.filter((health) => names.get(health)!.size > 0)
  return html`<ul class="keys legend" aria-label="Colours of the lanes">
${keys.map((health) => html`<li><i class="swatch ${health}"></i>${HEALTH_SAYS[health]} <span class="quiet">${statesText([...names.get(health)!])}</span></li>`)}
${others}</ul>`
}

const STATES_MAX = 5

function statesText(states: readonly string[]): string {
  const more = states.length - STATES_MAX
  return states.slice(0, STATES_MAX).join(', ') + (more > 0 ? ` and ${count(more)} more` : '')
}

/** The part of each lane between two moments. */
export function clipped(lanes: readonly Lane[], from: Micros, until: Micros): Lane[] {
  return lanes.map(({ component, spans }) => ({
    component,
    spans: spans
      .filter((span) => span.until > from && span.from < until)
      .map((span) => ({ ...span, from: Math.max(from, span.from), until: Math.min(until, span.until) })),
  }))
}
