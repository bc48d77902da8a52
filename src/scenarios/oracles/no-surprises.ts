import { Fact } from '../../sim/domain/facts.ts'
import type { Oracle } from './oracle.ts'

/** A machine and an event that may meet in a state without a meaning for it, and the document that says so. */
interface Allowed {
  readonly machine: number
  readonly event: number
  readonly because: string
}

/** Nothing so far: every surprise is looked into. */
const allowed: readonly Allowed[] = []

export const noSurprises: Oracle = {
  name: 'no surprises',
  says: 'No state machine meets an event for which its state has no meaning.',
  behaviours: ['AGENT-05'],
  watch(watch) {
    // Anything the machines take is judged here; the changes of agent states stand for all of them.
    watch.on(Fact.truthAgentState, () => {
      watch.judged++
    })
    watch.on(Fact.surprise, (at, user, event, machine, where) => {
      watch.judged++
      if (allowed.some((one) => one.machine === machine && one.event === event)) return
      const who = user >= 0 && user < watch.users ? watch.user(user) : watch.nameOf(where)
      const why = `${watch.nameOf(where)} met event ${event} of machine ${machine} in a state that does not handle it`
      watch.violate(at, who, why)
    })
    return undefined
  },
}
