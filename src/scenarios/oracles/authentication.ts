import { Fact } from '../../sim/domain/facts.ts'
import { clockText, MINUTE, type Micros, SECOND } from '../../sim/kernel/time.ts'
import type { Oracle } from './oracle.ts'
import { finesseStatusNames } from './service-status.ts'

/** Cisco Finesse Administration Guide 11.6(1), ch. 13 "AWDB Failover", p. 122, and ch. 1, p. 3. */
const STOPPED = finesseStatusNames.indexOf('STOPPED')
const CACHED_US: Micros = 30 * MINUTE
const LOCKED_US: Micros = 5 * MINUTE
const TRIES = 5
const NODES = 2

/** Several requests may have been on their way to the AWDBs at once, and these may have been waited for. */
const UNDER_WAY_US: Micros = 20 * SECOND

const BY_CACHE = 0
const LOCKED = 3
const WRONG = 4
const NO_DATABASE = 5

export const authentication: Oracle = {
  name: 'credentials are checked as documented',
  says: 'A node knows a user for 30 minutes after the last success, locks for 5 minutes after 5 wrong passwords, and forgets them after a right one.',
  behaviours: ['AWDB-01', 'AWDB-02', 'LOCK-01', 'LOCK-02', 'AUTH-01'],
  watch(watch) {
    const { finesseOf, users } = watch
    const cells = NODES * users
    const lastSuccess = new Float64Array(cells).fill(Number.NEGATIVE_INFINITY)
    const lockedUntil = new Float64Array(cells).fill(Number.NEGATIVE_INFINITY)
    const wrong = new Uint8Array(cells)

    watch.on(Fact.authenticated, (at, user, granted, by, where) => {
      const node = finesseOf[where]!
      if (node < 0 || user < 0) return
      watch.judged++
      const cell = node * users + user
      const isLocked = at < lockedUntil[cell]!
      if (granted === 1) {
        if (isLocked)
          watch.violate(at, watch.user(user), `was let in while locked until ${clockText(lockedUntil[cell]!)}`)
        if (by === BY_CACHE && at - lastSuccess[cell]! > CACHED_US) {
          const last =
            lastSuccess[cell]! === Number.NEGATIVE_INFINITY
              ? 'never before'
              : `last at ${clockText(lastSuccess[cell]!)}`
          watch.violate(at, watch.user(user), `was let in from the cache, but was let in ${last}`)
        }
        if (by >= LOCKED)
          watch.violate(
            at,
            watch.user(user),
            `was let in although ${by === LOCKED ? 'locked' : 'the password was wrong'}`,
          )
        const knownFor = at - lastSuccess[cell]!
        if (by !== BY_CACHE && wrong[cell] === 0 && knownFor > UNDER_WAY_US && knownFor < CACHED_US) {
          watch.violate(at, watch.user(user), `was looked up, but was let in last at ${clockText(lastSuccess[cell]!)}`)
        }
        lastSuccess[cell] = at
        wrong[cell] = 0
        return
      }
      if (by === LOCKED) {
        if (!isLocked) watch.violate(at, watch.user(user), 'was refused as locked without being locked')
        // Every try while locked begins the time anew.
        lockedUntil[cell] = at + LOCKED_US
      } else if (by === NO_DATABASE) {
        const knownFor = at - lastSuccess[cell]!
        if (knownFor > UNDER_WAY_US && knownFor < CACHED_US - UNDER_WAY_US)
          watch.violate(at, watch.user(user), 'was refused for want of an AWDB, and should have been remembered')
      } else if (by === WRONG) {
        if (isLocked) watch.violate(at, watch.user(user), `was refused for the password while locked`)
        // A lock that has run out leaves a clean sheet.
        if (wrong[cell]! >= TRIES) wrong[cell] = 0
        wrong[cell]!++
        if (wrong[cell] === TRIES) lockedUntil[cell] = at + LOCKED_US
      }
    })
    // A process that ends takes what it remembered with it.
    watch.on(Fact.finesseStatus, (_at, _about, status, _side, where) => {
      const node = finesseOf[where]!
      if (node < 0 || status !== STOPPED) return
      for (const cells of [lastSuccess, lockedUntil]) {
        cells.fill(Number.NEGATIVE_INFINITY, node * users, (node + 1) * users)
      }
      wrong.fill(0, node * users, (node + 1) * users)
    })
    return undefined
  },
}
