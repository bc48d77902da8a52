import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { loadScenario, reading } from '../../src/scenarios/load.ts'
import { checkDeterminism, runScenario } from '../../src/scenarios/run.ts'
import type { Progress, RunOptions } from '../../src/scenarios/run-center.ts'
import { parseToken } from '../../src/scenarios/token.ts'
import { M } from '../../src/sim/domain/messages.ts'
import { SECOND } from '../../src/sim/kernel/time.ts'

const read = reading((file) => readFileSync(file, 'utf8'))
const smoke = loadScenario('scenarios/smoke.yaml', { read })
const options: RunOptions = { seed: '1', version: '0.1.0', nodeVersion: 'v26', now: () => 0 }

describe('a run', () => {
  it('of the smoke scenario holds every rule', () => {
    const { result, tables } = runScenario(smoke, options)
    expect(result.oracles.flatMap(({ violations }) => violations)).toEqual([])
    expect(result).toMatchObject({ verdict: 'passed', exit: 0, scenario: 'smoke', seed: '1', world: 'virtual' })
    expect(result.virtualSeconds).toBe((smoke.workload.busyUs + smoke.workload.calmUs) / SECOND)
    const offered = result.counts.find(({ name }) => name === 'calls offered')!.value
    expect([...tables.calls.rows]).toHaveLength(offered)
    expect([...tables.agentStates.rows].length).toBeGreaterThan(offered)
  })

  it('is the same again, and another with another seed', () => {
    const [first, again, other] = ['1', '1', '2'].map((seed) => runScenario(smoke, { ...options, seed }))
    expect(again!.result).toEqual(first!.result)
    expect([...again!.tables.calls.rows]).toEqual([...first!.tables.calls.rows])
    expect(other!.result.digest).not.toBe(first!.result.digest)
  })

  it('can be repeated by its token', () => {
    const { result } = runScenario(smoke, { ...options, seed: 'noon', overrides: ['desk.load=1'], until: 20 * SECOND })
    const parsed = parseToken(result.token)
    expect(parsed).toMatchObject({
      ok: true,
      repro: { scenario: 'smoke', hash: smoke.hash, seed: 'noon', overrides: ['desk.load=1'], until: 20 * SECOND },
    })
    expect(result.replay).toBe(`ccsim replay ${result.token}`)
  })

  it('ends its busy time where it is told to', () => {
    const { result } = runScenario(smoke, { ...options, until: 20 * SECOND })
    expect(result.busyUs).toBe(20 * SECOND)
    expect(result.virtualSeconds).toBe(20 + smoke.workload.calmUs / SECOND)
  })

  it('stops when it is interrupted, and says where', () => {
    const { result } = runScenario(smoke, { ...options, interrupted: () => true })
    expect(result).toMatchObject({ verdict: 'interrupted', exit: 130, interruptedAt: 0 })
  })

  it('tells how far it is', () => {
    const seen: Progress[] = []
    runScenario(smoke, { ...options, progress: (progress) => seen.push(progress) })
    expect(seen.at(-1)!.untilUs).toBe(smoke.workload.busyUs + smoke.workload.calmUs)
    expect(seen.at(-1)!.events).toBeGreaterThan(0)
  })

  it('proves nothing when nobody calls', () => {
    const traffic = smoke.workload.traffic.map((stream) => ({ ...stream, untilUs: 0 }))
    const silent = { ...smoke, expect: [], workload: { ...smoke.workload, traffic } }
    const { result } = runScenario(silent, options)
    expect(result).toMatchObject({
      verdict: 'inconclusive',
      exit: 2,
      headline: 'Nobody called, although the scenario has traffic.',
    })
  })

  it('is inconclusive when a fault touched nothing', () => {
    const timeline = [{ atUs: 10 * SECOND, do: 'stop', what: 'ctisvr A', forUs: undefined, says: 'stop ctisvr A' }]
    const { result } = runScenario({ ...smoke, timeline }, options)
    expect(result.faults).toEqual([
      { kind: 'fault', says: 'stop ctisvr A', at: 10 * SECOND, until: undefined, touched: 0 },
    ])
    expect(result.headline).toBe('A fault touched nothing: stop ctisvr A.')
  })
})

describe('the check of determinism', () => {
  it('finds no difference between two runs of one seed', () => {
    const { difference, result } = checkDeterminism(smoke, options)
    expect(difference).toBeUndefined()
    expect(result.verdict).toBe('passed')
  })

  it.each([100, 4100])('names the first record that differs after record %i, as both runs have it', (from) => {
    let sabotaged = 0
    const sabotage = (run: number, words: Int32Array, offset: number) => {
      const record = offset / 8 + 1
      // In the second run answers go to the wrong user.
      if (run === 1 || record <= from || words[offset + 2] !== M.restResponse || words[offset + 4]! > 7) return
      words[offset + 4]! ^= 1
      if (sabotaged === 0) sabotaged = record
    }
    const { difference, result } = checkDeterminism(smoke, { ...options, sabotage })
    expect(result).toMatchObject({ verdict: 'not deterministic', exit: 5 })
    expect(difference!.record).toBe(sabotaged)
    const { first, second } = difference!
    expect(first!.text).toMatch(/^00:0\d:\d\d\.\d{3} desktop \d+, event \d+: restResponse, agent \d+$/)
    const shown = Number(/agent (\d+)$/.exec(first!.text)![1]) - 1001
    expect(second!.text).toBe(first!.text.replace(/\d+$/, String((shown ^ 1) + 1001)))
    expect(result.headline).toBe(
      `Two runs of one seed differ first in record ${sabotaged}. First run: ${first!.text}. Second run: ${second!.text}.`,
    )
  })

  it('says so when it cannot find the same difference again', () => {
    let firstRuns = 0
    const sabotage = (run: number, words: Int32Array, offset: number) => {
      if (run === 1 && offset === 8000) firstRuns++
      // Only the very first run is different: when it is made again it is like the second.
      if (run === 1 && firstRuns === 1 && offset === 8080) words[offset + 5] = 77
    }
    const { difference, result } = checkDeterminism(smoke, { ...options, sabotage })
    expect(result.exit).toBe(5)
    expect(difference).toMatchObject({ first: undefined, second: undefined })
    expect(result.headline).toMatch(/^Two runs of one seed differ in records 1 to 4096, but not twice in the same way/)
  })
})
