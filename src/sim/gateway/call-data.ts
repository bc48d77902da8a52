/** What call data may be: 40 bytes a call variable, 2,000 bytes of ECC in all (Administration Guide 11.6(1), p. 16). */
import type { CallData } from '../domain/contact.ts'

const VARIABLE_BYTES_MAX = 40
const ECC_BYTES_MAX = 2000
const encoder = new TextEncoder()

const bytes = (text: string): number => encoder.encode(text).length
/** No letter takes more than three bytes, so a short text need not be encoded to know that it fits. */
const fits = (text: string, most: number): boolean => text.length * 3 <= most || bytes(text) <= most

/** Bytes count, not letters: a request with more fails, it is not cut. */
export function isTooLong({ variables, ecc, wrapUpReason }: CallData): boolean {
  if (!fits(wrapUpReason, VARIABLE_BYTES_MAX)) return true
  if (variables.some((value) => !fits(value, VARIABLE_BYTES_MAX))) return true
  let total = 0
  for (const [name, value] of ecc) total += bytes(name) + bytes(value)
  return total > ECC_BYTES_MAX
}

/** An ECC variable is a scalar or an array; no call has one of the same name as both. */
export function isMistyped({ ecc }: CallData): boolean {
  const scalars = new Set([...ecc.keys()].filter((name) => !name.endsWith(']')))
  return scalars.size > 0 && [...ecc.keys()].some((name) => name.endsWith(']') && scalars.has(withoutIndex(name)))
}

const withoutIndex = (name: string): string => name.slice(0, name.lastIndexOf('['))
