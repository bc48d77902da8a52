import { Fact } from '../../sim/domain/facts.ts'
import { packed, packedText, SIGNED_OUT } from './follow.ts'
import { type Oracle, SETTLED_US } from './oracle.ts'
import { IN_SERVICE } from './service-status.ts'

const NODES = 2

export const viewsAgreeAfterTheCalm: Oracle = {
  name: 'three views agree after the calm',
  says: 'When the calm is over, the desktop, every Finesse node in service and the CTI server have each user in one state.',
  behaviours: ['XMPP-01', 'CTI-10', 'CLIENT-17'],
  watch(watch) {
    const truth = new Int32Array(watch.users).fill(SIGNED_OUT)
    const changedAt = new Float64Array(watch.users).fill(-1)
    const desktop = new Int32Array(watch.users).fill(SIGNED_OUT)
    const finesse = new Int32Array(NODES * watch.users).fill(SIGNED_OUT)
    const { finesseOf, users } = watch
    const statuses = new Int32Array(NODES).fill(-1)
    const seen = new Uint8Array(NODES)
    const present = new Uint8Array(watch.users)

    watch.on(Fact.truthAgentState, (at, agent, state, reason) => {
      truth[agent] = packed(state, reason)
      changedAt[agent] = at
    })
    watch.on(Fact.finesseAgentState, (_at, agent, state, reason, where) => {
      const node = finesseOf[where]!
      if (node < 0) return
      finesse[node * users + agent] = packed(state, reason)
      seen[node] = 1
    })
    watch.on(Fact.desktopAgentState, (_at, user, state, reason) => {
      desktop[user] = packed(state, reason)
    })
    watch.on(Fact.signedIn, (_at, user) => {
      present[user] = 1
    })
    watch.on(Fact.signedOut, (_at, user) => {
      present[user] = 0
    })
    watch.on(Fact.finesseStatus, (_at, _about, status, _cause, where) => {
      const node = finesseOf[where]!
      if (node >= 0) statuses[node] = status
    })

    return (now) => {
      for (let user = 0; user < watch.users; user++) {
        if (changedAt[user]! < 0 || changedAt[user]! > now - SETTLED_US) continue
        watch.judged++
        const views: string[] = []
        for (let node = 0; node < NODES; node++) {
          const judgeable = seen[node] === 1 && (statuses[node] === IN_SERVICE || statuses[node] === -1)
          if (judgeable && finesse[node * users + user] !== truth[user]) {
            views.push(`${watch.nameOf(finesseOf.indexOf(node))} has ${packedText(finesse[node * users + user]!)}`)
          }
        }
        const isShown = present[user] === 1 && !watch.outages.isDeskOut(user) && !watch.outages.isDeskBlank(user)
        if (isShown && desktop[user] !== truth[user]) {
          views.push(`the desktop shows ${packedText(desktop[user]!)}`)
        }
        if (views.length === 0) continue
        watch.violate(
          now,
          watch.user(user),
          `the CTI server has ${packedText(truth[user]!)}, but ${views.join(' and ')}`,
        )
      }
    }
  },
}
