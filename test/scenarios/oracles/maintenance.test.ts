import { describe, expect, it } from 'vitest'
import { finesseMaintenanceAsDocumented } from '../../../src/scenarios/oracles/finesse-maintenance-as-documented.ts'
import { finesseMaintenanceWarns } from '../../../src/scenarios/oracles/finesse-maintenance-warns.ts'
import { finesseStatusNames } from '../../../src/scenarios/oracles/service-status.ts'
import { thePgMovesWithConsent } from '../../../src/scenarios/oracles/the-pg-moves-with-consent.ts'
import { Notice } from '../../../src/sim/domain/notices.ts'
import { desktopSession } from '../../../src/sim/machines/desktop-session.ts'
import { finesseMaintenance } from '../../../src/sim/machines/finesse-maintenance.ts'
import { pgMaintenance } from '../../../src/sim/machines/pg-maintenance.ts'
import { pgSide } from '../../../src/sim/machines/pg-side.ts'
import { lines, tell } from '../story.ts'

type Told = ReturnType<typeof tell>
const status = ({ fact }: Told, at: number, name: (typeof finesseStatusNames)[number], node: 1 | 2 = 1) =>
  fact(at, 'finesseStatus', node, finesseStatusNames.indexOf(name), 0, `finesse ${node}`)
const session = ({ fact }: Told, at: number, name: keyof typeof desktopSession.states, user = 0, node = 1) =>
  fact(at, 'desktopSession', user, Object.keys(desktopSession.states).indexOf(name), node, 'desktops')
const maintained = ({ fact }: Told, at: number, name: keyof typeof finesseMaintenance.states, node: 1 | 2 = 1) =>
  fact(at, 'maintenance', node, Object.keys(finesseMaintenance.states).indexOf(name), 0, `finesse ${node}`)

describe('Finesse maintenance warns before it moves anybody', () => {
  const move = (told: Told, at: number, user = 0, leadSeconds = 15) => {
    told.fact(at - 60, 'notice', user, Notice['maintenance-soon'], 0, 'desktops')
    told.fact(at - leadSeconds, 'notice', user, Notice['maintenance-now'], 0, 'desktops')
    session(told, at - leadSeconds, 'ABOUT_TO_MOVE', user)
    session(told, at, 'LOADING', user, 2)
  }

  it('finds nothing in two warnings and a quick reload', () => {
    const told = tell(finesseMaintenanceWarns)
    move(told, 100)
    session(told, 108, 'USABLE', 0, 2)
    expect(told.end()).toMatchObject({ judged: 1, violated: 0 })
  })

  it('names missing warnings, a wrong time, and a slow reload', () => {
    const told = tell(finesseMaintenanceWarns)
    session(told, 50, 'ABOUT_TO_MOVE')
    session(told, 60, 'LOADING', 0, 2)
    session(told, 80, 'USABLE', 0, 2)
    move(told, 200, 1, 5)
    expect(lines(told.end())).toEqual([
      '60 agent 1001: is moved for maintenance without an early warning',
      '60 agent 1001: is moved for maintenance without the second alert',
      '80 agent 1001: the reload for maintenance took 20 s',
      '200 agent 1002: is moved 5 s after the event that announces 15 s',
    ])
  })

  it('names many who are moved at once', () => {
    const told = tell(finesseMaintenanceWarns, { agents: 40 })
    for (let user = 0; user < 40; user++) move(told, 100, user)
    expect(lines(told.end())).toEqual(['4200 40 desktops: were moved in 5 s, and 15 are enough if moves are spread'])
  })
})

