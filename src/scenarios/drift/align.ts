/** Lays two sequences side by side: what both have, in one order, and what only one has. */
export interface Aligned<Item> {
  readonly onlyFirst: readonly Item[]
  readonly onlySecond: readonly Item[]
  readonly common: number
}

/** By a longest common subsequence, quadratic in what is left between equal beginnings and ends. */
export function align<Item>(
  first: readonly Item[],
  second: readonly Item[],
  same: (a: Item, b: Item) => boolean,
): Aligned<Item> {
  let start = 0
  while (start < first.length && start < second.length && same(first[start]!, second[start]!)) start++
  let [endA, endB] = [first.length, second.length]
  while (endA > start && endB > start && same(first[endA - 1]!, second[endB - 1]!)) {
    endA--
    endB--
  }
  const a = first.slice(start, endA)
  const b = second.slice(start, endB)
  const width = b.length + 1
  /** Length of the longest common subsequence of what follows. */
  const lengths = new Int32Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] = same(a[i]!, b[j]!)
        ? lengths[(i + 1) * width + j + 1]! + 1
        : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!)
    }
  }
  const onlyFirst: Item[] = []
  const onlySecond: Item[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && same(a[i]!, b[j]!)) {
      i++
      j++
    } else if (j >= b.length || (i < a.length && lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!)) {
      onlyFirst.push(a[i++]!)
    } else onlySecond.push(b[j++]!)
  }
  return { onlyFirst, onlySecond, common: first.length - onlyFirst.length }
}
