/**
 * The shape of a state machine in ccsim: an XState 5 machine configuration, kept flat. No nested states, guards,
 * context or actions: where a choice is to be made the component that runs the machine picks between two events.
 *
 * A machine file holds this plain object and nothing else. From it come the XState machine (xstate.ts: specification,
 * property tests), the table the simulator runs on (compile.ts) and the diagram (mermaid.ts). The simulator never
 * imports xstate: loading it takes about 10 ms and building our machines 5 ms more, where the tables take 2 ms and a whole
 * run of 200 agents is to take 50 ms.
 */
export interface StateDefinition {
  /** Event -> next state. A state that does not list an event ignores it, and whoever runs the machine can tell. */
  readonly on?: Readonly<Record<string, string>>
  /** At most one named delay -> next state. It starts on entry; a transition to the same state does not restart it. */
  readonly after?: Readonly<Record<string, string>>
  readonly type?: 'final'
}

export interface MachineDefinition {
  readonly id: string
  readonly initial: string
  readonly states: Readonly<Record<string, StateDefinition>>
}

/** Every target must be a state of the same machine: a misspelt one does not compile. */
type Closed<D extends MachineDefinition> = {
  readonly initial: keyof D['states']
  readonly states: {
    readonly [S in keyof D['states']]: {
      readonly on?: Readonly<Record<string, keyof D['states']>>
      readonly after?: Readonly<Record<string, keyof D['states']>>
    }
  }
}

export function defineMachine<const D extends MachineDefinition>(definition: D & Closed<D>): D {
  return definition
}

export type StateOf<D extends MachineDefinition> = keyof D['states'] & string

type KeysOf<Part> = Part extends Readonly<Record<string, string>> ? keyof Part & string : never

/** Of a machine known only as MachineDefinition, names are any string. */
type IsAnyMachine<D extends MachineDefinition> = string extends keyof D['states'] ? true : false

export type DelayOf<D extends MachineDefinition> =
  IsAnyMachine<D> extends true
    ? string
    : {
        [S in keyof D['states']]: D['states'][S] extends { readonly after: infer After } ? KeysOf<After> : never
      }[keyof D['states']]

export type EventOf<D extends MachineDefinition> =
  IsAnyMachine<D> extends true
    ? string
    :
        | {
            [S in keyof D['states']]: D['states'][S] extends { readonly on: infer On } ? KeysOf<On> : never
          }[keyof D['states']]
        | `after.${DelayOf<D>}`
