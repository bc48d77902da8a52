/** What was judged: violations with what led to them, expectations, oracles, and the constants that were assumed. */
import type { ExpectationResult, OracleResult, RunResult, Violation } from '../../scenarios/result.ts'
import { clockText } from '../../sim/kernel/time.ts'
import { count, plural } from '../figures.ts'
import { bounded, leftOut, markupBytes } from './bounded.ts'
import { html, type Markup } from './markup.ts'

const VIOLATION_BYTES = 160_000
const ORACLE_BYTES = 60_000
const ASSUMED_BYTES = 30_000
const EXPECTATION_BYTES = 40_000
const CHAIN_MAX = 24

export function violations(result: RunResult): Markup | undefined {
  const broken = result.oracles.filter((oracle) => oracle.violated > 0)
  if (broken.length === 0) return undefined
  const total = broken.reduce((sum, oracle) => sum + oracle.violated, 0)
  let room = VIOLATION_BYTES
  const groups = broken.map((oracle, index) => {
    const items = oracle.violations.map((one, place) => violationItem(one, index === 0 && place === 0))
    const { shown } = bounded(items, room, markupBytes)
    room -= shown.reduce((sum, item) => sum + markupBytes(item), 0)
    return violationGroup(oracle, shown)
  })
  return html`<section id="violations" aria-labelledby="violations-title">
<h2 id="violations-title">Violations <span class="count is-bad">${count(total)}</span></h2>
<p class="lead">Who broke which rule, when and why. Open one to see what led to it.</p>
${groups}
</section>`
}

function violationGroup(oracle: OracleResult, shown: readonly Markup[]): Markup {
  const left = oracle.violated - shown.length
  return html`<div class="card violations">
<h3>${oracle.name} <span class="count is-bad">${count(oracle.violated)}</span></h3>
<p class="rule">${oracle.says} ${behaviours(oracle)}</p>
${shown}
${left > 0 && html`<p class="note">${plural(left, 'more violation')} of this rule; <code>result.json</code> has the first 20.</p>`}
</div>`
}

function violationItem(one: Violation, open: boolean): Markup {
  const agent = /^agent (\S+)$/.exec(one.who)?.[1]
  const head = html`<time>${clockText(one.at)}</time><b>${one.who}</b><span>${one.why}</span>`
  const chain = one.chain.slice(-CHAIN_MAX)
  const skipped = one.chain.length - chain.length
  return html`<details class="violation"${open && html` open`}><summary>${head}</summary>
${chain.length === 0 && html`<p class="note">Nothing is known of what led to it.</p>`}
${skipped > 0 && html`<p class="note">${plural(skipped, 'earlier event')} left out.</p>`}
<ol class="chain">${chain.map((link) => html`<li><time>${clockText(link.at)}</time><b>${link.where}</b><span>${link.what}</span></li>`)}</ol>
${agent !== undefined && html`<p class="actions"><a href="#lookup" data-lookup="${agent}">Look up agent ${agent}</a></p>`}
</details>`
}

const behaviours = (oracle: OracleResult) => oracle.behaviours.map((id) => html`<span class="tag">${id}</span> `)

export function expectations(result: RunResult): Markup | undefined {
  if (result.expectations.length === 0) return undefined
  const rows = bounded(result.expectations.map(expectationRow), EXPECTATION_BYTES, markupBytes)
  return html`<section id="expectations" aria-labelledby="expectations-title">
<h2 id="expectations-title">Expectations</h2>
<div class="scroll card" role="region" aria-label="Expectations" tabindex="0"><table>
<thead><tr><th scope="col">Outcome</th><th scope="col">Expected</th><th scope="col" class="n">Measured</th><th scope="col">Judges</th></tr></thead>
<tbody>${rows.shown}</tbody></table></div>
${leftOut(rows.left, 'expectations are', 'result.json')}
</section>`
}

const EXPECTATION_TONES = { met: 'good', missed: 'bad', 'not reached': 'unsure' } as const

