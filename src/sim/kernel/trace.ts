/**
 * What happened, as a flat stream of records of eight 32-bit words. The last ones stay in a ring for causal chains;
 * all of them go into the digest. Oracles and collectors listen by kind. Nobody in the world reads it back.
 *
 *   time low | time high | kind | where (node) | about | x | y | event
 *
 * A *delivery* is the record of one dispatched message or timer: x is the event that caused it, y the link.
 * A *fact* is what a component says of it: x and y are its own. `event` is the number of the event it belongs to.
 */
import { Digest } from './digest.ts'
import type { Micros } from './time.ts'

const WORDS = 8
/** A power of two; 16 Ki records are some seconds of a busy center, and stay in a core's cache. */
const RING = 1 << 14
const CHUNK = 1 << 10

/** Called with a fact's parts as it is written. `where` is the node that says it. */
export type Listener = (at: Micros, about: number, x: number, y: number, where: number) => void

export interface TraceRecord {
  readonly at: Micros
  readonly kind: number
  readonly where: number
  readonly about: number
  readonly x: number
  readonly y: number
  readonly event: number
}

export class Trace {
  /** Records written so far. */
  count = 0
  readonly #digest = new Digest()
  readonly #ring = new Int32Array(RING * WORDS)
  #write = 0
  #digested = 0
  readonly #listeners: (Listener | undefined)[]
  /** When set, sees every record; for writing a trace to disk or comparing two runs. */
  tap: ((words: Int32Array, offset: number) => void) | undefined

  constructor(kinds: number) {
    this.#listeners = new Array(kinds).fill(undefined)
  }

  /** Adds a listener for one kind of fact. Several are called in the order added. */
  on(kind: number, listener: Listener): void {
    const earlier = this.#listeners[kind]
    this.#listeners[kind] =
      earlier === undefined
        ? listener
        : (at, about, x, y, where) => {
            earlier(at, about, x, y, where)
            listener(at, about, x, y, where)
          }
  }

  record(at: Micros, kind: number, where: number, about: number, x: number, y: number, event: number): void {
    const ring = this.#ring
    const offset = this.#write
    ring[offset] = at | 0
    ring[offset + 1] = at * (1 / 4294967296)
    ring[offset + 2] = kind
    ring[offset + 3] = where
    ring[offset + 4] = about
    ring[offset + 5] = x
    ring[offset + 6] = y
    ring[offset + 7] = event
    if (this.tap !== undefined) this.tap(ring, offset)
    this.count++
    const next = offset + WORDS
    this.#write = next === RING * WORDS ? 0 : next
    if ((next & (CHUNK * WORDS - 1)) === 0) this.#digestTo(next)
    const listener = this.#listeners[kind]
    if (listener !== undefined) listener(at, about, x, y, where)
  }

  #digestTo(end: number): void {
    if (end <= this.#digested) return
    this.#digest.update(this.#ring.subarray(this.#digested, end), end - this.#digested)
    this.#digested = end === RING * WORDS ? 0 : end
  }

  /** Digest over every record so far, 32 hex digits. */
  digest(): string {
    this.#digestTo(this.#write)
    return this.#digest.hex()
  }

  /** The newest records still in the ring, newest first. */
  *recent(): Generator<TraceRecord> {
    const held = Math.min(this.count, RING)
    for (let back = 1; back <= held; back++) {
      const offset = (this.#write - back * WORDS + RING * WORDS) % (RING * WORDS)
      yield recordAt(this.#ring, offset)
    }
  }
}

/** The record that starts at word `offset`. */
export function recordAt(words: Int32Array, offset: number): TraceRecord {
  return {
    at: words[offset + 1]! * 4294967296 + (words[offset]! >>> 0),
    kind: words[offset + 2]!,
    where: words[offset + 3]!,
    about: words[offset + 4]!,
    x: words[offset + 5]!,
    y: words[offset + 6]!,
    event: words[offset + 7]!,
  }
}
