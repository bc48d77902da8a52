/** What one run came to, as the terminal shows it at the end. */
import { count } from '../report/figures.ts'
import { verdictText } from '../report/terminal.ts'
import type { SeedOutcome } from './job.ts'
import { pasteable } from './package.ts'
import type { Terminal } from './terminal.ts'

export function outcomeText(outcome: SeedOutcome, terminal: Terminal, quiet: boolean): string {
  const { result, files, compared } = outcome
  if (quiet) {
    const line = `${result.verdict}: ${result.scenario}, seed ${result.seed}. ${result.headline}\n`
    return result.exit === 0 ? line : line + replayLine(result.replay)
  }
  const same = compared === undefined ? '' : `  Two runs, the same in all of ${count(compared)} records.\n`
  const text = verdictText(
    { ...result, replay: pasteable(result.replay) },
    {
      colour: terminal.colour,
      width: terminal.width,
      html: files.find((file) => file.endsWith('.html')),
    },
  )
  // The replay line of a failure is the last one, whatever else is to say.
  return result.exit === 0 ? text + same : same + text
}

export const replayLine = (command: string): string => `replay  ${pasteable(command)}\n`
