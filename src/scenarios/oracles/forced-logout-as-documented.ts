import { AgentState } from '../../sim/domain/agent-state.ts'
import { Fact } from '../../sim/domain/facts.ts'
import { releaseProfile } from '../../sim/domain/release.ts'
import { clockText, type Micros, SECOND } from '../../sim/kernel/time.ts'
import type { Oracle } from './oracle.ts'
import { finesseStatusNames } from './service-status.ts'

const NODES = 2
const NEVER = Number.NEGATIVE_INFINITY
const STOPPED = finesseStatusNames.indexOf('STOPPED')
const PRESENT = Number.POSITIVE_INFINITY
/** A request to CTI may wait for its turn at a busy node. */
const SLACK_US = 2 * SECOND
const isTalking = (state: number): boolean => state === AgentState.TALKING || state === AgentState.HOLD

/** Source: Finesse developer site, Desktop Presence and Forced Logout; Administration Guide 11.6(1), ch. 13, p. 124. */
export const forcedLogoutAsDocumented: Oracle = {
  name: 'forced logout only after the documented absence',
  says: 'A node forces a user out when a desktop asks for it at the end of its token, or 60 s after the presence was lost there, once, not before, not in a call of one lost without a word, and not when the user has come back to it.',
  behaviours: ['DESK-02', 'DESK-03', 'DESK-04', 'DESK-05', 'DESK-06', 'DESK-11', 'DESK-12', 'DESK-13', 'REASON-23'],
  watch(watch) {
    const { finesseOf, users, outages } = watch
    const graceUs = releaseProfile(watch.workload.release).forcedLogoutGraceUs
    /** Since when a user is away from a node. */
    const away = new Float64Array(NODES * users).fill(NEVER)
    const tookLeave = new Uint8Array(NODES * users)
    const forced = new Uint8Array(NODES * users)
    /** What the node believes, and until when it knew of a call. */
    const states = new Uint8Array(NODES * users).fill(AgentState.LOGOUT)
    const talkedUntil = new Float64Array(NODES * users).fill(NEVER)
    const isThere = new Uint8Array(NODES * users)
    const wasThere = new Float64Array(NODES * users).fill(NEVER)
    const signedOut = new Float64Array(users).fill(NEVER)
    const isOut = new Uint8Array(users).fill(1)

    const judgeAbsence = (cell: number, at: Micros): void => {
      const gone = away[cell]!
      if (gone === PRESENT || gone === NEVER || forced[cell] === 1) return
      const user = cell % users
      const node = (cell - user) / users
      if (isOut[user] === 1 || signedOut[user]! >= gone - SLACK_US || outages.wasNodeOut(node, gone)) return
      // Where the user works at the other node meanwhile, it is that node's business whether to wait.
      const elsewhere = (1 - node) * users + user
      if (isThere[elsewhere] === 1 || wasThere[elsewhere]! >= gone) return
      const talks = tookLeave[cell] === 0 && isTalking(states[cell]!)
      const due = Math.max(gone + graceUs, tookLeave[cell] === 0 ? talkedUntil[cell]! : NEVER)
      watch.judged++
      if (talks || at - due <= SLACK_US) return
      const why = `was away from Finesse ${node + 1} from ${clockText(gone)} to ${clockText(at)}, signed in, and was not forced out`
      watch.violate(at, watch.user(user), why)
    }
    watch.on(Fact.presence, (at, user, available, said, where) => {
      const node = finesseOf[where]!
      if (node < 0) return
      const cell = node * users + user
      if (available === 1) judgeAbsence(cell, at)
      else wasThere[cell] = at
      isThere[cell] = available
      away[cell] = available === 1 ? PRESENT : at
      tookLeave[cell] = said
      forced[cell] = 0
    })
    watch.on(Fact.truthAgentState, (at, agent, state) => {
      isOut[agent] = state === AgentState.LOGOUT ? 1 : 0
      if (state === AgentState.LOGOUT) signedOut[agent] = at
    })
    watch.on(Fact.finesseAgentState, (at, agent, state, _reason, where) => {
      const node = finesseOf[where]!
      if (node < 0) return
      const cell = node * users + agent
      if (isTalking(states[cell]!)) talkedUntil[cell] = at
      states[cell] = state
    })
    watch.on(Fact.finesseStatus, (_at, _about, status, _side, where) => {
      const node = finesseOf[where]!
      // With its process the timers of a node are gone, and what it knew of anybody.
      if (node >= 0 && status === STOPPED) away.fill(NEVER, node * users, (node + 1) * users)
    })
    watch.on(Fact.forcedLogout, (at, user, _number, asked, where) => {
      const node = finesseOf[where]!
      if (node < 0 || asked === 1) return
      watch.judged++
      const cell = node * users + user
      const gone = away[cell]!
      const name = watch.nameOf(where)
      if (gone === PRESENT || gone === NEVER)
        watch.violate(at, watch.user(user), `${name} forced the logout of a user who is there`)
      else if (at - gone < graceUs) {
        watch.violate(
          at,
          watch.user(user),
          `${name} forced the logout ${(at - gone) / SECOND} s after the presence was lost`,
        )
      } else if (forced[cell] === 1) watch.violate(at, watch.user(user), `${name} forced the logout a second time`)
      else if (tookLeave[cell] === 0 && isTalking(states[cell]!)) {
        watch.violate(at, watch.user(user), `${name} forced the logout during a call of a user lost without a word`)
      }
      forced[cell] = 1
    })

    return (now) => {
      for (let cell = 0; cell < NODES * users; cell++) judgeAbsence(cell, now)
    }
  },
}
