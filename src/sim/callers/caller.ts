/**
 * One caller as drawn at arrival: where to, for how long, how patient. It comes from the stream of the traffic and from
 * nothing else, so that whoever draws the same stream knows the same callers.
 */
import { draw } from '../domain/draw.ts'
import type { Traffic } from '../domain/workload.ts'
import type { RandomStream } from '../kernel/random.ts'
import type { Micros } from '../kernel/time.ts'

export interface Caller {
  /** Index of the queue. */
  readonly queue: number
  readonly ivrUs: Micros
  /** Infinity for whoever waits for ever. */
  readonly patienceUs: Micros
  readonly talkUs: Micros
  readonly agentEnds: boolean
  /** How long after giving up the caller tries again; undefined: never. */
  readonly redialUs: Micros | undefined
}

/** Name of the kernel node whose streams these are. */
export const CALLERS = 'callers'

/** The stream of first attempts of a traffic, as a use of the node's. */
export const firstAttempts = (traffic: Traffic, index: number): string => `${traffic.name} ${index}`

/** That of further attempts: when these come depends on the center, and must not shift who calls first. */
export const furtherAttempts = (traffic: Traffic, index: number): string => `${traffic.name} ${index}, again`

/** `queues` are indexes; `agentHangsUp` is the chance that the agent ends the call. */
export function drawCaller(
  traffic: Traffic,
  queues: readonly number[],
  agentHangsUp: number,
  attempt: number,
  random: RandomStream,
): Caller {
  const queue = queues.length === 1 ? queues[0]! : random.pick(queues)
  const ivrUs = traffic.ivr === undefined ? 0 : draw(traffic.ivr, random)
  const patienceUs = traffic.patience === undefined ? Infinity : draw(traffic.patience, random)
  const talkUs = draw(traffic.talk, random)
  const agentEnds = random.chance(agentHangsUp)
  const again = attempt <= traffic.redial.most && random.chance(traffic.redial.chance)
  const redialUs = again ? draw(traffic.redial.after, random) : undefined
  return { queue, ivrUs, patienceUs, talkUs, agentEnds, redialUs }
}