function expectationRow(one: ExpectationResult): Markup {
  const tone = EXPECTATION_TONES[one.outcome]
  return html`<tr><td><span class="pill ${tone}">${one.outcome}</span></td><td><code>${one.says}</code></td><td class="n">${one.actual}</td><td class="quiet">${one.kind === 'correctness' ? 'correctness' : 'speed'}</td></tr>`
}

export function oracles(result: RunResult): Markup {
  const rows = bounded([...result.oracles].sort(byOutcome).map(oracleRow), ORACLE_BYTES, markupBytes)
  return html`<section id="oracles" aria-labelledby="oracles-title">
<h2 id="oracles-title">Oracles</h2>
<p class="lead">Rules that were watched over the whole run. One that had nothing to judge proves nothing.</p>
<div class="scroll card" role="region" aria-label="Oracles" tabindex="0"><table class="top">
<thead><tr><th scope="col">Outcome</th><th scope="col">Rule</th><th scope="col" class="n">Judged</th><th scope="col" class="n">Violated</th></tr></thead>
<tbody>${rows.shown}</tbody></table></div>
${leftOut(rows.left, 'oracles are', 'result.json')}
</section>`
}

/** Violated first, then those that proved nothing, then the rest in their own order. */
const rank = (oracle: OracleResult) => (oracle.violated > 0 ? 0 : oracle.judged === 0 ? 1 : 2)
const byOutcome = (a: OracleResult, b: OracleResult) => rank(a) - rank(b)

function oracleRow(oracle: OracleResult): Markup {
  const [tone, outcome] = (
    [
      ['bad', 'violated'],
      ['unsure', 'nothing to judge'],
      ['good', 'held'],
    ] as const
  )[rank(oracle)]!
  return html`<tr><td><span class="pill ${tone}">${outcome}</span></td><td class="words"><b>${oracle.name}</b><br><span class="quiet">${oracle.says}</span> ${behaviours(oracle)}</td><td class="n">${count(oracle.judged)}</td><td class="n">${count(oracle.violated)}</td></tr>`
}

export function beyond({ beyondLimits = [] }: RunResult): Markup | undefined {
  if (beyondLimits.length === 0) return undefined
  const rows = beyondLimits.map(
    ({ what, value, limit, source }) =>
      html`<tr><th scope="row">${what}</th><td class="n">${count(value)}</td><td class="n">${count(limit)}</td><td class="words">${source}</td></tr>`,
  )
  return html`<section id="beyond" aria-labelledby="beyond-title">
<h2 id="beyond-title">Beyond documented limits</h2>
<p class="lead">The center is larger, busier or further apart than the vendor's documents allow. What it did there is no promise of theirs.</p>
<div class="scroll card" role="region" aria-label="Beyond documented limits" tabindex="0"><table>
<thead><tr><th scope="col">What</th><th scope="col" class="n">Here</th><th scope="col" class="n">Documented</th><th scope="col">Source</th></tr></thead>
<tbody>${rows}</tbody></table></div>
</section>`
}

export function assumed(result: RunResult): Markup | undefined {
  if (result.assumed.length === 0) return undefined
  const rows = bounded(
    result.assumed.map(
      (one) =>
        html`<tr><th scope="row"><code>${one.name}</code></th><td class="n">${one.value}</td><td class="words">${one.why}</td></tr>`,
    ),
    ASSUMED_BYTES,
    markupBytes,
  )
  return html`<section id="assumed" aria-labelledby="assumed-title">
<h2 id="assumed-title">Assumed constants</h2>
<p class="lead">No public document gives these values for release ${result.release}; the run depends on them.</p>
<div class="scroll card" role="region" aria-label="Assumed constants" tabindex="0"><table>
<thead><tr><th scope="col">Constant</th><th scope="col" class="n">Value</th><th scope="col">Why</th></tr></thead>
<tbody>${rows.shown}</tbody></table></div>
${leftOut(rows.left, 'constants are', 'result.json')}
</section>`
}
