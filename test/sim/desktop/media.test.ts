import { describe, expect, it } from 'vitest'
import { CHAT } from '../../../src/sim/domain/media.ts'
import { type MediaBody, Operation, type RestRequest } from '../../../src/sim/domain/rest.ts'
import { atNodeOne, initiate } from '../finesse/maintenance-scene.ts'
import { type Simulation, us } from '../simulation.ts'

/** Of four agents the first two work in chat, too. */
const center = () => atNodeOne({ agents: 4, topology: { chats: { share: 0.5 } } })

const asked = (sim: Simulation, from = 0): string[] =>
  sim
    .messages('restRequest', from)
    .map(({ body }) => body as RestRequest)
    .filter(({ operation }) => operation === Operation.putMedia)
    .map(({ user, body }) => {
      const { state, reasonCodeId } = body as MediaBody
      return `${user} ${state}${reasonCodeId === undefined ? '' : ` ${reasonCodeId}`}`
    })

const stateAt = (sim: Simulation, node: 1 | 2, user: number): [string, number] => {
  const { state, reasonCodeId } = sim.center.finesse[node - 1]!.administration.media.view(user, CHAT)
  return [state, reasonCodeId]
}

describe('an agent who works in chat as well', () => {
  it('is signed in to it and Ready after the sign-in', () => {
    const sim = center()
    expect(asked(sim)).toEqual(['0 LOGIN', '0 READY', '1 LOGIN', '1 READY'])
    expect([0, 1, 2].map((user) => stateAt(sim, 1, user)[0])).toEqual(['READY', 'READY', 'LOGOUT'])
  })

  it('[REASON-25] is Not Ready there with 50045 after a maintenance of Finesse has moved the desktop', () => {
    const sim = center()
    const from = sim.now
    initiate(sim)
    sim.runFor('15min')
    expect(asked(sim, from).sort()).toEqual(['0 LOGIN', '0 NOT_READY 50045', '1 LOGIN', '1 NOT_READY 50045'])
    expect([0, 1].map((user) => stateAt(sim, 2, user))).toEqual([
      ['NOT_READY', 50045],
      ['NOT_READY', 50045],
    ])
  })

  it('is as before after a failover to the other node', () => {
    const sim = center()
    const from = sim.now
    sim.deed({ kind: 'end', node: 'finesse 1', silent: false })
    sim.runUs(us('3min'))
    expect(asked(sim, from).sort()).toEqual(['0 LOGIN', '0 READY', '1 LOGIN', '1 READY'])
    expect(stateAt(sim, 2, 0)[0]).toBe('READY')
  })
})
