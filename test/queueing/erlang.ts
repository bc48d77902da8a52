/**
 * Exact results for calls that come in a Poisson stream to agents with exponential handling times, first come first
 * served. Erlang 1917 (B and C, callers wait for ever); Palm 1957, Baccelli & Hebuterne 1981, Garnett, Mandelbaum &
 * Reiman 2002, Mandelbaum & Zeltyn 2007 (Erlang A, exponential patience). Rates are per second, times in seconds.
 */

export interface Line {
  /** Calls a second. */
  readonly arrivals: number
  /** Mean handling time. */
  readonly handling: number
  readonly agents: number
  /** Mean patience; undefined: callers wait for ever. */
  readonly patience: number | undefined
}

export interface Exact {
  /** Share of callers who have to wait. */
  readonly waits: number
  /** Mean time in queue over all callers. */
  readonly meanWait: number
  /** Share of callers answered within so many seconds. */
  within(seconds: number): number
  readonly abandons: number
  /** Mean share of agents who are busy. */
  readonly busy: number
  /** Mean number in queue. */
  readonly queue: number
  /** Variance of the queue's average over a long run, times the length of the run. */
  readonly queueNoise: number
  /** Time in which the memory of the start fades by e, at most. */
  readonly relaxation: number
}

/** Probability that all of `agents` are busy when nobody waits: the recursion in the number of agents. */
export function erlangB(agents: number, load: number): number {
  let blocked = 1
  for (let n = 1; n <= agents; n++) blocked = (load * blocked) / (n + load * blocked)
  return blocked
}

/** Probability of waiting when everybody waits as long as it takes. */
export function erlangC(agents: number, load: number): number {
  const blocked = erlangB(agents, load)
  return blocked / (1 - (load / agents) * (1 - blocked))
}

export function exact(line: Line): Exact {
  return line.patience === undefined ? exactErlangC(line) : exactErlangA(line, line.patience)
}

function exactErlangC(line: Line): Exact {
  const { arrivals, handling, agents } = line
  const load = arrivals * handling
  const waits = erlangC(agents, load)
  const meanWaitOfWaiting = handling / (agents - load)
  const gap = (Math.sqrt(agents / handling) - Math.sqrt(arrivals)) ** 2
  return {
    waits,
    meanWait: waits * meanWaitOfWaiting,
    within: (seconds) => 1 - waits * Math.exp(-seconds / meanWaitOfWaiting),
    abandons: 0,
    busy: load / agents,
    queue: arrivals * waits * meanWaitOfWaiting,
    queueNoise: queueNoise(line, chain(line)),
    relaxation: handling + 1 / gap,
  }
}

function exactErlangA(line: Line, patience: number): Exact {
  const { arrivals, handling, agents } = line
  const states = chain(line)
  let waits = 0
  let queue = 0
  let busy = 0
  states.forEach((share, n) => {
    if (n >= agents) waits += share
    queue += share * Math.max(0, n - agents)
    busy += (share * Math.min(n, agents)) / agents
  })
  return {
    waits,
    meanWait: queue / arrivals,
    within: (seconds) => 1 - waits + answeredAfterWaiting(line, seconds),
    abandons: queue / patience / arrivals,
    busy,
    queue,
    queueNoise: queueNoise(line, states),
    // Every caller in the system leaves at the smaller of the two rates or faster.
    relaxation: Math.max(handling, patience),
  }
}

/** Rate at which callers leave when there are `n`. */
function leaving({ handling, agents, patience }: Line, n: number): number {
  return Math.min(n, agents) / handling + (patience === undefined ? 0 : Math.max(0, n - agents) / patience)
}

/** Shares of time with 0, 1, 2 … callers in the system, by detailed balance, as far as they matter. */
export function chain(line: Line): readonly number[] {
  const peak = Math.floor(Math.min(line.agents, line.arrivals * line.handling))
  const weights = [1]
  for (let n = peak; n >= 1; n--) weights.unshift((weights[0]! * leaving(line, n)) / line.arrivals)
  for (let n = peak + 1; n <= line.agents || weights.at(-1)! > 1e-18; n++) {
    weights.push((weights.at(-1)! * line.arrivals) / leaving(line, n))
  }
  const total = weights.reduce((sum, weight) => sum + weight)
  return weights.map((weight) => weight / total)
}

/**
 * Density, above 0, of the time that a caller who stays would wait (Baccelli & Hebuterne): a wait goes on while agents
 * finish at full rate and those who come meanwhile have not given up.
 */
export function waitDensity(line: Line): (x: number) => number {
  const { arrivals, handling, agents } = line
  const patience = line.patience!
  const start = arrivals * chain(line)[agents - 1]!
  return (x) => start * Math.exp(-arrivals * patience * Math.expm1(-x / patience) - (agents * x) / handling)
}

/** Share of callers who wait, no longer than `seconds`, and are still there when an agent comes free. */
export function answeredAfterWaiting(line: Line, seconds: number): number {
  const density = waitDensity(line)
  return integral((x) => density(x) * Math.exp(-x / line.patience!), seconds)
}

/** Simpson's rule from 0 to `end`. */
export function integral(f: (x: number) => number, end: number, panels = 4000): number {
  const step = end / panels
  let sum = f(0) + f(end)
  for (let i = 1; i < panels; i++) sum += f(i * step) * (i % 2 === 1 ? 4 : 2)
  return (sum * step) / 3
}

/**
 * How much the average queue of a run scatters: Var(average over T) is about this divided by T. Burman 1980, as in
 * Whitt 1992, "Asymptotic Formulas for Markov Processes with Applications to Simulation".
 */
export function queueNoise(line: Line, states: readonly number[]): number {
  const waiting = (n: number) => Math.max(0, n - line.agents)
  const mean = states.reduce((sum, share, n) => sum + share * waiting(n), 0)
  let excess = 0
  let noise = 0
  states.forEach((share, n) => {
    excess += (waiting(n) - mean) * share
    if (share > 0) noise += (2 * excess * excess) / (line.arrivals * share)
  })
  return noise
}
