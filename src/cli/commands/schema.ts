/** `ccsim schema`: the JSON Schema of the files that people write, for editors and for other tools. */
import { Argument, type Command } from 'commander'
import { targetJsonSchemaText } from '../../load/target/schema.ts'
import { scenarioJsonSchemaText } from '../../scenarios/json-schema.ts'
import type { Terminal } from '../terminal.ts'

const texts = { scenario: scenarioJsonSchemaText, target: targetJsonSchemaText }

export function addSchema(program: Command, terminal: Terminal, done: (exit: number) => void): void {
  program
    .command('schema')
    .summary('the JSON Schema of scenario files, or of target files')
    .description('Prints a JSON Schema; editors use it to complete keys and to mark mistakes.')
    .addArgument(new Argument('[what]', 'of which files').choices(Object.keys(texts)).default('scenario'))
    .action((what: keyof typeof texts) => {
      terminal.out(texts[what]())
      done(0)
    })
}
