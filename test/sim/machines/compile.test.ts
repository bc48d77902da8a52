import { describe, expect, it } from 'vitest'
import { compileMachine, NOT_HANDLED } from '../../../src/sim/machines/compile.ts'
import { defineMachine } from '../../../src/sim/machines/definition.ts'

const lamp = defineMachine({
  id: 'lamp',
  initial: 'OFF',
  states: {
    OFF: { on: { pressed: 'ON', broken: 'DEAD' } },
    ON: { on: { pressed: 'OFF', touched: 'ON', broken: 'DEAD' }, after: { burnTime: 'OFF' } },
    DEAD: { type: 'final' },
  },
})

/** Configurations that XState would take and a table cannot hold. */
const compile = (machine: object) => () => compileMachine(machine as never)

describe('compileMachine', () => {
  const table = compileMachine(lamp)

  it('numbers states as written and events alphabetically', () => {
    expect(table.states).toEqual(['OFF', 'ON', 'DEAD'])
    expect(table.events).toEqual(['after.burnTime', 'broken', 'pressed', 'touched'])
    expect(table.initial).toBe(0)
    expect(table.table).toEqual(
      Uint8Array.of(NOT_HANDLED, 2, 1, NOT_HANDLED, 0, 2, 0, 1, NOT_HANDLED, NOT_HANDLED, NOT_HANDLED, NOT_HANDLED),
    )
  })

  it('tells a transition to the same state from an event that is not handled', () => {
    expect(table.next(table.stateOf('ON'), table.eventOf('touched'))).toBe(table.stateOf('ON'))
    expect(table.next(table.stateOf('OFF'), table.eventOf('touched'))).toBe(-1)
  })

  it('knows which delay starts in which state', () => {
    expect(table.states.map((_, state) => table.delayOf(state))).toEqual([undefined, 'burnTime', undefined])
  })

  it('names the machine and what there is when asked for what there is not', () => {
    expect(() => table.stateOf('BLUE' as 'ON')).toThrow("machine lamp: no state 'BLUE'. Its states: OFF, ON, DEAD")
    expect(() => table.eventOf('kicked' as 'pressed')).toThrow("machine lamp: no event 'kicked'")
  })

  it('checks names when it is compiled by TypeScript', () => {
    // @ts-expect-error a target that is not a state
    defineMachine({ id: 'typo', initial: 'A', states: { A: { on: { go: 'B' } } } })
    // @ts-expect-error an initial state that is not a state
    defineMachine({ id: 'typo', initial: 'B', states: { A: {} } })
    // @ts-expect-error an event that no state handles
    expect(() => table.eventOf('prest')).toThrow()
  })

  it.each([
    ['nested states', { states: { A: { initial: 'B', states: { B: {} } } } }, "A has 'initial'"],
    ['entry actions', { states: { A: { entry: 'ring' } } }, "A has 'entry'"],
    ['guards', { states: { A: { on: { go: { target: 'A', guard: 'may' } } } } }, "A on 'go' must name one state"],
    ['several targets', { states: { A: { on: { go: ['A'] } } } }, "A on 'go' must name one state"],
    [
      'delays with actions',
      { states: { A: { after: { d: { actions: 'x' } } } } },
      "A on 'after.d' must name one state",
    ],
    ['two delays in a state', { states: { A: { after: { d: 'A', e: 'A' } } } }, 'A has more than one delay'],
    ['wildcards', { states: { A: { on: { 'call.*': 'A' } } } }, "A handles 'call.*', which is reserved"],
    ['unknown targets', { states: { A: { on: { go: 'B' } } } }, "A on 'go' leads to 'B', which is not a state"],
    ['an unknown start', { initial: 'B', states: { A: {} } }, "initial state 'B' is not a state"],
    [
      'a way out of a final state',
      { states: { A: { type: 'final', on: { go: 'A' } } } },
      'A is final but has a way out',
    ],
    ['parallel states', { states: { A: { type: 'parallel' } } }, "A is of type 'parallel'"],
    ['context', { context: {}, states: { A: {} } }, "'context' cannot be compiled"],
  ])('refuses %s', (_what, machine, problem) => {
    expect(compile({ id: 'odd', initial: 'A', ...machine })).toThrow(`machine odd: ${problem}`)
  })
})
