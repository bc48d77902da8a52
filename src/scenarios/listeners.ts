/**
 * Listeners of oracles and collectors, gathered by kind of fact and attached to a trace as one each: the trace is
 * called for every record of a long day, and one flat loop is cheaper there than a chain of calls.
 */
import type { Listener, Trace } from '../sim/kernel/trace.ts'

export class Listeners {
  readonly #byKind = new Map<number, Listener[]>()

  /** Listeners of one kind are called in the order added. */
  on(kind: number, listener: Listener): void {
    const earlier = this.#byKind.get(kind)
    if (earlier === undefined) this.#byKind.set(kind, [listener])
    else earlier.push(listener)
  }

  /** What was written while the world was built is told first. */
  attach(trace: Trace): void {
    const earlier = [...trace.recent()].reverse()
    const all = new Map([...this.#byKind].map(([kind, listeners]) => [kind, together(listeners)]))
    for (const { at, kind, about, x, y, where } of earlier) all.get(kind)?.(at, about, x, y, where)
    for (const [kind, listener] of all) trace.on(kind, listener)
  }
}

function together(listeners: readonly Listener[]): Listener {
  const [a, b, c, d] = listeners as [Listener, Listener, Listener, Listener]
  switch (listeners.length) {
    case 1:
      return a
    case 2:
      return (at, about, x, y, where) => {
        a(at, about, x, y, where)
        b(at, about, x, y, where)
      }
    case 3:
      return (at, about, x, y, where) => {
        a(at, about, x, y, where)
        b(at, about, x, y, where)
        c(at, about, x, y, where)
      }
    case 4:
      return (at, about, x, y, where) => {
        a(at, about, x, y, where)
        b(at, about, x, y, where)
        c(at, about, x, y, where)
        d(at, about, x, y, where)
      }
    default: {
      const first = together(listeners.slice(0, 4))
      const rest = together(listeners.slice(4))
      return (at, about, x, y, where) => {
        first(at, about, x, y, where)
        rest(at, about, x, y, where)
      }
    }
  }
}
