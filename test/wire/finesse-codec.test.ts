import { describe, expect, it } from 'vitest'
import { defineScenario, type ScenarioDefinition } from '../../src/scenarios/define.ts'
import { createContactCenter } from '../../src/sim/contact-center.ts'
import { M } from '../../src/sim/domain/messages.ts'
import { createFinesseCodec } from '../../src/wire/finesse-codec.ts'
import { createNames } from '../../src/wire/finesse-xml/names.ts'

const EPOCH_MS = 1_767_600_000_000

/** Every kind of call there is, supervisors who interfere, queue statistics. */
const busy: ScenarioDefinition = {
  name: 'codec',
  why: 'everything that is ever said between desktops and Finesse',
  duration: '20min',
  calm: '2min',
  topology: { agents: 24, supervisors: 2, teamSize: 12, queues: ['sales & <support>', 'billing'], mobile: { share: '10%' } },
  desk: {
    wrapUp: { mode: 'optional', mean: '10s', chosen: '40%' },
    ringOut: '5%',
    handling: {
      hold: { chance: '20%' },
      callData: { chance: '30%' },
      consultTransfer: { chance: '15%' },
      singleStepTransfer: { chance: '10%' },
      conference: { chance: '10%' },
      pendingNotReady: { chance: '10%' },
    },
    outbound: { rate: '3/agent/h' },
    agentToAgent: { rate: '3/agent/h' },
  },
  supervision: {
    watchQueues: true,
    acts: [
      { act: 'silent-monitor', every: { exponential: '90s' } },
      { act: 'barge', every: { exponential: '2min' } },
      { act: 'force-not-ready', every: { exponential: '3min' } },
    ],
  },
  traffic: [
    { arrive: { poisson: '40/agent/h' }, talk: { exponential: '30s' }, callVariables: { 1: 'a<b>&"c"' }, ecc: { 'user.x[0]': '\u00e9' } },
  ],
}

describe('codec mode', () => {
  it.each(['1', '2'])('gives the run it has without, seed %s', (seed) => {
    const { workload } = defineScenario(busy)
    const plain = createContactCenter(workload, seed)
    plain.kernel.run(workload.busyUs + workload.calmUs)

    const coded = createContactCenter(workload, seed)
    const codec = createFinesseCodec(createNames({ center: coded, epochMs: EPOCH_MS }))
    const carried = new Map<number, number>()
    coded.kernel.codec = (kind, body) => {
      carried.set(kind, (carried.get(kind) ?? 0) + 1)
      return codec(kind, body)
    }
    coded.kernel.run(workload.busyUs + workload.calmUs)

    for (const kind of [M.event, M.restRequest, M.restResponse]) expect(carried.get(kind)).toBeGreaterThan(100)
    expect(coded.kernel.trace.digest()).toBe(plain.kernel.trace.digest())
  })
})
