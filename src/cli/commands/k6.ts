/** `ccsim k6`: the load of a scenario for k6, on one machine or under its operator, and its results back again. */
import type { Command } from 'commander'
import type { Terminal } from '../terminal.ts'
import { addK6Build } from './k6-build.ts'
import { addK6Import } from './k6-import.ts'
import { addK6Operator } from './k6-operator.ts'

const EXAMPLES = `
Examples:
  ccsim k6 build a-working-day --out load         writes load/script.js
  k6 run -e CCSIM_NODES=https://fin1:8445,https://fin2:8445 --out json=samples.json load/script.js
  ccsim k6 import samples.json                    the report of it
  ccsim k6 operator a-working-day --nodes https://fin1:8445,https://fin2:8445 --machines 8 | kubectl apply -f -
`

export function addK6(program: Command, terminal: Terminal, done: (exit: number) => void): void {
  const group = program
    .command('k6')
    .summary('the load of a scenario as a script for k6, and what k6 measured as a report')
    .description(
      'Load beyond one machine, by k6 (https://k6.io): the same plan and the same desktops as everywhere in ccsim, in a script\n' +
        'that needs nothing else. k6 itself is installed by whoever wants it.',
    )
    .addHelpText('after', EXAMPLES)
  addK6Build(group, terminal, done)
  addK6Operator(group, terminal, done)
  addK6Import(group, terminal, done)
}
