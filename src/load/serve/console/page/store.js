/** What is known of the center, kept up to date by the stream; whoever shows some of it is told, once a frame at most. */

export const store = {
  /** Undefined until the first event came. */
  clock: undefined,
  clockAt: 0,
  topology: undefined,
  agents: new Map(),
  calls: new Map(),
  queues: new Map(),
  log: new Map(),
  /** Call of each agent who has one. */
  callOf: new Map(),
}

const LINES_KEPT = 400
const shown = []
const stale = new Set()

/** `draw` runs soon after one of the named parts changed: agents, calls, queues, topology, log, clock. */
export function whenChanged(parts, draw) {
  shown.push({ parts, draw })
}

export function changed(...parts) {
  if (stale.size === 0) requestAnimationFrame(drawStale)
  for (const part of parts) stale.add(part)
}

function drawStale() {
  const now = new Set(stale)
  stale.clear()
  for (const { parts, draw } of shown) if (parts.some((part) => now.has(part))) draw()
}

export function takeState({ clock, topology, agents, calls, queues, log }) {
  store.agents = new Map(agents.map((agent) => [agent.id, agent]))
  store.calls = new Map(calls.map((call) => [call.id, call]))
  store.queues = new Map(queues.map((queue) => [queue.id, queue]))
  store.log = new Map(log.map((line) => [line.number, line]))
  store.topology = topology
  noteParties()
  takeClock(clock)
  changed('agents', 'calls', 'queues', 'topology', 'log', 'clock')
}

export function takeChanges({ clock, topology, agents = [], calls = [], ended = [], queues = [], log = [] }) {
  for (const agent of agents) store.agents.set(agent.id, agent)
  for (const call of calls) store.calls.set(call.id, call)
  for (const id of ended) store.calls.delete(id)
  for (const queue of queues) store.queues.set(queue.id, queue)
  for (const line of log) store.log.set(line.number, line)
  for (const number of store.log.keys()) {
    if (store.log.size <= LINES_KEPT) break
    store.log.delete(number)
  }
  if (calls.length + ended.length > 0) noteParties()
  takeClock(clock)
  if (topology !== undefined) store.topology = topology
  changed(
    'clock',
    ...(agents.length > 0 ? ['agents'] : []),
    ...(calls.length + ended.length > 0 ? ['calls'] : []),
    ...(queues.length > 0 ? ['queues'] : []),
    ...(log.length > 0 ? ['log'] : []),
    ...(topology === undefined ? [] : ['topology']),
  )
}

function noteParties() {
  store.callOf = new Map()
  for (const call of store.calls.values()) for (const { id } of call.parties) store.callOf.set(id, call)
}

export function takeClock(clock) {
  store.clock = clock
  store.clockAt = performance.now()
  changed('clock')
}

/** Moment of the simulated world, in milliseconds. */
export function now() {
  const { clock, clockAt } = store
  if (clock === undefined) return Number.NaN
  const since = clock.paused ? 0 : (performance.now() - clockAt) * clock.speed
  return Date.parse(clock.now) + since
}

/** Seconds since a moment, none below 0. */
export const secondsSince = (moment) => Math.max(0, Math.floor((now() - Date.parse(moment)) / 1000))
