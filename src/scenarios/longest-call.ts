/** How long a call of a workload may go on before it must be a forgotten one: five deviations, or what comes near. */
import type { Distribution, Workload } from '../sim/domain/workload.ts'
import { exp, ln } from '../sim/kernel/exact-math.ts'
import { MINUTE, type Micros } from '../sim/kernel/time.ts'

const DEVIATIONS = 5
/** An exponential time exceeds so many means as rarely as a normal one exceeds five deviations. */
const MEANS = 15

export function longestOf(distribution: Distribution): Micros {
  switch (distribution.kind) {
    case 'constant':
      return distribution.meanUs
    case 'uniform':
      return distribution.maxUs
    case 'exponential':
      return MEANS * distribution.meanUs
    case 'lognormal': {
      const variance = ln(1 + distribution.cv * distribution.cv)
      return Math.round(distribution.meanUs * exp(DEVIATIONS * Math.sqrt(variance) - variance / 2))
    }
  }
}

/** How long those who are left may still talk, or listen, once the caller has hung up. */
export function longestWithoutCallerUs({ desk, supervision }: Workload): Micros {
  const { conference, consultTransfer } = desk.handling
  const talks = [
    ...(conference.chance > 0 ? [conference.talk] : []),
    ...(consultTransfer.chance > 0 ? [consultTransfer.talk] : []),
    ...supervision.acts.map((act) => act.for),
  ]
  return talks.reduce((sum, talk) => sum + longestOf(talk), 0)
}

/** From the first ring to the end, whatever is done with the call on the way. */
export function longestCallUs({ traffic, desk, supervision }: Workload): Micros {
  const { hold, consultTransfer, conference } = desk.handling
  const talk = [...traffic.map((stream) => stream.talk), desk.outbound.talk, desk.agentToAgent.talk]
  const parts = [hold.after, hold.for, consultTransfer.after, consultTransfer.talk, conference.after, conference.talk]
  const handling = parts.reduce((sum, part) => sum + longestOf(part), 0)
  const listening = Math.max(0, ...supervision.acts.map((act) => longestOf(act.for)))
  return (
    Math.max(0, ...talk.map(longestOf)) + handling + listening + longestOf(desk.answer) + desk.ringNoAnswerUs + MINUTE
  )
}
