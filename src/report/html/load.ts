/** A run under load: what became of each operation, how long it took as time went by, and how the generators kept up. */
import type { RunResult } from '../../scenarios/result.ts'
import type { GeneratorResult, OperationResult } from '../../scenarios/result-of-load.ts'
import { count, plural, span } from '../figures.ts'
import {
  errorsText,
  GENERATOR_COLUMNS,
  generatorCells,
  kneeText,
  lagsOf,
  loadText,
  operationsOfRun,
} from '../load-rows.ts'
import { bounded, leftOut, markupBytes } from './bounded.ts'
import { html, type Markup } from './markup.ts'

const OPERATION_BYTES = 60_000
const COLUMNS = ['Planned', 'Done', 'Failed', 'Dropped', 'p50', 'p95', 'p99', 'p99.9', 'Max', 'p99 from its begin']

export function load(result: RunResult): Markup | undefined {
  const operations = operationsOfRun(result)
  if (operations.length === 0) return undefined
  const knee = kneeText(result)
  const most = Math.max(1, ...operations.map(({ planned }) => planned))
  const rows = bounded(
    operations.map((one) => operationRow(one, most)),
    OPERATION_BYTES,
    markupBytes,
  )
  return html`<section id="load" aria-labelledby="load-title">
<h2 id="load-title">Load</h2>
<p class="lead">${loadText(result)}. ${trafficText(result)}Latencies count from the moment an operation was wanted, so waiting is part of them; the last column counts from the moment it was begun. What failed is not in them.</p>
${knee !== undefined && html`<p class="lead"><b>Knee:</b> ${knee}.</p>`}
<div class="needs-script" hidden>
<div class="bar"><h3 id="load-chart-title">Over time</h3><label>Operation <select id="load-operation"></select></label></div>
<figure class="chart card"><figcaption><b>Latency</b><ul class="keys" id="load-keys"></ul></figcaption><div class="plot" id="load-chart" tabindex="0" role="img" aria-label="Latency of the chosen operation over time; red bands are faults."></div>
<p class="note" id="load-note"></p></figure>
<figure class="chart card"><figcaption><b>Planned and failed</b><ul class="keys" id="load-rate-keys"></ul></figcaption><div class="plot low" id="load-rate-chart" tabindex="0" role="img" aria-label="How many of the chosen operation were wanted over time, and how many failed."></div></figure>
<figure class="chart card"><figcaption><b>Percentiles</b><ul class="keys" id="load-curve-keys"></ul></figcaption><div class="plot" id="load-curve" tabindex="0" role="img" aria-label="Percentile curves of the chosen operation, from the moment it was wanted and from the one it was begun."></div>
<p class="note">Both axes are logarithmic: to the right every step is ten times rarer.</p></figure>
<div class="scroll card" role="region" aria-label="The chosen operation by phase of the load" tabindex="0"><table id="load-phases"></table></div>
</div>
<h3>Every operation</h3>
<div class="scroll card tall" role="region" aria-label="What became of each operation" tabindex="0"><table class="sticky">
<thead><tr><th scope="col">Operation</th>${COLUMNS.map((name) => html`<th scope="col" class="n">${name}</th>`)}<th scope="col">Why</th></tr></thead>
<tbody>${rows.shown}</tbody></table></div>
${leftOut(rows.left, 'operations are', 'result.json')}
</section>`
}

function operationRow(one: OperationResult, most: number): Markup {
  const { operation, planned, done, failed, dropped, intended, actual } = one
  const time = (us: number) => html`<td class="n">${done === 0 ? '–' : span(us)}</td>`
  const times = [intended.p50Us, intended.p95Us, intended.p99Us, intended.p999Us, intended.maxUs, actual.p99Us]
  return html`<tr><th scope="row">${operation}</th><td class="n meter" style="--w:${(planned / most).toFixed(3)}">${count(planned)}</td><td class="n">${count(done)}</td>${bad(failed)}${bad(dropped)}${times.map(time)}<td class="quiet">${errorsText(one)}</td></tr>`
}

