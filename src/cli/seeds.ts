/** `1..50`, `1,5,9` or both: the seeds of a run. A seed is a word; numbers are only the usual ones. */
import { InputProblem } from './input-problem.ts'

const MOST = 10_000
const SEED = /^[\w.-]{1,64}$/

export function parseSeed(text: string): string {
  const seed = text.trim()
  if (SEED.test(seed) && !seed.includes('..')) return seed
  const hint = seed.includes('..') || seed.includes(',') ? '; for several seeds, use --seeds' : ''
  throw new InputProblem(`--seed: "${text}" is not a seed; write a number or a word of letters and digits${hint}`)
}

export function parseSeeds(text: string): string[] {
  const seeds = text.split(',').flatMap((part) => range(part.trim(), text))
  return [...new Set(seeds)]
}

function range(part: string, whole: string): string[] {
  const match = /^(\d+)\.\.(\d+)$/.exec(part)
  if (match === null) {
    if (SEED.test(part) && !part.includes('..')) return [part]
    throw new InputProblem(`--seeds: "${whole}" is not a list of seeds; write it like 1..50 or 1,5,9`)
  }
  const from = Number(match[1])
  const to = Number(match[2])
  if (from > to) throw new InputProblem(`--seeds: "${part}" runs backwards; write ${to}..${from}`)
  if (to - from >= MOST) throw new InputProblem(`--seeds: "${part}" is more than ${MOST} seeds`)
  return Array.from({ length: to - from + 1 }, (_, index) => String(from + index))
}
