import { AgentState } from '../../sim/domain/agent-state.ts'
import { Fact } from '../../sim/domain/facts.ts'
import { releaseProfile } from '../../sim/domain/release.ts'
import { clockText, SECOND } from '../../sim/kernel/time.ts'
import type { Oracle } from './oracle.ts'
import { finesseStatusNames } from './service-status.ts'

const NODES = 2
const STOPPED = finesseStatusNames.indexOf('STOPPED')
const PRESENT = Number.POSITIVE_INFINITY
const NEVER_THERE = Number.NEGATIVE_INFINITY
/** A request to CTI may wait for its turn at a busy node. */
const SLACK_US = 2 * SECOND

/** Source: Finesse developer site, Desktop Presence and Forced Logout; Administration Guide 11.6(1), ch. 13, p. 124. */
export const forcedLogoutAsDocumented: Oracle = {
  name: 'forced logout only after the documented absence',
  says: 'A node forces a user out when a desktop asks for it at the end of its token, or 60 s after the presence was lost there, once, not before, and not when the user has come back to it.',
  behaviours: ['DESK-02', 'DESK-03', 'DESK-04', 'DESK-05', 'DESK-06', 'DESK-11', 'DESK-13', 'REASON-23'],
  watch(watch) {
    const { finesseOf, users, outages } = watch
    const graceUs = releaseProfile(watch.workload.release).forcedLogoutGraceUs
    /** Since when a user is away from a node. */
    const away = new Float64Array(NODES * users).fill(NEVER_THERE)
    const forced = new Uint8Array(NODES * users)
    const states = new Uint8Array(users).fill(AgentState.LOGOUT)

    watch.on(Fact.presence, (at, user, available, _y, where) => {
      const node = finesseOf[where]!
      if (node < 0) return
      away[node * users + user] = available === 1 ? PRESENT : at
      forced[node * users + user] = 0
    })
    watch.on(Fact.truthAgentState, (_at, agent, state) => {
      states[agent] = state
    })
    watch.on(Fact.finesseStatus, (_at, _about, status, _side, where) => {
      const node = finesseOf[where]!
      // With its process the timers of a node are gone, and what it knew of anybody.
      if (node >= 0 && status === STOPPED) away.fill(NEVER_THERE, node * users, (node + 1) * users)
    })
    watch.on(Fact.forcedLogout, (at, user, _number, asked, where) => {
      const node = finesseOf[where]!
      if (node < 0 || asked === 1) return
      watch.judged++
      const cell = node * users + user
      const gone = away[cell]!
      const name = watch.nameOf(where)
      if (gone === PRESENT || gone === NEVER_THERE)
        watch.violate(at, watch.user(user), `${name} forced the logout of a user who is there`)
      else if (at - gone < graceUs) {
        watch.violate(
          at,
          watch.user(user),
          `${name} forced the logout ${(at - gone) / SECOND} s after the presence was lost`,
        )
      } else if (forced[cell] === 1) watch.violate(at, watch.user(user), `${name} forced the logout a second time`)
      forced[cell] = 1
    })

    return (now) => {
      for (let node = 0; node < NODES; node++) {
        for (let user = 0; user < users; user++) {
          const cell = node * users + user
          const gone = away[cell]!
          const isAway = gone !== PRESENT && gone !== NEVER_THERE
          if (!isAway || forced[cell] === 1 || states[user] === AgentState.LOGOUT) continue
          // Where the user works at the other node meanwhile, it is that node's business whether to wait.
          if (away[(1 - node) * users + user] === PRESENT) continue
          if (outages.wasNodeOut(node, gone)) continue
          if (now - gone <= graceUs + SLACK_US) continue
          const why = `is away from Finesse ${node + 1} since ${clockText(gone)}, still signed in, and was never forced out`
          watch.violate(now, watch.user(user), why)
        }
      }
    }
  },
}
