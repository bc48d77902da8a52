/** Latency hop by hop, queues in total and by interval, and the places the search fills. */
import type { HopResult, QueueInterval, RunResult } from '../../scenarios/result.ts'
import { count, percent, span } from '../figures.ts'
import { bounded, leftOut, markupBytes } from './bounded.ts'
import { html, type Markup } from './markup.ts'

const HOP_BYTES = 30_000
const QUEUE_BYTES = 60_000

export function latency(result: RunResult): Markup | undefined {
  if (result.hops.length === 0) return undefined
  const rows = bounded(result.hops.map(hopRow), HOP_BYTES, markupBytes)
  return html`<section id="latency" aria-labelledby="latency-title">
<h2 id="latency-title">Latency, hop by hop</h2>
<div class="scroll card" role="region" aria-label="Latency of each hop" tabindex="0"><table>
<thead><tr><th scope="col">Hop</th>${['Count', 'Min', 'Mean', 'p50', 'p95', 'p99', 'p99.9', 'Max'].map((name) => html`<th scope="col" class="n">${name}</th>`)}</tr></thead>
<tbody>${rows.shown}</tbody></table></div>
${leftOut(rows.left, 'hops are', 'hops.csv')}
<figure class="chart card"><figcaption><b>Percentiles</b><ul class="keys" id="latency-keys"></ul></figcaption><div class="plot" id="latency-chart" tabindex="0" role="img" aria-label="Percentile curves of each hop; the table above has the figures."></div>
<p class="note">Both axes are logarithmic: to the right every step is ten times rarer.</p></figure>
</section>`
}

function hopRow(hop: HopResult): Markup {
  const times = [hop.minUs, hop.meanUs, hop.p50Us, hop.p95Us, hop.p99Us, hop.p999Us, hop.maxUs]
  const cells = times.map((us) => html`<td class="n">${hop.count === 0 ? '–' : span(us)}</td>`)
  return html`<tr><th scope="row" title="${hop.says}">${hop.hop}<span class="sub">${hop.says}</span></th><td class="n">${count(hop.count)}</td>${cells}</tr>`
}

export function queues(result: RunResult): Markup | undefined {
  if (result.queueTotals.length === 0) return undefined
  const busiest = [...result.queueTotals].sort((a, b) => b.offered - a.offered)
  const most = Math.max(1, ...busiest.map((queue) => queue.offered))
  const rows = bounded(
    busiest.map((queue) => queueRow(queue, most)),
    QUEUE_BYTES,
    markupBytes,
  )
  const columns = ['Offered', 'Handled', 'Abandoned', 'RONA', 'Service level', 'ASA', 'AHT', 'Longest wait']
  return html`<section id="queues" aria-labelledby="queues-title">
<h2 id="queues-title">Queues</h2>
<div class="scroll card tall" role="region" aria-label="Totals of each queue" tabindex="0"><table class="sticky">
<thead><tr><th scope="col">Queue</th>${columns.map((name) => html`<th scope="col" class="n">${name}</th>`)}</tr></thead>
<tbody>${rows.shown}</tbody></table></div>
${leftOut(rows.left, 'queues are', 'queue-intervals.csv')}
<div class="needs-script" hidden>
<div class="bar"><h3 id="intervals-title">15-minute intervals</h3><label>Queue <select id="interval-queue"></select></label></div>
<div class="scroll card tall" role="region" aria-labelledby="intervals-title" tabindex="0"><table class="sticky" id="interval-table"></table></div>
<p class="note" id="intervals-left" hidden></p>
</div>
</section>`
}

function queueRow(queue: QueueInterval, most: number): Markup {
  return html`<tr><th scope="row">${queue.queue}</th>
<td class="n meter" style="--w:${(queue.offered / most).toFixed(3)}">${count(queue.offered)}</td><td class="n">${count(queue.handled)}</td><td class="n">${count(queue.abandoned)}</td><td class="n">${count(queue.rona)}</td>
<td class="n">${percent(queue.serviceLevel)}</td><td class="n">${span(queue.asaUs)}</td><td class="n">${span(queue.ahtUs)}</td><td class="n">${span(queue.maxWaitUs)}</td></tr>`
}

export function lookup(result: RunResult): Markup {
  return html`<section id="lookup" aria-labelledby="lookup-title" class="needs-script" hidden>
<h2 id="lookup-title">Look up</h2>
<div class="bar"><label class="search"><span class="hidden">Search agents and calls</span><input type="search" id="query" placeholder="Agent, extension, team, call, queue, outcome …" autocomplete="off" spellcheck="false"></label>
<p class="note" id="lookup-count" role="status"></p></div>
<h3>Agents</h3><div class="scroll card tall" role="region" aria-label="Agents found" tabindex="0"><table class="sticky" id="agent-table"></table></div>
<h3>Calls</h3><div class="scroll card tall" role="region" aria-label="Calls found" tabindex="0"><table class="sticky" id="call-table"></table></div>
<p class="note">Of ${count(result.agents.length)} agents and a choice of ${count(result.calls.length)} calls. <span id="lookup-left"></span> All agents are in <code>agents.csv</code>, all calls in <code>calls.csv</code>.</p>
</section>`
}
