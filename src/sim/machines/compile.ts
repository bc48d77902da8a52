import type { EventOf, MachineDefinition, StateOf } from './definition.ts'

/** In a table: this state does not handle this event. */
export const NOT_HANDLED = 255

/**
 * A machine as the simulator runs it: states and events are small numbers, a step is one read of a byte.
 * States are numbered as the machine file lists them, events alphabetically; a delay is the event `after.<delay>`.
 */
export class CompiledMachine<S extends string = string, E extends string = string> {
  readonly id: string
  readonly states: readonly S[]
  readonly events: readonly E[]
  readonly initial: number
  /** state * events.length + event -> next state, or NOT_HANDLED */
  readonly table: Uint8Array
  private readonly width: number
  private readonly delays: readonly (string | undefined)[]

  constructor(
    id: string,
    states: readonly S[],
    events: readonly E[],
    initial: number,
    table: Uint8Array,
    delays: readonly (string | undefined)[],
  ) {
    this.id = id
    this.states = states
    this.events = events
    this.initial = initial
    this.table = table
    this.width = events.length
    this.delays = delays
  }

  /** The state after `event`, or -1 when `state` does not handle it. A transition may lead back to the same state. */
  next(state: number, event: number): number {
    const to = this.table[state * this.width + event]!
    return to === NOT_HANDLED ? -1 : to
  }

  stateOf(name: S): number {
    const state = this.states.indexOf(name)
    if (state < 0) throw new Error(`machine ${this.id}: no state '${name}'. Its states: ${this.states.join(', ')}`)
    return state
  }

  eventOf(name: E): number {
    const event = this.events.indexOf(name)
    if (event < 0) throw new Error(`machine ${this.id}: no event '${name}'. Its events: ${this.events.join(', ')}`)
    return event
  }

  /** The delay that starts on entering `state`; when it has passed, the event is `after.<delay>`. */
  delayOf(state: number): string | undefined {
    return this.delays[state]
  }
}

const ALLOWED_IN_A_STATE = new Set(['on', 'after', 'type'])
const ALLOWED_IN_A_MACHINE = new Set(['id', 'initial', 'states'])

/** Flattens a machine to its table, and refuses, by name, whatever a table cannot express. */
export function compileMachine<const D extends MachineDefinition>(
  definition: D,
): CompiledMachine<StateOf<D>, EventOf<D>> {
  const { id } = definition
  const fail = (problem: string): never => {
    throw new Error(`machine ${id}: ${problem}`)
  }
  for (const key of Object.keys(definition)) {
    if (!ALLOWED_IN_A_MACHINE.has(key)) fail(`'${key}' cannot be compiled to a table; only id, initial and states can`)
  }

  const states = Object.keys(definition.states)
  if (states.length >= NOT_HANDLED) fail(`${states.length} states do not fit a table of bytes`)
  const numbers = new Map(states.map((name, number) => [name, number]))
  const targetOf = (from: string, event: string, target: unknown): number => {
    if (typeof target !== 'string') {
      fail(`${from} on '${event}' must name one state; guards, actions and lists of targets cannot be compiled`)
    }
    return numbers.get(target as string) ?? fail(`${from} on '${event}' leads to '${target}', which is not a state`)
  }

  const transitions: { from: number; event: string; to: number }[] = []
  const events = new Set<string>()
  const delays: (string | undefined)[] = []
  for (const [from, name] of states.entries()) {
    const state = definition.states[name]!
    for (const key of Object.keys(state)) {
      if (!ALLOWED_IN_A_STATE.has(key)) fail(`${name} has '${key}': nested states, entry and exit cannot be compiled`)
    }
    if (state.type !== undefined && state.type !== 'final') fail(`${name} is of type '${state.type}'`)
    const handled = Object.entries(state.on ?? {})
    const delayed = Object.entries(state.after ?? {})
    if (state.type === 'final' && handled.length + delayed.length > 0) fail(`${name} is final but has a way out`)
    if (delayed.length > 1) fail(`${name} has more than one delay`)
    delays.push(delayed[0]?.[0])
    for (const [event, target] of handled) {
      if (event.includes('*') || event.startsWith('after.')) fail(`${name} handles '${event}', which is reserved`)
      events.add(event)
      transitions.push({ from, event, to: targetOf(name, event, target) })
    }
    for (const [delay, target] of delayed) {
      events.add(`after.${delay}`)
      transitions.push({ from, event: `after.${delay}`, to: targetOf(name, `after.${delay}`, target) })
    }
  }

  const initial = numbers.get(definition.initial) ?? fail(`initial state '${definition.initial}' is not a state`)
  const sorted = [...events].sort()
  const columns = new Map(sorted.map((name, column) => [name, column]))
  const table = new Uint8Array(states.length * sorted.length).fill(NOT_HANDLED)
  for (const { from, event, to } of transitions) table[from * sorted.length + columns.get(event)!] = to
  return new CompiledMachine(id, states as StateOf<D>[], sorted as EventOf<D>[], initial, table, delays)
}
