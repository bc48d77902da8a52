/** What failures left behind: who did not come right, what the nodes wrote to syslog, what people were told. */
import type { RunResult } from '../../scenarios/result.ts'
import { clockText } from '../../sim/kernel/time.ts'
import { count, plural } from '../figures.ts'
import { syslogDetail } from '../syslog-words.ts'
import { unsettled } from '../unsettled.ts'
import { bounded, leftOut, markupBytes } from './bounded.ts'
import { html, type Markup } from './markup.ts'

const UNSETTLED_BYTES = 40_000
const SYSLOG_BYTES = 24_000

export function notConverged(result: RunResult): Markup | undefined {
  const found = unsettled(result)
  if (found.rows.length === 0) return undefined
  const rows = bounded(
    found.rows.map(({ who, rule, why }) => {
      const agent = /^(?:agent|supervisor) (\S+)$/.exec(who)?.[1]
      const name = agent === undefined ? who : html`<a href="#lookup" data-lookup="${agent}">${who}</a>`
      return html`<tr><th scope="row">${name}</th><td class="words">${why}</td><td class="quiet words">${rule}</td></tr>`
    }),
    UNSETTLED_BYTES,
    markupBytes,
  )
  return html`<section id="unsettled" aria-labelledby="unsettled-title">
<h2 id="unsettled-title">Who did not come right <span class="count is-bad">${count(found.total)}</span></h2>
<p class="lead">When the calm was over these were still not as they should be.</p>
<div class="scroll card tall" role="region" aria-label="Who did not come right" tabindex="0"><table class="sticky">
<thead><tr><th scope="col">Who</th><th scope="col">State, and since when</th><th scope="col">Rule</th></tr></thead>
<tbody>${rows.shown}</tbody></table></div>
${leftOut(rows.left, 'of them are', 'result.json')}
${found.total > found.rows.length && html`<p class="note">${count(found.total - found.rows.length)} more: of each rule the first 20 are kept.</p>`}
</section>`
}

export function syslog(result: RunResult): Markup | undefined {
  const { lines, counts } = result.syslog
  if (result.failovers.length === 0 || (counts.length === 0 && result.notices.length === 0)) return undefined
  const rows = bounded(
    lines.map(
      ({ at, node, message, detail }) =>
        html`<tr><td class="n"><time>${clockText(at)}</time></td><td>${node}</td><th scope="row"><code>${message}</code></th><td>${syslogDetail(message, detail)}</td></tr>`,
    ),
    SYSLOG_BYTES,
    markupBytes,
  )
  const total = counts.reduce((sum, one) => sum + one.count, 0)
  const left = total - rows.shown.length
  return html`<section id="syslog" aria-labelledby="syslog-title">
<h2 id="syslog-title">Syslog and notices</h2>
<p class="lead">What the Finesse nodes wrote under Cisco’s names, and what people at desktops and IP phones were told.</p>
<div class="beside">
${tally(
  'Syslog',
  'Message',
  counts.map((one) => [one.message, one.count]),
)}
${
  result.notices.length > 0 &&
  tally(
    'Notices',
    'Told',
    result.notices.map((one) => [one.notice, one.count, one.people]),
  )
}
</div>
${
  rows.shown.length > 0 &&
  html`<details class="fold"><summary>${plural(rows.shown.length, 'line')} of syslog</summary>
<div class="scroll tall" role="region" aria-label="Syslog" tabindex="0"><table><thead><tr><th scope="col" class="n">Time</th><th scope="col">Node</th><th scope="col">Message</th><th scope="col">Detail</th></tr></thead>
<tbody>${rows.shown}</tbody></table></div>
${left > 0 && html`<p class="note">${count(left)} more, mostly repetitions; <code>syslog.csv</code> beside this page has the first ${count(lines.length)}.</p>`}</details>`
}
</section>`
}

type Tallied = readonly (readonly [string, number, number?])[]

function tally(title: string, first: string, rows: Tallied): Markup {
  const people = rows.some((row) => row.length > 2)
  return html`<div class="scroll card" role="region" aria-label="${title}" tabindex="0"><table class="tight">
<thead><tr><th scope="col">${first}</th><th scope="col" class="n">Count</th>${people && html`<th scope="col" class="n">People</th>`}</tr></thead>
<tbody>${rows.map(([name, times, told]) => html`<tr><th scope="row"><code>${name}</code></th><td class="n">${count(times)}</td>${people && html`<td class="n">${count(told ?? 0)}</td>`}</tr>`)}</tbody></table></div>`
}
