/** The center that is measured: 30 calls an hour for each agent, 75 s of talk and 15 s of wrap-up, nothing failing. */
import { defineScenario } from '../src/scenarios/define.ts'
import type { Scenario } from '../src/scenarios/scenario.ts'

export function center(agents: number, minutes: number): Scenario {
  return defineScenario({
    name: `bench-${agents}`,
    why: 'To be measured.',
    release: '12.6',
    duration: `${minutes}min`,
    calm: '15min',
    topology: {
      finesse: 2,
      cti: 'AB',
      awdb: 2,
      agents,
      supervisors: Math.ceil(agents / 20),
      teamSize: 20,
      queues: 60,
      queuesPerAgent: 15,
    },
    desk: { wrapUp: { on: 'incoming', mode: 'required', time: '15s' } },
    traffic: [
      {
        queue: 'all',
        arrive: { poisson: '30/agent/h' },
        from: '3min',
        until: `${minutes - 1}min`,
        talk: { lognormal: { mean: '75s', cv: 0.8 } },
        patience: { exponential: '3min' },
      },
    ],
    expect: [{ lostCalls: 0 }, { oracleViolations: 0 }],
  })
}

/** Desktops over sockets, in real time: everybody signs in within a quarter of it, works at 30 calls an hour, and goes home. */
export function shift(agents: number, minutes: number): Scenario {
  const seconds = minutes * 60
  return defineScenario({
    name: `bench-shift-${agents}`,
    why: 'To be measured over sockets.',
    release: '12.6',
    duration: `${seconds}s`,
    calm: '30s',
    topology: { agents, supervisors: Math.ceil(agents / 20), teamSize: 20, queues: 10, queuesPerAgent: 5 },
    desk: { wrapUp: { on: 'incoming', mode: 'required', time: '15s' } },
    shifts: [{ start: '1s', spread: `${seconds / 4}s` }],
    traffic: [{ queue: 'all', arrive: { poisson: '30/agent/h' }, talk: '30s', patience: '3min' }],
  })
}
