import { Fact } from '../../sim/domain/facts.ts'
import { Copy, packed, packedText, TruthLog } from './follow.ts'
import { type Oracle, SETTLED_US } from './oracle.ts'

const AWAY = 0
const COMING_BACK = 1
const THERE = 2

export const desktopsFollowTheTruth: Oracle = {
  name: 'desktops follow the truth',
  says: 'A signed-in desktop shows the states of its user one after the other as they were, and leaves none out.',
  behaviours: ['XMPP-01', 'XMPP-08', 'AGENT-02'],
  watch(watch) {
    const log = new TruthLog(watch.users)
    const copy = new Copy(log)
    const session = new Uint8Array(watch.users)
    const { outages } = watch

    watch.on(Fact.truthAgentState, (_at, agent, state, reason) => log.add(agent, packed(state, reason)))
    watch.on(Fact.signedIn, (_at, user) => {
      session[user] = THERE
    })
    watch.on(Fact.signedOut, (_at, user) => {
      session[user] = AWAY
    })
    // A desktop that lost its stream reads the present state when it is back.
    watch.on(Fact.presence, (_at, user, available) => {
      if (available === 0) session[user] = AWAY
      else if (session[user] === AWAY) session[user] = COMING_BACK
    })
    watch.on(Fact.desktopAgentState, (at, user, state, reason) => {
      const value = packed(state, reason)
      const step = copy.show(user, value)
      // While anything between PG and desktop is out, and as it comes back, a desktop shows what it gets.
      if (outages.wasOutFor(user, at - SETTLED_US)) {
        copy.catchUp(user)
        return
      }
      if (step === 'same') return
      watch.judged++
      if (step === 'next' || (step === 'skipped' && session[user] !== THERE)) return
      const next = copy.missed === undefined ? 'nothing new' : packedText(copy.missed)
      watch.violate(at, watch.user(user), `the desktop shows ${packedText(value)}, but the CTI server had ${next} next`)
    })
    return undefined
  },
}
