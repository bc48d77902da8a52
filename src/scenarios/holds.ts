/** Whether a figure keeps a bound, and which of several is the worst for it. */
import type { Comparison } from './scenario.ts'

export function holds(value: number, compare: Comparison, bound: number): boolean {
  switch (compare) {
    case '<=':
      return value <= bound
    case '<':
      return value < bound
    case '>=':
      return value >= bound
    case '>':
      return value > bound
    case '==':
      return value === bound
    case '!=':
      return value !== bound
  }
}

/** The value that is the farthest from keeping the bound. Undefined without values. */
export function worstOf<T extends { readonly value: number }>(
  values: readonly T[],
  compare: Comparison,
  bound: number,
): T | undefined {
  let worst: T | undefined
  const isWorse = (a: number, b: number): boolean => {
    if (compare === '<=' || compare === '<') return a > b
    if (compare === '>=' || compare === '>') return a < b
    return !holds(a, compare, bound) && holds(b, compare, bound)
  }
  for (const one of values) if (worst === undefined || isWorse(one.value, worst.value)) worst = one
  return worst
}
