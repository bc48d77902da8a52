import { Fact } from '../../sim/domain/facts.ts'
import { Copy, packed, packedText, REMEMBERED, type Step, TruthLog } from './follow.ts'
import { type Oracle, SETTLED_US } from './oracle.ts'

const NODES = 2

export const finesseFollowsTheTruth: Oracle = {
  name: 'Finesse follows the truth',
  says: 'Each Finesse node goes through the states of an agent in the order in which the CTI server had them.',
  behaviours: ['XMPP-01', 'CTI-10', 'CTI-15'],
  watch(watch) {
    const log = new TruthLog(watch.users)
    const copies = Array.from({ length: NODES }, () => new Copy(log))
    const { finesseOf } = watch

    watch.on(Fact.truthAgentState, (_at, agent, state, reason) => log.add(agent, packed(state, reason)))
    watch.on(Fact.finesseAgentState, (at, agent, state, reason, where) => {
      const node = finesseOf[where]!
      if (node < 0) return
      const copy = copies[node]!
      const value = packed(state, reason)
      const step = copy.show(agent, value)
      // Out of service, and as it comes back, a node takes what it gets; from then on it keeps step.
      if (watch.outages.wasNodeOut(node, at - SETTLED_US)) {
        copy.catchUp(agent)
        return
      }
      if (step === 'same') return
      watch.judged++
      if (step === 'next') return
      // A process that goes on after a hang reads what had come before its connection was given up.
      if (step === 'forgotten' && watch.outages.wasNodeHung(node, at - SETTLED_US)) return
      const next = nextOf(step, copy.missed)
      const name = watch.nameOf(where)
      watch.violate(at, watch.user(agent), `${name} has ${packedText(value)}, but the CTI server had ${next} next`)
    })
    return undefined
  },
}

function nextOf(step: Step, missed: number | undefined): string {
  if (step === 'forgotten') return `${REMEMBERED} newer states`
  return missed === undefined ? 'nothing new' : packedText(missed)
}
