// What stands around a bundle that an engine plays by itself: modules of k6 whose servers are never in service, and a clock that
// goes from one timer to the next. `BUNDLE` is the bundle as a function of its modules and its environment.
const timers = []
let now = 0
let ids = 0
function setTimeout(run, ms) {
  timers.push({ at: now + Math.max(0, ms), id: ++ids, run })
  return ids
}
function clearTimeout(id) {
  const index = timers.findIndex((timer) => timer.id === id)
  if (index >= 0) timers.splice(index, 1)
}

const sums = {}
class Metric {
  constructor(name) {
    this.name = name
  }
  add(value, tags = {}) {
    const key = [this.name, tags.operation, tags.kind].filter((one) => one !== undefined).join(' ')
    if (!this.name.endsWith('_lag')) sums[key] = (sums[key] ?? 0) + value
  }
}

class WebSocket {
  readyState = 0
  constructor() {
    setTimeout(() => this.onerror?.({}), 5)
  }
}

const answer = { status: 200, body: '<SystemInfo><xmppDomain>fin1</xmppDomain></SystemInfo>' }
const http = {
  get: () => answer,
  asyncRequest: () => new Promise((resolve) => setTimeout(() => resolve({ status: 503, body: '' }), 10)),
}
const instance = {
  get currentTestRunDuration() {
    return now
  },
}
function abort(why) {
  throw new Error(why)
}
const modules = {
  'k6/http': { default: http },
  'k6/metrics': { Counter: Metric, Gauge: Metric, Trend: Metric },
  'k6/timers': { setTimeout, clearTimeout },
  'k6/websockets': { WebSocket },
  'k6/execution': { default: { vu: { idInTest: 1 }, instance, test: { abort } } },
}

const script = BUNDLE(modules, { CCSIM_NODES: 'https://fin1:8445,https://fin2:8445', CCSIM_LEAD: '0' })
let problem
script.default(script.setup()).catch((error) => {
  problem = error
})

// Promises settle between two turns, so each timer has a turn of its own.
function turn() {
  timers.sort((a, b) => a.at - b.at || a.id - b.id)
  const timer = timers.shift()
  if (timer === undefined) {
    print(JSON.stringify({ problem: problem && String(problem.stack), sums }))
    return
  }
  now = timer.at
  timer.run()
  Promise.resolve().then(turn)
}
Promise.resolve().then(turn)
