import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AnyMachineSnapshot, createActor, SimulatedClock, transition } from 'xstate'
import { type CompiledMachine, compileMachine } from '../../../src/sim/machines/compile.ts'
import type { MachineDefinition } from '../../../src/sim/machines/definition.ts'
import { machines } from '../../../src/sim/machines/index.ts'
import { xstateMachine } from '../../../src/sim/machines/xstate.ts'

const DELAY_MS = 1000

function specification(definition: MachineDefinition) {
  const delays: Record<string, number> = {}
  for (const { after = {} } of Object.values(definition.states))
    for (const delay of Object.keys(after)) delays[delay] = DELAY_MS
  return xstateMachine(definition, delays)
}

/** What XState calls a delay that has passed in `state`. */
const xstateEvent = (id: string, state: string, event: string) => ({
  type: event.startsWith('after.') ? `xstate.${event}.${id}.${state}` : event,
})

/** The machine as a component runs it: the table, and a timer per state entered. */
class TableRunner {
  private readonly table: CompiledMachine
  state: number
  private due = Number.POSITIVE_INFINITY
  private now = 0

  constructor(table: CompiledMachine) {
    this.table = table
    this.state = table.initial
    this.arm()
  }

  private arm() {
    this.due = this.table.delayOf(this.state) === undefined ? Number.POSITIVE_INFINITY : this.now + DELAY_MS
  }

  send(event: string) {
    const to = this.table.events.includes(event) ? this.table.next(this.state, this.table.eventOf(event)) : -1
    if (to < 0 || to === this.state) return
    this.state = to
    this.arm()
  }

  wait(ms: number) {
    const until = this.now + ms
    while (this.due <= until) {
      this.now = this.due
      this.send(`after.${this.table.delayOf(this.state)}`)
    }
    this.now = until
  }
}

/** For every state that can be reached, the shortest way there. */
function paths(table: CompiledMachine): Map<number, readonly string[]> {
  const found = new Map<number, readonly string[]>([[table.initial, []]])
  for (const [state, path] of found) {
    for (const [event, name] of table.events.entries()) {
      const to = table.next(state, event)
      if (to >= 0 && !found.has(to)) found.set(to, [...path, name])
    }
  }
  return found
}

describe.each(machines.map(({ name, machine }) => [name, machine] as const))('%s', (_name, definition) => {
  const spec = specification(definition)
  const table = compileMachine(definition)
  const anyEvent = fc.constantFrom(...table.events, 'nobody.says.this')

  it('has in its table exactly what XState does, for every state and event', () => {
    for (const [state, name] of table.states.entries()) {
      const snapshot = spec.resolveState({ value: name, context: {} }) as AnyMachineSnapshot
      for (const [event, eventName] of table.events.entries()) {
        const said = xstateEvent(definition.id, name, eventName)
        const to = table.next(state, event)
        const where = `${name} on ${eventName}`
        expect([where, snapshot.can(said)]).toEqual([where, to >= 0])
        const [after] = transition(spec, snapshot, said)
        expect([where, after.value]).toEqual([where, table.states[to < 0 ? state : to]])
      }
    }
  })

  it('walks with XState through any sequence of events', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
        let snapshot = spec.resolveState({ value: definition.initial, context: {} }) as AnyMachineSnapshot
        let state = table.initial
        for (const event of events) {
          ;[snapshot] = transition(spec, snapshot, xstateEvent(definition.id, String(snapshot.value), event)) as [
            AnyMachineSnapshot,
            unknown,
          ]
          const to = table.events.includes(event) ? table.next(state, table.eventOf(event)) : -1
          if (to >= 0) state = to
          expect(snapshot.value).toBe(table.states[state])
        }
      }),
    )
  })

  it('keeps time with an XState actor: delays start on entry and end on leaving', () => {
    // Delays pass by themselves here; odd waits keep apart what would fall on one instant.
    const step = fc.oneof(
      { arbitrary: fc.constantFrom(...table.events.filter((event) => !event.startsWith('after.'))), weight: 3 },
      { arbitrary: fc.constantFrom(1, 333, 999, 1000, 1001, 2500), weight: 1 },
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const clock = new SimulatedClock()
        const actor = createActor(spec, { clock }).start()
        const runner = new TableRunner(table)
        for (const next of steps) {
          if (actor.getSnapshot().status !== 'active') break
          if (typeof next === 'number') {
            for (let ms = 0; ms < next; ms++) clock.increment(1)
            runner.wait(next)
          } else {
            actor.send({ type: next })
            runner.send(next)
          }
          expect(actor.getSnapshot().value).toBe(table.states[runner.state])
        }
        actor.stop()
      }),
      { numRuns: 30 },
    )
  })

  it('lets a delay that has begun run on through a transition to the same state', () => {
    for (const [state, path] of paths(table)) {
      const delay = table.delayOf(state)
      if (delay === undefined) continue
      const toItself = table.events.filter((event) => table.next(state, table.eventOf(event)) === state)
      for (const event of [...toItself, 'nobody.says.this']) {
        const clock = new SimulatedClock()
        const actor = createActor(spec, { clock }).start()
        for (const step of path) step.startsWith('after.') ? clock.increment(DELAY_MS) : actor.send({ type: step })
        clock.increment(DELAY_MS - 1)
        actor.send({ type: event })
        expect(actor.getSnapshot().value).toBe(table.states[state])
        clock.increment(1)
        expect(actor.getSnapshot().value).toBe(table.states[table.next(state, table.eventOf(`after.${delay}`))])
        actor.stop()
      }
    }
  })

  it('reaches every one of its states', () => {
    expect([...paths(table).keys()].map((state) => table.states[state]).sort()).toEqual([...table.states].sort())
  })

  it('gets out of every state that is not final', () => {
    for (const [state, name] of table.states.entries()) {
      const out = [...table.events.keys()].some((event) => ![-1, state].includes(table.next(state, event)))
      expect([name, out]).toEqual([name, definition.states[name]!.type !== 'final'])
    }
  })
})
