/**
 * report.html: one page that needs nothing else. It opens from a disk without a network, prints, and stays under a
 * megabyte however large the run: what is cut says so, and names the CSV that has the rest.
 */
import type { RunResult } from '../../scenarios/result.ts'
import type { Report } from '../report.ts'
import { notConverged, syslog } from './aftermath.ts'
import { assets } from './assets.ts'
import { markupBytes } from './bounded.ts'
import { assumed, beyond, expectations, oracles, violations } from './checks.ts'
import { chartData, intervalData, lookupData } from './data.ts'
import { failovers } from './failover.ts'
import { generators, load } from './load.ts'
import { loadData, memoryData } from './load-data.ts'
import { type Content, html, type Markup, scriptJson } from './markup.ts'
import { latency, lookup, queues } from './tables.ts'
import { timeline } from './timeline.ts'
import { figures, masthead, verdictCard } from './verdict.ts'

const PAGE_BYTES = 980_000
const LOOKUP_BYTES_MAX = 420_000

// The browser itself holds the promise that the page asks for nothing from outside.
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'"

export const htmlReport: Report = {
  name: 'html',
  paths: ['report.html'],
  *files(result) {
    yield { path: 'report.html', chunks: [reportPage(result)] }
  },
}

export function reportPage(result: RunResult): string {
  const sections = sectionsOf(result)
  const load = { load: loadData(result), memory: memoryData(result) }
  const known = { ...chartData(result), ...load, intervals: intervalData(result) }
  const used = markupBytes(page(result, sections, scriptJson(known)))
  const room = Math.min(LOOKUP_BYTES_MAX, PAGE_BYTES - used)
  return page(result, sections, scriptJson({ ...known, lookup: lookupData(result, room) })).markup
}

interface Section {
  readonly id: string
  readonly title: string
  readonly body: Markup
}

function sectionsOf(result: RunResult): Section[] {
  const candidates: readonly (readonly [string, string, Markup | undefined])[] = [
    ['unsettled', 'Not come right', notConverged(result)],
    ['violations', 'Violations', violations(result)],
    ['failover', 'Failover', failovers(result)],
    ['figures', 'Figures', figures(result)],
    ['expectations', 'Expectations', expectations(result)],
    ['timeline', 'Timeline', timeline(result)],
    ['syslog', 'Syslog', syslog(result)],
    ['load', 'Load', load(result)],
    ['generators', 'Generators', generators(result)],
    ['latency', 'Latency', latency(result)],
    ['queues', 'Queues', queues(result)],
    ['oracles', 'Oracles', oracles(result)],
    ['beyond', 'Limits', beyond(result)],
    ['assumed', 'Assumed', assumed(result)],
    ['lookup', 'Look up', lookup(result)],
  ]
  return candidates.flatMap(([id, title, body]) => (body === undefined ? [] : [{ id, title, body }]))
}

function page(result: RunResult, sections: readonly Section[], data: Markup): Markup {
  const { style, uplot, script } = assets()
  const links: Content = sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${result.verdict}: ${result.scenario} (seed ${result.seed})</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<a class="skip" href="#main">To the report</a>
<div class="page">
${masthead(result)}
<main id="main">
${verdictCard(result)}
<nav aria-label="Sections"><ul>${links}</ul></nav>
${sections.map((section) => section.body)}
</main>
<footer><p>ccsim ${result.ccsim} · scenario ${result.scenarioHash} · seed ${result.seed} · digest <code>${result.digest}</code></p></footer>
</div>
<script type="application/json" id="data">${data}</script>
<script>${uplot}</script>
<script type="module">${script}</script>
</body>
</html>
`
}
