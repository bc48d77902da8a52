import { Fact } from '../../sim/domain/facts.ts'
import { releaseProfile } from '../../sim/domain/release.ts'
import { MILLISECOND, SECOND } from '../../sim/kernel/time.ts'
import { desktopSession } from '../../sim/machines/desktop-session.ts'
import type { Oracle } from './oracle.ts'

const NODES = 2
const GOOD = 1
const NEVER = Number.NEGATIVE_INFINITY
const sessions = Object.keys(desktopSession.states)
const USABLE = sessions.indexOf('USABLE')
const MOVING = sessions.indexOf('MOVING')
const LOADING = sessions.indexOf('LOADING')
/** Below this nobody could tell a rush from chance. */
const MANY = 200

/** Source: Cisco Finesse Administration Guide 11.6(1), ch. 13, p. 123; 15.0(1), "Desktop Client Failover". */
export const desktopsLookForAServer: Oracle = {
  name: 'desktops look for a server as documented',
  says: 'A desktop asks round only while it has no server, no faster than its release, after three tries of its library, stays where it moved, and many do not move at once.',
  behaviours: ['CLIENT-05', 'CLIENT-06', 'CLIENT-07', 'CLIENT-12', 'CLIENT-18'],
  watch(watch) {
    const { users } = watch
    const profile = releaseProfile(watch.workload.release)
    const polledAt = new Float64Array(NODES * users).fill(NEVER)
    const unanswered = new Uint8Array(NODES * users)
    const tries = new Uint8Array(users)
    const sessionState = new Int8Array(users).fill(-1)
    const node = new Int8Array(users)
    /** Reloads of desktops that moved, by second. */
    const reloads = new Map<number, number>()

    watch.on(Fact.streamRetry, (at, user, number) => {
      watch.judged++
      if (number > profile.streamRetries) {
        watch.violate(
          at,
          watch.user(user),
          `the library tries for the ${number}th time, and ${profile.streamRetries} are documented`,
        )
      }
      tries[user] = number
    })
    watch.on(Fact.polled, (at, user, asked, good) => {
      watch.judged++
      if (sessionState[user] === USABLE)
        watch.violate(at, watch.user(user), `asks Finesse ${asked} though the desktop is usable`)
      const cell = (asked - 1) * users + user
      // That the current node is asked once more before a move is part of the same look.
      const again = asked - 1 === node[user]! - 1
      // Without an answer, or with a late one, it is noted later than it was asked.
      const waitedUs = unanswered[cell] === 1 ? profile.restPatienceUs : 0
      const early = at - polledAt[cell]! < profile.desktopPollUs - waitedUs - SECOND
      if (early && !again) {
        const seconds = Math.round((at - polledAt[cell]!) / MILLISECOND) / 1000
        watch.violate(at, watch.user(user), `asks Finesse ${asked} again after ${seconds} s`)
      }
      polledAt[cell] = at
      unanswered[cell] = good === GOOD ? 0 : 1
    })
    watch.on(Fact.desktopSession, (at, user, state, number) => {
      const before = sessionState[user]!
      sessionState[user] = state
      node[user] = number
      if (state === USABLE) {
        for (let one = 0; one < NODES; one++) polledAt[one * users + user] = NEVER
        tries[user] = 0
      }
      if (before !== MOVING || state !== LOADING) return
      const second = Math.floor(at / SECOND)
      reloads.set(second, (reloads.get(second) ?? 0) + 1)
    })

    return (now) => {
      if (profile.reloadsCoordinated !== 1) return
      const total = [...reloads.values()].reduce((sum, count) => sum + count, 0)
      if (total < MANY) return
      const most = Math.max(...reloads.values())
      const mean = total / reloads.size
      watch.judged++
      if (most <= 3 * mean) return
      const why = `moved ${most} of them in one second and ${Math.round(mean)} in an average one of the ${reloads.size} that it took`
      watch.violate(now, `${total} desktops`, why)
    }
  },
}
