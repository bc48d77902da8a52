/** Holds one side of runs against another, figure by figure: what became better or worse beyond tolerance and chance. */
import type { RunResult, Verdict } from '../../scenarios/result.ts'
import { MILLISECOND } from '../../sim/kernel/time.ts'
import { type Comparable, comparablesOf, type FigureGroup, type FigureUnit } from './comparable.ts'
import { type Interval, type Sureness, surenessOfMany, surenessOfTwo } from './confidence.ts'
import { type Tolerances, toleranceFor } from './tolerance.ts'

/** Runs of one scenario: usually one, or one for each of many seeds. */
export interface Side {
  /** As it was named: a file or a folder. */
  readonly label: string
  readonly results: readonly RunResult[]
}

export type Outcome =
  | 'worse'
  | 'better'
  | 'same'
  /** Another, beyond tolerance, of a figure that has no good or bad direction. */
  | 'changed'
  /** Beyond tolerance, and nothing tells it from chance. */
  | 'unclear'

export interface FigureComparison {
  readonly name: string
  readonly group: FigureGroup
  readonly unit: FigureUnit
  readonly better: Comparable['better']
  /** Means over the runs of a side. */
  readonly a: number
  readonly b: number
  /** (b - a) / a; undefined where a is nothing. */
  readonly change: number | undefined
  /** Of b - a. */
  readonly interval: Interval | undefined
  /** How the interval came about, or why there is none. */
  readonly how: string
  readonly tolerance: number
  readonly outcome: Outcome
}

export interface VerdictComparison {
  readonly a: readonly Verdict[]
  readonly b: readonly Verdict[]
  readonly outcome: 'worse' | 'better' | 'same'
}

export interface Comparison {
  readonly a: Side
  readonly b: Side
  readonly verdict: VerdictComparison
  readonly figures: readonly FigureComparison[]
  /** Figures that only one side has. */
  readonly onlyA: readonly string[]
  readonly onlyB: readonly string[]
  readonly sameSeeds: boolean
  readonly sameDigests: boolean
  readonly regressed: boolean
}

/** Differences of latencies below this are nobody's concern, however large they are beside next to nothing. */
const FLOOR_US = MILLISECOND

/** The order of the exit codes is not that of badness. */
const BADNESS: readonly Verdict[] = [
  'passed',
  'threshold missed',
  'inconclusive',
  'generator unhealthy',
  'violated',
  'not deterministic',
  'interrupted',
]

export function compareSides(a: Side, b: Side, tolerances: Tolerances): Comparison {
  const [seedsA, seedsB] = [a, b].map(({ results }) => results.map(({ seed }) => seed))
  const sameSeeds = seedsA!.length === seedsB!.length && seedsA!.every((seed, index) => seed === seedsB![index])
  // On the wire the same seed brings the same callers, but not at the same speed of everything else.
  const kinship = { sameSeeds, isVirtual: [...a.results, ...b.results].every(({ world }) => world === 'virtual') }
  const [ofA, ofB] = [gathered(a), gathered(b)]
  const figures = [...ofA].flatMap(([name, values]) => {
    const others = ofB.get(name)
    return others === undefined ? [] : [compareFigure(values, others, kinship, toleranceFor(name, tolerances))]
  })
  const verdict = compareVerdicts(a, b)
  return {
    a,
    b,
    verdict,
    figures,
    onlyA: [...ofA.keys()].filter((name) => !ofB.has(name)),
    onlyB: [...ofB.keys()].filter((name) => !ofA.has(name)),
    sameSeeds,
    sameDigests: sameSeeds && a.results.every(({ digest }, index) => digest === b.results[index]!.digest),
    regressed: verdict.outcome === 'worse' || figures.some(({ outcome }) => outcome === 'worse'),
  }
}

/** Of each figure that any run has, its values by run. A run that has none of it is left out. */
function gathered({ results }: Side): ReadonlyMap<string, readonly Comparable[]> {
  const all = new Map<string, Comparable[]>()
  for (const result of results) {
    for (const one of comparablesOf(result)) {
      const values = all.get(one.name)
      if (values === undefined) all.set(one.name, [one])
      else values.push(one)
    }
  }
  return all
}

function compareVerdicts(a: Side, b: Side): VerdictComparison {
  const worst = ({ results }: Side) => Math.max(...results.map(({ verdict }) => BADNESS.indexOf(verdict)))
  const failed = ({ results }: Side) => results.filter(({ exit }) => exit !== 0).length / results.length
  const verdicts = (side: Side) => side.results.map(({ verdict }) => verdict)
  const difference = worst(b) - worst(a) || failed(b) - failed(a)
  return { a: verdicts(a), b: verdicts(b), outcome: difference > 0 ? 'worse' : difference < 0 ? 'better' : 'same' }
}

const mean = (of: readonly Comparable[]) => of.reduce((sum, { value }) => sum + value, 0) / of.length

function compareFigure(
  as: readonly Comparable[],
  bs: readonly Comparable[],
  { sameSeeds, isVirtual }: { readonly sameSeeds: boolean; readonly isVirtual: boolean },
  tolerance: number,
): FigureComparison {
  const [first] = as as readonly [Comparable]
  const { name, group, unit, better } = first
  const [a, b] = [mean(as), mean(bs)]
  const paired = sameSeeds && as.length === bs.length
  const sureness = surenessOf(as, bs, paired)
  const change = a === 0 ? undefined : (b - a) / Math.abs(a)
  return {
    name,
    group,
    unit,
    better,
    a,
    b,
    change: a === b ? 0 : change,
    interval: sureness.known ? sureness.interval : undefined,
    how: sureness.known ? sureness.how : sureness.why,
    tolerance,
    outcome: outcomeOf({ ...first, a, b }, sureness, tolerance, paired && isVirtual),
  }
}

function surenessOf(as: readonly Comparable[], bs: readonly Comparable[], paired: boolean): Sureness {
  if (as.length === 1 && bs.length === 1) {
    // Waits hang together: one rush hour of its own explains more than any sampling within a run can tell.
    return paired ? surenessOfTwo(as[0]!, bs[0]!) : { known: false, why: 'other callers came' }
  }
  const values = (of: readonly Comparable[]) => of.map(({ value }) => value)
  return surenessOfMany(as[0]!.name, values(as), values(bs), paired)
}

function outcomeOf(
  {
    group,
    unit,
    better,
    chance,
    a,
    b,
  }: Pick<Comparable, 'group' | 'unit' | 'better' | 'chance'> & { readonly a: number; readonly b: number },
  sureness: Sureness,
  tolerance: number,
  sameCallers: boolean,
): Outcome {
  if (a === b) return 'same'
  const direction = better === 'neither' ? 'changed' : b > a === (better === 'more') ? 'better' : 'worse'
  // Each of these is a defect: none is within tolerance, and none is chance.
  if (group === 'correctness') return tolerance === Number.POSITIVE_INFINITY ? 'changed' : direction
  const isSmall = Math.abs(b - a) <= tolerance * Math.abs(a) || (unit === 'us' && Math.abs(b - a) < FLOOR_US)
  if (isSmall || tolerance === Number.POSITIVE_INFINITY) return 'same'
  if (sureness.known) return sureness.interval.low > 0 || sureness.interval.high < 0 ? direction : 'unclear'
  if (direction === 'changed') return direction
  // The same callers came to both sides, so what differs of the whole run is the center and not its luck.
  return sameCallers && chance.kind === 'unknown' ? direction : 'unclear'
}
