/**
 * Everything over one time axis: components as lanes, faults as bands through all of it, agents by state and waiting
 * calls. Lanes and bands are placed by two numbers each (`--a`, `--b`, in seconds), and the window that is shown by two
 * on the section (`--lo`, `--hi`), so the style sheet alone does the zooming and a page without script still reads.
 */
import type { FaultResult, RunResult } from '../../scenarios/result.ts'
import type { Micros } from '../../sim/kernel/time.ts'
import { clock, count, seconds } from '../figures.ts'
import { bounded, leftOut, markupBytes } from './bounded.ts'
import { endOf, QUEUES_CHARTED } from './data.ts'
import { type Band, bandRows, laneKeys, laneRows } from './lanes.ts'
import { html, type Markup } from './markup.ts'

const LANE_BYTES = 70_000
const FAULT_BYTES = 30_000

export function timeline(result: RunResult): Markup {
  const end = endOf(result)
  const faults = bounded(result.faults.map(faultRow), FAULT_BYTES, markupBytes)
  const lanes = laneRows(result.lanes, LANE_BYTES)
  const queuesLeft = Math.max(0, result.queueSeries.queues.length - QUEUES_CHARTED)
  return html`<section id="timeline" aria-labelledby="timeline-title">
<h2 id="timeline-title">Timeline</h2>
<p class="lead">Components, what was done to them, agents and waiting calls over one time axis. Drag across a chart to zoom in on all of them; <span class="nowrap">double-click</span> or <kbd>Esc</kbd> to see the whole run again.</p>
${faults.shown.length > 0 && faultList(faults.shown)}${leftOut(faults.left, 'entries are', 'result.json')}
<div class="timeline card" id="whole-timeline" style="--lo:0;--hi:${seconds(end)}">
<div class="timeline-head"><span class="readout" aria-live="off"></span><button type="button" class="small whole" hidden>Whole run</button></div>
<div class="lanes">
<div class="lane axis" aria-hidden="true"><span></span><div class="track lane-axis"></div></div>
${lanes.shown}
${bands(result, end)}
</div>
${leftOut(lanes.left, 'spans are', 'result.json')}
${legend(result)}
<figure class="chart"><figcaption><b>Agents by state</b><ul class="keys" id="states-keys"></ul></figcaption><div class="plot" id="states-chart" tabindex="0" role="img" aria-label="Agents by state over time. Arrow keys move along it."></div></figure>
${result.failovers.length > 0 && html`<figure class="chart"><figcaption><b>Desktops</b><ul class="keys" id="desktops-keys"></ul></figcaption><div class="plot" id="desktops-chart" tabindex="0" role="img" aria-label="Desktops by what they are doing, over time. Arrow keys move along it."></div></figure>`}
<figure class="chart"><figcaption><b>Calls waiting</b><ul class="keys" id="waiting-keys"></ul></figcaption><div class="plot" id="waiting-chart" tabindex="0" role="img" aria-label="Calls waiting in each queue over time. Arrow keys move along it."></div>
${queuesLeft > 0 && html`<p class="note">The ${QUEUES_CHARTED} queues with the highest peaks; ${count(queuesLeft)} more are in <code>queue-intervals.csv</code>.</p>`}</figure>
<noscript><p class="note">The charts need script; lanes, faults and tables do not.</p></noscript>
</div>
</section>`
}

function bands(result: RunResult, end: Micros): Markup {
  const calm = result.calmUs > 0 && result.busyUs < end
  const done = result.faults.map(
    ({ says, at, until }, index): Band => ({ number: index + 1, says, from: at, until: until ?? at }),
  )
  return html`<div class="bands" aria-hidden="true">
${calm && html`<i class="at calm" style="--a:${seconds(result.busyUs)};--b:${seconds(end)}"></i>`}
${bandRows(done)}
<i class="crosshair" hidden></i></div>`
}

function faultList(rows: readonly Markup[]): Markup {
  return html`<div class="scroll card faults" role="region" aria-label="On the timeline" tabindex="0"><table>
<thead><tr><th scope="col">On the timeline</th><th scope="col" class="n">From</th><th scope="col" class="n">Until</th><th scope="col" class="n">Touched</th><th scope="col"><span class="hidden">Zoom</span></th></tr></thead>
<tbody>${rows}</tbody></table></div>`
}

function faultRow(fault: FaultResult, index: number): Markup {
  const touched = fault.touched === 0 ? html`<span class="pill unsure">nothing</span>` : count(fault.touched)
  return html`<tr><th scope="row"><span class="number">${index + 1}</span>${fault.says}</th><td class="n">${clock(fault.at)}</td><td class="n">${clock(fault.until)}</td><td class="n">${touched}</td><td class="n"><button type="button" class="small" data-zoom="${seconds(fault.at)} ${seconds(fault.until ?? fault.at)}" aria-label="Zoom to entry ${index + 1}">Zoom</button></td></tr>`
}

function legend(result: RunResult): Markup {
  return laneKeys(result.lanes, [
    result.faults.length > 0 && html`<li><i class="swatch band"></i>on the timeline</li>`,
    result.calmUs > 0 &&
      html`<li><i class="swatch calm"></i>calm <span class="quiet">nothing fails any more; liveness is judged at its end</span></li>`,
  ])
}
