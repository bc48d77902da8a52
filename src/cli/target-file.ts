/** From `--target FILE` to a target; what is wrong with it is said as for scenarios. */
import { readFileSync } from 'node:fs'
import { NotAllowed } from '../load/target/fit.ts'
import { loadTarget } from '../load/target/load.ts'
import type { Target } from '../load/target/target.ts'
import { reading } from '../scenarios/load.ts'
import { InputProblem } from './input-problem.ts'
import type { Terminal } from './terminal.ts'

export const targetOf = (file: string, { env }: Pick<Terminal, 'env'>): Target =>
  loadTarget(file, { read: reading((path) => readFileSync(path)), env })

/** What a file does not allow is its owner's to change: exit 6. */
export function allowing<T>(ask: () => T): T {
  try {
    return ask()
  } catch (error) {
    if (error instanceof NotAllowed) throw new InputProblem(error.message)
    throw error
  }
}
