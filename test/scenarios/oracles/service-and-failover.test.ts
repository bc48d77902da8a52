import { describe, expect, it } from 'vitest'
import { agentsReturnWithTheirPg } from '../../../src/scenarios/oracles/agents-return-with-their-pg.ts'
import { desktopsLookForAServer } from '../../../src/scenarios/oracles/desktops-look-for-a-server.ts'
import { everybodyIsBack } from '../../../src/scenarios/oracles/everybody-is-back.ts'
import { serviceForAReason } from '../../../src/scenarios/oracles/service-for-a-reason.ts'
import { finesseStatusNames } from '../../../src/scenarios/oracles/service-status.ts'
import { silentCtiLinksEnd } from '../../../src/scenarios/oracles/silent-cti-links-end.ts'
import { theLastStateIsPublished } from '../../../src/scenarios/oracles/the-last-state-is-published.ts'
import { PgStatus } from '../../../src/sim/domain/cti.ts'
import { ParticipantState } from '../../../src/sim/domain/dialog-state.ts'
import type { Act } from '../../../src/sim/domain/fault.ts'
import { Topic } from '../../../src/sim/domain/rest.ts'
import { SECOND } from '../../../src/sim/kernel/time.ts'
import { ctiLink } from '../../../src/sim/machines/cti-link.ts'
import { desktopSession } from '../../../src/sim/machines/desktop-session.ts'
import { phoneAgent } from '../../../src/sim/machines/phone-agent.ts'
import { lines, tell } from '../story.ts'

type Told = ReturnType<typeof tell>
const CALL = 16777217

const status = ({ fact }: Told, at: number, name: (typeof finesseStatusNames)[number], node: 1 | 2 = 1, side = 0) =>
  fact(at, 'finesseStatus', node, finesseStatusNames.indexOf(name), side, `finesse ${node}`)
const session = ({ fact }: Told, at: number, user: number, name: keyof typeof desktopSession.states, node = 1) =>
  fact(at, 'desktopSession', user, Object.keys(desktopSession.states).indexOf(name), node, 'desktops')
const phone = ({ fact }: Told, at: number, user: number, name: keyof typeof phoneAgent.states, node = 1) =>
  fact(at, 'phoneAgent', user, Object.keys(phoneAgent.states).indexOf(name), node, 'desktops')

const reset = { kind: 'reset', from: 'finesse 1', to: 'cti A' } as const
const crash = (from: number, until: number): Act[] => [
  { atUs: from * SECOND, entry: 0, repairs: false, deed: { kind: 'end', node: 'cti A', silent: true } },
  { atUs: until * SECOND, entry: 0, repairs: true, deed: { kind: 'start', node: 'cti A' } },
]

describe('everybody is back after the calm', () => {
  it('finds nothing where desktops are usable, and nothing while no node serves', () => {
    const back = tell(everybodyIsBack)
    status(back, 1, 'IN_SERVICE')
    session(back, 10, 0, 'FAILING_OVER')
    session(back, 20, 0, 'USABLE')
    phone(back, 20, 1, 'SIGNED_IN')
    expect(back.end(600)).toMatchObject({ judged: 2, violated: 0 })
    const dark = tell(everybodyIsBack)
    status(dark, 1, 'OUT_OF_SERVICE')
    session(dark, 10, 0, 'FAILING_OVER')
    expect(dark.end(600)).toMatchObject({ violated: 0 })
  })

  it('names a desktop that still looks, and a phone that still says that its server is gone', () => {
    const told = tell(everybodyIsBack)
    session(told, 10, 0, 'FAILING_OVER')
    phone(told, 11, 1, 'UNAVAILABLE')
    // Its node is not the one in service.
    phone(told, 12, 2, 'UNAVAILABLE', 2)
    status(told, 100, 'IN_SERVICE')
    expect(lines(told.end(600))).toEqual([
      '600 agent 1001: the desktop is FAILING_OVER since 00:00:10.000, with a node in service',
      '600 agent 1002: the IP phone says since 00:00:11.000 that its server is unavailable, which is in service',
    ])
  })
})

