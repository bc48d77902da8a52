/** What failures come to, in a story told by hand, and in a center that fails. */
import { describe, expect, it } from 'vitest'
import { FailureFigures } from '../../../src/scenarios/collectors/failures.ts'
import { Listeners } from '../../../src/scenarios/listeners.ts'
import { runScenario } from '../../../src/scenarios/run.ts'
import { AgentState } from '../../../src/sim/domain/agent-state.ts'
import { createDirectory } from '../../../src/sim/domain/directory.ts'
import { Fact, type FactName, KINDS } from '../../../src/sim/domain/facts.ts'
import { MoveProblem } from '../../../src/sim/domain/pg-maintenance.ts'
import { HOUR, SECOND } from '../../../src/sim/kernel/time.ts'
import { Trace } from '../../../src/sim/kernel/trace.ts'
import { finesseMaintenance } from '../../../src/sim/machines/finesse-maintenance.ts'
import { pgMaintenance } from '../../../src/sim/machines/pg-maintenance.ts'
import { load } from '../files.ts'
import { workload as workloadOf } from '../workload.ts'

const nodes = ['gateway', 'finesse 1', 'finesse 2']
const all = { name: 'all', share: 1, startUs: 0, endUs: HOUR, spreadUs: 0, breaks: [], signOutReason: 'End of shift' }

/** Facts as [second, name, about, x, node, y], and the figures after an hour but a moment. */
function told(facts: readonly (readonly [number, FactName, number, number?, number?, number?])[], shifts = [all]) {
  const workload = workloadOf({ agents: 4, shifts })
  const trace = new Trace(KINDS)
  const subject = {
    workload,
    directory: createDirectory(workload.topology),
    trace,
    nodes: nodes.length,
    nameOf: (node: number) => nodes[node]!,
    faults: true,
  }
  const listeners = new Listeners()
  const figures = new FailureFigures(subject, listeners)
  listeners.attach(trace)
  for (const [at, name, about, x = 0, node = 0, y = 0] of facts) {
    trace.record(at * SECOND, Fact[name], node, about, x, y, 0)
  }
  const now = HOUR - SECOND
  return { ...figures.figures(now), hops: figures.hops(now) }
}

const pg = (name: keyof typeof pgMaintenance.states) => Object.keys(pgMaintenance.states).indexOf(name)
const node = (name: keyof typeof finesseMaintenance.states) => Object.keys(finesseMaintenance.states).indexOf(name)

describe('figures of failures', () => {
  it('count who moved to the other node, but not who went home in between', () => {
    const { moved } = told([
      [1, 'signedIn', 0, 1],
      [2, 'signedIn', 0, 2],
      [3, 'signedIn', 0, 1],
      [1, 'signedIn', 1, 1],
      [2, 'signedOut', 1],
      [3, 'signedIn', 1, 2],
      [4, 'signedIn', 2, 1],
      [5, 'signedIn', 2, 1],
    ])
    expect(moved).toBe(1)
  })

  it('know who should be there at the end, and who is', () => {
    const stay = (share: number, endUs: number) => ({ ...all, share, endUs })
    const facts = [0, 1, 2].map((agent) => [1, 'truthAgentState', agent, AgentState.READY] as const)
    const left = [2, 'truthAgentState', 1, AgentState.LOGOUT] as const
    expect(told([...facts, left])).toMatchObject({ expectedIn: 4, signedIn: 2 })
    expect(told([...facts, left], [stay(0.5, HOUR), stay(0.5, HOUR / 2)])).toMatchObject({ expectedIn: 2, signedIn: 1 })
  })

  it('measure outages from the first service on, the one that never ends until the end', () => {
    const { hops } = told([
      [1, 'finesseStatus', 1, 2, 1],
      [5, 'finesseStatus', 1, 4, 1],
      [100, 'finesseStatus', 1, 2, 1],
      [110, 'finesseStatus', 1, 3, 1],
      [140, 'finesseStatus', 1, 4, 1],
      [5, 'finesseStatus', 2, 4, 2],
      [3_000, 'finesseStatus', 2, 2, 2],
    ])
    expect(hops.map(({ hop, count, maxUs }) => [hop, count, Math.round(maxUs / SECOND)])).toEqual([
      ['outage: finesse 1', 1, 40],
      ['outage: finesse 2', 1, 599],
    ])
  })

  it('tell how maintenances ended', () => {
    const { maintenance } = told([
      [1, 'maintenance', 0, pg('IDLE'), 0, MoveProblem.congestion],
      [2, 'maintenance', 0, pg('ASKING')],
      [3, 'maintenance', 0, pg('CANCELLED'), 0, MoveProblem['client refused']],
      [4, 'maintenance', 0, pg('ASKING')],
      [5, 'maintenance', 0, pg('CONTINUING')],
      [5, 'maintenance', 0, pg('CONTINUING'), 0, MoveProblem['already running']],
      [6, 'maintenance', 0, pg('SWITCHING')],
      [7, 'maintenance', 0, pg('COMPLETED')],
      // Refused as long as the other side is down, which is then started again.
      [7, 'maintenance', 0, pg('IDLE'), 0, MoveProblem.simplex],
      [7, 'maintenance', 0, pg('IDLE')],
      [8, 'maintenance', 1, node('IN_PROGRESS')],
      [9, 'maintenance', 1, node('FAILED')],
    ])
    expect(maintenance).toEqual([
      { of: 'agent-pg', completed: 1, refused: 4, failed: 0 },
      { of: 'finesse 1', completed: 0, refused: 0, failed: 1 },
    ])
  })

  it('count forced logouts', () => {
    const figures = told([
      [1, 'forcedLogout', 3, 1],
      [2, 'forcedLogout', 2, 1],
    ])
    expect(figures.forcedLogouts).toBe(2)
  })
})

describe('a run whose CTI server stops', () => {
  it('meets what is expected of it', () => {
    const scenario = load(`
why: a
duration: 10min
topology: { agents: 4, supervisors: 0 }
shifts: [{ stays: true, spread: 10s }]
timeline: [{ at: 3min, do: stop, what: ctisvr A }]
expect:
  - { outage: finesse 1, times: 1, max: "<= 75s" }
  - { outage: finesse 2, times: 1 }
  - { syslog: CTI_CONNECTION_LOST, is: ">= 2" }
  - { signedInAfterCalm: 100% }
  - { forcedLogouts: 0 }
  - { moved: 0 }
  - { phase: finesse-back, max: "<= 75s" }
`)
    const options = { seed: 'a seed', version: '0', nodeVersion: '0', now: () => 0, oracles: [] }
    const { result } = runScenario(scenario, options)
    expect(result.expectations.map(({ says, outcome }) => `${says}: ${outcome}`)).toEqual(
      scenario.expect.map(({ says }) => `${says}: met`),
    )
    expect(result.faults).toMatchObject([{ says: 'stop of ctisvr A until the calm', touched: expect.any(Number) }])
    expect(result.faults[0]!.touched).toBeGreaterThan(0)
  })
})
