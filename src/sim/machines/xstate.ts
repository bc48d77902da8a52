import { type AnyStateMachine, setup } from 'xstate'
import type { DelayOf, MachineDefinition } from './definition.ts'

/**
 * The XState machine of a definition, with its named delays in milliseconds. For specification: property tests, Stately's
 * tools, experiments. Nothing the simulator runs imports this file, so that a run never pays for loading xstate.
 */
export function xstateMachine<const D extends MachineDefinition>(
  definition: D,
  delays: Readonly<Record<DelayOf<D>, number>>,
): AnyStateMachine {
  return setup({ delays }).createMachine(definition as object) as AnyStateMachine
}
