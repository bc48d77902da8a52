/** `ccsim schema`: the JSON Schema of scenario files, for editors and for other tools. */
import type { Command } from 'commander'
import { scenarioJsonSchemaText } from '../../scenarios/json-schema.ts'
import type { Terminal } from '../terminal.ts'

export function addSchema(program: Command, terminal: Terminal, done: (exit: number) => void): void {
  program
    .command('schema')
    .summary('the JSON Schema of scenario files')
    .description('Prints the JSON Schema of scenario files; editors use it to complete keys and to mark mistakes.')
    .action(() => {
      terminal.out(scenarioJsonSchemaText())
      done(0)
    })
}
