/** summary.md: the verdict for a pull request or a CI step, in GitHub-flavoured Markdown, short enough to be read. */
import { appendFileSync } from 'node:fs'
import type { RunResult } from '../scenarios/result.ts'
import { beyondText } from './beyond-text.ts'
import { clock, count, NONE, percent, plural, span } from './figures.ts'
import { generatorText } from './generator-text.ts'
import { errorsText, GENERATOR_COLUMNS, generatorCells, kneeText, loadText, operationsOfRun } from './load-rows.ts'
import type { Report } from './report.ts'
import { asReportProblem } from './report-problem.ts'
import { AT_THE_END, offset, story, summaryOf, titleOf } from './story.ts'
import { oracleSummary, toneOf, totalsOf } from './totals.ts'
import { unsettled } from './unsettled.ts'

const VIOLATIONS_MAX = 10
const QUEUES_MAX = 10
const FAILOVERS_MAX = 8
const MOMENTS_MAX = 20
const OPERATIONS_MAX = 30
const ICONS = { good: '✅', bad: '❌', unsure: '⚠️' } as const

export const markdownReport: Report = {
  name: 'markdown',
  paths: ['summary.md'],
  *files(result) {
    yield { path: 'summary.md', chunks: [summaryMarkdown(result)] }
  },
}

/** Appends to the file GitHub Actions names for the step. Tells whether there was one. */
export function appendStepSummary(env: Readonly<Record<string, string | undefined>>, markdown: string): boolean {
  const file = env['GITHUB_STEP_SUMMARY']
  if (file === undefined || file === '') return false
  try {
    appendFileSync(file, markdown.endsWith('\n') ? markdown : `${markdown}\n`)
  } catch (error) {
    throw asReportProblem(error, file)
  }
  return true
}

export function summaryMarkdown(result: RunResult): string {
  const sections = [
    verdict(result),
    figures(result),
    failedOracles(result),
    expectations(result),
    faults(result),
    failovers(result),
    notComeRight(result),
    written(result),
    load(result),
    generators(result),
    hops(result),
    queues(result),
    limits(result),
    footer(result),
  ]
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`
}

/** Beyond them no document promises anything. */
function limits({ beyondLimits = [] }: RunResult): string {
  if (beyondLimits.length === 0) return ''
  const lines = beyondLimits.map((one) => `- ${text(beyondText(one))} (${text(one.source)})`)
  return ['### Beyond documented limits', '', ...lines].join('\n')
}

function verdict(result: RunResult): string {
  const lines = [
    `## ${ICONS[toneOf(result.verdict)]} ${text(result.scenario)}: ${result.verdict}`,
    '',
    `**${text(result.headline)}**`,
  ]
  if (result.exit !== 0) lines.push('', fence(result.replay))
  return lines.join('\n')
}

function figures(result: RunResult): string {
  const totals = totalsOf(result)
  const rows: (readonly [string, string])[] = [
    ['Agents', count(result.size.agents)],
    ['Virtual time', clock(result.virtualSeconds * 1e6)],
    ['Calls offered', count(totals.offered)],
    ['Handled', count(totals.handled)],
    ['Abandoned', `${count(totals.abandoned)} (${percent(totals.abandonedShare)})`],
    ['Service level', percent(totals.serviceLevel)],
    ['Average speed of answer', span(totals.asaUs)],
    ['Average handle time', span(totals.ahtUs)],
    ['Occupancy', percent(result.occupancy)],
  ]
  return table(['Figure', 'Value'], ['l', 'r'], rows)
}

function failedOracles(result: RunResult): string {
  const { held, violated, idle } = oracleSummary(result)
  const said = `### Oracles\n\n${count(held)} held, ${count(violated)} violated, ${count(idle)} with nothing to judge.`
  if (violated === 0) return said
  const rows = result.oracles.flatMap((oracle) =>
    oracle.violations.map((one) => [clock(one.at), text(one.who), text(oracle.name), text(one.why)]),
  )
  const total = result.oracles.reduce((sum, oracle) => sum + oracle.violated, 0)
  const shown = rows.slice(0, VIOLATIONS_MAX)
  const more = total > shown.length ? `\n\n${plural(total - shown.length, 'more violation')} in the full report.` : ''
  return `${said}\n\n${table(['When', 'Who', 'Oracle', 'Why'], ['l', 'l', 'l', 'l'], shown)}${more}`
}

