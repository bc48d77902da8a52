import { describe, expect, it } from 'vitest'
import { loadDecides } from '../../../src/scenarios/oracles/load-decides.ts'
import { PgStatus } from '../../../src/sim/domain/cti.ts'
import { ParticipantState } from '../../../src/sim/domain/dialog-state.ts'
import { lines, type StoryOptions, tell } from '../story.ts'

type Told = ReturnType<typeof tell>
const CALL = 16777217
const LOSS = 50002

/** An agent who is Ready, or in a call; `finesse 1` forces the logout at 100 s. */
function office(options: StoryOptions, talks = false): Told {
  const told = tell(loadDecides, { faults: true, ...options })
  told.states(0, [1, 'NOT_READY'], [2, 'READY'])
  if (talks) {
    told.states(0, [50, 'RESERVED'], [52, 'TALKING'])
    told.fact(52, 'truthParty', CALL, 0, ParticipantState.ACTIVE)
    told.fact(52, 'contactAnswered', 1, 0, CALL)
  }
  told.fact(100, 'forcedLogout', 0, 1, 0, 'finesse 1')
  return told
}
const hangUp = (told: Told, at: number, side = 1) => {
  told.fact(at, 'contactEnded', 1, side)
  told.fact(at, 'truthParty', CALL, 0, ParticipantState.DROPPED)
}
const withLoad = (load: 0 | 1): StoryOptions => ({ desk: { load } })

describe('LOAD decides what a forced logout does', () => {
  it('finds nothing where LOAD 0 leads to Not Ready, at once or after the call', () => {
    const idle = office(withLoad(0))
    idle.states(0, [100.1, 'NOT_READY', LOSS])
    expect(idle.end()).toMatchObject({ judged: 1, violated: 0 })
    const busy = office(withLoad(0), true)
    hangUp(busy, 400)
    busy.states(0, [400, 'NOT_READY', LOSS])
    expect(busy.end()).toMatchObject({ judged: 1, violated: 0 })
  })

  it('finds nothing where LOAD 1 signs out while the call goes on, and CCX with its own number', () => {
    const busy = office(withLoad(1), true)
    busy.states(0, [100.1, 'LOGOUT', LOSS])
    hangUp(busy, 300, 2)
    expect(busy.end()).toMatchObject({ judged: 2, violated: 0 })
    const ccx = office({ deployment: 'ccx', desk: { load: 0 } })
    ccx.states(0, [100.1, 'LOGOUT', 255])
    expect(ccx.end()).toMatchObject({ judged: 1, violated: 0 })
  })

  it('names the other outcome', () => {
    const out = office(withLoad(0))
    out.states(0, [100.1, 'LOGOUT', LOSS])
    expect(lines(out.end())).toEqual(['100.1 agent 1001: was signed out by force, with LOAD 0'])
    const stays = office(withLoad(1))
    stays.states(0, [100.1, 'NOT_READY', LOSS])
    expect(lines(stays.end())).toEqual(['100.1 agent 1001: is Not Ready after a forced logout, with LOAD 1'])
    const ccx = office({ deployment: 'ccx' })
    ccx.states(0, [100.1, 'LOGOUT', LOSS])
    expect(lines(ccx.end())).toEqual(['100.1 agent 1001: was signed out by force with 50002, and not with 255'])
  })

  it('names Not Ready in the middle of a call, and an order that is forgotten when it ends', () => {
    const early = office(withLoad(0), true)
    early.states(0, [100.1, 'NOT_READY', LOSS])
    expect(lines(early.found())).toEqual(['100.1 agent 1001: was made Not Ready in the middle of a call, with LOAD 0'])
    const forgotten = office(withLoad(0), true)
    hangUp(forgotten, 400)
    forgotten.states(0, [400, 'READY'])
    expect(lines(forgotten.end(500))).toEqual([
      '500 agent 1001: was forced out at 00:01:40.000, and with LOAD 0 that has led to nothing',
    ])
  })

  it('names a logout that does not come, unless the PG or the node was out', () => {
    expect(lines(office(withLoad(1), true).end(200))).toEqual([
      '200 agent 1001: was forced out at 00:01:40.000, and with LOAD 1 that has led to nothing',
    ])
    const without = office(withLoad(1))
    without.fact(100, 'pgStatus', 0, PgStatus.PERIPHERAL_OFFLINE)
    expect(without.end(200)).toMatchObject({ judged: 0, violated: 0 })
  })

  it('names calls that end with the sign-in, of which one may be chance', () => {
    const told = office(withLoad(1), true)
    for (const [round, from] of [100, 1000].entries()) {
      if (round > 0) {
        told.states(0, [from - 50, 'NOT_READY'], [from - 40, 'READY'], [from - 30, 'TALKING'])
        told.fact(from - 30, 'truthParty', CALL, 0, ParticipantState.ACTIVE)
        told.fact(from - 30, 'contactAnswered', 1, 0, CALL)
        told.fact(from, 'forcedLogout', 0, 1, 0, 'finesse 1')
      }
      told.states(0, [from + 0.01, 'LOGOUT', LOSS])
      hangUp(told, from + 0.02, 2)
    }
    expect(lines(told.found())).toEqual(['1000.02 agent 1001: lost the call with the sign-in'])
  })
})
