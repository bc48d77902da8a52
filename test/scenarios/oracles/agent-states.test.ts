import { describe, expect, it } from 'vitest'
import {
  agentStatesFollowTheTable,
  agentStateTables,
} from '../../../src/scenarios/oracles/agent-states-follow-the-table.ts'
import { everybodyGoesHome } from '../../../src/scenarios/oracles/everybody-goes-home.ts'
import { nobodyIsBusyWithoutACall } from '../../../src/scenarios/oracles/nobody-is-busy-without-a-call.ts'
import { pendingStatesWaitForTheEnd } from '../../../src/scenarios/oracles/pending-states-wait-for-the-end.ts'
import { finesseStatusNames, IN_SERVICE } from '../../../src/scenarios/oracles/service-status.ts'
import { signOutAsDocumented } from '../../../src/scenarios/oracles/sign-out-as-documented.ts'
import { wrapUpFollowsTheDeskSettings } from '../../../src/scenarios/oracles/wrap-up-follows-the-desk-settings.ts'
import { AgentState, type AgentStateName } from '../../../src/sim/domain/agent-state.ts'
import { CallType, ParticipantState } from '../../../src/sim/domain/dialog-state.ts'
import { desktopSession } from '../../../src/sim/machines/desktop-session.ts'
import { lines, type StoryOptions, tell } from '../story.ts'

const OUT_OF_SERVICE = finesseStatusNames.indexOf('OUT_OF_SERVICE')

const CALL = 16777217
const { ALERTING, ACTIVE, DROPPED, INITIATING } = ParticipantState

describe('agent states follow the table', () => {
  it('finds nothing in a call with a hold and wrap-up', () => {
    const { states, end } = tell(agentStatesFollowTheTable)
    states(0, [1, 'NOT_READY'], [2, 'READY'], [3, 'RESERVED'], [4, 'TALKING'], [5, 'HOLD'], [6, 'TALKING'])
    states(0, [7, 'WORK_READY'], [8, 'READY'], [9, 'NOT_READY', 1], [10, 'NOT_READY', 2], [11, 'LOGOUT', 1])
    expect(end()).toMatchObject({ judged: 11, violated: 0 })
  })

  it('names every move that neither table has', () => {
    for (const deployment of ['cce', 'ccx'] as const) {
      const table: { readonly [From in AgentStateName]?: readonly AgentStateName[] } = agentStateTables[deployment]
      for (const [from, targets] of Object.entries(table)) {
        for (const to of Object.keys(AgentState) as AgentStateName[]) {
          if (from === to) continue
          const { states, found } = tell(agentStatesFollowTheTable, { deployment })
          states(0, [1, from as AgentStateName], [2, to])
          const last = lines(found()).filter((line) => line.startsWith('2 '))
          expect(last, `${deployment}: ${from} to ${to}`).toHaveLength(targets.includes(to) ? 0 : 1)
        }
      }
    }
  })

  it('says who, when and why', () => {
    const { states, found } = tell(agentStatesFollowTheTable)
    states(1, [1, 'NOT_READY'], [2, 'READY'], [3.5, 'WORK', 12])
    const why = 'went from READY to WORK with reason 12, which the table does not have'
    expect(lines(found())).toEqual([`3.5 agent 1002: ${why}`])
  })

  it('knows neither HOLD nor WORK_READY on CCX', () => {
    const { states, found } = tell(agentStatesFollowTheTable, { deployment: 'ccx' })
    states(1, [1, 'NOT_READY'], [2, 'READY'], [3, 'RESERVED'], [4, 'TALKING'], [5, 'HOLD'])
    states(0, [1, 'NOT_READY'], [2, 'READY'], [3, 'RESERVED'], [4, 'TALKING'], [5, 'WORK_READY'], [6, 'READY'])
    expect(lines(found())).toEqual([
      '5 agent 1002: went from TALKING to HOLD, which the table does not have',
      '5 agent 1001: went from TALKING to WORK_READY, which the table does not have',
    ])
  })
})

