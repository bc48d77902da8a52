/** The gates of one generator, one for each Finesse node: made where its nodes would stand, opened once addresses are known. */
import type { Directory } from '../../sim/domain/directory.ts'
import { releaseProfile } from '../../sim/domain/release.ts'
import type { Workload } from '../../sim/domain/workload.ts'
import type { Kernel } from '../../sim/kernel/kernel.ts'
import { createNames, type NodeAddress } from '../../wire/finesse-xml/names.ts'
import type { NodeDoors, Tokens } from './browser.ts'
import { Gate } from './gate.ts'
import type { Lines } from './lines.ts'

export interface Opening {
  readonly workload: Workload
  /** Wall clock at virtual time 0, in milliseconds. */
  readonly epochMs: number
  /** Addresses that the nodes go by in what they say, and their doors; both in the order of the nodes. */
  readonly nodes: readonly NodeAddress[]
  readonly doors: readonly NodeDoors[]
  readonly lines: Lines
  readonly listens?: boolean
  /** Does something inside the simulated world. */
  readonly enter: (act: () => void) => void
}

export class Gates {
  readonly #directory: Directory
  readonly #gates: Gate[] = []

  constructor(directory: Directory) {
    this.#directory = directory
  }

  /** In place of the node of this number. */
  readonly standIn = (kernel: Kernel, number: number): Gate => {
    const gate = new Gate(kernel.node(`browsers at finesse ${number}`), this.#directory)
    this.#gates.push(gate)
    return gate
  }

  /** The clients' side knows what a deployed one knows: people, addresses. */
  open({ workload, epochMs, nodes, doors, lines, listens, enter }: Opening): void {
    const center = { workload, directory: this.#directory, profile: releaseProfile(workload.release) }
    const names = createNames({ center, epochMs, nodes })
    const tokens: Tokens = new Map()
    for (const [index, gate] of this.#gates.entries()) {
      gate.open({ names, doors: doors[index]!, lines, listens, tokens, enter })
    }
  }

  close(): void {
    for (const gate of this.#gates) gate.close()
  }
}
