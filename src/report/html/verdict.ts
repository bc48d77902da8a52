/** The top of the page: what was run, what it came to, how to repeat it, and the figures at a glance. */
import type { RunResult } from '../../scenarios/result.ts'
import { SECOND } from '../../sim/kernel/time.ts'
import { clock, count, percent, plural, span } from '../figures.ts'
import { generatorText } from '../generator-text.ts'
import { oracleSummary, toneOf, totalsOf } from '../totals.ts'
import { type Content, html, type Markup } from './markup.ts'

const MARKS = { good: '✓', bad: '✕', unsure: '!' } as const

export function masthead(result: RunResult): Markup {
  return html`<header class="masthead">
<p class="eyebrow">ccsim run report<span>Release ${result.release}</span><span>${result.deployment.toUpperCase()}</span><span>${result.world} world</span></p>
<h1>${result.scenario}</h1>
<p class="why">${result.why}</p>
</header>`
}

export function verdictCard(result: RunResult): Markup {
  const tone = toneOf(result.verdict)
  const played = generatorText(result)
  const { held, violated, idle } = oracleSummary(result)
  const met = result.expectations.filter((one) => one.outcome === 'met').length
  return html`<section id="verdict" class="verdict ${tone}" aria-labelledby="verdict-title">
<div class="verdict-main">
<h2 id="verdict-title"><span class="mark" aria-hidden="true">${MARKS[tone]}</span>${sentenceCase(result.verdict)}</h2>
<p class="headline">${result.headline}</p>
<ul class="tally">
<li><b>${held}</b> ${held === 1 ? 'oracle' : 'oracles'} held</li>
${violated > 0 && html`<li class="is-bad"><b>${violated}</b> violated</li>`}
${idle > 0 && html`<li class="is-unsure"><b>${idle}</b> had nothing to judge</li>`}
${result.expectations.length > 0 && html`<li><b>${met} of ${result.expectations.length}</b> expectations met</li>`}
${timelineTally(result)}
</ul>
</div>
<div class="replay"><span class="label" id="replay-label">Repeat this run</span>
<div class="command"><code id="replay" tabindex="0" aria-labelledby="replay-label">${result.replay}</code><button type="button" data-copy="replay">Copy</button></div>
</div>
<dl class="facts">
${fact('Seed', result.seed)}${fact('Digest', played?.digest ?? result.digest)}${fact('Exit code', String(result.exit))}
${fact('Version', `ccsim ${result.ccsim}, Node ${result.node}`)}
${result.file !== undefined && fact('Scenario file', result.file)}
${result.overrides.length > 0 && fact('Overrides', result.overrides.join(', '))}
${played !== undefined && fact('World', played.world)}${played?.generators.map((line) => fact('Generator', line))}
${result.codec === true && fact('Codec mode', 'every message as the bytes of the wire')}
${result.interruptedAt !== undefined && fact('Interrupted at', clock(result.interruptedAt))}
</dl>
</section>`
}

function timelineTally({ faults }: RunResult): Content {
  const failures = faults.filter(({ kind }) => kind === 'fault').length
  const others = faults.length - failures
  return [
    html`<li><b>${failures}</b> ${failures === 1 ? 'fault' : 'faults'} injected</li>`,
    others > 0 && html`<li><b>${others}</b> ${others === 1 ? 'change' : 'changes'} of traffic</li>`,
  ]
}

const fact = (name: string, value: string) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`

const sentenceCase = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

export function figures(result: RunResult): Markup {
  const totals = totalsOf(result)
  const { agents, supervisors, queues, finesseNodes } = result.size
  return html`<section id="figures" aria-labelledby="figures-title">
<h2 id="figures-title">Figures at a glance</h2>
<dl class="tiles">
${tile('Calls offered', count(totals.offered), `${count(totals.handled)} handled`)}
${tile('Abandoned', percent(totals.abandonedShare), plural(totals.abandoned, 'call'))}
${tile('Service level', percent(totals.serviceLevel), 'of offered calls, answered in time')}
${tile('Speed of answer', span(totals.asaUs), `longest wait ${span(totals.maxWaitUs)}`)}
${tile('Handle time', span(totals.ahtUs), 'talk, hold and wrap-up, mean')}
${tile('Occupancy', percent(result.occupancy), plural(totals.rona, 'unanswered offer'))}
${tile('Agents', count(agents), `${plural(supervisors, 'supervisor')}, ${plural(queues, 'queue')}, ${plural(finesseNodes, 'node')}`)}
${tile('Virtual time', clock(result.virtualSeconds * SECOND), `${count(result.events)} events`)}
</dl>
${countsTable(result)}
</section>`
}

const tile = (name: string, value: string, note: string) =>
  html`<div class="tile"><dt>${name}</dt><dd><b>${value}</b><span>${note}</span></dd></div>`

function countsTable(result: RunResult): Markup | undefined {
  if (result.counts.length === 0) return undefined
  return html`<details class="fold"><summary>All counts</summary>
<div class="scroll" role="region" aria-label="All counts" tabindex="0"><table><thead><tr><th scope="col">Count</th><th scope="col" class="n">Value</th><th scope="col">Meaning</th></tr></thead>
<tbody>${result.counts.map((one) => html`<tr><th scope="row">${one.name}</th><td class="n">${count(one.value)}</td><td class="words">${one.says}</td></tr>`)}</tbody></table></div></details>`
}