const inCall = (
  told: ReturnType<typeof tell>,
  agent: number,
  from: number,
  before: 'READY' | 'NOT_READY' = 'READY',
) => {
  const { fact, states } = told
  states(agent, [from - 4, 'NOT_READY'])
  if (before === 'READY') states(agent, [from - 3, 'READY'], [from - 1, 'RESERVED'])
  fact(from - 1, 'truthCallBegan', CALL, CallType.PREROUTE_ACD_IN, 1)
  fact(from - 1, 'truthParty', CALL, agent, ALERTING)
  fact(from, 'contactAnswered', 1, agent, CALL)
  fact(from, 'truthParty', CALL, agent, ACTIVE)
  states(agent, [from, 'TALKING'])
}

describe('pending states wait for the end', () => {
  const story = (options?: StoryOptions) => {
    const told = tell(pendingStatesWaitForTheEnd, options)
    inCall(told, 0, 10)
    const hangUp = (at: number) => told.fact(at, 'truthParty', CALL, 0, DROPPED)
    return { ...told, hangUp }
  }

  it('finds nothing when a call ends in the state before it', () => {
    const { states, hangUp, end } = story()
    hangUp(20)
    states(0, [20, 'READY'])
    expect(end()).toMatchObject({ judged: 1, violated: 0 })
  })

  it('finds nothing when a state chosen during the call is applied at its end, directly or by way of wrap-up', () => {
    for (const last of [['NOT_READY', 1], ['WORK']] as const) {
      const { fact, states, hangUp, end } = story()
      fact(15, 'truthPendingState', 0, AgentState.NOT_READY, 1)
      hangUp(20)
      fact(20, 'truthPendingState', 0, 0)
      states(0, [20, ...last])
      expect(lines(end())).toEqual([])
    }
  })

  it('does not mind whether the party or the state is said first', () => {
    const { states, hangUp, end } = story()
    states(0, [20, 'WORK_READY'])
    hangUp(20)
    expect(lines(end())).toEqual([])
  })

  it('names a state that is applied during the call', () => {
    const { fact, states, found } = story()
    fact(15, 'truthPendingState', 0, AgentState.NOT_READY, 1)
    states(0, [16, 'NOT_READY', 1])
    fact(30, 'truthParty', CALL, 0, DROPPED)
    expect(lines(found())).toEqual(['30 agent 1001: went to NOT_READY while still in call 16777217'])
  })

  it('takes a call that was merged into another for over', () => {
    const { fact, states, end } = story()
    fact(15, 'truthCallMerged', CALL + 1, CALL)
    states(0, [20, 'READY'])
    expect(lines(end())).toEqual([])
  })

  it('names a choice that is forgotten, and one that was never made', () => {
    const first = story()
    first.fact(15, 'truthPendingState', 0, AgentState.NOT_READY, 1)
    first.hangUp(20)
    first.states(0, [20, 'READY'])
    const why = 'went to READY at the end of a call, but NOT_READY was chosen during it'
    expect(lines(first.end())).toEqual([`20 agent 1001: ${why}`])

    const second = story()
    second.hangUp(20)
    second.states(0, [20, 'WORK'])
    const other = 'went to WORK at the end of a call, but was READY before the call'
    expect(lines(second.end())).toEqual([`20 agent 1001: ${other}`])
  })

  it('names a lost reason, and wrap-up that was chosen but left out', () => {
    const first = story()
    first.fact(15, 'truthPendingState', 0, AgentState.NOT_READY, 3)
    first.hangUp(20)
    first.states(0, [20, 'NOT_READY', 1])
    expect(lines(first.end())).toEqual(['20 agent 1001: is NOT_READY with reason 1, but chose 3'])

    const second = story()
    second.fact(15, 'truthPendingState', 0, AgentState.WORK)
    second.hangUp(20)
    second.states(0, [20, 'READY'])
    expect(lines(second.end())).toEqual(['20 agent 1001: chose wrap-up during the call but went to READY'])
  })

  it('names a state that is pending outside of calls', () => {
    const { fact, found } = story()
    fact(30, 'truthPendingState', 1, AgentState.READY)
    const why = 'READY is pending although the agent is LOGOUT, not in a call'
    expect(lines(found())).toEqual([`30 agent 1002: ${why}`])
  })

  it('knows that an agent who calls from READY comes back to READY', () => {
    // 50002: the first Not Ready after CTI had no client.
    for (const reason of [50006, 50002]) {
      const { fact, states, end } = tell(pendingStatesWaitForTheEnd)
      states(1, [1, 'NOT_READY'], [2, 'READY'], [3, 'NOT_READY', reason], [3, 'TALKING'])
      fact(3, 'truthParty', CALL + 1, 1, INITIATING)
      fact(9, 'truthParty', CALL + 1, 1, DROPPED)
      states(1, [9, 'READY'])
      expect(lines(end())).toEqual([])
    }
  })
})

