import { describe, expect, it } from 'vitest'
import { type Measured, mergeMeasured } from '../../src/load/measure/measured.ts'
import { takesUser } from '../../src/load/plan/shard.ts'
import { combined, summarize } from '../../src/load/plan/summary.ts'
import { type Metering, meterOperations } from '../../src/scenarios/collectors/operations/metering.ts'
import type { RunResult } from '../../src/scenarios/result.ts'
import { runScenario } from '../../src/scenarios/run.ts'
import { load, problemsOf } from './files.ts'

const center = (more: string) => `why: A test.
duration: 20min
calm: 5min
topology: { agents: 24, supervisors: 3, teamSize: 8, queues: 2, queuesPerAgent: 1 }
traffic: [{ queue: all, talk: { constant: 40s }, patience: { exponential: 2min } }]
load:
  - { do: ramp, over: 4min, steps: 8 }
  - { do: constant-calls, rate: 900/h, from: 5min }
${more}`

const options = { seed: '1', version: 'x', nodeVersion: 'x', now: () => 0, keepTables: false }
const run = (more: string): RunResult => runScenario(load(center(more)), options).result

const of = ({ operations = [] }: RunResult, operation: string, window = 'run') =>
  operations.find((one) => one.operation === operation && one.window === window)!

describe('the operations of desktops', () => {
  it('add up: planned is done, failed and dropped, in every window, and windows are the run', () => {
    const result = run('')
    for (const { planned, done, failed, dropped } of result.operations!) expect(planned).toBe(done + failed + dropped)
    const minutes = result.operations!.filter(
      ({ operation, window }) => operation === 'answer' && /^minute/.test(window),
    )
    expect(minutes.reduce((sum, { planned }) => sum + planned, 0)).toBe(of(result, 'answer').planned)
    expect(of(result, 'sign-in')).toMatchObject({ planned: 27, done: 27, failed: 0 })
    expect(of(result, 'answer').done).toBeGreaterThan(100)
    // From the request to the event takes longer than from the request to its answer.
    expect(of(result, 'answer').intended.p50Us).toBeGreaterThan(of(result, 'answer request').intended.p50Us)
  })

  it('are not there where a scenario asks nothing of them', () => {
    const scenario = load('why: A test.\nduration: 5min\ntopology: { agents: 4, supervisors: 0, queues: 1 }')
    expect(runScenario(scenario, options).result.operations).toBeUndefined()
  })

  it.each([3, 8])('of %i shards merge into those of one, to the last sample', (shards) => {
    const scenario = load(
      center('timeline: [{ at: 10min, do: crash, what: finesse 1, for: 3min }]\ndesk: { agentHangsUp: 50% }'),
    )
    let whole: Metering | undefined
    let parts: readonly Metering[] = []
    const listen: NonNullable<Parameters<typeof runScenario>[1]['listen']> = (listeners, subject) => {
      const totalUs = scenario.workload.busyUs + scenario.workload.calmUs
      whole = meterOperations(scenario, subject, listeners, { totalUs })
      parts = Array.from({ length: shards }, (_, part) => {
        const takes = (user: number) => takesUser({ part: part + 1, of: shards }, user)
        return meterOperations(scenario, subject, listeners, { totalUs, takesUser: takes })
      })
    }
    runScenario(scenario, { ...options, listen })
    const measured = parts.map((part): Measured => part.finish())
    expect(measured.every(({ operations }) => operations.length > 10)).toBe(true)
    expect(mergeMeasured(measured)).toEqual(whole!.finish())

    const plans = Array.from({ length: shards }, (_, part) => {
      return summarize(scenario.workload, '1', { part: part + 1, of: shards })
    })
    expect(combined(plans.map(({ shard }) => shard))).toEqual(plans[0]!.whole)
    expect(plans[0]!.whole).toEqual(summarize(scenario.workload, '1').shard)
  })

  it('of a slow server take longer, and are not fewer', () => {
    const usual = run('')
    const slowed = run('timeline: [{ at: 6min, do: slow, what: finesse 1, by: 20ms, for: 12min }]')
    const [before, after] = [of(usual, 'answer', 'calls'), of(slowed, 'answer', 'calls')]
    expect(after.intended.p95Us).toBeGreaterThan(2 * before.intended.p95Us)
    expect(Math.abs(after.planned - before.planned) / before.planned).toBeLessThan(0.05)
    expect(usual.counts.find(({ name }) => name === 'calls offered')).toEqual(
      slowed.counts.find(({ name }) => name === 'calls offered'),
    )
  })

  it('that stand in line count from the moment they were wanted', () => {
    const result = run(
      'desk: { handling: { hold: { chance: 60%, after: { exponential: 3s }, for: { exponential: 2s } }, callData: { chance: 90% } } }\ntimeline: [{ at: 6min, do: slow, what: finesse 1, by: 200ms, for: 12min }]',
    )
    const later = result.operations!.filter(({ intended, actual }) => intended.maxUs > actual.maxUs)
    expect(later.length).toBeGreaterThan(0)
  })
})

