import { AgentState } from '../../sim/domain/agent-state.ts'
import { Fact } from '../../sim/domain/facts.ts'
import { Notice, notices } from '../../sim/domain/notices.ts'
import { Reason } from '../../sim/domain/reason-codes.ts'
import type { Oracle } from './oracle.ts'
import { PlannedMoves } from './planned-moves.ts'
import { finesseStatusNames, IN_SERVICE } from './service-status.ts'

const UNAVAILABLE = 503
/** What desktops and IP phones say of a server that they lose; that it is back may be said of an earlier loss. */
const ofLoss = new Set([
  Notice['connection-lost'],
  Notice['out-of-service'],
  Notice['server-unavailable'],
  Notice['operation-timed-out'],
])

/** Source: Cisco Finesse Administration Guide 15.0(1), Agent PG maintenance; CTI guide, protocol version 24. */
export const maintenanceIsNotNoticed: Oracle = {
  name: 'nobody notices PG maintenance',
  says: 'While an agent PG moves to its other side as planned, no node leaves service, no request is refused for it, nobody is logged out or told of a lost server.',
  behaviours: ['PGMM-07', 'PGMM-03', 'PGMM-05', 'PGMM-06'],
  watch(watch) {
    const moves = new PlannedMoves(watch)
    const states = new Uint8Array(watch.users).fill(AgentState.LOGOUT)
    /** Whose desktop gave the session up, as when its tokens run out: that has nothing to do with the PG. */
    const gaveUp = new Uint8Array(watch.users)

    watch.on(Fact.finesseStatus, (at, _about, status, _side, where) => {
      if (!moves.isToBlame || status === IN_SERVICE || watch.finesseOf[where]! < 0) return
      watch.violate(at, watch.nameOf(where), `is ${finesseStatusNames[status]} while the PG moves as planned`)
    })
    watch.on(Fact.requestAnswered, (at, user, id, status) => {
      if (!moves.isToBlame || status !== UNAVAILABLE) return
      watch.violate(at, watch.user(user), `request ${id} was answered 503 while the PG moves as planned`)
    })
    watch.on(Fact.forcedLogout, (_at, user, _number, asked) => {
      if (asked === 1) gaveUp[user] = 1
    })
    watch.on(Fact.truthAgentState, (at, agent, state, reason) => {
      const before = states[agent]!
      states[agent] = state
      if (state !== AgentState.LOGOUT) return
      const isOwn = gaveUp[agent] === 1
      gaveUp[agent] = 0
      if (!moves.isToBlame || isOwn || before === AgentState.LOGOUT) return
      if (reason === Reason.CONNECTION_FAILURE) {
        watch.violate(at, watch.user(agent), 'was logged out with 50002 while the PG moves as planned')
      }
    })
    watch.on(Fact.notice, (at, user, notice) => {
      if (!moves.isToBlame || !ofLoss.has(notice)) return
      watch.violate(at, watch.user(user), `is told "${notices[notice]}" while the PG moves as planned`)
    })
    return undefined
  },
}
