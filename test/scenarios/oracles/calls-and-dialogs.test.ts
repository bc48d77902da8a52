import { describe, expect, it } from 'vitest'
import { callsBeginAndEnd } from '../../../src/scenarios/oracles/calls-begin-and-end.ts'
import { dialogsRunTheirCourse } from '../../../src/scenarios/oracles/dialogs-run-their-course.ts'
import { noSurprises } from '../../../src/scenarios/oracles/no-surprises.ts'
import { CallType, ParticipantState, type ParticipantStateName } from '../../../src/sim/domain/dialog-state.ts'
import { lines, tell } from '../story.ts'

const CALL = 16777217
const { ACTIVE, DROPPED, WRAP_UP } = ParticipantState

describe('calls begin and end', () => {
  it('finds nothing in a call that ends everywhere, and one that is merged', () => {
    const { fact, end } = tell(callsBeginAndEnd)
    fact(1, 'truthCallBegan', CALL, CallType.PREROUTE_ACD_IN, 1)
    fact(1, 'truthParty', CALL, 0, ACTIVE)
    fact(2, 'truthCallBegan', CALL + 1, CallType.CONSULT)
    for (const node of ['finesse 1', 'finesse 2']) {
      fact(3, 'finesseParty', CALL, 0, ACTIVE, node)
      fact(9, 'finesseParty', CALL, 0, WRAP_UP, node)
      fact(10, 'finesseDialogEnded', CALL, 0, 0, node)
      fact(11, 'finesseParty', CALL, 0, DROPPED, node)
    }
    fact(4, 'truthCallMerged', CALL, CALL + 1)
    fact(4, 'truthCallEnded', CALL + 1)
    fact(9, 'truthParty', CALL, 0, DROPPED)
    fact(9, 'truthCallEnded', CALL)
    expect(end()).toMatchObject({ judged: 2, violated: 0 })
  })

  it('names calls that begin or end twice, or have parties they cannot have', () => {
    const { fact, found } = tell(callsBeginAndEnd)
    fact(1, 'truthCallBegan', CALL, CallType.OUT)
    fact(2, 'truthCallBegan', CALL, CallType.OUT)
    fact(3, 'truthCallEnded', CALL)
    fact(4, 'truthCallEnded', CALL)
    fact(5, 'truthCallEnded', CALL + 1)
    fact(6, 'truthParty', CALL, 2, ACTIVE)
    fact(7, 'truthParty', CALL + 2, -1, ACTIVE)
    fact(8, 'truthCallMerged', CALL, CALL + 3)
    expect(lines(found())).toEqual([
      '2 call 16777217: it began twice',
      '4 call 16777217: it ended twice',
      '5 call 16777218: it ended without having begun',
      '6 call 16777217: agent 1003 takes part, but the call is over',
      '7 call 16777219: a party outside takes part, but the call never began',
      '8 call 16777217: call 16777220 was merged into it, but it is not there',
      '8 call 16777220: it was merged into call 16777217, but it was not there',
    ])
  })

  it('names a dialog that ends twice, or comes back at one node, but not one whose data change in wrap-up', () => {
    const { fact, found } = tell(callsBeginAndEnd)
    fact(1, 'finesseDialogEnded', CALL, 0, 0, 'finesse 2')
    fact(1.5, 'finesseParty', CALL, 0, ParticipantState.WRAP_UP, 'finesse 2')
    fact(2, 'finesseParty', CALL, 0, ACTIVE, 'finesse 1')
    fact(3, 'finesseParty', CALL, 0, ACTIVE, 'finesse 2')
    fact(4, 'finesseDialogEnded', CALL, 0, 0, 'finesse 2')
    expect(lines(found())).toEqual([
      '3 call 16777217: finesse 2 has agent 1001 in it, but its dialog was gone',
      '4 call 16777217: its dialog ended twice at finesse 2',
    ])
  })

  it('names what has not ended by the end of the calm', () => {
    const { fact, end } = tell(callsBeginAndEnd)
    fact(1, 'truthCallBegan', CALL, CallType.OUT)
    fact(2, 'finesseParty', CALL + 1, 0, ACTIVE, 'finesse 2')
    expect(lines(end(1000))).toEqual([
      '1000 call 16777217: it has not ended by the end of the calm',
      '1000 call 16777218: Finesse 2 still has its dialog at the end of the calm',
    ])
    expect(lines(end(60))).toHaveLength(3)
  })
})

describe('dialogs run their course', () => {
  const story = () => {
    const told = tell(dialogsRunTheirCourse)
    const shows = (agent: number, ...states: readonly (readonly [number, ParticipantStateName, number?])[]) => {
      for (const [at, state, call = CALL] of states) {
        told.fact(at, 'desktopDialog', agent, call, ParticipantState[state], 'desktops')
      }
    }
    return { ...told, shows }
  }

  it('finds nothing in a call that comes in, one that goes out and one that fails', () => {
    const { shows, end } = story()
    shows(0, [1, 'ALERTING'], [2, 'ACTIVE'], [3, 'HELD'], [3, 'HELD'], [4, 'ACTIVE'], [5, 'WRAP_UP'], [6, 'DROPPED'])
    shows(0, [6, 'DROPPED'])
    shows(1, [1, 'INITIATING'], [2, 'INITIATED'], [3, 'ACTIVE'], [4, 'DROPPED'])
    shows(2, [1, 'INITIATING'], [2, 'FAILED'], [3, 'DROPPED'])
    expect(end()).toMatchObject({ judged: 13, violated: 0 })
  })

  it('names a step that is not documented', () => {
    const { shows, found } = story()
    shows(0, [1, 'WRAP_UP'])
    shows(1, [2, 'ALERTING'], [3, 'HELD'])
    expect(lines(found())).toEqual([
      '1 agent 1001: call 16777217 is first shown as WRAP_UP',
      '3 agent 1002: call 16777217 went from ALERTING to HELD',
    ])
  })

  it('names what outlives its call, or the session', () => {
    const { shows, fact, end } = story()
    shows(0, [1, 'ALERTING'], [2, 'ACTIVE', CALL + 1])
    shows(1, [2, 'ACTIVE', CALL + 2])
    fact(3, 'signedOut', 1, 1)
    fact(5, 'truthCallEnded', CALL)
    fact(6, 'truthCallMerged', CALL + 3, CALL + 1)
    shows(2, [9, 'ACTIVE', CALL + 4])
    expect(lines(end(100))).toEqual([
      '3 agent 1002: signed out with call 16777219 still shown',
      '100 agent 1001: call 16777217 is still shown as ALERTING, though it was over at 00:00:05.000',
      '100 agent 1001: call 16777218 is still shown as ACTIVE, though it was over at 00:00:06.000',
    ])
  })

  it('says so when somebody has more dialogs than anybody can', () => {
    const { shows, found } = story()
    for (let call = 0; call < 9; call++) shows(0, [1, 'ACTIVE', CALL + call])
    expect(lines(found())).toEqual(['1 agent 1001: call 16777225 is one dialog too many'])
  })
})

describe('no surprises', () => {
  it('names the part, the event and the machine', () => {
    const { fact, states, found } = tell(noSurprises)
    states(0, [1, 'NOT_READY'])
    fact(2, 'surprise', 1, 7, 3)
    expect(found().judged).toBe(2)
    const why = 'gateway met event 7 of machine 3 in a state that does not handle it'
    expect(lines(found())).toEqual([`2 agent 1002: ${why}`])
  })
})
