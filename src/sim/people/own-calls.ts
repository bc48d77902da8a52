/**
 * Calls that agents place of their own accord: when, to whom, and what they find there. They have a stream of their own, so
 * that they are the same whatever else the agent had to do.
 */
import { draw } from '../domain/draw.ts'
import type { FarEnd } from '../domain/voice.ts'
import type { Desk } from '../domain/workload.ts'
import type { RandomStream } from '../kernel/random.ts'
import { HOUR, type Micros, SECOND } from '../kernel/time.ts'

export interface OwnCall {
  /** A number outside, or the extension of a colleague. */
  readonly to: string
  /** What is there; undefined for a colleague, who answers as colleagues do. */
  readonly farEnd: FarEnd | undefined
}

/** Name of the stream, as a use of the agent's. */
export const OWN_CALLS = 'own calls'

/** Time until the agent wants to place the next one; undefined: never. */
export function drawPause({ outbound, agentToAgent }: Desk, random: RandomStream): Micros | undefined {
  const perHour = outbound.perAgentHour + agentToAgent.perAgentHour
  return perHour === 0 ? undefined : Math.round(random.exponential(HOUR / perHour))
}

export function drawOwnCall(desk: Desk, colleagues: readonly string[], random: RandomStream): OwnCall {
  const { outbound, agentToAgent } = desk
  const inside = random.chance(agentToAgent.perAgentHour / (outbound.perAgentHour + agentToAgent.perAgentHour))
  if (inside && colleagues.length > 0) return { to: random.pick(colleagues), farEnd: undefined }
  const farEnd = drawFarEnd(desk, random)
  return { to: `9${String(6_175_550_000 + random.integer(10_000))}`, farEnd }
}

function drawFarEnd({ outbound }: Desk, random: RandomStream): FarEnd {
  const luck = random.next()
  const answer = luck < outbound.busy ? 'busy' : luck < outbound.busy + outbound.noAnswer ? 'no answer' : 'answers'
  return { answer, afterUs: Math.round(random.uniform(2, 9) * SECOND), talkUs: draw(outbound.talk, random) }
}
