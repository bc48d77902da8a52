/**
 * Wakes a thread at a moment, to a tenth of a millisecond where the machine is idle; timers of the event loop come up to a
 * millisecond late even then, and a generator whose schedule is to be kept within one needs better. A thread of its own
 * sleeps until the moment and tells; it takes next to no processor time.
 */

import { Worker } from 'node:worker_threads'
import { sleep } from './pace.ts'

/** Shared words: how often the alarm was set, and the number of the setting that has rung. */
const SET = 0
const RUNG = 1
const WORDS = 2
/** Moments further away are left to a timer, which is set for shortly before. */
const NEAR_MS = 50
const SHARED_BYTES = 16

const THREAD = `
const { workerData } = require('node:worker_threads')
const words = new Int32Array(workerData, 0, ${WORDS})
const moment = new Float64Array(workerData, 8, 1)
for (;;) {
  const set = Atomics.load(words, ${SET})
  const left = moment[0] - Number(process.hrtime.bigint()) / 1e6
  if (set < 0) break
  if (set === Atomics.load(words, ${RUNG})) Atomics.wait(words, ${SET}, set)
  else if (left > 0) Atomics.wait(words, ${SET}, set, left)
  else {
    Atomics.store(words, ${RUNG}, set)
    Atomics.notify(words, ${RUNG})
  }
}
`

const hrMs = (): number => Number(process.hrtime.bigint()) / 1e6

export class Alarm {
  readonly #words: Int32Array
  readonly #moment: Float64Array
  readonly #thread: Worker
  /** While a promise of the alarm is all there is to wait for, the process must not end. */
  readonly #alive = setInterval(() => undefined, 60_000)
  #number = 0

  constructor() {
    const shared = new SharedArrayBuffer(SHARED_BYTES)
    this.#words = new Int32Array(shared, 0, WORDS)
    this.#moment = new Float64Array(shared, 8, 1)
    this.#thread = new Worker(THREAD, { eval: true, workerData: shared })
    this.#thread.unref()
  }

  /** As a pace asks to be woken; what is returned takes it back. One at a time: a new one replaces the one before. */
  readonly wake = (afterMs: number, run: () => void): (() => void) => {
    if (afterMs <= 0) return sleep(afterMs, run)
    if (afterMs > NEAR_MS) {
      const at = hrMs() + afterMs
      let cancel: (() => void) | undefined
      const timer = setTimeout(() => (cancel = this.#ring(Math.max(0, at - hrMs()), run)), afterMs - NEAR_MS / 2)
      return () => {
        clearTimeout(timer)
        cancel?.()
      }
    }
    return this.#ring(afterMs, run)
  }

  #ring(afterMs: number, run: () => void): () => void {
    const words = this.#words
    const before = Atomics.load(words, RUNG)
    this.#moment[0] = hrMs() + afterMs
    // Wraps to 1 long before it could be taken for the end.
    const number = (this.#number = (this.#number % 0x3fffffff) + 1)
    let cancelled = false
    const waiting = Atomics.waitAsync(words, RUNG, before)
    Atomics.store(words, SET, number)
    Atomics.notify(words, SET)
    const rung = (): void => {
      // Another setting has replaced this one, or it was an earlier one that rang.
      if (cancelled || number !== this.#number) return
      if (Atomics.load(words, RUNG) === number) run()
      else void this.#again(number, run, () => cancelled)
    }
    if (waiting.async) void waiting.value.then(rung)
    else setImmediate(rung)
    return () => {
      cancelled = true
    }
  }

  async #again(number: number, run: () => void, isCancelled: () => boolean): Promise<void> {
    for (let rung = Atomics.load(this.#words, RUNG); rung !== number; rung = Atomics.load(this.#words, RUNG)) {
      const waiting = Atomics.waitAsync(this.#words, RUNG, rung)
      if (waiting.async) await waiting.value
      if (isCancelled() || number !== this.#number) return
    }
    run()
  }

  close(): void {
    clearInterval(this.#alive)
    Atomics.store(this.#words, SET, -1)
    Atomics.notify(this.#words, SET)
    void this.#thread.terminate()
  }
}