describe('the last state is published after an outage', () => {
  const outage = () => {
    const told = tell(theLastStateIsPublished, { faults: true })
    told.fact(1, 'presence', 0, 1, 0, 'finesse 1')
    status(told, 2, 'IN_SERVICE')
    status(told, 100, 'OUT_OF_SERVICE')
    return told
  }

  it('finds nothing when everybody who is there is told', () => {
    const told = outage()
    status(told, 160, 'IN_SERVICE')
    told.fact(161, 'published', 0, 1, Topic.USER, 'finesse 1')
    expect(told.end()).toMatchObject({ judged: 1, violated: 0 })
  })

  it('names who was not told, also when the node is out again', () => {
    const told = outage()
    status(told, 160, 'IN_SERVICE')
    told.fact(161, 'published', 0, 1, Topic.DIALOGS, 'finesse 1')
    status(told, 300, 'OUT_OF_SERVICE')
    expect(lines(told.end())).toEqual([
      '300 agent 1001: Finesse 1 is in service again since 00:02:40.000 and has not told the state since',
    ])
  })

  it('names a call that came and went while the node was out, unless wrap-up after it goes on', () => {
    const told = outage()
    for (const call of [CALL, CALL + 1]) {
      told.fact(110, 'truthCallBegan', call, 2, 5)
      told.fact(120, 'truthCallEnded', call)
    }
    status(told, 160, 'IN_SERVICE')
    told.fact(161, 'published', 0, 1, Topic.USER, 'finesse 1')
    told.fact(161, 'desktopDialog', 0, CALL, ParticipantState.ACTIVE, 'desktops')
    told.fact(162, 'desktopDialog', 0, CALL + 1, ParticipantState.WRAP_UP, 'desktops')
    told.fact(163, 'desktopDialog', 0, CALL + 1, ParticipantState.DROPPED, 'desktops')
    expect(lines(told.end())).toEqual([
      `161 agent 1001: is shown call ${CALL}, which came and went while the node was out`,
    ])
  })

  it('lets a desktop that came from the other node take off what was shown there', () => {
    const found = (wasShown: boolean) => {
      const told = outage()
      told.fact(110, 'truthCallBegan', CALL, 2, 5)
      if (wasShown) told.fact(111, 'desktopDialog', 0, CALL, ParticipantState.ACTIVE, 'desktops')
      told.fact(120, 'truthCallEnded', CALL)
      status(told, 160, 'IN_SERVICE')
      told.fact(161, 'published', 0, 1, Topic.USER, 'finesse 1')
      told.fact(161, 'desktopDialog', 0, CALL, ParticipantState.DROPPED, 'desktops')
      return lines(told.end()).length
    }
    expect([found(true), found(false)]).toEqual([0, 1])
  })
})

describe('out of service for a reason, and not for longer', () => {
  it('finds nothing in an outage with a cause', () => {
    const told = tell(serviceForAReason, { acts: crash(100, 160) })
    status(told, 1, 'IN_SERVICE')
    told.fact(100, 'fault', 0, 1)
    status(told, 101, 'OUT_OF_SERVICE')
    told.fact(160, 'fault', 0, 0)
    status(told, 190, 'IN_SERVICE')
    expect(told.end()).toMatchObject({ judged: 3, violated: 0 })
  })

  it('takes what is over in a moment for no excuse of what comes much later', () => {
    const told = tell(serviceForAReason, { acts: [{ atUs: 100 * SECOND, entry: 0, repairs: false, deed: reset }] })
    status(told, 1, 'IN_SERVICE')
    told.fact(100, 'fault', 0, 1)
    status(told, 101, 'OUT_OF_SERVICE')
    status(told, 150, 'IN_SERVICE')
    status(told, 2000, 'OUT_OF_SERVICE')
    expect(lines(told.found())).toEqual(['2000 finesse 1: is OUT_OF_SERVICE, though nothing failed'])
  })

  it('takes what an entry of its own has mended for mended', () => {
    const [down, up] = crash(100, 160)
    const told = tell(serviceForAReason, { acts: [down!, { ...up!, entry: 1, repairs: false, sinceUs: down!.atUs }] })
    status(told, 1, 'IN_SERVICE')
    told.fact(100, 'fault', 0, 1)
    told.fact(160, 'fault', 1, 1)
    status(told, 2000, 'OUT_OF_SERVICE')
    expect(lines(told.found())).toEqual(['2000 finesse 1: is OUT_OF_SERVICE, though nothing failed'])
  })

  it('names an outage without a cause, and one that does not end', () => {
    const told = tell(serviceForAReason)
    status(told, 1, 'IN_SERVICE')
    status(told, 100, 'OUT_OF_SERVICE')
    expect(lines(told.end(1000))).toEqual([
      '100 finesse 1: is OUT_OF_SERVICE, though nothing failed',
      expect.stringContaining('1000 finesse 1: is OUT_OF_SERVICE since 00:01:40.000, though nothing has failed'),
    ])
  })

  it('names nodes that work with CTI servers of different sides', () => {
    const told = tell(serviceForAReason)
    status(told, 1, 'IN_SERVICE', 1, 0)
    status(told, 1, 'IN_SERVICE', 2, 1)
    expect(lines(told.end(1000))).toEqual(['1000 both nodes: are in service with CTI servers of different sides'])
  })
})