function expectations(result: RunResult): string {
  if (result.expectations.length === 0) return ''
  const icons = { met: '✅', missed: '❌', 'not reached': '⚠️' } as const
  const rows = result.expectations.map((one) => [
    `${icons[one.outcome]} ${one.outcome}`,
    text(one.says),
    text(one.actual),
  ])
  return `### Expectations\n\n${table(['Outcome', 'Expected', 'Measured'], ['l', 'l', 'r'], rows)}`
}

function faults(result: RunResult): string {
  if (result.faults.length === 0) return ''
  const rows = result.faults.map((fault) => [
    clock(fault.at),
    clock(fault.until),
    text(fault.says),
    fault.touched === 0 ? '⚠️ nothing' : count(fault.touched),
  ])
  return `### Faults\n\n${table(['From', 'Until', 'Fault', 'Touched'], ['l', 'l', 'l', 'r'], rows)}`
}

function failovers(result: RunResult): string {
  if (result.failovers.length === 0) return ''
  const shown = result.failovers.slice(0, FAILOVERS_MAX)
  const blocks = shown.map((one) => {
    const told = story(one, result).slice(0, MOMENTS_MAX)
    const lines = told.map(
      ({ at, words }) => `- ${at === AT_THE_END ? 'at the end' : offset(at - one.at)}: ${text(words)}`,
    )
    const phases = one.phases.map((phase) => [
      text(phase.phase),
      count(phase.count),
      ...[phase.p50Us, phase.p95Us, phase.maxUs].map(span),
    ])
    const phaseTable =
      phases.length === 0 ? [] : ['', table(['Phase', 'Count', 'p50', 'p95', 'Max'], ['l', 'r', 'r', 'r', 'r'], phases)]
    return [
      `**${clock(one.at)} ${text(titleOf(one, result))}**`,
      '',
      text(summaryOf(one, result)),
      '',
      ...lines,
      ...phaseTable,
    ].join('\n')
  })
  const left = result.failovers.length - shown.length + result.failoversLeft
  if (left > 0) blocks.push(`${plural(left, 'more failover')} in the full report.`)
  return `### Failover\n\n${blocks.join('\n\n')}`
}

function notComeRight(result: RunResult): string {
  const { rows, total } = unsettled(result)
  if (total === 0) return ''
  const shown = rows.slice(0, VIOLATIONS_MAX).map(({ who, why, rule }) => [text(who), text(why), text(rule)])
  const more = total > shown.length ? `\n\n${count(total - shown.length)} more in the full report.` : ''
  return `### Who did not come right\n\n${table(['Who', 'State, and since when', 'Rule'], ['l', 'l', 'l'], shown)}${more}`
}

/** What the nodes wrote, and what people were told. */
function written({ failovers, syslog, notices }: RunResult): string {
  if (failovers.length === 0 || syslog.counts.length + notices.length === 0) return ''
  const rows = [
    ...syslog.counts.map((one) => ['syslog', code(one.message), count(one.count)]),
    ...notices.map((one) => ['notice', code(one.notice), `${count(one.count)} to ${count(one.people)} people`]),
  ]
  return `### Syslog and notices\n\n${table(['Kind', 'Message', 'Count'], ['l', 'l', 'r'], rows)}`
}