describe('wrap-up follows the desk settings', () => {
  const story = (wrapUpOnIncoming: 'REQUIRED' | 'OPTIONAL' | 'NOT_ALLOWED') => {
    const told = tell(wrapUpFollowsTheDeskSettings, { desk: { wrapUpOnIncoming } })
    inCall(told, 0, 10)
    return told
  }

  it('finds nothing in what each setting allows', () => {
    for (const [mode, to] of [
      ['REQUIRED', 'WORK_READY'],
      ['OPTIONAL', 'WORK'],
      ['OPTIONAL', 'READY'],
      ['NOT_ALLOWED', 'READY'],
    ] as const) {
      const { states, end } = story(mode)
      states(0, [20, to])
      expect(end(), mode).toMatchObject({ judged: 1, violated: 0 })
    }
  })

  it('names wrap-up that is missing or not allowed', () => {
    const required = story('REQUIRED')
    required.states(0, [20, 'READY'])
    expect(lines(required.end())).toEqual(['20 agent 1001: went to READY without wrap-up, which is required'])
    const never = story('NOT_ALLOWED')
    never.states(0, [20, 'WORK'])
    expect(lines(never.end())).toEqual(['20 agent 1001: went to WORK, but wrap-up is not allowed'])
  })

  it('names wrap-up after a call of the agent', () => {
    const { fact, states, found } = story('REQUIRED')
    states(1, [30, 'NOT_READY'])
    fact(31, 'truthParty', CALL + 1, 1, INITIATING)
    fact(32, 'truthParty', CALL + 1, 1, ACTIVE)
    states(1, [31, 'TALKING'], [40, 'WORK'])
    expect(lines(found())).toEqual(["40 agent 1002: went to WORK after a call of the agent's own"])
  })

  it('lets the timer lead out of wrap-up, in time and to the right state', () => {
    const { states, found } = story('REQUIRED')
    states(0, [20, 'WORK_READY'], [50, 'READY'])
    states(1, [20, 'TALKING'], [20, 'WORK'], [50, 'READY'])
    states(2, [20, 'TALKING'], [20, 'WORK'], [51, 'NOT_READY'])
    expect(lines(found())).toEqual([
      '50 agent 1002: the timer led from WORK to READY',
      '51 agent 1003: stayed WORK for 31 s, past the timer of 30 s',
    ])
  })
})

describe('sign-in and sign-out as documented', () => {
  const story = (options?: StoryOptions) => tell(signOutAsDocumented, options)

  it('finds nothing in the usual way in and out, nor in a forced sign-out', () => {
    const { states, end } = story()
    states(0, [1, 'NOT_READY'], [2, 'READY'], [3, 'NOT_READY', 1], [4, 'LOGOUT', 1])
    states(1, [1, 'NOT_READY'], [2, 'READY'], [3, 'LOGOUT', 999])
    expect(end()).toMatchObject({ judged: 4, violated: 0 })
  })

  it('lets agents sign out of READY on CCX only', () => {
    for (const [deployment, violated] of [
      ['cce', 1],
      ['ccx', 0],
    ] as const) {
      const { states, found } = story({ deployment })
      states(0, [1, 'NOT_READY'], [2, 'READY'], [3, 'LOGOUT', 1])
      expect(found().violated).toBe(violated)
    }
  })

  it('names a wrong way in, a wrong way out and a call for somebody signed out', () => {
    const { fact, states, found } = story()
    states(0, [1, 'READY'])
    states(1, [1, 'NOT_READY', 4], [2, 'TALKING'], [3, 'LOGOUT', 2])
    fact(9, 'contactRinging', 5, CALL, 1)
    expect(lines(found())).toEqual([
      '1 agent 1001: signed in to READY with reason 0 instead of NOT_READY without one',
      '1 agent 1002: signed in to NOT_READY with reason 4 instead of NOT_READY without one',
      '3 agent 1002: signed out of TALKING with reason 2, which is no forced sign-out',
      '9 agent 1002: contact 5 rings, but the agent is signed out',
    ])
  })
})