describe('an expectation of an operation', () => {
  const judged = (expectation: string) => {
    const { expectations, exit } = run(`expect: [${expectation}]`)
    return { ...expectations[0]!, exit }
  }

  it.each([
    ['{ operation: sign-in, p99: "<= 30s", failed: "== 0%" }', 'met', 0],
    ['{ operation: answer, window: calls, p50: "<= 1ms" }', 'missed', 3],
    ['{ operation: answer, window: minute 2, planned: ">= 1" }', 'not reached', 2],
    ['{ operation: answer, window: every minute, p99: "<= 1s" }', 'met', 0],
    ['{ operation: answer, planned: ">= 100000" }', 'missed', 3],
    ['{ operation: answer, from: actual, max: "< 1ms" }', 'missed', 3],
  ])('%s is %s', (expectation, outcome, exit) => {
    expect(judged(expectation)).toMatchObject({ outcome, exit })
  })

  it('names the worst window of several', () => {
    expect(judged('{ operation: event, window: every minute, max: "< 1us" }').actual).toMatch(/ in minute \d+$/)
    expect(judged('{ operation: event, window: every phase, max: "< 1us" }').actual).toMatch(
      / in (ramp|plateau|calls)$/,
    )
  })

  it.each([
    ['{ operation: answer }', 'bounds nothing'],
    ['{ operation: answer, window: platou, p95: "<= 1s" }', 'did you mean "plateau"?'],
    ['{ operation: answer, failed: 3 }', 'comparison'],
  ])('is refused with its place: %s', (expectation, says) => {
    const problems = problemsOf(center(`expect: [${expectation}]`))
    expect(problems.join('\n')).toContain(says)
    expect(problems[0]).toContain('expect[0]')
  })
})

describe('a search step by step', () => {
  const search = (expect: string) =>
    load(`why: A test.
duration: 40min
calm: 5min
topology: { agents: 10, supervisors: 1, queues: 1 }
traffic: [{ queue: all, talk: { constant: 60s }, patience: { constant: 10min } }]
load:
  - { do: login-storm, within: 20s }
  - { do: step-calls, first: 120/h, step: 240/h, steps: 3, hold: 10min, from: 5min }
expect: [${expect}]`)
  const found = (expect: string) => runScenario(search(expect), options).result
  const CALLS = '{ operation: call answered, window: every step, p95: "<= 60s", failed: "< 5%" }'

  it('finds the last rate that keeps what every step has to keep, and says what the next one did not', () => {
    const { knee, exit, expectations } = found(`${CALLS}, { knee: ">= 360" }`)
    expect(knee).toMatchObject({ bornePerHour: 360, tooManyPerHour: 600 })
    expect(knee!.steps.map(({ perHour, borne }) => [perHour, borne])).toEqual([
      [120, true],
      [360, true],
      [600, false],
    ])
    expect(knee!.steps[2]!.missed.join()).toContain('p95')
    // A step that is too much is what is looked for, and no failure of the run.
    expect(expectations.map(({ says, outcome }) => [says, outcome])).toEqual([['knee: ">= 360"', 'met']])
    expect(exit).toBe(0)
  })

  it('misses its threshold where less is borne than expected', () => {
    expect(found(`${CALLS}, { knee: ">= 600" }`)).toMatchObject({ exit: 3, verdict: 'threshold missed' })
  })

  it('does not count a step in which nothing was measured', () => {
    const { knee } = found('{ operation: hold, window: every step, p95: "<= 1s" }, { knee: ">= 1" }')
    expect(knee).toMatchObject({ bornePerHour: undefined, tooManyPerHour: 120 })
  })

  it.each(['{ knee: ">= 1" }', CALLS])('needs steps: %s', (expectation) => {
    expect(problemsOf(center(`expect: [${expectation}]`)).join()).toContain('needs a load that grows by steps')
  })
})
