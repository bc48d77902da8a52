import { Fact } from '../../sim/domain/facts.ts'
import { releaseProfile } from '../../sim/domain/release.ts'
import { clockText, type Micros, SECOND } from '../../sim/kernel/time.ts'
import { phoneAgent } from '../../sim/machines/phone-agent.ts'
import { type Oracle, SETTLED_US } from './oracle.ts'

const NODES = 2
const NEVER = Number.NEGATIVE_INFINITY
const states = Object.keys(phoneAgent.states)
const stateOf = (name: keyof typeof phoneAgent.states) => states.indexOf(name)
const INACTIVE = stateOf('INACTIVE')
const UNAVAILABLE = stateOf('UNAVAILABLE')
const SIGNED_OUT = stateOf('SIGNED_OUT')
const SIGNING_OUT = stateOf('SIGNING_OUT')
const working = new Set([stateOf('SIGNED_IN'), stateOf('ONE_CHECK_FAILED'), stateOf('TWO_CHECKS_FAILED')])
const SLACK_US: Micros = 2 * SECOND

/** Source: Cisco Finesse Administration Guide 11.6(1), ch. 13, p. 127; App. A, "IPPA Inactivity Timeout", p. 145. */
export const phonesNoticeAsDocumented: Oracle = {
  name: 'IP phones notice as documented',
  says: 'An IP phone says within three checks that its server is gone, shows the sign-in screen again only with notifications, and signs out who looks elsewhere for too long.',
  behaviours: ['FIPPA-01', 'FIPPA-02', 'FIPPA-04', 'FIPPA-05', 'FIPPA-10'],
  watch(watch) {
    const { users, finesseOf, workload } = watch
    const { fippaProbeUs, fippaProbes } = releaseProfile(workload.release)
    // The first check comes within a period, and an answer that does not come is missed when the next is due.
    const noticedUs = (fippaProbes + 2) * fippaProbeUs + SLACK_US
    const timeoutUs = workload.settings.ippaInactivityTimeoutSec * SECOND
    const state = new Int8Array(users).fill(-1)
    const since = new Float64Array(users)
    /** Since when the phone works with its node, without a look at another screen. */
    const worksSince = new Float64Array(users).fill(NEVER)
    const home = new Int8Array(users)
    const present = new Uint8Array(NODES * users)
    /** Since the server was unavailable, its notifications were there. */
    const isNotified = new Uint8Array(users)
    /** Recovered, and the presence that has to come by the new stream has not been seen yet. */
    const recoveredAt = new Float64Array(users).fill(NEVER)
    const outSince = new Float64Array(NODES).fill(NEVER)

    const judgeNotice = (user: number, at: Micros): void => {
      const out = outSince[home[user]! - 1] ?? NEVER
      const works = worksSince[user]!
      if (out === NEVER || works === NEVER) return
      watch.judged++
      if (at - Math.max(out, works) <= noticedUs) return
      watch.violate(
        at,
        watch.user(user),
        `the IP phone has not noticed that its server is gone since ${clockText(out)}`,
      )
      worksSince[user] = NEVER
    }
    const judgeReturn = (user: number, at: Micros): void => {
      const recovered = recoveredAt[user]!
      if (recovered === NEVER || at - recovered <= SETTLED_US) return
      recoveredAt[user] = NEVER
      const why = `the IP phone took its server for back at ${clockText(recovered)}, without notifications`
      watch.violate(at, watch.user(user), why)
    }
    const judgeInactive = (user: number, next: number, at: Micros): void => {
      const awayUs = at - since[user]!
      watch.judged++
      if (next === SIGNING_OUT && (timeoutUs === 0 || awayUs < timeoutUs)) {
        watch.violate(at, watch.user(user), `was signed out after ${awayUs / SECOND} s on another screen`)
      } else if (timeoutUs > 0 && awayUs > timeoutUs + SLACK_US) {
        watch.violate(at, watch.user(user), `looked at another screen for ${awayUs / SECOND} s and was not signed out`)
      }
    }

    watch.on(Fact.finesseStatus, (at, _about, _status, _side, where) => {
      const node = finesseOf[where]!
      if (node < 0) return
      const isOut = watch.outages.isNodeOut(node)
      if (isOut === outSince[node]! > NEVER) return
      if (!isOut) for (let user = 0; user < users; user++) if (home[user] === node + 1) judgeNotice(user, at)
      outSince[node] = isOut ? at : NEVER
    })
    watch.on(Fact.presence, (_at, user, available, _y, where) => {
      const node = finesseOf[where]!
      if (node < 0) return
      present[node * users + user] = available
      if (available === 0 || home[user] !== node + 1) return
      isNotified[user] = 1
      recoveredAt[user] = NEVER
    })
    watch.on(Fact.phoneAgent, (at, user, next, number) => {
      const before = state[user]!
      if (before === INACTIVE) judgeInactive(user, next, at)
      judgeNotice(user, at)
      judgeReturn(user, at)
      if (!working.has(next)) worksSince[user] = NEVER
      else if (!working.has(before)) worksSince[user] = at
      if (next === UNAVAILABLE) isNotified[user] = present[(number - 1) * users + user]!
      if (before === UNAVAILABLE && next === SIGNED_OUT) {
        watch.judged++
        // A Notification Service that Tomcat has not found again gives streams, and knows of nobody's presence.
        if (isNotified[user] === 0 && !watch.outages.isNodeOut(number - 1)) recoveredAt[user] = at
      }
      state[user] = next
      since[user] = at
      home[user] = number
    })
    return (now) => {
      for (let user = 0; user < users; user++) {
        if (state[user] === INACTIVE) judgeInactive(user, INACTIVE, now)
        judgeNotice(user, now)
        judgeReturn(user, now)
      }
    }
  },
}
