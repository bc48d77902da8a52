/** Some seconds of a small center, for k6. */
import { defineScenario } from '../../../src/scenarios/define.ts'

export const smallShift = defineScenario({
  name: 'k6-shift',
  why: 'some agents, a supervisor, a few calls',
  duration: '20s',
  calm: '8s',
  topology: { agents: 12, supervisors: 1, teamSize: 12, queues: ['sales', 'support'], queuesPerAgent: 2 },
  desk: {
    answer: { uniform: ['300ms', '900ms'] },
    readyAfterSignIn: '300ms',
    wrapUp: { mode: 'required', time: '1s' },
    agentHangsUp: '90%',
  },
  shifts: [{ start: '1s', spread: '1s', breaks: [{ at: '12s', for: '2s', reason: 'Break', share: 0.5 }] }],
  traffic: [{ queue: 'all', arrive: { poisson: '90/min' }, talk: '2s', patience: '20s' }],
  timeline: [{ at: '9s', do: 'stop', what: 'ctisvr A' }],
  expect: [
    { phase: 'desktop-usable', p95: '<= 20s', max: '< 30s' },
    { operation: 'sign-in', p999: '<= 20s' },
    { operation: 'sign-in', window: 'minute 1', failed: '< 1%' },
    { phase: 'finesse-back', p95: '<= 75s' },
    { oracleViolations: 0 },
  ],
})
