/** Whole worlds with something wrong planted into the servers, and the oracle that notices. */
import { describe, expect, it } from 'vitest'
import { runScenario } from '../../../src/scenarios/run.ts'
import type { DefectName } from '../../../src/sim/domain/defects.ts'
import { load } from '../files.ts'

const stop = (what: string, at: string, lasts: string) => `  - { at: ${at}, do: stop, what: ${what}, for: ${lasts} }`

/** Half the agents come to work while the faults last. */
const story = (timeline: readonly string[]) => `
why: services and databases fail while people come to work
topology: { agents: 40, supervisors: 1 }
shifts:
  - { name: early, share: 50%, start: 0s, end: 80min, spread: 2min }
  - { name: late, share: 50%, start: 20min, end: 80min, spread: 40min }
duration: 80min
calm: 10min
timeline:
${timeline.join('\n')}
expect: []
`

function violated(timeline: readonly string[], ...defects: readonly DefectName[]): readonly string[] {
  const scenario = load(story(timeline))
  const workload = { ...scenario.workload, defects }
  const { result } = runScenario({ ...scenario, workload }, { seed: '1', version: '0', nodeVersion: '0', now: () => 0 })
  return result.oracles.filter((oracle) => oracle.violated > 0).map(({ name }) => name)
}

const primary = [stop('awdb 1', '15min', '20min')]
const notification = [stop('notification 1', '30min', '5min')]
const noDatabase = [
  stop('awdb 1', '30min', '15min'),
  stop('awdb 2', '30min', '15min'),
  stop('tomcat 1', '31min', '1min'),
]
const needs = 'a node has what it needs to serve'
const credentials = 'credentials are checked as documented'

describe('a planted defect of services and databases', () => {
  it.each([
    ['secondary-awdb-unused', primary, needs],
    ['primary-awdb-not-preferred', primary, needs],
    ['events-without-notification', notification, needs],
    ['in-service-without-awdb', noDatabase, needs],
    ['stale-auth-cache', noDatabase, credentials],
    ['auth-cache-ignored', noDatabase, credentials],
    ['auth-cache-ignored', primary, credentials],
  ] as const)('%s is noticed, and nothing is found without it', (defect, timeline, oracle) => {
    expect(violated(timeline)).toEqual([])
    expect(violated(timeline, defect)).toContain(oracle)
  })
})
