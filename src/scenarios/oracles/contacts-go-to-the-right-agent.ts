import { AgentState, agentStateName } from '../../sim/domain/agent-state.ts'
import { Fact } from '../../sim/domain/facts.ts'
import { clockText } from '../../sim/kernel/time.ts'
import { grown } from '../grown.ts'
import { GLARE_US, type Oracle } from './oracle.ts'

const NOBODY = -1

/** The router knows of agents only what the PG told it a moment ago; so much may have changed since. */
export const contactsGoToTheRightAgent: Oracle = {
  name: 'contacts go to the right agent',
  says: 'A contact goes to one agent who has the skill and is READY for it, who is RESERVED when the phone rings and TALKING once it is answered.',
  behaviours: ['AGENT-04', 'QUEUE-05'],
  watch(watch) {
    const queues = watch.workload.topology.queues.length
    const skills = new Uint8Array(Math.ceil((watch.users * queues) / 8))
    for (const user of watch.directory.users) {
      for (const queue of user.queues) {
        const bit = user.index * queues + queue
        skills[bit >> 3]! |= 1 << (bit & 7)
      }
    }
    const states = new Uint8Array(watch.users).fill(AgentState.LOGOUT)
    const before = new Uint8Array(watch.users).fill(AgentState.LOGOUT)
    const since = new Float64Array(watch.users)
    /** Contact that was offered to the agent and not resolved yet. */
    const offered = new Int32Array(watch.users)
    /** Contact that the agent has answered, until the state shows it. */
    // Where the public link is in trouble, the router goes by what was true a while ago.
    const knowsLate = watch.workload.faults.some(
      ({ deed }) => deed.kind === 'trouble' && [deed.from, deed.to].includes('router'),
    )
    const answered = new Int32Array(watch.users)
    let agents = new Int32Array(1 << 12).fill(NOBODY)

    const withdraw = (contact: number) => {
      const agent = contact < agents.length ? agents[contact]! : NOBODY
      if (agent === NOBODY) return
      if (offered[agent] === contact) offered[agent] = 0
      agents[contact] = NOBODY
    }

    watch.on(Fact.truthAgentState, (at, agent, state) => {
      if (states[agent] === state) return
      const contact = answered[agent]!
      if (contact !== 0) {
        answered[agent] = 0
        const isKnown = !watch.outages.wasPgOut(at)
        if (isKnown && state !== AgentState.TALKING && states[agent] !== AgentState.TALKING) {
          const why = `answered contact ${contact} but went from ${agentStateName(states[agent]!)} to ${agentStateName(state)}`
          watch.violate(at, watch.user(agent), why)
        }
      }
      before[agent] = states[agent]!
      states[agent] = state
      since[agent] = at
    })
    watch.on(Fact.contactRouted, (at, contact, agent, queue) => {
      watch.judged++
      if (contact >= agents.length) agents = grown(agents, contact, NOBODY)
      const bit = agent * queues + queue
      if (((skills[bit >> 3]! >> (bit & 7)) & 1) === 0) {
        watch.violate(at, watch.user(agent), `contact ${contact} was routed to someone without the skill of its queue`)
      }
      const other = offered[agent]!
      if (other !== 0 && !knowsLate) {
        watch.violate(at, watch.user(agent), `contact ${contact} was routed there while contact ${other} is offered`)
      }
      const state = states[agent]!
      if (
        !knowsLate &&
        state !== AgentState.READY &&
        at - since[agent]! > GLARE_US &&
        !watch.outages.wasPgOut(at - GLARE_US)
      ) {
        const why = `contact ${contact} was routed there, but the agent is ${agentStateName(state)} since ${clockText(since[agent]!)}`
        watch.violate(at, watch.user(agent), why)
      }
      agents[contact] = agent
      offered[agent] = contact
    })
    watch.on(Fact.contactRinging, (at, contact, call, agent) => {
      watch.judged++
      const state = states[agent]!
      if (state === AgentState.RESERVED) return
      // Without its phones the PG knows nothing of what goes on at them.
      if (watch.outages.wasPgOut(at - GLARE_US)) return
      // Signed out or taken back by force while the leg was under way.
      if (before[agent] === AgentState.RESERVED && at - since[agent]! <= GLARE_US) return
      const why = `contact ${contact} rings as call ${call}, but the agent is ${agentStateName(state)}`
      watch.violate(at, watch.user(agent), why)
    })
    watch.on(Fact.contactAnswered, (at, contact, agent) => {
      watch.judged++
      const chosen = contact < agents.length ? agents[contact]! : NOBODY
      // The caller gave up while the agent answered.
      if (chosen === NOBODY) return
      if (chosen !== agent) {
        watch.violate(at, watch.user(agent), `answered contact ${contact}, which was routed to ${watch.user(chosen)}`)
      }
      if (states[agent] === AgentState.RESERVED) answered[agent] = contact
      withdraw(contact)
    })
    watch.on(Fact.contactQueued, (_at, contact) => withdraw(contact))
    watch.on(Fact.contactAbandoned, (_at, contact) => withdraw(contact))
    return undefined
  },
}
