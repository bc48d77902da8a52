import { describe, expect, it } from 'vitest'
import { aMovedPgKeepsCalls } from '../../../src/scenarios/oracles/a-moved-pg-keeps-calls.ts'
import { maintenanceIsNotNoticed } from '../../../src/scenarios/oracles/maintenance-is-not-noticed.ts'
import { finesseStatusNames } from '../../../src/scenarios/oracles/service-status.ts'
import { AgentState } from '../../../src/sim/domain/agent-state.ts'
import { ParticipantState } from '../../../src/sim/domain/dialog-state.ts'
import { Notice } from '../../../src/sim/domain/notices.ts'
import { Operation } from '../../../src/sim/domain/rest.ts'
import { pgMaintenance } from '../../../src/sim/machines/pg-maintenance.ts'
import { lines, tell } from '../story.ts'

type Told = ReturnType<typeof tell>
const states = Object.keys(pgMaintenance.states)
const move = ({ fact }: Told, ...steps: readonly (readonly [number, keyof typeof pgMaintenance.states])[]) => {
  for (const [at, state] of steps) fact(at, 'maintenance', 0, states.indexOf(state))
}
const status = ({ fact }: Told, at: number, name: (typeof finesseStatusNames)[number]) =>
  fact(at, 'finesseStatus', 1, finesseStatusNames.indexOf(name), 0, 'finesse 1')
const dialog = ({ fact }: Told, at: number, state: number) => fact(at, 'desktopDialog', 0, 16777217, state, 'desktops')

describe('nobody notices PG maintenance', () => {
  it('finds nothing in a move, and nothing but the move in what is wrong before and after it', () => {
    const told = tell(maintenanceIsNotNoticed)
    told.states(0, [1, 'READY'], [2, 'LOGOUT', 50002], [3, 'READY'])
    move(told, [10, 'ASKING'], [11, 'CONTINUING'], [12, 'SWITCHING'])
    status(told, 12.5, 'IN_SERVICE')
    told.fact(12.6, 'notice', 0, Notice['reconnected-to-the-same-node'], 1, 'desktops')
    move(told, [13, 'COMPLETED'])
    status(told, 20, 'OUT_OF_SERVICE')
    told.fact(21, 'requestAnswered', 0, 1, 503, 'desktops')
    expect(told.end()).toMatchObject({ judged: 3, violated: 0 })
  })

  it('names a node out of service, a refused request, a logout and a notice while the PG moves', () => {
    const told = tell(maintenanceIsNotNoticed)
    told.states(0, [1, 'READY'])
    move(told, [10, 'ASKING'], [11, 'CONTINUING'])
    status(told, 11.5, 'OUT_OF_SERVICE')
    told.fact(11.6, 'requestAnswered', 0, 7, 503, 'desktops')
    told.states(0, [11.7, 'LOGOUT', 50002])
    told.fact(11.8, 'notice', 1, Notice['server-unavailable'], 0, 'desktops')
    told.fact(11.9, 'notice', 1, Notice['token-expires-in-5-minutes'], 0, 'desktops')
    expect(lines(told.end())).toEqual([
      '11.5 finesse 1: is OUT_OF_SERVICE while the PG moves as planned',
      '11.6 agent 1001: request 7 was answered 503 while the PG moves as planned',
      '11.7 agent 1001: was logged out with 50002 while the PG moves as planned',
      '11.8 agent 1002: is told "server-unavailable" while the PG moves as planned',
    ])
  })

  it('says nothing of a desktop that gave its session up, as when its tokens run out, and of the next logout again', () => {
    const told = tell(maintenanceIsNotNoticed)
    told.states(0, [1, 'READY'])
    move(told, [10, 'ASKING'], [11, 'CONTINUING'])
    told.fact(11.2, 'forcedLogout', 0, 1, 1, 'finesse 1')
    told.states(0, [11.3, 'LOGOUT', 50002], [11.4, 'READY'])
    told.fact(11.5, 'forcedLogout', 0, 1, 0, 'finesse 1')
    told.states(0, [11.6, 'LOGOUT', 50002])
    expect(lines(told.end())).toEqual(['11.6 agent 1001: was logged out with 50002 while the PG moves as planned'])
  })

  it('says nothing of a move that failed: an ordinary failover is to be noticed', () => {
    const told = tell(maintenanceIsNotNoticed)
    move(told, [10, 'ASKING'], [11, 'CONTINUING'], [12, 'FAILED'])
    status(told, 12, 'OUT_OF_SERVICE')
    expect(lines(told.end())).toEqual([])
  })
})

describe('a moved PG keeps calls and requests, and no pending states', () => {
  it('finds nothing when pending states go with the switch and calls stay', () => {
    const told = tell(aMovedPgKeepsCalls)
    told.fact(5, 'truthPendingState', 0, AgentState.NOT_READY, 2)
    dialog(told, 5, ParticipantState.ACTIVE)
    move(told, [10, 'ASKING'], [11, 'CONTINUING'], [12, 'SWITCHING'])
    told.fact(12, 'truthPendingState', 0, 0)
    dialog(told, 12.5, ParticipantState.HELD)
    // Asked for at the new side.
    told.fact(12.6, 'truthPendingState', 1, AgentState.NOT_READY, 2)
    move(told, [13, 'COMPLETED'])
    dialog(told, 14, ParticipantState.DROPPED)
    expect(lines(told.end())).toEqual([])
  })

  it('names a pending state that survives', () => {
    const told = tell(aMovedPgKeepsCalls)
    told.fact(5, 'truthPendingState', 0, AgentState.NOT_READY, 2)
    move(told, [10, 'ASKING'], [11, 'CONTINUING'], [12, 'SWITCHING'], [13, 'COMPLETED'])
    expect(lines(told.end())).toEqual(['13 agent 1001: still has NOT_READY pending after the PG has moved'])
  })

  it('names a call that leaves a desktop and comes back, but not when nothing moves', () => {
    const told = tell(aMovedPgKeepsCalls)
    dialog(told, 5, ParticipantState.DROPPED)
    dialog(told, 5, ParticipantState.ACTIVE)
    move(told, [10, 'ASKING'], [11, 'CONTINUING'], [12, 'SWITCHING'], [12.5, 'COMPLETED'])
    dialog(told, 13, ParticipantState.DROPPED)
    dialog(told, 13, ParticipantState.ACTIVE)
    expect(lines(told.end())).toEqual([
      '13 agent 1001: call 16777217 left the desktop and came back while the PG moved as planned',
    ])
  })

  it('names clients that did not leave in time, and a request whose outcome nobody saw', () => {
    const told = tell(aMovedPgKeepsCalls)
    told.fact(5, 'outcomeUnknown', 0, 3, Operation.putUser, 'desktops')
    move(told, [10, 'ASKING'], [11, 'CONTINUING'], [12, 'SWITCHING'], [16, 'COMPLETED'])
    told.fact(40, 'outcomeUnknown', 0, 4, Operation.putUser, 'desktops')
    expect(lines(told.end())).toEqual([
      '16 the CTI clients: had not left the old side of the PG 5 s after they were told',
      '40 agent 1001: request 4 (putUser) was lost in a planned move of the PG',
    ])
  })
})