describe('desktops look for a server as documented', () => {
  it('finds nothing in three tries, a look each 20 s, and a second look before the move', () => {
    const told = tell(desktopsLookForAServer)
    session(told, 1, 0, 'USABLE')
    session(told, 10, 0, 'RECONNECTING')
    for (const number of [1, 2, 3]) told.fact(10 + number, 'streamRetry', 0, number, 0, 'desktops')
    session(told, 14, 0, 'FAILING_OVER')
    for (const at of [20, 40]) {
      session(told, at, 0, 'POLLING')
      told.fact(at, 'polled', 0, 1, 0, 'desktops')
      told.fact(at, 'polled', 0, 2, at === 40 ? 1 : 0, 'desktops')
      if (at === 20) session(told, at, 0, 'FAILING_OVER')
    }
    session(told, 40, 0, 'CHECKING_CURRENT')
    told.fact(44, 'polled', 0, 1, 0, 'desktops')
    session(told, 44, 0, 'MOVING')
    session(told, 46, 0, 'LOADING', 2)
    // At the other node now; the second look at the one before is no look for itself.
    session(told, 50, 0, 'FAILING_OVER', 2)
    session(told, 60, 0, 'POLLING', 2)
    told.fact(60, 'polled', 0, 1, 0, 'desktops')
    expect(told.end()).toMatchObject({ judged: 12, violated: 0 })
  })

  it('lets a computer read the answers to its look of before it slept when it looks again', () => {
    const told = tell(desktopsLookForAServer)
    session(told, 10, 0, 'FAILING_OVER')
    session(told, 20, 0, 'POLLING')
    told.fact(180, 'polled', 0, 1, 2, 'desktops')
    session(told, 180, 0, 'FAILING_OVER')
    session(told, 180, 0, 'POLLING')
    told.fact(180.02, 'polled', 0, 1, 0, 'desktops')
    expect(lines(told.end())).toEqual([])
  })

  it('names a fourth try, a look while usable, one too soon, and a move without a second look', () => {
    const told = tell(desktopsLookForAServer)
    session(told, 1, 0, 'USABLE')
    told.fact(2, 'polled', 0, 1, 1, 'desktops')
    session(told, 3, 0, 'RECONNECTING')
    told.fact(4, 'streamRetry', 0, 4, 0, 'desktops')
    session(told, 5, 0, 'FAILING_OVER')
    session(told, 10, 0, 'POLLING')
    session(told, 11, 0, 'FAILING_OVER')
    session(told, 15, 0, 'POLLING')
    told.fact(40, 'polled', 0, 1, 0, 'desktops')
    session(told, 40, 0, 'CHECKING_CURRENT')
    session(told, 40, 0, 'MOVING')
    expect(lines(told.end())).toEqual([
      '2 agent 1001: asks Finesse 1 though the desktop is usable',
      '4 agent 1001: the library tries for the 4th time, and 3 are documented',
      '15 agent 1001: asks round again after 5 s',
      '40 agent 1001: moves away from Finesse 1 without a second look at it',
    ])
  })

  it('lets a desktop leave a node that is in service and gives no stream', () => {
    const told = tell(desktopsLookForAServer)
    session(told, 5, 0, 'FAILING_OVER')
    told.fact(40, 'polled', 0, 1, 1, 'desktops')
    session(told, 40, 0, 'CHECKING_CURRENT')
    session(told, 40, 0, 'MOVING')
    expect(lines(told.end())).toEqual([])
  })

  it('names a rush of hundreds who move at once', () => {
    const rush = (perSecond: number) => {
      const told = tell(desktopsLookForAServer, { agents: 1000 })
      for (let user = 0; user < 1000; user++) {
        session(told, 90, user, 'FAILING_OVER')
        told.fact(100, 'polled', user, 1, 1, 'desktops')
        session(told, 100, user, 'MOVING')
      }
      for (let user = 0; user < 1000; user++) session(told, 100 + user / perSecond, user, 'LOADING', 2)
      return lines(told.end())
    }
    expect(rush(40)).toEqual([])
    expect(rush(100)).toEqual([
      '4200 1000 desktops: moved 500 of them in 5 s, and 315 are enough if reloads are spread',
    ])
  })
})

