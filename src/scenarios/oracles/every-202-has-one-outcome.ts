import { operationAsked } from '../../sim/domain/asked.ts'
import { Fact } from '../../sim/domain/facts.ts'
import { Operation, operationName } from '../../sim/domain/rest.ts'
import { clockText, type Micros, SECOND } from '../../sim/kernel/time.ts'
import { LiveRequests } from '../live-requests.ts'
import { type Oracle, SETTLED_US } from './oracle.ts'

const ACCEPTED = 202
/** An outcome that is not there so long after the request will not come any more. */
const OVERDUE_US: Micros = 30 * SECOND

const IS_ACCEPTED = 1
const HAS_OUTCOME = 2

/** The answer and the event travel on two ways, so either may be first. */
export const every202HasOneOutcome: Oracle = {
  name: 'every 202 has one outcome',
  says: 'A request that was accepted is followed by exactly one event or one error, one that was refused by neither.',
  behaviours: ['API-02', 'XMPP-04', 'DIALOG-10'],
  watch(watch) {
    const live = new LiveRequests()
    const lastDone = new Int32Array(watch.users)
    const lastRefused = new Int32Array(watch.users)

    /** Requests whose outcome the desktop gave up waiting for; it may still come, when the answer alone was lost. */
    const givenUp = new Set<string>()

    const signedOutAt = new Float64Array(watch.users).fill(Number.NEGATIVE_INFINITY)
    watch.on(Fact.signedOut, (at, user) => {
      signedOutAt[user] = at
    })

    const done = (slot: number, user: number, id: number) => {
      live.remove(slot)
      lastDone[user] = id
    }

    watch.on(Fact.requestSent, (at, user, id, asked) => {
      const operation = operationAsked(asked)
      if (operation !== Operation.putUser && operation !== Operation.putDialog && operation !== Operation.postDialog)
        return
      if (live.find(user, id) >= 0) watch.violate(at, watch.user(user), `request ${id} was sent twice`)
      else live.add(user, id, at, operation)
    })
    watch.on(Fact.requestAnswered, (at, user, id, status) => {
      const slot = live.find(user, id)
      if (slot < 0) return
      const flags = live.flags(slot)
      if ((flags & IS_ACCEPTED) !== 0) {
        watch.violate(at, watch.user(user), `request ${id} was answered twice, now with ${status}`)
        return
      }
      watch.judged++
      if (status === ACCEPTED) {
        if ((flags & HAS_OUTCOME) !== 0) done(slot, user, id)
        else live.flag(slot, IS_ACCEPTED)
        return
      }
      if ((flags & HAS_OUTCOME) !== 0) {
        watch.violate(at, watch.user(user), `request ${id} was refused with ${status} but has an outcome`)
      }
      live.remove(slot)
      lastRefused[user] = id
    })
    watch.on(Fact.outcomeSeen, (at, user, id, error) => {
      const slot = live.find(user, id)
      const what = error === 1 ? 'an error' : 'a success'
      if (slot < 0 && givenUp.delete(`${user} ${id}`)) return
      if (slot < 0) {
        if (lastDone[user] === id) watch.violate(at, watch.user(user), `request ${id} has a second outcome, ${what}`)
        else if (lastRefused[user] === id) {
          watch.violate(at, watch.user(user), `request ${id} was refused but has an outcome, ${what}`)
        } else watch.violate(at, watch.user(user), `${what} came for request ${id}, which is not under way`)
        return
      }
      const flags = live.flags(slot)
      if ((flags & HAS_OUTCOME) !== 0) {
        watch.violate(at, watch.user(user), `request ${id} has a second outcome, ${what}`)
      } else if ((flags & IS_ACCEPTED) !== 0) done(slot, user, id)
      else live.flag(slot, HAS_OUTCOME)
    })
    watch.on(Fact.outcomeUnknown, (at, user, id, operation) => {
      if (!watch.faults) {
        watch.violate(at, watch.user(user), `no outcome came for request ${id} (${operationName(operation)})`)
      }
      const slot = live.find(user, id)
      if (slot >= 0) live.remove(slot)
      givenUp.add(`${user} ${id}`)
    })

    return (now) => {
      for (const { user, id, slot } of live.all()) {
        const sentAt = live.sentAt(slot)
        if (sentAt > now - OVERDUE_US) continue
        // Signed out right after it, by a second request: the outcome comes to nobody.
        const out = signedOutAt[user]!
        if (out >= sentAt && out - sentAt <= SETTLED_US) continue
        // Whoever was out since then does not wait for it any more.
        if (watch.faults && watch.outages.wasDeskOut(user, sentAt)) continue
        const missing =
          (live.flags(slot) & IS_ACCEPTED) !== 0 ? 'was accepted but has no outcome' : 'was never answered'
        const what = `${operationName(live.operation(slot))}, sent at ${clockText(sentAt)}`
        watch.violate(now, watch.user(user), `request ${id} (${what}) ${missing}`)
      }
    }
  },
}
