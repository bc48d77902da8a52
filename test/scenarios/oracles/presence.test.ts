import { describe, expect, it } from 'vitest'
import { forcedLogoutAsDocumented } from '../../../src/scenarios/oracles/forced-logout-as-documented.ts'
import { presenceEndsWithTheConnection } from '../../../src/scenarios/oracles/presence-ends-with-the-connection.ts'
import { finesseStatusNames } from '../../../src/scenarios/oracles/service-status.ts'
import { toldWhenTomcatStops } from '../../../src/scenarios/oracles/told-when-tomcat-stops.ts'
import { AgentState, type AgentStateName } from '../../../src/sim/domain/agent-state.ts'
import { type Act, finesseServices } from '../../../src/sim/domain/fault.ts'
import { SECOND } from '../../../src/sim/kernel/time.ts'
import { desktopSession } from '../../../src/sim/machines/desktop-session.ts'
import { service as serviceMachine } from '../../../src/sim/machines/service.ts'
import { lines, tell } from '../story.ts'

type Told = ReturnType<typeof tell>
const SAID = 1
const there = ({ fact }: Told, at: number, node: 1 | 2 = 1, user = 0) =>
  fact(at, 'presence', user, 1, 0, `finesse ${node}`)
const gone = ({ fact }: Told, at: number, said = 0, node: 1 | 2 = 1, user = 0) =>
  fact(at, 'presence', user, 0, said, `finesse ${node}`)
const session = ({ fact }: Told, at: number, name: keyof typeof desktopSession.states, user = 0) =>
  fact(at, 'desktopSession', user, Object.keys(desktopSession.states).indexOf(name), 1, 'desktops')

describe('forced logout only after the documented absence', () => {
  /** An agent who is Ready, and present at node 1. */
  const office = () => {
    const told = tell(forcedLogoutAsDocumented, { faults: true })
    there(told, 1)
    told.states(0, [2, 'READY'])
    return told
  }
  const forced = ({ fact }: Told, at: number) => fact(at, 'forcedLogout', 0, 1, 0, 'finesse 1')
  const believes = ({ fact }: Told, at: number, state: AgentStateName) =>
    fact(at, 'finesseAgentState', 0, AgentState[state], 0, 'finesse 1')

  it('finds nothing when it comes 60 s after the loss, or somebody is back before', () => {
    const told = office()
    gone(told, 100, SAID)
    there(told, 159)
    gone(told, 200, SAID)
    forced(told, 260)
    expect(told.end()).toMatchObject({ violated: 0 })
  })

  it('names one that is too early, comes twice, or hits a user who is there', () => {
    const told = office()
    forced(told, 50)
    gone(told, 100, SAID)
    forced(told, 130)
    forced(told, 160)
    expect(lines(told.found())).toEqual([
      '50 agent 1001: finesse 1 forced the logout of a user who is there',
      '130 agent 1001: finesse 1 forced the logout 30 s after the presence was lost',
      '160 agent 1001: finesse 1 forced the logout a second time',
    ])
  })

  it('names one that does not come: at the return, and at the end', () => {
    const told = office()
    gone(told, 100, SAID)
    there(told, 170)
    gone(told, 200, SAID)
    expect(lines(told.end(300))).toEqual([
      '170 agent 1001: was away from Finesse 1 from 00:01:40.000 to 00:02:50.000, signed in, and was not forced out',
      '300 agent 1001: was away from Finesse 1 from 00:03:20.000 to 00:05:00.000, signed in, and was not forced out',
    ])
  })

  it('lets a call of a user lost without a word end first, and of no other', () => {
    const told = office()
    believes(told, 50, 'TALKING')
    gone(told, 100)
    believes(told, 400, 'READY')
    forced(told, 400)
    expect(told.end()).toMatchObject({ violated: 0 })
    const early = office()
    believes(early, 50, 'TALKING')
    gone(early, 100)
    forced(early, 160)
    there(early, 200)
    gone(early, 210, SAID)
    forced(early, 270)
    expect(lines(early.end())).toEqual([
      '160 agent 1001: finesse 1 forced the logout during a call of a user lost without a word',
    ])
  })

  it('asks none of a node that was out, of who is signed out, or works at the other node', () => {
    const out = office()
    gone(out, 100, SAID)
    out.fact(120, 'finesseStatus', 1, finesseStatusNames.indexOf('OUT_OF_SERVICE'), 0, 'finesse 1')
    out.fact(125, 'finesseStatus', 1, finesseStatusNames.indexOf('IN_SERVICE'), 0, 'finesse 1')
    expect(out.end()).toMatchObject({ violated: 0 })
    const home = office()
    gone(home, 100, SAID)
    home.states(0, [110, 'LOGOUT'])
    expect(home.end()).toMatchObject({ violated: 0 })
    const moved = office()
    gone(moved, 100, SAID)
    there(moved, 110, 2)
    expect(moved.end()).toMatchObject({ violated: 0 })
  })
})

