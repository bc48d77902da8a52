/** `ccsim machines [NAME]`: the state machines of the contact center as Mermaid diagrams. */
import type { Command } from 'commander'
import { suggestion } from '../../scenarios/nearest.ts'
import { machines } from '../../sim/machines/index.ts'
import { mermaid } from '../../sim/machines/mermaid.ts'
import { InputProblem } from '../input-problem.ts'
import type { Terminal } from '../terminal.ts'

export function addMachines(program: Command, terminal: Terminal, done: (exit: number) => void): void {
  program
    .command('machines')
    .summary('the state machines, as Mermaid diagrams')
    .description('Prints a state machine as a Mermaid diagram; without a name all of them, as a Markdown document.')
    .argument('[name]', `one of: ${machines.map(({ name }) => name).join(', ')}`)
    .action((name: string | undefined) => {
      terminal.out(name === undefined ? document() : diagram(name))
      done(0)
    })
}

function diagram(name: string): string {
  const names = machines.map((machine) => machine.name)
  if (!names.includes(name)) throw new InputProblem(`there is no machine "${name}"; ${suggestion(name, names)}`)
  return mermaid(name)
}

function document(): string {
  return machines
    .map(
      ({ name, says, source }) =>
        `## ${name}\n\n${says}\nSource: ${source}.\n\n\`\`\`mermaid\n${mermaid(name)}\`\`\`\n`,
    )
    .join('\n')
}
