import { AgentState } from '../../sim/domain/agent-state.ts'
import { Fact } from '../../sim/domain/facts.ts'
import { clockText, type Micros } from '../../sim/kernel/time.ts'
import { grown } from '../grown.ts'
import { longestCallUs } from '../longest-call.ts'
import { GLARE_US, type Oracle } from './oracle.ts'

const STAGES = [
  'unknown',
  'offered',
  'queued',
  'routed',
  'ringing',
  'answered',
  'abandoned',
  'rejected',
  'handled',
] as const
const [UNKNOWN, OFFERED, QUEUED, ROUTED, RINGING, ANSWERED, ABANDONED, REJECTED, HANDLED] = STAGES.map((_, n) => n) as [
  ...number[],
] as [number, number, number, number, number, number, number, number, number]

const of = (...stages: number[]) => stages.reduce((bits, stage) => bits | (1 << stage), 0)

/** A caller is in exactly one place. Transfers and simultaneous hang-ups are where this breaks first. */
export const contactsAreConserved: Oracle = {
  name: 'contacts are conserved',
  says: 'Every contact that is offered is waiting, ringing, talking or over, in one place only; after the calm none is left but long calls, and callers for whom nobody is there.',
  behaviours: ['AGENT-04', 'REASON-01'],
  watch(watch) {
    let stages = new Uint8Array(1 << 12)
    let since = new Float64Array(1 << 12)
    let queues = new Int16Array(1 << 12)
    /** Who answered last. */
    let agents = new Int32Array(1 << 12)
    let last = 0
    const states = new Uint8Array(watch.users).fill(AgentState.LOGOUT)
    const stateSince = new Float64Array(watch.users)

    const move = (at: Micros, contact: number, to: number, from: number, glare = 0): void => {
      if (contact >= stages.length) {
        stages = grown(stages, contact)
        since = grown(since, contact)
        queues = grown(queues, contact)
        agents = grown(agents, contact)
      }
      const stage = stages[contact]!
      if (((from >> stage) & 1) === 0 && !(((glare >> stage) & 1) === 1 && at - since[contact]! <= GLARE_US)) {
        const was = stage === UNKNOWN ? 'was never offered' : `was ${STAGES[stage]} since ${clockText(since[contact]!)}`
        watch.violate(at, `contact ${contact}`, `it is ${STAGES[to]}, but ${was}`)
      }
      stages[contact] = to
      since[contact] = at
      if (contact > last) last = contact
    }

    watch.on(Fact.contactOffered, (at, contact) => {
      watch.judged++
      move(at, contact, OFFERED, of(UNKNOWN))
    })
    watch.on(Fact.contactQueued, (at, contact, queue, again) => {
      move(at, contact, QUEUED, again === 1 ? of(ROUTED, RINGING) : of(OFFERED))
      queues[contact] = queue
    })
    watch.on(Fact.contactRouted, (at, contact) => move(at, contact, ROUTED, of(QUEUED)))
    // The leg may be on its way to the phone when the caller gives up: the contact stays abandoned.
    watch.on(Fact.contactRinging, (at, contact) => {
      if (stages[contact] !== ABANDONED || at - since[contact]! > GLARE_US) move(at, contact, RINGING, of(ROUTED))
    })
    watch.on(Fact.contactAnswered, (at, contact, agent) => {
      const stage = stages[contact]
      if (stage === ABANDONED && at - since[contact]! <= GLARE_US) return
      // A single-step transfer goes on to another agent's phone and is answered there.
      const isTransferred = stage === ANSWERED && agents[contact] !== agent
      if (!isTransferred) move(at, contact, ANSWERED, of(RINGING))
      if (contact < agents.length) agents[contact] = agent
    })
    watch.on(Fact.contactAbandoned, (at, contact) => {
      move(at, contact, ABANDONED, of(OFFERED, QUEUED, ROUTED, RINGING), of(ANSWERED))
    })
    watch.on(Fact.contactRejected, (at, contact) => move(at, contact, REJECTED, of(OFFERED, QUEUED)))
    watch.on(Fact.contactEnded, (at, contact) => {
      // The caller of a rejected contact hears it end; the contact stays rejected.
      if (stages[contact] !== REJECTED) move(at, contact, HANDLED, of(ANSWERED))
    })

    watch.on(Fact.truthAgentState, (at, agent, state) => {
      if (states[agent] === state) return
      states[agent] = state
      stateSince[agent] = at
    })

    /** Somebody who could have taken a call of this queue, or undefined. */
    const readyFor = (queue: number, now: Micros) =>
      watch.directory.users.find(
        ({ index, queues }) =>
          states[index] === AgentState.READY && now - stateSince[index]! > GLARE_US && queues.includes(queue),
      )

    return (now) => {
      const longest = longestCallUs(watch.workload)
      for (let contact = 1; contact <= last; contact++) {
        const stage = stages[contact]!
        if (stage === UNKNOWN || stage >= ABANDONED) continue
        const still = `it is still ${STAGES[stage]} after the calm, since ${clockText(since[contact]!)}`
        if (stage === ANSWERED && now - since[contact]! <= longest) continue
        if (stage !== QUEUED) watch.violate(now, `contact ${contact}`, still)
        else {
          // Everybody has gone home, and the caller is very patient.
          const ready = readyFor(queues[contact]!, now)
          if (ready !== undefined)
            watch.violate(now, `contact ${contact}`, `${still}, while ${watch.user(ready.index)} is READY`)
        }
      }
    }
  },
}
