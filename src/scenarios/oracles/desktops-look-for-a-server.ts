import { Fact } from '../../sim/domain/facts.ts'
import { releaseProfile } from '../../sim/domain/release.ts'
import { MILLISECOND, SECOND } from '../../sim/kernel/time.ts'
import { desktopSession } from '../../sim/machines/desktop-session.ts'
import type { Oracle } from './oracle.ts'
import { RUSH_US, Rush } from './rush.ts'

const GOOD = 1
const NEVER = Number.NEGATIVE_INFINITY
const sessions = Object.keys(desktopSession.states)
const USABLE = sessions.indexOf('USABLE')
const MOVING = sessions.indexOf('MOVING')
const LOADING = sessions.indexOf('LOADING')
const POLLING = sessions.indexOf('POLLING')
const CHECKING_CURRENT = sessions.indexOf('CHECKING_CURRENT')
/** Below this nobody could tell a rush from chance. */
const MANY = 200

/** Source: Cisco Finesse Administration Guide 11.6(1), ch. 13, p. 123; 15.0(1), "Desktop Client Failover". */
export const desktopsLookForAServer: Oracle = {
  name: 'desktops look for a server as documented',
  says: 'A desktop asks round only while it has no server, no faster than its release, after three tries of its library, looks at its node once more before it moves, and many do not move at once.',
  behaviours: ['CLIENT-05', 'CLIENT-06', 'CLIENT-07', 'CLIENT-10', 'CLIENT-12', 'CLIENT-18'],
  watch(watch) {
    const { users } = watch
    const profile = releaseProfile(watch.workload.release)
    /** When a desktop last began to ask round: answers may be read much later, as by a computer that was asleep. */
    const roundAt = new Float64Array(users).fill(NEVER)
    const tries = new Uint8Array(users)
    const sessionState = new Int8Array(users).fill(-1)
    const node = new Int8Array(users)
    /** The last word of the node in use, and whether it was asked again since the other looked better. */
    const lastWord = new Int8Array(users).fill(-1)
    const lookedAgain = new Uint8Array(users)
    const reloads = new Rush(profile.reloadsPerSecond)

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
      if (asked !== node[user]) return
      // That the current node is asked once more before a move is part of the same look.
      lastWord[user] = good
      lookedAgain[user] = sessionState[user] === CHECKING_CURRENT ? 1 : 0
    })
    watch.on(Fact.desktopSession, (at, user, state, number) => {
      const before = sessionState[user]!
      sessionState[user] = state
      node[user] = number
      if (state === USABLE) {
        roundAt[user] = NEVER
        tries[user] = 0
      }
      if (state === POLLING) {
        watch.judged++
        const sinceUs = at - roundAt[user]!
        if (sinceUs < profile.desktopPollUs - SECOND) {
          const seconds = Math.round(sinceUs / MILLISECOND) / 1000
          watch.violate(at, watch.user(user), `asks round again after ${seconds} s`)
        }
        roundAt[user] = at
      }
      // A node that is in service, and yet gives no stream, is not looked at again.
      if (state === MOVING && lookedAgain[user] === 0 && lastWord[user] !== GOOD) {
        watch.violate(at, watch.user(user), `moves away from Finesse ${number} without a second look at it`)
      }
      if (before === MOVING && state === LOADING && profile.reloadsCoordinated === 1) reloads.add(at)
      if (state !== CHECKING_CURRENT && state !== MOVING) lookedAgain[user] = 0
    })

    return (now) => {
      if (reloads.total < MANY) return
      watch.judged++
      if (reloads.most <= reloads.fair) return
      const seconds = RUSH_US / SECOND
      const why = `moved ${reloads.most} of them in ${seconds} s, and ${reloads.fair} are enough if reloads are spread`
      watch.violate(now, `${reloads.total} desktops`, why)
    }
  },
}
