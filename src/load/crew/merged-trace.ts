/**
 * One trace out of those of several processes, in order of time. They share a clock, so whatever was caused in another
 * process is later than its cause; a record is written once nobody can come with an earlier one.
 */
import type { Kernel } from '../../sim/kernel/kernel.ts'
import type { Micros } from '../../sim/kernel/time.ts'
import { recordAt } from '../../sim/kernel/trace.ts'

const WORDS = 8
/** Records below this kind are deliveries, whose `x` is the event that caused them. */
const FIRST_FACT = 256

interface Source {
  chunks: Int32Array[]
  offset: number
  upTo: Micros
  events: number
}

export class MergedTrace {
  readonly #kernel: Kernel
  readonly #sources: readonly Source[]

  /** `kernel` is one that nothing runs: its trace, its clock and its count of events are written here. */
  constructor(kernel: Kernel, sources: number) {
    this.#kernel = kernel
    this.#sources = Array.from({ length: sources }, () => ({ chunks: [], offset: 0, upTo: 0, events: 0 }))
  }

  add(source: number, words: Int32Array, upTo: Micros, events: number): void {
    const known = this.#sources[source]!
    if (words.length > 0) known.chunks.push(words)
    known.upTo = upTo
    known.events = events
    this.#write()
  }

  /** Nothing more comes of a source. */
  end(source: number): void {
    this.#sources[source]!.upTo = Number.POSITIVE_INFINITY
    this.#write()
  }

  #write(): void {
    const until = Math.min(...this.#sources.map(({ upTo }) => upTo))
    this.#kernel.events = this.#sources.reduce((sum, { events }) => sum + events, 0)
    for (;;) {
      let first = -1
      let firstAt = until
      for (const [index, source] of this.#sources.entries()) {
        const at = nextOf(source)
        if (at < firstAt) {
          first = index
          firstAt = at
        }
      }
      if (first < 0) break
      this.#writeOne(first)
    }
    if (Number.isFinite(until)) this.#kernel.now = Math.max(this.#kernel.now, until)
  }

  #writeOne(index: number): void {
    const source = this.#sources[index]!
    const [chunk] = source.chunks as [Int32Array]
    const { at, kind, where, about, x, y, event } = recordAt(chunk, source.offset)
    source.offset += WORDS
    if (source.offset === chunk.length) {
      source.chunks.shift()
      source.offset = 0
    }
    const number = (one: number): number => one * this.#sources.length + index
    this.#kernel.now = at
    this.#kernel.trace.record(at, kind, where, about, kind < FIRST_FACT ? number(x) : x, y, number(event))
  }
}

function nextOf({ chunks, offset }: Source): Micros {
  const chunk = chunks[0]
  if (chunk === undefined) return Number.POSITIVE_INFINITY
  return chunk[offset + 1]! * 4294967296 + (chunk[offset]! >>> 0)
}
