/** Contacts and calls are numbered without gaps, so what is kept of each is a typed array that grows with them. */
type Numbers = Uint8Array | Int8Array | Int16Array | Int32Array | Uint32Array | Float64Array

/** The same array when `index` fits, else a copy of twice the length or more. New cells hold `empty`. */
export function grown<A extends Numbers>(array: A, index: number, empty = 0): A {
  if (index < array.length) return array
  const length = Math.max(array.length * 2, index + 1)
  const bigger = new (array.constructor as new (length: number) => A)(length)
  bigger.set(array)
  if (empty !== 0) bigger.fill(empty, array.length)
  return bigger
}

/** First call id of a run; the others follow without gaps. */
export const FIRST_CALL = 16_777_217
