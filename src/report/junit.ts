/**
 * junit.xml for CI servers: one suite a run, one case an oracle, an expectation and a generator. An oracle that had nothing to
 * judge is skipped, not green. A run that failed for another reason (a fault that touched nothing, an unhealthy
 * generator) gets one more case that says so, because a file of green cases would hide it.
 */
import type { ExpectationResult, OracleResult, RunResult, Violation } from '../scenarios/result.ts'
import { clockText } from '../sim/kernel/time.ts'
import { seconds } from './figures.ts'
import type { Report } from './report.ts'
import { titleOf } from './story.ts'
import { xmlAttribute, xmlText } from './xml-text.ts'

type Outcome = 'held' | 'failure' | 'error' | 'skipped'

interface Case {
  readonly group: 'oracles' | 'expectations' | 'generators' | 'run'
  readonly name: string
  readonly outcome: Outcome
  readonly type: string
  readonly message: string
  readonly body: string
}

export const junitReport: Report = {
  name: 'junit',
  paths: ['junit.xml'],
  *files(result) {
    yield { path: 'junit.xml', chunks: junitXml(result) }
  },
}

export function* junitXml(result: RunResult): Generator<string> {
  const cases = casesOf(result)
  const tally = (outcome: Outcome) => cases.filter((one) => one.outcome === outcome).length
  const totals = attributes({
    tests: cases.length,
    failures: tally('failure'),
    errors: tally('error'),
    skipped: tally('skipped'),
    time: result.wallSeconds.toFixed(3),
  })
  yield '<?xml version="1.0" encoding="UTF-8"?>\n'
  yield `<testsuites name="ccsim"${totals}>\n`
  yield `  <testsuite${attributes({ name: `${result.scenario} seed ${result.seed}` })}${totals}>\n`
  yield* properties(result)
  for (const one of cases) yield caseXml(one, result)
  yield '  </testsuite>\n</testsuites>\n'
}

function casesOf(result: RunResult): Case[] {
  const cases = [
    ...result.oracles.map((oracle) => oracleCase(oracle, result)),
    ...result.expectations.map((expectation) => expectationCase(expectation, result)),
    ...generatorCases(result),
  ]
  const explained = cases.some((one) => one.outcome === 'failure' || one.outcome === 'error')
  if (result.exit !== 0 && !explained) cases.push(runCase(result))
  return cases
}

function oracleCase(oracle: OracleResult, result: RunResult): Case {
  const base = { group: 'oracles', name: oracle.name } as const
  if (oracle.violated > 0) {
    const first = oracle.violations[0]
    return {
      ...base,
      outcome: 'failure',
      type: 'violation',
      message: first ? `${first.who} at ${clockText(first.at)}: ${first.why}` : oracle.says,
      body: violationsText(oracle, result),
    }
  }
  if (oracle.judged > 0) return { ...base, outcome: 'held', type: '', message: '', body: '' }
  return { ...base, outcome: 'skipped', type: '', message: `nothing to judge: ${oracle.says}`, body: '' }
}

function expectationCase(expectation: ExpectationResult, result: RunResult): Case {
  const base = { group: 'expectations', name: expectation.says } as const
  const message = `${expectation.outcome}: ${expectation.actual}`
  const body = `expected ${expectation.says}\nmeasured ${expectation.actual}\n\nreplay: ${result.replay}`
  if (expectation.outcome === 'missed') return { ...base, outcome: 'failure', type: expectation.kind, message, body }
  if (expectation.outcome === 'not reached') return { ...base, outcome: 'error', type: 'not reached', message, body }
  return { ...base, outcome: 'held', type: '', message: '', body: '' }
}

/** Whether each kept up that made the load; one that did not proves nothing of the target. */
function generatorCases(result: RunResult): Case[] {
  const { generators = [], wire, replay } = result
  return generators
    .filter(({ isServer }) => isServer !== true)
    .map(({ generator }): Case => {
      const beyond = (wire?.unhealthy ?? []).filter((words) => words.startsWith(`${generator}: `))
      const base = { group: 'generators', name: `${generator} kept up` } as const
      if (beyond.length === 0) return { ...base, outcome: 'held', type: '', message: '', body: '' }
      const body = [...beyond, '', `replay: ${replay}`].join('\n')
      return { ...base, outcome: 'error', type: 'generator unhealthy', message: beyond.join('; '), body }
    })
}

