/** From what oracles, expectations and faults came to, to one word, one line and one exit code. */
import { countText, plural } from './collectors/figure-text.ts'
import type { ExpectationResult, FaultResult, OracleResult, Verdict } from './result.ts'

/** 128 and SIGINT's number, as shells have it; the others are ccsim's own. */
export const exitCodes: { readonly [Name in Verdict]: number } = {
  passed: 0,
  violated: 1,
  inconclusive: 2,
  'threshold missed': 3,
  'generator unhealthy': 4,
  'not deterministic': 5,
  interrupted: 130,
}

export interface Evidence {
  readonly oracles: readonly OracleResult[]
  readonly expectations: readonly ExpectationResult[]
  readonly faults: readonly FaultResult[]
  /** Whether the workload wants callers, and how many came. */
  readonly expectsContacts: boolean
  readonly offered: number
  /** Clock text of where the user stopped the run. */
  readonly interruptedAt: string | undefined
  /** In what the generator of a run on real sockets was too slow for its numbers to count. */
  readonly unhealthy?: readonly string[] | undefined
}

export interface Judgement {
  readonly verdict: Verdict
  readonly exit: number
  readonly headline: string
}

/**
 * What is worst decides: a stop, a generator that could not keep up, a violation, a run that proves nothing, a missed
 * threshold. What a generator saw that was itself too late is no violation of anybody else's.
 */
export function judge(evidence: Evidence): Judgement {
  const { interruptedAt } = evidence
  if (interruptedAt !== undefined) {
    // Expectations speak of the whole run; of a part only what an oracle saw counts.
    const broken = violatedLine({ ...evidence, expectations: [] })
    const so = broken === undefined ? 'Nothing was wrong until then.' : `Until then: ${broken}`
    return judgement('interrupted', `Interrupted at ${interruptedAt}. ${so}`)
  }
  const { unhealthy = [] } = evidence
  if (unhealthy.length > 0) {
    const broken = violatedLine(evidence)
    const besides = broken === undefined ? '' : ` It also said: ${broken}`
    return judgement('generator unhealthy', `The machine could not keep up: ${unhealthy.join('; ')}.${besides}`)
  }
  const broken = violatedLine(evidence)
  if (broken !== undefined) return judgement('violated', broken)
  const doubt = inconclusiveLine(evidence)
  if (doubt !== undefined) return judgement('inconclusive', doubt)
  const missed = evidence.expectations.filter(({ outcome }) => outcome === 'missed')
  if (missed.length > 0) {
    return judgement('threshold missed', `${missedText(missed[0]!)}${andMore(missed.length - 1, 'threshold')}.`)
  }
  return judgement('passed', passedLine(evidence))
}

function judgement(verdict: Verdict, headline: string): Judgement {
  return { verdict, exit: exitCodes[verdict], headline }
}

function violatedLine({ oracles, expectations }: Evidence): string | undefined {
  const violated = oracles.filter((oracle) => oracle.violated > 0)
  if (violated.length > 0) {
    const worst = violated.toSorted((a, b) => firstAt(a) - firstAt(b))[0]!
    const first = worst.violations[0]!
    const total = violated.reduce((sum, oracle) => sum + oracle.violated, 0)
    return `${worst.name}: ${first.who} ${first.why}${andMore(total - 1, 'violation')}.`
  }
  const missed = expectations.filter(({ kind, outcome }) => kind === 'correctness' && outcome === 'missed')
  return missed.length === 0 ? undefined : `${missedText(missed[0]!)}${andMore(missed.length - 1, 'expectation')}.`
}

const firstAt = (oracle: OracleResult) => oracle.violations[0]?.at ?? Number.POSITIVE_INFINITY

function inconclusiveLine(evidence: Evidence): string | undefined {
  const { oracles, expectations, faults } = evidence
  const untouched = faults.filter(({ touched }) => touched === 0)
  if (untouched.length > 0)
    return `${untouched[0]!.kind === 'fault' ? 'A fault' : 'A change of traffic'} touched nothing: ${untouched[0]!.says}${andMore(untouched.length - 1, 'entry')}.`
  if (evidence.expectsContacts && evidence.offered === 0) return 'Nobody called, although the scenario has traffic.'
  if (oracles.every(({ judged }) => judged === 0)) return 'No oracle had anything to judge.'
  const unreached = expectations.filter(({ outcome }) => outcome === 'not reached')
  if (unreached.length > 0) {
    return `Nothing was measured for "${unreached[0]!.says}"${andMore(unreached.length - 1, 'expectation')}.`
  }
  return undefined
}

function passedLine({ oracles, expectations, faults, offered }: Evidence): string {
  const idle = oracles.filter(({ judged }) => judged === 0).length
  const held = oracles.length - idle
  const oracleText =
    idle === 0 ? `All ${plural(held, 'oracle')}` : `${plural(held, 'oracle')} (${idle} had nothing to judge)`
  const expectationText = expectations.length === 0 ? '' : ` and ${plural(expectations.length, 'expectation')}`
  const failures = faults.filter(({ kind }) => kind === 'fault').length
  const faultText = failures === 0 ? '' : ` and ${plural(failures, 'fault')}`
  return `${oracleText}${expectationText} held over ${plural(offered, 'call')}${faultText}.`
}

const missedText = ({ says, actual }: ExpectationResult) => `Expected "${says}", but it was ${actual}`

function andMore(n: number, one: string): string {
  return n <= 0 ? '' : `, and ${countText(n)} more ${n === 1 ? one : `${one}s`}`
}
