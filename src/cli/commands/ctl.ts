/** `ccsim ctl`: looks at, and acts on, a center that `ccsim serve` runs, by its control API. */
import type { Command } from 'commander'
import { ControlClient } from '../control-client.ts'
import { clockText, stateText, tableText } from '../control-text.ts'
import { UNREACHABLE } from '../exit-codes.ts'
import { InputProblem } from '../input-problem.ts'
import type { Terminal } from '../terminal.ts'
import { CONTROL_PORT } from './serve.ts'

interface Options {
  readonly url: string
  readonly json?: true
}

interface CallOptions extends Options {
  readonly count?: string
  readonly talk?: string
  readonly patience?: string
  readonly from?: string
  readonly var?: readonly string[]
}

const EXAMPLES = `
Examples:
  ccsim ctl state                              nodes, agents, calls and queues
  ccsim ctl call sales --talk 5min             a caller for the queue "sales"
  ccsim ctl call sales --count 20 --var callVariable1=gold
  ccsim ctl speed 10                           ten times as fast
  ccsim ctl act stop finesse 2                 what a timeline can do, now; start finesse 2 ends it
  ccsim ctl act hang ctisvr A for 90s
  ccsim ctl watch                              what happens, as it happens
`
const LISTS = ['topology', 'agents', 'calls', 'queues'] as const

export function addCtl(program: Command, terminal: Terminal, done: (exit: number) => void): void {
  const ctl = program
    .command('ctl')
    .summary('look at a center that is served, and act on it')
    .description('Looks at a center that `ccsim serve` runs, and acts on it (docs/control-api.md).')
    .addHelpText('after', EXAMPLES)
  const action = (name: string, says: string): Command =>
    ctl
      .command(name)
      .description(says)
      .option('--url <url>', 'address of the control API', `http://127.0.0.1:${CONTROL_PORT}`)
      .option('--json', 'print what the control API says')

  /** Does one thing, and turns what goes wrong into an exit code. */
  const doing = async (
    options: Options,
    act: (client: ControlClient) => Promise<unknown>,
    text: (said: never) => string,
  ) => {
    const said = await act(new ControlClient(options.url)).catch((error: unknown) => {
      if (!(error instanceof Error) || error.name !== 'Unreachable') throw error
      terminal.err(`${error.message}\n`)
      return undefined
    })
    if (said === undefined) return done(UNREACHABLE)
    terminal.out(options.json === true ? `${JSON.stringify(said)}\n` : text(said as never))
    done(0)
  }

  action('state', 'nodes, agents, calls and queues').action((options: Options) =>
    doing(
      options,
      (client) => client.get('state'),
      (state) => stateText(state, terminal),
    ),
  )
  for (const name of LISTS) {
    action(name, `the ${name}`).action((options: Options) =>
      doing(
        options,
        (client) => client.get(name),
        (said) => tableText(name, said, terminal),
      ),
    )
  }
  action('call', 'places a call to a queue')
    .argument('<queue>', 'name or id of the queue')
    .option('--count <n>', 'how many callers')
    .option('--talk <duration>', 'how long the caller talks, such as 90s (default: 2min)')
    .option('--patience <duration>', 'how long the caller waits for an agent (default: for ever)')
    .option('--from <number>', 'calling number')
    .option('--var <name=value>', 'callVariable1 to callVariable10, or an ECC variable user.…; repeatable', collect)
    .action((queue: string, options: CallOptions) =>
      doing(
        options,
        (client) => client.post('calls', callBody(queue, options)),
        ({ contacts }: { contacts: readonly number[] }) =>
          `${contacts.length === 1 ? 'One caller' : `${contacts.length} callers`} for ${queue}: contact ${contacts.join(', ')}\n`,
      ),
    )
  action('pause', 'time stands still').action((options: Options) =>
    doing(options, (client) => client.post('pause'), clockText),
  )
  action('resume', 'time goes on').action((options: Options) =>
    doing(options, (client) => client.post('resume'), clockText),
  )
  action('speed', 'virtual time for one of the wall clock')
    .argument('<factor>', 'such as 10, or 0.5')
    .action((factor: string, options: Options) =>
      doing(options, (client) => client.post('speed', { speed: Number(factor) }), clockText),
    )
  action('act', 'does something to the center, by its words')
    .argument('<words...>', 'such as: crash ctisvr A for 90s')
    .action((words: readonly string[], options: Options) =>
      doing(
        options,
        (client) => client.post('act', { act: words.join(' ') }),
        ({ says }: { says: string }) => `${says}\n`,
      ),
    )
  action('watch', 'what happens, one line of JSON each').action(async (options: Options) => {
    const ended = await new ControlClient(options.url)
      .watch((line) => terminal.out(line))
      .catch((error: unknown) => {
        if (!(error instanceof Error) || error.name !== 'Unreachable') throw error
        terminal.err(`${error.message}\n`)
        return UNREACHABLE
      })
    done(ended)
  })
  action('stop', 'ends the center').action((options: Options) =>
    doing(
      options,
      (client) => client.post('shutdown'),
      ({ says }: { says: string }) => `${says}\n`,
    ),
  )
}

const collect = (value: string, earlier: readonly string[] = []): readonly string[] => [...earlier, value]

function callBody(queue: string, { count, talk, patience, from, var: pairs = [] }: CallOptions) {
  const variables = pairs.map((pair): [string, string] => {
    const at = pair.indexOf('=')
    if (at > 0) return [pair.slice(0, at), pair.slice(at + 1)]
    throw new InputProblem(`--var: write it like callVariable1=gold, not ${pair}`)
  })
  return {
    queue,
    ...(count === undefined ? {} : { count: Number(count) }),
    ...(talk === undefined ? {} : { talk }),
    ...(patience === undefined ? {} : { patience }),
    ...(from === undefined ? {} : { from }),
    ...(variables.length === 0 ? {} : { variables: Object.fromEntries(variables) }),
  }
}