describe('nobody is busy without a call', () => {
  it('finds nothing when the state ends with the last call', () => {
    const told = tell(nobodyIsBusyWithoutACall)
    inCall(told, 0, 10)
    told.fact(20, 'truthParty', CALL, 0, DROPPED)
    told.states(0, [20.2, 'WORK_READY'], [30, 'READY'])
    expect(told.end()).toMatchObject({ judged: 2, violated: 0 })
  })

  it('names an agent who stays talking, and who is left over', () => {
    const told = tell(nobodyIsBusyWithoutACall)
    inCall(told, 0, 10)
    told.fact(20, 'truthParty', CALL, 0, DROPPED)
    told.states(0, [25, 'READY'])
    told.states(1, [30, 'READY'], [31, 'RESERVED'])
    told.states(2, [30, 'TALKING'], [31, 'WORK'])
    expect(lines(told.end(100))).toEqual([
      '25 agent 1001: stayed TALKING for 5 s after the last call was over',
      '100 agent 1002: is left RESERVED since 00:00:31.000, without a call',
      '100 agent 1003: is left WORK since 00:00:31.000, without a call',
    ])
  })
})

describe('everybody goes home', () => {
  const shift = {
    name: 'day',
    share: 1,
    startUs: 0,
    endUs: 60e6,
    spreadUs: 0,
    breaks: [],
    signOutReason: 'End of shift',
  }

  it('names who is still there after the last shift', () => {
    const { states, end } = tell(everybodyGoesHome, { shifts: [shift] })
    states(0, [1, 'NOT_READY'], [61, 'LOGOUT', 1])
    states(1, [1, 'NOT_READY'], [50, 'READY'])
    const result = end(200)
    expect(result.judged).toBe(2)
    const why = 'is still READY since 00:00:50.000, though the last shift ended at 00:01:00.000'
    expect(lines(result)).toEqual([`200 agent 1002: ${why}`])
  })

  it('lets those stay signed in who have no server to sign out at', () => {
    const { states, fact, end } = tell(everybodyGoesHome, { shifts: [shift] })
    states(1, [1, 'NOT_READY'], [50, 'READY'])
    fact(55, 'desktopSession', 1, Object.keys(desktopSession.states).indexOf('LOADING'), 1, 'desktops')
    expect(end(200)).toMatchObject({ violated: 0 })
  })

  it('judges nobody while no node serves, and all as soon as one does', () => {
    for (const [status, violated] of [
      [OUT_OF_SERVICE, 0],
      [IN_SERVICE, 1],
    ] as const) {
      const { states, fact, end } = tell(everybodyGoesHome, { shifts: [shift] })
      states(1, [1, 'NOT_READY'], [50, 'READY'])
      fact(55, 'finesseStatus', 1, OUT_OF_SERVICE, 0, 'finesse 1')
      fact(55, 'finesseStatus', 2, status, 0, 'finesse 2')
      expect(end(200)).toMatchObject({ violated })
    }
  })

  it('judges nothing when the calm is too short to go', () => {
    const { states, end } = tell(everybodyGoesHome, { shifts: [shift] })
    states(1, [1, 'NOT_READY'], [50, 'READY'])
    expect(end(90)).toMatchObject({ judged: 0, violated: 0 })
  })
})