describe('Finesse maintenance goes by its conditions', () => {
  const center = (options: Parameters<typeof tell>[1] = {}) => {
    const told = tell(finesseMaintenanceAsDocumented, options)
    for (const node of [1, 2] as const) status(told, 1, 'IN_SERVICE', node)
    return told
  }

  it('finds nothing in a maintenance that completes, and in one that fails when the other node is lost', () => {
    const told = center()
    maintained(told, 100, 'IN_PROGRESS')
    status(told, 200, 'OUT_OF_SERVICE', 2)
    maintained(told, 201, 'FAILED')
    status(told, 300, 'IN_SERVICE', 2)
    maintained(told, 400, 'IN_PROGRESS')
    maintained(told, 600, 'COMPLETED')
    expect(told.end()).toMatchObject({ judged: 2, violated: 0 })
  })

  it('names a start without the other node, and one while that is in maintenance', () => {
    const told = center()
    maintained(told, 50, 'IN_PROGRESS')
    maintained(told, 60, 'IN_PROGRESS', 2)
    maintained(told, 70, 'FAILED', 2)
    maintained(told, 90, 'COMPLETED')
    status(told, 91, 'STOPPED')
    maintained(told, 200, 'IN_PROGRESS', 2)
    expect(lines(told.found())).toEqual([
      '60 finesse 2: begins maintenance while the other node is in it',
      '200 finesse 2: begins maintenance, though the other node is out of service since 00:01:31.000',
      '200 finesse 2: begins maintenance while the other node is in it',
    ])
  })

  it('names one that goes on without the other node, or for too long', () => {
    const told = center({ settings: { maxMMTimeSec: 300 } })
    maintained(told, 100, 'IN_PROGRESS')
    status(told, 200, 'OUT_OF_SERVICE', 2)
    status(told, 300, 'IN_SERVICE', 2)
    maintained(told, 500, 'COMPLETED')
    expect(lines(told.end())).toEqual([
      '300 finesse 1: went on with maintenance, though the other node is out of service since 00:03:20.000',
      '500 finesse 1: was in maintenance for longer than 300 s',
    ])
  })

  it('names who is forced out by the node left behind, or changed by it', () => {
    const told = center()
    session(told, 100, 'ABOUT_TO_MOVE')
    session(told, 115, 'LOADING', 0, 2)
    told.fact(175, 'forcedLogout', 0, 1, 0, 'finesse 1')
    told.states(1, [180, 'NOT_READY', 5448])
    expect(lines(told.end())).toEqual([
      '175 agent 1001: was moved for maintenance, and is forced out by Finesse 1',
      '180 agent 1002: is Not Ready with 5448 after a move, though the PG keeps states',
    ])
  })
})

describe('the PG moves with consent, to a side that stands by', () => {
  const states = Object.keys(pgMaintenance.states)
  const pg = ({ fact }: Told, at: number, name: keyof typeof pgMaintenance.states) =>
    fact(at, 'maintenance', 0, states.indexOf(name))
  const side = ({ fact }: Told, at: number, number: number, name: keyof typeof pgSide.states) =>
    fact(at, 'pgSide', number, Object.keys(pgSide.states).indexOf(name))
  const consent = ({ fact }: Told, at: number, node: 1 | 2, consents = 1) =>
    fact(at, 'consent', node, consents, 0, `finesse ${node}`)
  const center = () => {
    const told = tell(thePgMovesWithConsent)
    side(told, 0, 0, 'ACTIVE')
    side(told, 0, 1, 'STANDBY')
    for (const node of [1, 2] as const) status(told, 1, 'IN_SERVICE', node)
    return told
  }

  it('finds nothing when everybody consents, or the move is called off', () => {
    const told = center()
    pg(told, 100, 'ASKING')
    consent(told, 100.1, 1)
    consent(told, 100.1, 2)
    pg(told, 100.2, 'CONTINUING')
    pg(told, 200, 'ASKING')
    consent(told, 200.1, 1, 0)
    pg(told, 200.2, 'CANCELLED')
    expect(told.end()).toMatchObject({ judged: 2, violated: 0 })
  })

  it('names a move that was refused by one and not answered by another, and one without a standby side', () => {
    const told = center()
    pg(told, 100, 'ASKING')
    consent(told, 100.1, 1, 0)
    pg(told, 100.2, 'CONTINUING')
    side(told, 150, 1, 'STOPPED')
    pg(told, 200, 'ASKING')
    expect(lines(told.end())).toEqual([
      '100.2 the PG: moves, asked for at 00:01:40.000, though Finesse 1 refused',
      '100.2 the PG: moves, asked for at 00:01:40.000, though Finesse 2 has not consented',
      '200 the PG: is to be moved, and no side of it stands by',
    ])
  })

  it('asks nothing of a node that works with the other side already', () => {
    const told = center()
    told.fact(50, 'finesseStatus', 2, finesseStatusNames.indexOf('IN_SERVICE'), 1, 'finesse 2')
    pg(told, 100, 'ASKING')
    consent(told, 100.1, 1)
    pg(told, 100.2, 'CONTINUING')
    expect(lines(told.end())).toEqual([])
  })

  it('asks nothing of a node that came into service later', () => {
    const told = center()
    status(told, 50, 'OUT_OF_SERVICE', 2)
    pg(told, 100, 'ASKING')
    consent(told, 100.1, 1)
    status(told, 100.15, 'IN_SERVICE', 2)
    pg(told, 100.2, 'CONTINUING')
    expect(lines(told.end())).toEqual([])
  })
})
