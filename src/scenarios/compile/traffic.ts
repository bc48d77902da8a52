import type { RateStep, Topology } from '../../sim/domain/workload.ts'
import type { Micros } from '../../sim/kernel/time.ts'
import { LIMITS } from '../limits.ts'
import type { Path } from '../path.ts'
import type { ScenarioSpec } from '../schema.ts'
import { type Rate, tooManyCalls } from '../units.ts'
import type { Stream } from './arrivals.ts'
import { rateCurve, scale } from './rate-curve.ts'
import type { Setting } from './setting.ts'

type StreamSpec = ScenarioSpec['traffic'][number]
type PoissonSpec = Extract<StreamSpec['arrive'], { readonly poisson: unknown }>

/** The public numbers of the shop, one a stream unless told. */
const FIRST_DIALED_NUMBER = 8_005_550_100

/** Streams that could not be read are undefined here, and left out; the others are still judged. */
export function compileTraffic(
  specs: readonly (StreamSpec | undefined)[],
  topology: Topology | undefined,
  setting: Setting,
): readonly Stream[] {
  const names = new Map<string, number>()
  return specs.flatMap((spec, index) => {
    if (spec === undefined) return []
    const path = ['traffic', index]
    const queues = setting.queueIds(spec.queue, [...path, 'queue'])
    if (spec.name !== undefined && names.has(spec.name)) {
      setting.report([...path, 'name'], `the name "${spec.name}" is taken by traffic[${names.get(spec.name)}]`)
    }
    const name = spec.name ?? ownName(spec.queue, names)
    names.set(name, index)
    const fromUs = setting.moment(spec.from, [...path, 'from'])
    const untilUs = spec.until === undefined ? setting.busyUs : setting.moment(spec.until, [...path, 'until'])
    if (fromUs === undefined || untilUs === undefined) return []
    if (untilUs <= fromUs) {
      setting.report([...path, 'until'], `is ${setting.time(untilUs)}, not after "from" at ${setting.time(fromUs)}`)
      return []
    }
    const flow = compileArrivals(spec, { fromUs, untilUs, agents: topology?.agents }, [...path, 'arrive'], setting)
    if (queues === undefined || flow === undefined) return []
    const { talk, redial, priority, callVariables, ecc } = spec
    const traffic = {
      name,
      queues,
      untilUs,
      talk,
      patience: spec.patience === 'forever' ? undefined : spec.patience,
      ivr: spec.ivr === 'none' ? undefined : spec.ivr,
      redial,
      dialedNumber: spec.dialedNumber ?? String(FIRST_DIALED_NUMBER + index),
      priority,
      callVariables,
      ecc,
    }
    return [{ traffic, flow }]
  })
}

function ownName(queue: StreamSpec['queue'], taken: ReadonlyMap<string, number>): string {
  const base = queue === 'all' ? 'calls' : typeof queue === 'string' ? queue : queue.join(' and ')
  let name = base
  for (let n = 2; taken.has(name); n++) name = `${base} ${n}`
  return name
}

interface Frame {
  readonly fromUs: Micros
  readonly untilUs: Micros
  readonly agents: number | undefined
}

function compileArrivals(spec: StreamSpec, frame: Frame, path: Path, setting: Setting): Stream['flow'] | undefined {
  const { fromUs, untilUs } = frame
  if ('every' in spec.arrive) return { kind: 'every', beats: [{ fromUs, untilUs, everyUs: spec.arrive.every }] }
  const steps = compileSteps(spec.arrive, frame, [...path, 'poisson'], setting)
  if (steps === undefined) return undefined
  const curve = rateCurve(steps, spec.arrive.shape, untilUs)
  return { kind: 'poisson', curve: fromUs > 0 ? scale(curve, 0, fromUs, 0) : curve }
}

function compileSteps(
  { poisson }: PoissonSpec,
  { agents }: Frame,
  path: Path,
  setting: Setting,
): readonly RateStep[] | undefined {
  const perHour = (rate: Rate, place: Path): number => {
    const all = rate.perAgent ? rate.perHour * (agents ?? 1) : rate.perHour
    if (all > LIMITS.callsPerHour) setting.report(place, tooManyCalls(`${all}/h`))
    return all
  }
  if (!Array.isArray(poisson)) return [{ fromUs: 0, perHour: perHour(poisson, path) }]
  const steps: RateStep[] = []
  for (const [index, { at, rate }] of poisson.entries()) {
    const fromUs = setting.moment(at, [...path, index, 'at'])
    if (fromUs === undefined) return undefined
    const before = steps.at(-1)
    if (before !== undefined && fromUs <= before.fromUs) {
      setting.report(
        [...path, index, 'at'],
        `is ${setting.time(fromUs)}, not after the step before it at ${setting.time(before.fromUs)}`,
      )
      return undefined
    }
    steps.push({ fromUs, perHour: perHour(rate, [...path, index, 'rate']) })
  }
  return steps
}
