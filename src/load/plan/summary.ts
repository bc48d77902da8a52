/**
 * What a plan, or a shard of one, comes to: counts, and a hash that tells whether two plans are the same. The hash is a
 * sum over entries, so that the sums of all shards add up to that of the whole, in any order and without merging.
 */
import type { Workload } from '../../sim/domain/workload.ts'
import type { Micros } from '../../sim/kernel/time.ts'
import { entryText, type PlanEntry, type PlanKind, planKinds } from './entry.ts'
import { planEntries } from './plan.ts'
import { type Shard, takes, WHOLE } from './shard.ts'

export type PlanCounts = Readonly<Record<PlanKind, number>>

export interface PlanSummary {
  /** 128 bits in hex over every entry. */
  readonly hash: string
  readonly entries: number
  readonly counts: PlanCounts
  /** Calls of each traffic, by its index. */
  readonly callsByTraffic: readonly number[]
  readonly talkUs: Micros
  readonly firstUs: Micros | undefined
  readonly lastUs: Micros | undefined
}

export class Summing {
  readonly #lanes = new Uint32Array(4)
  readonly #counts = new Map<PlanKind, number>(planKinds.map((kind) => [kind, 0]))
  readonly #calls: number[]
  #talkUs = 0
  #firstUs: Micros | undefined
  #lastUs: Micros | undefined

  constructor(traffics: number) {
    this.#calls = new Array<number>(traffics).fill(0)
  }

  add(entry: PlanEntry): void {
    addHash(this.#lanes, entryText(entry))
    this.#counts.set(entry.kind, this.#counts.get(entry.kind)! + 1)
    if (entry.kind === 'call') {
      this.#calls[entry.traffic]!++
      this.#talkUs += entry.talkUs
    }
    this.#firstUs = Math.min(this.#firstUs ?? entry.at, entry.at)
    this.#lastUs = Math.max(this.#lastUs ?? entry.at, entry.at)
  }

  get summary(): PlanSummary {
    const counts = Object.fromEntries(this.#counts) as unknown as PlanCounts
    return {
      hash: [...this.#lanes].map((lane) => lane.toString(16).padStart(8, '0')).join(''),
      entries: planKinds.reduce((sum, kind) => sum + counts[kind], 0),
      counts,
      callsByTraffic: [...this.#calls],
      talkUs: this.#talkUs,
      firstUs: this.#firstUs,
      lastUs: this.#lastUs,
    }
  }
}

/** The summaries of a shard and of the whole plan, drawn once. */
export function summarize(
  workload: Workload,
  seed: string,
  shard: Shard = WHOLE,
): { readonly shard: PlanSummary; readonly whole: PlanSummary } {
  const whole = new Summing(workload.traffic.length)
  const own = new Summing(workload.traffic.length)
  for (const entry of planEntries(workload, seed)) {
    whole.add(entry)
    if (takes(shard, entry)) own.add(entry)
  }
  return { shard: own.summary, whole: whole.summary }
}

/** What the shards come to together. */
export function combined(parts: readonly PlanSummary[]): PlanSummary {
  const lanes = new Uint32Array(4)
  for (const { hash } of parts) {
    for (let lane = 0; lane < 4; lane++) lanes[lane]! += Number.parseInt(hash.slice(lane * 8, lane * 8 + 8), 16)
  }
  const sum = (of: (part: PlanSummary) => number) => parts.reduce((total, part) => total + of(part), 0)
  const times = (of: (part: PlanSummary) => Micros | undefined) => parts.map(of).filter((at) => at !== undefined)
  const [firsts, lasts] = [times(({ firstUs }) => firstUs), times(({ lastUs }) => lastUs)]
  return {
    hash: [...lanes].map((lane) => lane.toString(16).padStart(8, '0')).join(''),
    entries: sum(({ entries }) => entries),
    counts: Object.fromEntries(planKinds.map((kind) => [kind, sum(({ counts }) => counts[kind])])) as PlanCounts,
    callsByTraffic: (parts[0]?.callsByTraffic ?? []).map((_, index) => sum((part) => part.callsByTraffic[index]!)),
    talkUs: sum(({ talkUs }) => talkUs),
    firstUs: firsts.length === 0 ? undefined : Math.min(...firsts),
    lastUs: lasts.length === 0 ? undefined : Math.max(...lasts),
  }
}

const PRIMES = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f] as const

/** Adds the hash of one text: four lanes of multiplications, each ended by the finaliser of MurmurHash3 (Appleby). */
function addHash(lanes: Uint32Array, text: string): void {
  let [a, b, c, d]: number[] = [...PRIMES]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a! ^ code, 0x9e3779b1)
    b = Math.imul(b! ^ code, 0x85ebca6b)
    c = Math.imul(((c! << 5) | (c! >>> 27)) ^ code, 0xc2b2ae35)
    d = Math.imul(((d! << 7) | (d! >>> 25)) ^ code, 0x27d4eb2f)
  }
  lanes[0]! += scramble(a! ^ (c! >>> 7))
  lanes[1]! += scramble(b! ^ (d! >>> 11))
  lanes[2]! += scramble(c! + b!)
  lanes[3]! += scramble(d! + a!)
}

function scramble(h: number): number {
  let x = h | 0
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return (x ^ (x >>> 16)) >>> 0
}
