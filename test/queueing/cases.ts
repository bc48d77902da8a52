/** The published and recomputed cases: what goes in, and what the closed forms must give. */
import type { Line } from './erlang.ts'

export interface Case extends Line {
  readonly name: string
  readonly waits: number
  readonly meanWait: number
  readonly within20: number
  readonly abandons: number
  readonly busy: number
}

const HOUR = 3600

/** Calls an hour, handling time in seconds, agents; busy, waits, mean wait, within 20 s. */
const erlangCTable = [
  [30, 60, 1, 0.5, 0.5, 60, 0.576759],
  [60, 60, 2, 0.5, 0.333333, 20, 0.761156],
  [180, 60, 5, 0.6, 0.236152, 7.085, 0.878756],
  [900, 60, 20, 0.75, 0.160429, 1.925, 0.969699],
  [200, 180, 11, 0.9091, 0.682118, 122.781, 0.389614],
  [200, 180, 12, 0.8333, 0.449388, 40.445, 0.640158],
  [200, 180, 13, 0.7692, 0.28527, 17.116, 0.795595],
  [200, 180, 14, 0.7143, 0.174132, 7.836, 0.88835],
  [200, 180, 15, 0.6667, 0.102042, 3.674, 0.941453],
  [200, 180, 16, 0.625, 0.05734, 1.72, 0.97056],
  [600, 120, 24, 0.8333, 0.298072, 8.942, 0.846965],
  [720, 240, 55, 0.8727, 0.238701, 8.184, 0.866796],
  [2880, 60, 50, 0.96, 0.694456, 20.834, 0.643455],
  [1200, 300, 105, 0.9524, 0.515707, 30.942, 0.630479],
  [1200, 300, 110, 0.9091, 0.237008, 7.11, 0.878316],
  [6000, 180, 310, 0.9677, 0.455931, 8.207, 0.849911],
  [60000, 90, 1520, 0.9868, 0.495328, 2.229, 0.994183],
] as const

/** Calls an hour, handling time, agents, patience in seconds; waits, abandons, mean wait, within 20 s, busy. */
const erlangATable = [
  [2880, 60, 50, 120, 0.467774, 0.030912, 3.709, 0.943019, 0.930324],
  [200, 180, 13, 300, 0.225797, 0.024963, 7.489, 0.858178, 0.750028],
  [200, 180, 12, 300, 0.331802, 0.042711, 12.813, 0.772279, 0.797741],
  [200, 180, 10, 300, 0.599433, 0.109438, 32.831, 0.51681, 0.890562],
  [240, 180, 10, 180, 0.757608, 0.213632, 38.454, 0.362619, 0.943641],
  [1200, 300, 100, 300, 0.513299, 0.039861, 11.958, 0.726495, 0.960139],
  [1200, 300, 95, 120, 0.561954, 0.078868, 9.464, 0.747881, 0.969613],
] as const

export const erlangCCases: readonly Case[] = erlangCTable.map(
  ([perHour, handling, agents, busy, waits, meanWait, within20], index) => ({
    name: `C${index + 1}`,
    arrivals: perHour / HOUR,
    handling,
    agents,
    patience: undefined,
    busy,
    waits,
    meanWait,
    within20,
    abandons: 0,
  }),
)

export const erlangACases: readonly Case[] = erlangATable.map(
  ([perHour, handling, agents, patience, waits, abandons, meanWait, within20, busy], index) => ({
    name: `A${index + 1}`,
    arrivals: perHour / HOUR,
    handling,
    agents,
    patience,
    busy,
    waits,
    meanWait,
    within20,
    abandons,
  }),
)

export const cases: readonly Case[] = [...erlangCCases, ...erlangACases]

export function caseOf(name: string): Case {
  const found = cases.find((one) => one.name === name)
  if (found === undefined) throw new RangeError(`no case ${name}`)
  return found
}
