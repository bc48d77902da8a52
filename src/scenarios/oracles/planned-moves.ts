/** Whether the agent PG is being moved as planned, and whether anything else is wrong meanwhile. */
import { Fact } from '../../sim/domain/facts.ts'
import type { Deed } from '../../sim/domain/fault.ts'
import { pgMaintenance } from '../../sim/machines/pg-maintenance.ts'
import type { Watch } from './oracle.ts'
import { OtherFaults } from './other-faults.ts'

const states = Object.keys(pgMaintenance.states)
const PG = 0
/** From the first question to the clients until the old side is down. When it fails, an ordinary failover takes over. */
const running = new Set(['CHECKING', 'ASKING', 'CONTINUING', 'SWITCHING'].map((name) => states.indexOf(name)))

/** The order, what its clients are told to make of it, and the start of the side that was stopped by an earlier one. */
function isPartOfIt(deed: Deed): boolean {
  if (deed.kind !== 'command') return false
  const { command } = deed
  return command.what === 'pg-side' ? command.up : quiet.has(command.what)
}
const quiet: ReadonlySet<string> = new Set(['pg-maintenance', 'pg-maintenance-consent', 'cti-test-connection'])

export type MoveState = keyof typeof pgMaintenance.states

export class PlannedMoves {
  isUnderWay = false
  /** Nothing else ever fails in this run. */
  readonly areAlone: boolean
  readonly #others: OtherFaults
  readonly #told: ((at: number, state: MoveState) => void)[] = []

  constructor(watch: Watch) {
    const { faults } = watch.workload
    this.areAlone = faults.every(({ deed }) => isPartOfIt(deed))
    this.#others = new OtherFaults(watch, (deed) => !isPartOfIt(deed))
    watch.on(Fact.maintenance, (at, about, state) => {
      if (about !== PG) return
      this.isUnderWay = running.has(state)
      if (this.isUnderWay) watch.judged++
      for (const told of this.#told) told(at, states[state] as MoveState)
    })
  }

  /** Whatever goes wrong now is the move's doing. */
  get isToBlame(): boolean {
    return this.isUnderWay && !this.#others.goOn
  }

  onState(told: (at: number, state: MoveState) => void): void {
    this.#told.push(told)
  }
}