function runCase(result: RunResult): Case {
  const untouched = result.faults
    .filter((fault) => fault.touched === 0)
    .map((fault) => `touched nothing: ${fault.says}`)
  return {
    group: 'run',
    name: 'the run counts',
    outcome: 'error',
    type: result.verdict,
    message: result.headline,
    body: [result.headline, ...untouched, '', `replay: ${result.replay}`].join('\n'),
  }
}

function violationsText(oracle: OracleResult, result: RunResult): string {
  const shown = oracle.violations.map(violationText)
  const more = oracle.violated - oracle.violations.length
  if (more > 0) shown.push(`and ${more} more`)
  const rule = `rule: ${oracle.says}${oracle.behaviours.length > 0 ? ` [${oracle.behaviours.join(', ')}]` : ''}`
  return [rule, ...shown, `replay: ${result.replay}`].join('\n\n')
}

function violationText(violation: Violation): string {
  const head = `who:  ${violation.who}\nwhen: ${clockText(violation.at)}\nwhy:  ${violation.why}`
  if (violation.chain.length === 0) return head
  const chain = violation.chain.map((link) => `  ${clockText(link.at)}  ${link.where}: ${link.what}`)
  return `${head}\nwhat led to it:\n${chain.join('\n')}`
}

function* properties(result: RunResult): Generator<string> {
  yield '    <properties>\n'
  for (const name of [
    'scenario',
    'seed',
    'release',
    'world',
    'verdict',
    'exit',
    'digest',
    'token',
    'replay',
  ] as const) {
    yield `      <property${attributes({ name, value: String(result[name]) })}/>\n`
  }
  for (const [name, value] of failoverProperties(result)) yield `      <property${attributes({ name, value })}/>\n`
  yield '    </properties>\n'
}

/** `failover.1.phase.desktop-back.p95` and the like; times in seconds. */
function failoverProperties(result: RunResult): [string, string | number][] {
  return result.failovers.flatMap((one, index) => {
    const { at, desktops, outages, phases } = one
    const optional = (name: string, us: number | undefined): [string, number][] =>
      us === undefined ? [] : [[name, seconds(us)]]
    const own: [string, string | number][] = [
      ['what', titleOf(one, result)],
      ['at', seconds(at)],
      ['desktops.hit', desktops.lost],
      ['desktops.back', desktops.back],
      ['desktops.moved', desktops.moved],
      ...optional('desktops.half-back', desktops.halfBackUs),
      ...optional('desktops.p95-back', desktops.p95BackUs),
      ...optional('desktops.last-back', desktops.lastBackUs),
      ...[...longestOutages(outages)].map(([of, us]): [string, number] => [`outage.${of}`, seconds(us)]),
      ...phases.flatMap((phase): [string, number][] => [
        [`phase.${phase.phase}.p50`, seconds(phase.p50Us)],
        [`phase.${phase.phase}.p95`, seconds(phase.p95Us)],
        [`phase.${phase.phase}.max`, seconds(phase.maxUs)],
      ]),
    ]
    return own.map(([name, value]): [string, string | number] => [`failover.${index + 1}.${name}`, value])
  })
}

/** By node, as `finesse-1`; those that are not over are left out. */
function longestOutages(outages: RunResult['failovers'][number]['outages']): Map<string, number> {
  const longest = new Map<string, number>()
  for (const { of, from, until } of outages) {
    const name = of.toLowerCase().replace(' ', '-')
    if (until !== undefined) longest.set(name, Math.max(longest.get(name) ?? 0, until - from))
  }
  return longest
}

function caseXml(one: Case, result: RunResult): string {
  const classname = `ccsim.${result.scenario.replace(/\./g, '_')}.${one.group}`
  const open = `    <testcase${attributes({ classname, name: one.name, time: '0' })}`
  if (one.outcome === 'held') return `${open}/>\n`
  if (one.outcome === 'skipped')
    return `${open}>\n      <skipped${attributes({ message: one.message })}/>\n    </testcase>\n`
  const failure = `<${one.outcome}${attributes({ type: one.type, message: one.message })}>${xmlText(one.body)}</${one.outcome}>`
  return `${open}>\n      ${failure}\n    </testcase>\n`
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${xmlAttribute(String(value))}"`)
    .join('')
}
