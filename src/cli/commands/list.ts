/** `ccsim list`: the scenarios that ship with ccsim. */
import type { Command } from 'commander'
import { count, plural } from '../../report/figures.ts'
import type { Scenario } from '../../scenarios/scenario.ts'
import { formatDuration } from '../../scenarios/units.ts'
import { load, shippedNames } from '../scenario-file.ts'
import type { Terminal } from '../terminal.ts'

const INDENT = '  '
const WIDTH_MAX = 100

export function addList(program: Command, terminal: Terminal, done: (exit: number) => void): void {
  program
    .command('list')
    .summary('the scenarios that ship with ccsim, and why each is there')
    .description('Lists the scenarios that ship with ccsim, and why each is there.')
    .action(async () => {
      terminal.out((await shipped()).map((scenario) => entry(scenario, terminal)).join('\n'))
      done(0)
    })
}

export async function shipped(): Promise<Scenario[]> {
  return await Promise.all(shippedNames().map((file) => load({ file, overrides: [], until: undefined })))
}

function entry(scenario: Scenario, { width, colour }: Terminal): string {
  const name = colour ? `\u001b[1m${scenario.name}\u001b[0m` : scenario.name
  const most = Math.min(width, WIDTH_MAX)
  const size = sizeText(scenario)
  const gap = scenario.name.length + INDENT.length + size.length > most ? `\n${INDENT}` : INDENT
  return `${name}${gap}${size}\n${wrapped(scenario.why, most)}\n`
}

/** `2,000 agents, 200 supervisors, 60 queues, 8h and 30min of calm`. */
export function sizeText({ workload }: Scenario): string {
  const { topology, busyUs, calmUs, deployment } = workload
  const people = `${plural(topology.agents, 'agent')}, ${plural(topology.supervisors, 'supervisor')}`
  const length = `${formatDuration(busyUs)} and ${formatDuration(calmUs)} of calm`
  const engine = deployment === 'ccx' ? ', CCX' : ''
  return `${people}, ${count(topology.queues.length)} queues, ${length}${engine}`
}

function wrapped(text: string, width: number): string {
  const lines = ['']
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1)!
    if (line === '') lines[lines.length - 1] = INDENT + word
    else if (line.length + 1 + word.length > width) lines.push(INDENT + word)
    else lines[lines.length - 1] = `${line} ${word}`
  }
  return lines.join('\n')
}
