/** The part of the run that lanes and charts show. One window for all of them. */

const SECONDS_MIN = 5

export function createTimeWindow(end) {
  const listeners = []
  let [lo, hi] = [0, end]
  return {
    get lo() {
      return lo
    },
    get hi() {
      return hi
    },
    get whole() {
      return lo === 0 && hi === end
    },
    changed: (listener) => listeners.push(listener),
    show(from, until) {
      // A window narrower than its own resolution would show nothing.
      const wider = Math.max(0, SECONDS_MIN - (until - from)) / 2
      const next = [Math.max(0, from - wider), Math.min(end, until + wider)]
      if (next[0] === lo && next[1] === hi) return
      ;[lo, hi] = next
      for (const listener of listeners) listener()
    },
    showWhole() {
      this.show(0, end)
    },
  }
}
