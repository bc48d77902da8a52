/** Streams of callers while surges and silences still bend them. */
import type { Traffic } from '../../sim/domain/workload.ts'
import type { Micros } from '../../sim/kernel/time.ts'
import type { Path } from '../path.ts'
import type { Report } from '../problems.ts'
import { type RateCurve, rateCurve, scale, stepsOf } from './rate-curve.ts'

/** From one moment to another, arrivals of some queues come so many times as often. */
export interface ArrivalChange {
  readonly fromUs: Micros
  readonly untilUs: Micros
  readonly times: number
  readonly queues: readonly number[]
  /** Where it stands in the scenario, for what is wrong with it. */
  readonly path: Path
}

/** Callers that come like a clock, in a span of the run. */
interface Beat {
  readonly fromUs: Micros
  readonly untilUs: Micros
  readonly everyUs: Micros
}

export interface Stream {
  readonly traffic: Omit<Traffic, 'arrivals'>
  readonly flow:
    | { readonly kind: 'poisson'; readonly curve: RateCurve }
    | { readonly kind: 'every'; readonly beats: readonly Beat[] }
}

/** The streams after a change. One that goes to other queues too is split: a share of a Poisson stream is one. */
export function changed(streams: readonly Stream[], change: ArrivalChange, report: Report): readonly Stream[] {
  return streams.flatMap((stream) => {
    const { queues, name } = stream.traffic
    const hit = queues.filter((id) => change.queues.includes(id))
    if (hit.length === 0) return [stream]
    if (hit.length === queues.length) return [bent(stream, change)]
    if (stream.flow.kind === 'every') {
      report(
        [...change.path, 'what'],
        `the traffic "${name}" goes to other queues too, like a clock; give this queue its own`,
      )
      return [stream]
    }
    const rest = queues.filter((id) => !change.queues.includes(id))
    return [bent(part(stream, hit, `${name} (changed)`), change), part(stream, rest, name)]
  })
}

function part({ traffic, flow }: Stream, queues: readonly number[], name: string): Stream {
  if (flow.kind !== 'poisson') return { traffic, flow }
  const curve = scale(flow.curve, 0, Number.POSITIVE_INFINITY, queues.length / traffic.queues.length)
  return { traffic: { ...traffic, name, queues }, flow: { kind: 'poisson', curve } }
}

function bent({ traffic, flow }: Stream, { fromUs, untilUs, times }: ArrivalChange): Stream {
  if (flow.kind === 'poisson') {
    return { traffic, flow: { kind: 'poisson', curve: scale(flow.curve, fromUs, untilUs, times) } }
  }
  const beats = flow.beats.flatMap((beat): Beat[] => {
    const from = Math.max(beat.fromUs, fromUs)
    const until = Math.min(beat.untilUs, untilUs)
    if (from >= until) return [beat]
    const faster =
      times === 0 ? [] : [{ fromUs: from, untilUs: until, everyUs: Math.max(1, Math.round(beat.everyUs / times)) }]
    const parts = [{ ...beat, untilUs: from }, ...faster, { ...beat, fromUs: until }]
    return parts.filter((each) => each.untilUs > each.fromUs)
  })
  return { traffic, flow: { kind: 'every', beats } }
}

/** The streams as the contact center takes them; a broken beat becomes several streams, one after the other. */
export function settled(streams: readonly Stream[]): readonly Traffic[] {
  const all = streams.flatMap(({ traffic, flow }): Traffic[] => {
    if (flow.kind === 'poisson') return [{ ...traffic, arrivals: { kind: 'poisson', ...stepsOf(flow.curve) } }]
    return flow.beats.map(({ fromUs, untilUs, everyUs }) => ({
      ...traffic,
      untilUs,
      arrivals: { kind: 'every', everyUs, fromUs },
    }))
  })
  return withOwnNames(all)
}

/** The other way round: streams that can be bent. */
export function unsettled(traffic: readonly Traffic[]): readonly Stream[] {
  return traffic.map(({ arrivals, ...rest }): Stream => {
    if (arrivals.kind === 'poisson') {
      return {
        traffic: rest,
        flow: { kind: 'poisson', curve: rateCurve(arrivals.steps, arrivals.shape, rest.untilUs) },
      }
    }
    const { fromUs, everyUs } = arrivals
    return { traffic: rest, flow: { kind: 'every', beats: [{ fromUs, untilUs: rest.untilUs, everyUs }] } }
  })
}

/** Random streams are told apart by name, so no two streams of callers may share one. */
function withOwnNames(traffic: readonly Traffic[]): readonly Traffic[] {
  const taken = new Set<string>()
  return traffic.map((stream) => {
    let name = stream.name
    for (let n = 2; taken.has(name); n++) name = `${stream.name} ${n}`
    taken.add(name)
    return { ...stream, name }
  })
}