function load(result: RunResult): string {
  const all = operationsOfRun(result)
  if (all.length === 0) return ''
  const rows = all
    .slice(0, OPERATIONS_MAX)
    .map((one) => [
      text(one.operation),
      ...[one.planned, one.done, one.failed, one.dropped].map(count),
      ...[one.intended.p50Us, one.intended.p95Us, one.intended.p99Us, one.actual.p99Us].map((us) =>
        one.done === 0 ? NONE : span(us),
      ),
      text(errorsText(one)),
    ])
  const head = ['Operation', 'Planned', 'Done', 'Failed', 'Dropped', 'p50', 'p95', 'p99', 'p99 from its begin', 'Why']
  const left = all.length - rows.length
  const more = left > 0 ? `\n\n${plural(left, 'more operation')} in the full report.` : ''
  const align = head.map((_, index) => (index === 0 || index === head.length - 1 ? 'l' : 'r'))
  const knee = kneeText(result)
  const found = knee === undefined ? '' : `\n\nKnee: ${text(knee)}.`
  return `### Load\n\n${loadText(result)}.${found}\n\n${table(head, align, rows)}${more}`
}

function generators({ generators: all = [] }: RunResult): string {
  if (all.length === 0) return ''
  const rows = all.map((one) => [text(one.generator), ...generatorCells(one)])
  return `### Generators\n\n${table(['Process', ...GENERATOR_COLUMNS], ['l', ...GENERATOR_COLUMNS.map(() => 'r' as const)], rows)}`
}

function hops(result: RunResult): string {
  if (result.hops.length === 0) return ''
  const rows = result.hops.map((hop) => [
    text(hop.hop),
    count(hop.count),
    ...[hop.p50Us, hop.p95Us, hop.p99Us, hop.maxUs].map(span),
  ])
  return `### Latency\n\n${table(['Hop', 'Count', 'p50', 'p95', 'p99', 'Max'], ['l', 'r', 'r', 'r', 'r', 'r'], rows)}`
}

function queues(result: RunResult): string {
  if (result.queueTotals.length === 0) return ''
  const busiest = [...result.queueTotals].sort((a, b) => b.offered - a.offered).slice(0, QUEUES_MAX)
  const rows = busiest.map((queue) => [
    text(queue.queue),
    ...[queue.offered, queue.handled, queue.abandoned].map(count),
    percent(queue.serviceLevel),
    span(queue.asaUs),
    span(queue.ahtUs),
  ])
  const left = result.queueTotals.length - busiest.length
  const more = left > 0 ? `\n\n${plural(left, 'quieter queue')} left out; all are in \`queue-intervals.csv\`.` : ''
  const head = ['Queue', 'Offered', 'Handled', 'Abandoned', 'Service level', 'ASA', 'AHT']
  return `### Queues\n\n${table(head, ['l', 'r', 'r', 'r', 'r', 'r', 'r'], rows)}${more}`
}

function footer(result: RunResult): string {
  const played = generatorText(result)
  const facts = [
    `ccsim ${text(result.ccsim)}`,
    `release ${text(result.release)}`,
    `seed ${code(result.seed)}`,
    ...(played === undefined
      ? [`digest ${code(result.digest)}`]
      : [text(played.world), ...played.generators.map(text)]),
    `token ${code(result.token)}`,
  ]
  return `<sub>${facts.join(' · ')}</sub>`
}

function table(head: readonly string[], align: readonly ('l' | 'r')[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => (cell === '' ? NONE : cell)).join(' | ')} |`
  const rule = `|${align.map((side) => (side === 'r' ? ' ---: ' : ' :--- ')).join('|')}|`
  return [line(head), rule, ...rows.map(line)].join('\n')
}

/** Plain words: nothing in them may start a link, a tag, a mention's markup or another cell. */
function text(words: string): string {
  return words.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>|~#]/g, (mark) => (mark === '<' ? '&lt;' : `\\${mark}`))
}

function code(words: string): string {
  return `<code>${words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/[|\n]/g, ' ')}</code>`
}

/** A fence longer than any run of backticks inside. */
function fence(words: string): string {
  const longest = Math.max(2, ...[...words.matchAll(/`+/g)].map((run) => run[0].length))
  const bar = '`'.repeat(longest + 1)
  return `${bar}sh\n${words}\n${bar}`
}
