/** One running machine: its state, moved by events of the compiled table. */
import type { CompiledMachine } from './compile.ts'

export class Running<S extends string, E extends string> {
  readonly machine: CompiledMachine<S, E>
  state: number

  constructor(machine: CompiledMachine<S, E>) {
    this.machine = machine
    this.state = machine.initial
  }

  get name(): S {
    return this.machine.states[this.state]!
  }

  /** Takes the step and says whether the state knew it. */
  step(event: E): boolean {
    const to = this.machine.next(this.state, this.machine.eventOf(event))
    if (to < 0) return false
    this.state = to
    return true
  }
}
