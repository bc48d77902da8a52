import { Fact } from '../../sim/domain/facts.ts'
import { Copy, packed, packedText, TruthLog } from './follow.ts'
import type { Oracle } from './oracle.ts'
import { IN_SERVICE } from './service-status.ts'

const NODES = 2

export const finesseFollowsTheTruth: Oracle = {
  name: 'Finesse follows the truth',
  says: 'Each Finesse node goes through the states of an agent in the order in which the CTI server had them.',
  behaviours: ['XMPP-01', 'CTI-10', 'CTI-15'],
  watch(watch) {
    const log = new TruthLog(watch.users)
    const copies = Array.from({ length: NODES }, () => new Copy(log))
    // After a gap a node takes the last state and leaves out those before it: once for each agent.
    const gaps = new Int32Array(NODES)
    const bridged = new Int32Array(NODES * watch.users)
    const { finesseOf, users } = watch

    watch.on(Fact.truthAgentState, (_at, agent, state, reason) => log.add(agent, packed(state, reason)))
    watch.on(Fact.finesseStatus, (_at, _about, status, _cause, where) => {
      const node = finesseOf[where]!
      if (node >= 0 && status !== IN_SERVICE) gaps[node]!++
    })
    watch.on(Fact.finesseAgentState, (at, agent, state, reason, where) => {
      const node = finesseOf[where]!
      if (node < 0) return
      const copy = copies[node]!
      const value = packed(state, reason)
      const step = copy.show(agent, value)
      if (step === 'same') return
      watch.judged++
      const cell = node * users + agent
      const mayLeaveOut = watch.outages.isNodeOut(node) || bridged[cell] !== gaps[node]
      if (mayLeaveOut) bridged[cell] = gaps[node]!
      if (step === 'next' || (step === 'skipped' && mayLeaveOut)) return
      const next = copy.missed === undefined ? 'nothing new' : packedText(copy.missed)
      const name = watch.nameOf(where)
      watch.violate(at, watch.user(agent), `${name} has ${packedText(value)}, but the CTI server had ${next} next`)
    })
    return undefined
  },
}