describe('agents return with their PG', () => {
  const pg = ({ fact }: Told, at: number, isOut: boolean) =>
    fact(at, 'pgStatus', 0, isOut ? PgStatus.PERIPHERAL_OFFLINE : 0)

  it('finds nothing when those who were logged out are signed in again', () => {
    const told = tell(agentsReturnWithTheirPg)
    // One was logged out before, for another loss, and nobody owes a sign-in for that.
    told.states(1, [1, 'READY'], [5, 'LOGOUT', 50002])
    told.states(0, [1, 'READY'], [10, 'LOGOUT', 50002])
    pg(told, 10, true)
    told.fact(10.5, 'contactRouted', 7, 0, 0, 'router')
    told.states(0, [20, 'NOT_READY'], [20, 'READY'])
    pg(told, 20, false)
    told.fact(21, 'contactRouted', 8, 0, 0, 'router')
    expect(told.end()).toMatchObject({ violated: 0 })
  })

  it('names who stays logged out, and a call for a PG without phones', () => {
    const told = tell(agentsReturnWithTheirPg)
    told.states(0, [1, 'READY'], [10, 'LOGOUT', 50002])
    pg(told, 10, true)
    told.fact(15, 'contactRouted', 7, 0, 0, 'router')
    pg(told, 20, false)
    expect(lines(told.end())).toEqual([
      '15 agent 1001: contact 7 was routed there, though the PG has no phones since 00:00:10.000',
      '20 agent 1001: was logged out when the PG lost its phones at 00:00:10.000, and not signed in again',
    ])
  })
})

describe('silent CTI links end', () => {
  const cut: readonly Act[] = [
    {
      atUs: 100 * SECOND,
      entry: 0,
      repairs: false,
      deed: { kind: 'trouble', from: 'finesse 1', to: 'cti A', both: true, trouble: { cut: true }, name: 'cut' },
    },
    { atUs: 200 * SECOND, entry: 0, repairs: true, sinceUs: 100 * SECOND, deed: { kind: 'settle', name: 'cut' } },
  ]
  const link = ({ fact }: Told, at: number, node: 1 | 2, name: keyof typeof ctiLink.states) =>
    fact(at, 'ctiLink', node, 0, Object.keys(ctiLink.states).indexOf(name), `finesse ${node}`)

  it('finds nothing when the link is given up after three missed heartbeats, and nothing in a link that goes on', () => {
    const told = tell(silentCtiLinksEnd, { acts: cut, faults: true })
    for (const node of [1, 2] as const) link(told, 10, node, 'UP')
    link(told, 119, 1, 'RETRYING')
    expect(told.end()).toMatchObject({ judged: 1, violated: 0 })
  })

  it('names a link that is kept for longer', () => {
    const told = tell(silentCtiLinksEnd, { acts: cut, faults: true })
    link(told, 10, 1, 'UP')
    link(told, 201, 1, 'RETRYING')
    expect(lines(told.end())).toEqual(['201 finesse 1: kept its link to CTI server A, silent since 00:01:40.000'])
  })

  it('has nothing to say where no link falls silent for long', () => {
    const short = cut.map((act) => (act.repairs ? { ...act, atUs: 110 * SECOND } : act))
    const told = tell(silentCtiLinksEnd, { acts: short, faults: true })
    link(told, 10, 1, 'UP')
    expect(told.end()).toMatchObject({ judged: 0, violated: 0 })
  })
})
