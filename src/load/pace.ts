/**
 * Paces a kernel by the wall clock: what is due by now has happened, nothing happens early, and between two events
 * the process sleeps. From outside, `enter` does something inside the simulated world, as an event of its own.
 */
import type { Env, Kernel, Part } from '../sim/kernel/kernel.ts'
import type { Micros } from '../sim/kernel/time.ts'

export interface PaceOptions {
  /** Virtual time for one of the wall clock's; 1 unless told. */
  readonly speed?: number
  /** Stands still until `resume`. */
  readonly paused?: boolean
  /** Nothing later than this happens; `reached` is told once all until then has. */
  readonly untilUs?: Micros
  readonly reached?: () => void
  /** Told, when something planned was due, how much virtual time it is behind the wall clock, and how much happened then. */
  readonly late?: (us: Micros, events: number) => void
  /** The wall clock in milliseconds, and its timers; for tests. */
  readonly clock?: () => number
  readonly wake?: (afterMs: number, run: () => void) => () => void
  /** Told when the simulated world throws; the pace has then stopped. Thrown on unless told. */
  readonly failed?: (error: unknown) => void
}

/** A number that no message has (domain/messages.ts stays below the facts, which begin at 256). */
const ENTRY = 255
/** Events in one go before sockets get their turn. */
const SLICE = 20_000

export class Pace implements Part {
  readonly #kernel: Kernel
  readonly #env: Env
  readonly #clock: () => number
  readonly #wake: (afterMs: number, run: () => void) => () => void
  readonly #failed: ((error: unknown) => void) | undefined
  readonly #untilUs: Micros
  readonly #reached: (() => void) | undefined
  readonly #late: PaceOptions['late']
  /** Moment and virtual time from which on the present speed holds; a speed of 0 is a pause. */
  #startMs: number
  #startUs: Micros
  #speed: number
  /** The speed to go on with after a pause. */
  #wanted: number
  #cancel: (() => void) | undefined
  #running = false
  /** Somebody entered, and the next turn of the event loop will see to it. */
  #hurried = false
  #stopped = false
  /** When the first one entered of those that nobody has looked at yet. */
  #enteredUs: Micros = Number.POSITIVE_INFINITY

  constructor(kernel: Kernel, options: PaceOptions = {}) {
    const { speed = 1, clock = () => performance.now(), wake = sleep, failed, paused = false } = options
    if (!(speed > 0) || !Number.isFinite(speed)) throw new RangeError(`a speed above 0, not ${speed}`)
    this.#kernel = kernel
    this.#speed = paused ? 0 : speed
    this.#clock = clock
    this.#wake = wake
    this.#failed = failed
    this.#untilUs = options.untilUs ?? Number.POSITIVE_INFINITY
    this.#reached = options.reached
    this.#late = options.late
    this.#wanted = speed
    this.#env = kernel.node('wall clock')
    kernel.attach(this.#env, this)
    this.#startMs = clock()
    this.#startUs = kernel.now
    this.#advance()
  }

  /** Virtual time that belongs to the present of the wall clock. */
  get now(): Micros {
    return this.#startUs + Math.floor((this.#clock() - this.#startMs) * 1000 * this.#speed)
  }

  get speed(): number {
    return this.#wanted
  }

  /** From now on; what is paused stays so, and goes on at this speed. */
  set speed(speed: number) {
    if (!(speed > 0) || !Number.isFinite(speed)) throw new RangeError(`a speed above 0, not ${speed}`)
    this.#wanted = speed
    if (!this.isPaused) this.#go(speed)
  }

  get isPaused(): boolean {
    return this.#speed === 0
  }

  /** The world stands still. What enters meanwhile happens, but what it leads to takes its time, and waits. */
  pause(): void {
    this.#go(0)
  }

  resume(): void {
    this.#go(this.#wanted)
  }

  #go(speed: number): void {
    this.#startUs = this.now
    this.#startMs = this.#clock()
    this.#speed = speed
    this.#hurry()
  }

  /** Does something inside the world: after all that is due by now, and as an event of the kernel. */
  enter(act: () => void): void {
    if (this.#stopped) return
    const delayUs = Math.max(0, this.now - this.#kernel.now)
    this.#env.after(delayUs, ENTRY, 0, act)
    this.#enteredUs = Math.min(this.#enteredUs, this.#kernel.now + delayUs)
    this.#hurry()
  }

  /** Looks at what is due in the next turn of the event loop. */
  #hurry(): void {
    if (this.#stopped || this.#running || this.#hurried) return
    this.#hurried = true
    this.#cancel?.()
    this.#cancel = this.#wake(0, this.#advance)
  }

  receive(_kind: number, _about: number, body: unknown): void {
    const act = body as () => void
    act()
  }

  stop(): void {
    this.#stopped = true
    this.#cancel?.()
    this.#cancel = undefined
  }

  #advance = (): void => {
    if (this.#stopped || this.#running) return
    this.#running = true
    this.#hurried = false
    try {
      const { now } = this
      const due = this.#kernel.next
      // What came from outside was never planned, so nobody was late with it.
      const isPlanned = due < this.#enteredUs
      this.#enteredUs = Number.POSITIVE_INFINITY
      const ran = this.#kernel.run(Math.min(now, this.#untilUs), SLICE)
      this.#running = false
      if (this.#stopped) return
      if (ran > 0 && isPlanned) this.#late?.(Math.max(0, now - due), ran)
      if (ran < SLICE && this.now >= this.#untilUs && this.#kernel.next > this.#untilUs) {
        this.stop()
        this.#reached?.()
        return
      }
      const aheadMs = (Math.min(this.#kernel.next, this.#untilUs) - this.now) / 1000 / this.#speed
      // In a pause only what enters wakes it; with nothing left to happen, too.
      if (ran === SLICE) this.#cancel = this.#wake(0, this.#advance)
      else if (Number.isFinite(aheadMs)) this.#cancel = this.#wake(Math.max(0, aheadMs), this.#advance)
    } catch (error) {
      this.stop()
      if (this.#failed === undefined) throw error
      this.#failed(error)
    }
  }
}

/** The wall clock's timers: runs it then, unless what is returned is called before. */
export function sleep(afterMs: number, run: () => void): () => void {
  if (afterMs <= 0) {
    const soon = setImmediate(run)
    return () => clearImmediate(soon)
  }
  const timer = setTimeout(run, Math.min(Math.ceil(afterMs), 0x7fffffff))
  return () => clearTimeout(timer)
}