const bad = (n: number) => html`<td class="n${n > 0 && ' is-bad'}">${count(n)}</td>`

const COUNTS = ['connections', 'TLS handshakes'] as const

/** What the clients took of the network, where there was one. */
function trafficText({ counts }: RunResult): string {
  const counted = (wanted: string) => counts.find(({ name }) => name === wanted)?.value
  const [connections, handshakes] = COUNTS.map(counted)
  if (connections === undefined) return ''
  const bytes = ['bytes sent', 'bytes received'].map((name) => megabytes(counted(name) ?? 0))
  return `${plural(connections, 'connection')}, ${plural(handshakes ?? 0, 'TLS handshake')}, ${bytes[0]} sent and ${bytes[1]} received. `
}

const megabytes = (bytes: number): string =>
  bytes < 1e6 ? `${(bytes / 1e3).toFixed(0)} kB` : `${(bytes / 1e6).toFixed(1)} MB`

export function generators(result: RunResult): Markup | undefined {
  const { generators: all = [], wire } = result
  if (all.length === 0) return undefined
  const unhealthy = wire?.unhealthy ?? []
  return html`<section id="generators" aria-labelledby="generators-title">
<h2 id="generators-title">Generators</h2>
<p class="lead">Whether those who made the load kept up with their own plan. What servers took is beside them, and judges nothing.</p>
<div class="scroll card" role="region" aria-label="How each generator kept up" tabindex="0"><table>
<thead><tr><th scope="col">Process</th><th scope="col">Outcome</th>${GENERATOR_COLUMNS.map((name) => html`<th scope="col" class="n">${name}</th>`)}</tr></thead>
<tbody>${all.map((one) => generatorRow(one, unhealthy))}</tbody></table></div>
${unhealthy.length > 0 && html`<ul class="limits">${unhealthy.map((words) => html`<li>${words}</li>`)}</ul>`}
${lags(result)}
<div class="needs-script" hidden><figure class="chart card"><figcaption><b>Memory</b><ul class="keys" id="memory-keys"></ul></figcaption><div class="plot low" id="memory-chart" tabindex="0" role="img" aria-label="Resident memory of each process over time."></div></figure></div>
</section>`
}

/** A burst of sign-ins is another matter than the quarter of an hour after it. */
function lags(result: RunResult): Markup | undefined {
  const all = lagsOf(result)
  if (all.length === 0) return undefined
  const rows = all.map(({ window, planned, intended: { p50Us, p99Us, p999Us, maxUs } }) => {
    const times = [p50Us, p99Us, p999Us, maxUs].map((us) => html`<td class="n">${span(us)}</td>`)
    return html`<tr><th scope="row">${window}</th><td class="n">${count(planned)}</td>${times}</tr>`
  })
  const columns = ['Things planned', 'Lag p50', 'p99', 'p99.9', 'Max']
  return html`<details class="fold"><summary>Schedule lag by phase of the load</summary>
<div class="scroll" role="region" aria-label="Schedule lag by phase" tabindex="0"><table>
<thead><tr><th scope="col">Window</th>${columns.map((name) => html`<th scope="col" class="n">${name}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table></div></details>`
}

function generatorRow(one: GeneratorResult, unhealthy: readonly string[]): Markup {
  const { generator, isServer, users = 0 } = one
  const isBeyond = unhealthy.some((words) => words.startsWith(`${generator}: `))
  const [tone, word] =
    isServer === true ? ['quiet', 'not judged'] : isBeyond ? ['bad', 'beyond a limit'] : ['good', 'kept up']
  const cells = generatorCells(one).map((cell) => html`<td class="n">${cell}</td>`)
  return html`<tr><th scope="row">${generator}${users > 0 && html`<span class="sub">${plural(users, 'desktop')}</span>`}</th><td><span class="pill ${tone}">${word}</span></td>${cells}</tr>`
}
