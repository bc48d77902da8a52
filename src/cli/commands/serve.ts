/** `ccsim serve`: a contact center on sockets, for people and programs to sign in to, until Ctrl-C. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import { ConfigStoreProblem, keepConfiguration } from '../../load/config-store.ts'
import { keptAuthority } from '../../load/serve/authority-file.ts'
import { createAuthority } from '../../load/serve/certificate.ts'
import { createActs } from '../../load/serve/control/acts.ts'
import { Board } from '../../load/serve/control/board.ts'
import { Chronicle } from '../../load/serve/control/chronicle.ts'
import { createControlServer } from '../../load/serve/control/control-server.ts'
import { type DoorName, doorNames, doors, usualPorts } from '../../load/serve/doors.ts'
import { everybody, freeUsers, lasting } from '../../load/serve/lasting.ts'
import { type Served, type ServeOptions, serve } from '../../load/serve/serve.ts'
import type { Topology } from '../../sim/domain/workload.ts'
import { CCSIM_FAILED } from '../exit-codes.ts'
import { failureText } from '../failure.ts'
import { InputProblem } from '../input-problem.ts'
import { occupied } from '../listening.ts'
import { numberOf, wholeOf } from '../number-option.ts'
import { VERSION } from '../package.ts'
import { load } from '../scenario-file.ts'
import { parseSeed } from '../seeds.ts'
import { ctiPortOf, openCti } from '../serve-cti.ts'
import { serveJson, serveText } from '../serve-text.ts'
import type { Terminal } from '../terminal.ts'
import { untilSignal } from '../until-signal.ts'

interface Options {
  readonly host: string
  readonly name?: string
  readonly port: string
  readonly controlPort: string
  readonly cti?: string
  readonly data?: string
  readonly seed: string
  readonly speed: string
  readonly free: string
  readonly open?: string
  readonly cors?: string
  readonly set?: readonly string[]
  readonly json?: true
}

export const USUAL_SCENARIO = 'a-center-to-sign-in-to'
export const CONTROL_PORT = 8090
const LOOPBACK = '127.0.0.1'
const FREE = 5
const SPEED_MAX = 1_000

const EXAMPLES = `
Examples:
  ccsim serve                              two Finesse nodes, 25 agents, calls; agents 1001 to 1005 are free
  ccsim serve --data ~/.ccsim              keeps its certificate authority there: trust ca.pem once
  ccsim serve my-center.yaml --free 20     your own center, twenty of its agents free
  ccsim serve my-center.yaml --free all    everybody free, for desktops played elsewhere: ccsim k6
  ccsim serve --set release=11.6           an older Finesse, with the ports of its time
  ccsim serve --open 5222,5223             XMPP over TCP, which 12.6 keeps closed
  ccsim serve --cors all                   pages of any origin may call, as after: utils finesse cors enable_all
  ccsim serve --host 127.0.0.1,127.0.0.2   each node on an address of its own, with the usual ports
`

export function addServe(program: Command, terminal: Terminal, done: (exit: number) => void): void {
  program
    .command('serve')
    .summary('a Finesse pair on sockets, with agents and calls, to develop against')
    .description(
      'Serves a contact center: Finesse nodes and CTI servers on real ports, agents at work, callers.\n' +
        'It runs in real time and stays up until Ctrl-C. Listens on this machine only unless told otherwise.',
    )
    .argument('[scenario]', `a scenario file, or the name of a shipped one (default: ${USUAL_SCENARIO})`)
    .option('--host <addresses>', 'address to listen on, or one for each node', LOOPBACK)
    .option('--name <names>', 'host names of the nodes, in certificates, SystemInfo and JIDs (default: localhost)')
    .option('--port <port>', 'HTTPS port of the first node; the other ports move along; 0 for any', '8445')
    .option('--control-port <port>', 'port of the control API; 0 for any', String(CONTROL_PORT))
    .option('--cti <port>', 'port of CTI server A, or off (default: 42027; beside HTTPS where that has another port)')
    .option(
      '--data <dir>',
      'folder for what shall outlive it: the certificate authority, and what administrators configure',
    )
    .option('--seed <seed>', 'seed of callers and agents', '1')
    .option('--speed <factor>', 'virtual time for one of the wall clock', '1')
    .option(
      '--free <agents>',
      'how many agents are free for people to sign in as, and a supervisor; or all, supervisors too',
      String(FREE),
    )
    .option('--open <ports>', 'doors to open that the release keeps closed, such as 5222,5223,7071')
    .option('--cors <who>', 'whose pages may call: all, off, or origins, with commas (default: as the release)')
    .option('--set <path=value>', 'change a value of the scenario; repeatable', collect)
    .option('--json', 'print addresses and users as one line of JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string | undefined, options: Options) => done(await run(file, options, terminal)))
}

/** Why a port cannot be had, and what to do about it. */
const noPort = occupied('--port, --control-port and --cti choose others, 0 any')

const collect = (value: string, earlier: readonly string[] = []): readonly string[] => [...earlier, value]

