/** The command line: every command, the help that goes with it, and how a failure becomes an exit code. */
import { Command, CommanderError } from 'commander'
import { ReportProblem } from '../report/report-problem.ts'
import type { ScenarioProblems } from '../scenarios/problems.ts'
import { addCompare } from './commands/compare.ts'
import { addConformance } from './commands/conformance.ts'
import { addCti } from './commands/cti.ts'
import { addCtl } from './commands/ctl.ts'
import { addDoctor } from './commands/doctor.ts'
import { addDrift } from './commands/drift.ts'
import { addHistory } from './commands/history.ts'
import { addK6 } from './commands/k6.ts'
import { addList } from './commands/list.ts'
import { addMachines } from './commands/machines.ts'
import { addPlan } from './commands/plan.ts'
import { addReplay } from './commands/replay.ts'
import { addRun } from './commands/run.ts'
import { addSchema } from './commands/schema.ts'
import { addSelftest } from './commands/selftest.ts'
import { addServe } from './commands/serve.ts'
import { CCSIM_FAILED, EXIT_CODES, WRONG_INPUT } from './exit-codes.ts'
import { failureText } from './failure.ts'
import { InputProblem } from './input-problem.ts'
import { VERSION } from './package.ts'
import { processTerminal, type Terminal } from './terminal.ts'

export async function main(): Promise<void> {
  process.exitCode = await runCommand(process.argv.slice(2), processTerminal())
}

/** A new command is one file and one line here. */
const COMMANDS = [
  addRun,
  addReplay,
  addDrift,
  addPlan,
  addCompare,
  addHistory,
  addServe,
  addK6,
  addCti,
  addCtl,
  addDoctor,
  addList,
  addMachines,
  addSchema,
  addConformance,
  addSelftest,
]

export async function runCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  let exit = 0
  const program = createProgram(terminal, (code) => {
    exit = code
  })
  try {
    await program.parseAsync(args, { from: 'user' })
    return exit
  } catch (error) {
    return explain(error, terminal)
  }
}

export function createProgram(terminal: Terminal, done: (exit: number) => void): Command {
  const program = new Command('ccsim')
    .description('A deterministic contact-center simulator and load-test harness for Cisco Finesse.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .exitOverride()
    .showHelpAfterError('(ccsim --help, or ccsim COMMAND --help, shows what there is)')
    .configureOutput({
      writeOut: (text) => terminal.out(text),
      writeErr: (text) => terminal.err(text),
      getOutHelpWidth: () => Math.min(terminal.width, HELP_WIDTH),
      getErrHelpWidth: () => Math.min(terminal.errWidth, HELP_WIDTH),
    })
    .addHelpText('after', `${EXAMPLES}\n${exitCodeHelp()}`)
  for (const add of COMMANDS) add(program, terminal, done)
  // Commands made by `command()` inherit all this; their help does not repeat it.
  return program
}

const HELP_WIDTH = 100
const EXAMPLES = `
Examples:
  ccsim list                       what ships with ccsim
  ccsim run smoke                  half a minute of ten agents, in a moment
  ccsim run a-working-day          2,000 agents for eight hours
  ccsim run smoke --seeds 1..50    fifty seeds, one table
  ccsim serve                      a Finesse pair on sockets, with agents and calls
`

function exitCodeHelp(): string {
  return `Exit codes:\n${EXIT_CODES.map(({ code, name, says }) => `  ${String(code).padEnd(4)} ${name}: ${says}`).join('\n')}\n`
}

function explain(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) {
    // Help that was asked for is a success; help in place of a command is not.
    return error.exitCode === 0 ? 0 : WRONG_INPUT
  }
  if (error instanceof InputProblem || error instanceof ReportProblem) {
    terminal.err(`${error.message}\n`)
    return WRONG_INPUT
  }
  if (error instanceof Error && error.name === 'ScenarioProblems') {
    const { problems } = error as ScenarioProblems
    const more = problems.length > 1 ? `${problems.length} problems\n` : ''
    terminal.err(`${error.message}\n${more}`)
    return WRONG_INPUT
  }
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error))
  terminal.err(failureText({ message, stack }, terminal.env))
  return CCSIM_FAILED
}
