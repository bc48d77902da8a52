/** The part of a run, or of a failover, that lanes and charts show. One window for all that stand together. */

const SHARE_MIN = 0.02

export function createTimeWindow(start, end) {
  const listeners = []
  const narrowest = Math.min(5, (end - start) * SHARE_MIN)
  let [lo, hi] = [start, end]
  return {
    get lo() {
      return lo
    },
    get hi() {
      return hi
    },
    get whole() {
      return lo === start && hi === end
    },
    changed: (listener) => listeners.push(listener),
    show(from, until) {
      // A window narrower than its own resolution would show nothing.
      const wider = Math.max(0, narrowest - (until - from)) / 2
      const next = [Math.max(start, from - wider), Math.min(end, until + wider)]
      if (next[0] === lo && next[1] === hi) return
      ;[lo, hi] = next
      for (const listener of listeners) listener()
    },
    showWhole() {
      this.show(start, end)
    },
  }
}
