/** `ccsim k6 build SCENARIO --out DIR`: one file that `k6 run` plays. */
import type { Command } from 'commander'
import { writeBundle } from '../../load/k6/write-bundle.ts'
import { asReportProblem } from '../../report/report-problem.ts'
import { addLoadOptions, type Built, build, type K6Options } from '../k6-options.ts'
import type { Terminal } from '../terminal.ts'

interface Options extends K6Options {
  readonly out: string
}

const EXAMPLES = `
Examples:
  ccsim k6 build smoke --out load
  ccsim k6 build a-working-day --out load-2 --shard 2/8       the second of eight machines
  ccsim k6 build a-working-day --out load --desktops-each 20  twenty desktops in each virtual user of k6

Run it with the addresses of the Finesse nodes:
  k6 run -e CCSIM_NODES=https://fin1:8445,https://fin2:8445 load/script.js
Trust the authority of its certificates by SSL_CERT_FILE=ca.pem, or do without by --insecure-skip-tls-verify.
`

export function addK6Build(group: Command, terminal: Terminal, done: (exit: number) => void): void {
  addLoadOptions(group.command('build'))
    .summary('write the script of a scenario')
    .description('Writes a script for k6 that plays the desktops of a scenario: script.js, which needs nothing else.')
    .requiredOption('--out <dir>', 'folder for script.js; made if need be')
    .option('--shard <i/n>', 'the part of one of several machines, such as 2/8, where k6 does not deal them out itself')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, options: Options) => {
      const built = await build(file, options)
      terminal.out(text(built, write(options.out, built.script)))
      done(0)
    })
}

function write(dir: string, script: string): string {
  try {
    return writeBundle(dir, script)
  } catch (error) {
    throw asReportProblem(error, dir)
  }
}

const KIB = 1024

function text({ load, desktops, leftOut, script }: Built, path: string): string {
  const { shard, plan, part, virtualUsers } = load
  const isWhole = shard.of === 1
  const lines = [
    `${path}  (${Math.ceil(script.length / KIB)} KiB)`,
    `  ${desktops} desktops on ${virtualUsers} virtual users`,
    ...(isWhole ? [] : [`  shard  ${part.hash}, ${part.entries} entries: ${shard.part} of ${shard.of}`]),
    `  plan   ${plan.hash}, ${plan.entries} entries`,
    ...leftOut.map((one) => `  not played: ${one}`),
    `k6 run -e CCSIM_NODES=${exampleNodes(load.workload.topology.finesseNodes)} --out json=samples.json ${path}`,
  ]
  return `${lines.join('\n')}\n`
}

const exampleNodes = (nodes: number): string => ['https://fin1:8445', 'https://fin2:8445'].slice(0, nodes).join(',')