describe('presence ends with the connection', () => {
  const reset: readonly Act[] = [
    {
      atUs: 100 * SECOND,
      entry: 0,
      repairs: false,
      deed: { kind: 'reset', from: 'finesse 1', to: { desktopsOf: { share: 0.5 } } },
    },
  ]

  it('finds nothing when it ends at once, and within 120 s of a closed desktop', () => {
    const told = tell(presenceEndsWithTheConnection, { acts: reset, faults: true })
    there(told, 10)
    there(told, 10, 1, 3)
    told.fact(100, 'fault', 0, 1)
    gone(told, 100.02)
    there(told, 102)
    session(told, 200, 'CLOSED')
    gone(told, 315)
    expect(told.end()).toMatchObject({ judged: 2, violated: 0 })
  })

  it('names presence that outlives the connection, and the desktop', () => {
    const told = tell(presenceEndsWithTheConnection, { acts: reset, faults: true })
    there(told, 10)
    told.fact(100, 'fault', 0, 1)
    gone(told, 102)
    there(told, 102)
    session(told, 200, 'CLOSED')
    session(told, 400, 'LOADING')
    expect(lines(told.end())).toEqual([
      '102 agent 1001: was present at Finesse 1 2 s after the connection broke',
      '400 agent 1001: is present at Finesse 1, though the desktop is closed since 00:03:20.000',
    ])
  })
})

describe('everybody is told when Tomcat stops', () => {
  const states = Object.keys(serviceMachine.states)
  const service = ({ fact }: Told, at: number, name: (typeof finesseServices)[number], state: string) =>
    fact(at, 'service', 1, finesseServices.indexOf(name), states.indexOf(state), 'finesse 1')
  /** Two users at node 1, when Tomcat stops. */
  const stopped = () => {
    const told = tell(toldWhenTomcatStops, { faults: true })
    there(told, 10)
    there(told, 10, 1, 1)
    there(told, 10, 2, 2)
    service(told, 100, 'tomcat', 'STOPPED')
    told.fact(100.01, 'serverPresence', 0, 0, 1, 'desktops')
    return told
  }

  it('finds nothing when all who are there hear of it', () => {
    const told = stopped()
    told.fact(100.02, 'serverPresence', 1, 0, 1, 'desktops')
    expect(told.end()).toMatchObject({ judged: 2, violated: 0 })
  })

  it('names who did not, when Tomcat starts again or at the end', () => {
    const told = stopped()
    service(told, 160, 'tomcat', 'STARTING')
    expect(lines(told.end())).toEqual(['160 agent 1002: was not told that Tomcat of Finesse 1 stopped at 00:01:40.000'])
  })

  it('expects no word of a node that stops as a whole, and none for a desktop that is closed', () => {
    const whole = stopped()
    service(whole, 100.02, 'notification', 'STOPPED')
    expect(whole.end()).toMatchObject({ violated: 0 })
    const closed = stopped()
    session(closed, 100.02, 'CLOSED', 1)
    expect(closed.end()).toMatchObject({ violated: 0 })
  })
})
