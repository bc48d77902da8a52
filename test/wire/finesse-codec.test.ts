import { describe, expect, it } from 'vitest'
import { defineScenario, type ScenarioDefinition } from '../../src/scenarios/define.ts'
import { createContactCenter } from '../../src/sim/contact-center.ts'
import { ParticipantState } from '../../src/sim/domain/dialog-state.ts'
import { M } from '../../src/sim/domain/messages.ts'
import { type Content, type DialogView, Topic, type Update } from '../../src/sim/domain/rest.ts'
import { MINUTE } from '../../src/sim/kernel/time.ts'
import { createFinesseCodec } from '../../src/wire/finesse-codec.ts'
import { createNames } from '../../src/wire/finesse-xml/names.ts'
import { capped } from '../determinism/capped.ts'

const EPOCH_MS = 1_767_600_000_000

/** Every kind of call there is, supervisors who interfere, queue statistics. */
const busy: ScenarioDefinition = {
  name: 'codec',
  why: 'everything that is ever said between desktops and Finesse',
  duration: '20min',
  calm: '2min',
  topology: {
    agents: 24,
    supervisors: 2,
    teamSize: 12,
    queues: ['sales & <support>', 'billing'],
    mobile: { share: '10%' },
  },
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
    {
      arrive: { poisson: '40/agent/h' },
      talk: { exponential: '30s' },
      callVariables: { 1: 'a<b>&"c"' },
      ecc: { 'user.x[0]': '\u00e9' },
    },
  ],
}

const milliseconds = new Set(['since', 'startedAt', 'heartbeatAt', 'now'])

/**
 * What the wire keeps: moments in milliseconds, that of the oldest call in seconds, no mobile agents in teams, a cause
 * only with a failed party; and call data that name no variable are the same as none.
 */
function comparable(body: unknown, key = '', inTeam = false): unknown {
  if (typeof body === 'number' && body >= 0) {
    return Math.floor(key === 'oldest' ? body / 1e6 : milliseconds.has(key) ? body / 1000 : body)
  }
  if (body instanceof Map) return body.size === 0 ? undefined : [...body]
  if (Array.isArray(body)) return body.map((item) => comparable(item, '', inTeam))
  if (typeof body !== 'object' || body === null) return body
  const team =
    inTeam || (body as Partial<Update>).topic === Topic.TEAM_USERS || (body as Partial<Content>).kind === 'team'
  const failed = (body as Partial<DialogView>).parties?.some(({ state }) => state === ParticipantState.FAILED)
  const lost = (name: string) => (name === 'mobile' && team) || (name === 'stateCause' && failed !== true)
  const entries = Object.entries(body).filter(([name]) => !lost(name))
  return Object.fromEntries(entries.map(([name, value]) => [name, comparable(value, name, team)]))
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
      const count = (carried.get(kind) ?? 0) + 1
      carried.set(kind, count)
      const read = codec(kind, body)
      if (read !== body && count % 7 === 0) expect(comparable(read)).toEqual(comparable(body))
      return read
    }
    coded.kernel.run(workload.busyUs + workload.calmUs)

    for (const kind of [M.event, M.restRequest, M.restResponse]) expect(carried.get(kind)).toBeGreaterThan(100)
    expect(coded.kernel.trace.digest()).toBe(plain.kernel.trace.digest())
  })

  it('gives a center of Unified CCX, whose calls have no keys, the run it has without', () => {
    const { workload } = capped('ccx-small-center')
    const digests = [false, true].map((coded) => {
      const center = createContactCenter(workload, '1')
      if (coded) center.kernel.codec = createFinesseCodec(createNames({ center, epochMs: EPOCH_MS }))
      center.kernel.run(15 * MINUTE)
      return center.kernel.trace.digest()
    })
    expect(digests[1]).toBe(digests[0])
  })
})
