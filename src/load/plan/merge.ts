/** Merges sorted sources into one sorted sequence, lazily: a plan of days is never all in memory. */
import { compareEntries, type PlanEntry } from './entry.ts'

interface Head {
  readonly entry: PlanEntry
  readonly rest: Iterator<PlanEntry>
}

export function* merge(sources: readonly Iterable<PlanEntry>[]): Generator<PlanEntry> {
  const heap: Head[] = []
  for (const source of sources) push(heap, source[Symbol.iterator]())
  while (heap.length > 0) {
    const { entry, rest } = pop(heap)
    yield entry
    push(heap, rest)
  }
}

const isBefore = (a: Head, b: Head): boolean => compareEntries(a.entry, b.entry) < 0

function push(heap: Head[], rest: Iterator<PlanEntry>): void {
  const next = rest.next()
  if (next.done === true) return
  let hole = heap.length
  heap.push({ entry: next.value, rest })
  while (hole > 0) {
    const parent = (hole - 1) >> 1
    if (!isBefore(heap[hole]!, heap[parent]!)) return
    swap(heap, hole, parent)
    hole = parent
  }
}

function pop(heap: Head[]): Head {
  const first = heap[0]!
  const last = heap.pop()!
  if (heap.length === 0) return first
  heap[0] = last
  for (let hole = 0; ; ) {
    let least = hole
    for (const child of [2 * hole + 1, 2 * hole + 2]) {
      if (child < heap.length && isBefore(heap[child]!, heap[least]!)) least = child
    }
    if (least === hole) return first
    swap(heap, hole, least)
    hole = least
  }
}

function swap(heap: Head[], a: number, b: number): void {
  const kept = heap[a]!
  heap[a] = heap[b]!
  heap[b] = kept
}