async function run(file: string | undefined, options: Options, terminal: Terminal): Promise<number> {
  const scenario = await load({ file: file ?? USUAL_SCENARIO, overrides: options.set ?? [], until: undefined })
  const { topology, release } = scenario.workload
  const seed = parseSeed(options.seed)
  const speed = numberOf('--speed', options.speed, 0, SPEED_MAX)
  if (speed === 0) throw new InputProblem('--speed: a number above 0')
  const port = wholeOf('--port', options.port, 65_535)
  const controlPort = wholeOf('--control-port', options.controlPort, 65_535)
  const ctiPort = ctiPortOf(options.cti, port)
  const free = freeOf(options.free, topology)
  const hosts = listOf('--host', options.host)
  const isLoopback = hosts.every((host) => /^(127\.|::1$|localhost$)/.test(host))
  const domains = options.name === undefined ? usualNames(isLoopback) : listOf('--name', options.name)
  const folder = options.data === undefined ? mkdtempSync(join(tmpdir(), 'ccsim-')) : undefined
  const kept = folder === undefined ? keptIn(options.data!) : undefined
  const authority = kept?.authority ?? createAuthority({ nowMs: Date.now() })
  const ca = kept?.file ?? join(folder!, 'ca.pem')
  if (folder !== undefined) writeFileSync(ca, authority.cert)

  let board!: Board
  let chronicle!: Chronicle
  let endConfiguration = (): void => undefined
  const ending = Promise.withResolvers<number>()
  const settings: ServeOptions = {
    workload: lasting(scenario.workload),
    seed,
    speed,
    hosts,
    domains,
    ports: portsOf(release, port, options.open),
    cors: corsOf(options.cors),
    free,
    authority,
    created: ({ finesse, kernel, directory, workload }) => {
      if (options.data !== undefined) endConfiguration = configurationIn(options.data, finesse)
      board = new Board(kernel.trace, directory.users.length, workload.topology.queues.length)
      chronicle = new Chronicle(
        kernel.trace,
        scenario.timeline.map(({ says }) => says),
      )
    },
    failed: (error) => {
      const { message, stack = '' } = error instanceof Error ? error : new Error(String(error))
      terminal.err(failureText({ message, stack }, terminal.env))
      ending.resolve(CCSIM_FAILED)
    },
  }
  const closing: (() => Promise<void>)[] = []
  try {
    const served: Served = await serve(settings).catch(noPort)
    closing.push(() => served.close())
    const cti = await openCti(served, ctiPort, authority, Date.now()).catch(noPort)
    if (cti !== undefined) closing.unshift(() => cti.close())
    const shutDown = (): void => ending.resolve(0)
    const acts = createActs(served.center)
    const ofScenario = chronicle.says
    chronicle.says = (entry) => acts.says(entry) ?? ofScenario(entry)
    const control = await createControlServer({
      served,
      board,
      chronicle,
      title: `${scenario.name} · Finesse ${release}${scenario.workload.deployment === 'ccx' ? ', CCX' : ''}`,
      host: hosts[0],
      port: controlPort,
      free,
      acts,
      shutDown,
    }).catch(noPort)
    closing.unshift(() => control.close())
    const news = { scenario, seed, speed, served, cti, free, control: control.url, ca, isLoopback, version: VERSION }
    terminal.out(options.json === true ? serveJson(news) : serveText(news, terminal))
    return await untilSignal(ending, terminal)
  } finally {
    for (const close of closing) await close()
    endConfiguration()
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
  }
}

const freeOf = (wanted: string, topology: Topology): ReadonlySet<number> =>
  wanted === 'all' ? everybody(topology) : freeUsers(topology, wholeOf('--free', wanted, topology.agents))

const usualNames = (isLoopback: boolean): readonly [string, ...string[]] => [isLoopback ? 'localhost' : hostname()]

function keptIn(dir: string): ReturnType<typeof keptAuthority> {
  try {
    return keptAuthority(dir, Date.now())
  } catch (error) {
    throw new InputProblem(`--data: ${(error as Error).message}`)
  }
}

function configurationIn(dir: string, finesse: Parameters<typeof keepConfiguration>[0]): () => void {
  try {
    return keepConfiguration(finesse, dir)
  } catch (error) {
    if (error instanceof ConfigStoreProblem) throw new InputProblem(`--data: ${error.message}`)
    throw error
  }
}

function portsOf(release: Parameters<typeof usualPorts>[0], https: number, open: string | undefined) {
  const wanted = open === undefined ? [] : listOf('--open', open).map(doorOf)
  if (https !== 0 && https + doors.http.port - doors.https.port < 1)
    throw new InputProblem('--port: 2000 or more, or 0')
  return usualPorts(release, { https, open: wanted })
}

/** A door by its usual port, or by its name. */
function doorOf(word: string): DoorName {
  const found = doorNames.find((name) => name === word || String(doors[name].port) === word)
  if (found !== undefined) return found
  throw new InputProblem(
    `--open: there is no door ${word}; there are ${doorNames.map((name) => doors[name].port).join(', ')}`,
  )
}

function corsOf(word: string | undefined): NonNullable<ServeOptions['cors']> {
  if (word === undefined) return 'release'
  if (word === 'all' || word === 'off') return word
  return listOf('--cors', word).map((origin) => {
    const url = URL.parse(origin)
    if (url !== null && url.origin === origin) return origin
    throw new InputProblem(`--cors: ${origin} is no origin, such as https://gadgets.example:8443`)
  })
}

function listOf(option: string, words: string): readonly [string, ...string[]] {
  const [first, ...others] = words
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
  if (first === undefined) throw new InputProblem(`${option}: names nothing`)
  return [first, ...others]
}
