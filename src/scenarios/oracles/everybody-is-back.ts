import { Fact } from '../../sim/domain/facts.ts'
import { clockText, MINUTE, type Micros } from '../../sim/kernel/time.ts'
import { desktopSession } from '../../sim/machines/desktop-session.ts'
import { phoneAgent } from '../../sim/machines/phone-agent.ts'
import type { Oracle } from './oracle.ts'

/** With a node in service for so long, whoever wants to work has had the time to come back. */
const TIME_TO_RETURN_US: Micros = 3 * MINUTE
const sessions = Object.keys(desktopSession.states)
const phones = Object.keys(phoneAgent.states)
const settled = new Set(['USABLE', 'SIGNING_OUT', 'SIGNED_OUT', 'CLOSED'].map((name) => sessions.indexOf(name)))
const LOADING = sessions.indexOf('LOADING')
const UNAVAILABLE = phones.indexOf('UNAVAILABLE')

/** Source: Cisco Finesse Administration Guide 15.0(1), "Desktop Client Failover"; 11.6(1), ch. 13, p. 123-127. */
export const everybodyIsBack: Oracle = {
  name: 'everybody is back after the calm',
  says: 'Once a node has been in service for three minutes, no desktop still looks for a server and no IP phone says that there is none.',
  behaviours: ['CLIENT-08', 'CLIENT-11', 'FIPPA-04', 'DESK-10'],
  watch(watch) {
    const since = new Float64Array(watch.users)
    /** Node that the page is of, or is asked of. */
    const pageOf = new Int8Array(watch.users)
    const phoneState = new Int8Array(watch.users).fill(-1)
    const phoneSince = new Float64Array(watch.users)
    const phoneNode = new Int8Array(watch.users)
    const inSince = new Float64Array(2).fill(Number.POSITIVE_INFINITY)

    watch.on(Fact.desktopSession, (at, user, _state, node) => {
      since[user] = at
      pageOf[user] = node
    })
    watch.on(Fact.phoneAgent, (at, user, state, node) => {
      phoneState[user] = state
      phoneSince[user] = at
      phoneNode[user] = node
    })
    watch.on(Fact.finesseStatus, (at, _about, _status, _side, where) => {
      const node = watch.finesseOf[where]!
      if (node < 0) return
      if (watch.outages.isNodeOut(node)) inSince[node] = Number.POSITIVE_INFINITY
      else if (inSince[node] === Number.POSITIVE_INFINITY) inSince[node] = at
    })

    return (now) => {
      const serving = Math.min(inSince[0]!, inSince[1]!)
      if (now - serving < TIME_TO_RETURN_US) return
      for (let user = 0; user < watch.users; user++) {
        const state = watch.outages.sessions[user]!
        if (state >= 0) {
          watch.judged++
          // A page that was never loaded cannot look for another server than its own.
          const from = state === LOADING ? inSince[pageOf[user]! - 1]! : serving
          const isLate = since[user]! <= now - TIME_TO_RETURN_US && now - from >= TIME_TO_RETURN_US
          if (!settled.has(state) && isLate) {
            const why = `the desktop is ${sessions[state]} since ${clockText(since[user]!)}, with a node in service`
            watch.violate(now, watch.user(user), why)
          }
        }
        if (phoneState[user]! < 0) continue
        watch.judged++
        const own = inSince[phoneNode[user]! - 1] ?? Number.POSITIVE_INFINITY
        if (phoneState[user] === UNAVAILABLE && now - own >= TIME_TO_RETURN_US) {
          const why = `the IP phone says since ${clockText(phoneSince[user]!)} that its server is unavailable, which is in service`
          watch.violate(now, watch.user(user), why)
        }
      }
    }
  },
}
