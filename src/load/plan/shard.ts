/** A plan may be played by several generators. Each takes its share of people and callers, and nobody is in two. */
import type { PlanEntry } from './entry.ts'

/** The `part`-th of `of` shards, counted from 1. */
export interface Shard {
  readonly part: number
  readonly of: number
}

export const WHOLE: Shard = { part: 1, of: 1 }

/** Whatever one user does is in one shard. Users and callers are dealt in turn, so every moment is shared evenly. */
export const takesUser = ({ part, of }: Shard, user: number): boolean => user % of === part - 1
export const takesCall = ({ part, of }: Shard, traffic: number, number: number): boolean =>
  (traffic + number) % of === part - 1

export const takes = (shard: Shard, entry: PlanEntry): boolean =>
  entry.kind === 'call' ? takesCall(shard, entry.traffic, entry.number) : takesUser(shard, entry.user)

/** `2/8`; a problem in words otherwise. */
export function parseShard(text: string): Shard | string {
  const match = /^(\d{1,6})\/(\d{1,6})$/.exec(text.trim())
  if (match === null) return `"${text}" is no shard; write it like 2/8`
  const [part, of] = [Number(match[1]), Number(match[2])]
  if (of < 1) return `"${text}": there is at least one shard`
  return part >= 1 && part <= of ? { part, of } : `"${text}": shards of ${of} are 1/${of} to ${of}/${of}`
}
