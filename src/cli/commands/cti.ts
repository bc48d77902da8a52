/** `ccsim cti`: only the CTI servers, with phones and callers behind them, for a Finesse that is not ours. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import { Pace } from '../../load/pace.ts'
import { createAuthority, createCertificate } from '../../load/serve/certificate.ts'
import { createCtiCenter } from '../../load/serve/cti-center.ts'
import { ctiPorts, type StandbyBehaviour, serveCti } from '../../load/serve/cti-servers.ts'
import { releaseProfile } from '../../sim/domain/release.ts'
import { SECOND } from '../../sim/kernel/time.ts'
import { ctiText } from '../cti-text.ts'
import { CCSIM_FAILED } from '../exit-codes.ts'
import { failureText } from '../failure.ts'
import { InputProblem } from '../input-problem.ts'
import { occupied } from '../listening.ts'
import { wholeOf } from '../number-option.ts'
import { VERSION } from '../package.ts'
import { load } from '../scenario-file.ts'
import { parseSeed } from '../seeds.ts'
import type { Terminal } from '../terminal.ts'
import { untilSignal } from '../until-signal.ts'
import { USUAL_SCENARIO } from './serve.ts'

interface Options {
  readonly host: string
  readonly portA: string
  readonly portB: string
  readonly tls?: true
  readonly peripheral: string
  readonly standby: string
  readonly seed: string
  readonly set?: readonly string[]
}

const LOOPBACK = '127.0.0.1'
const PORT_MAX = 65_535
/** As Finesse takes it (Administration Guide, Configure CTI Server Settings). */
const PERIPHERAL_MAX = 32_767
/** Which side is active is settled before the ports open. */
const HEAD_START_US = 2 * SECOND

const EXAMPLES = `
Examples:
  ccsim cti                                  CTI servers A and B on 42027 and 43027, for a Finesse on this machine
  ccsim cti --host 0.0.0.0 --tls             for one elsewhere, plain and TLS (42030 and 43030)
  ccsim cti my-center.yaml --peripheral 5001 your own agents, queues, callers and faults
  ccsim cti --standby refuse                 side B listens only while it is the active one

Point Finesse to it under Settings, Contact Center Enterprise CTI Server Settings: A-side and B-side host and port, and
the peripheral id. Its agents must be those of the scenario: the same agent ids and extensions.
`

export function addCti(program: Command, terminal: Terminal, done: (exit: number) => void): void {
  program
    .command('cti')
    .summary('only the CTI servers, with phones and callers, for a real Finesse to connect to')
    .description(
      'Serves the CTI servers A and B of a contact center (GED-188), with phones and callers behind them and no Finesse.\n' +
        'It runs in real time and stays up until Ctrl-C. Listens on this machine only unless told otherwise.',
    )
    .argument('[scenario]', `a scenario file, or the name of a shipped one (default: ${USUAL_SCENARIO})`)
    .option('--host <address>', 'address to listen on', LOOPBACK)
    .option('--port-a <port>', 'port of side A; 0 for any', String(ctiPorts.a))
    .option('--port-b <port>', 'port of side B; 0 for any', String(ctiPorts.b))
    .option('--tls', 'TLS as well, three ports above')
    .option('--peripheral <id>', 'peripheral id of the agent PG', '5000')
    .option('--standby <how>', 'what the standby side does to older clients: 15, 92, 107 or refuse', '15')
    .option('--seed <seed>', 'seed of callers', '1')
    .option('--set <path=value>', 'change a value of the scenario; repeatable', collect)
    .addHelpText('after', EXAMPLES)
    .action(async (file: string | undefined, options: Options) => done(await run(file, options, terminal)))
}

const collect = (value: string, earlier: readonly string[] = []): readonly string[] => [...earlier, value]

async function run(file: string | undefined, options: Options, terminal: Terminal): Promise<number> {
  const scenario = await load({ file: file ?? USUAL_SCENARIO, overrides: options.set ?? [], until: undefined })
  const seed = parseSeed(options.seed)
  const { host } = options
  const ports = { a: wholeOf('--port-a', options.portA, PORT_MAX), b: wholeOf('--port-b', options.portB, PORT_MAX) }
  const peripheralId = wholeOf('--peripheral', options.peripheral, PERIPHERAL_MAX)
  const standby = standbyOf(options.standby)
  const isLoopback = /^(127\.|::1$|localhost$)/.test(host)
  const release = scenario.workload.topology.pgRelease ?? scenario.workload.release
  if (options.tls === true && releaseProfile(release).ctiSecure === 0) {
    throw new InputProblem(`--tls: CTI servers of release ${release} have no secured connection; it came with 12.5`)
  }
  const trust = options.tls === true ? trusted(host) : undefined

  const center = createCtiCenter(scenario.workload, seed)
  center.kernel.run(HEAD_START_US)
  const ending = Promise.withResolvers<number>()
  const failed = (error: unknown): void => {
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error))
    terminal.err(failureText({ message, stack }, terminal.env))
    ending.resolve(CCSIM_FAILED)
  }
  const pace = new Pace(center.kernel, { failed })
  try {
    const served = await serveCti({
      center,
      pace,
      epochMs: Math.floor(Date.now() - center.kernel.now / 1000),
      host,
      ports,
      peripheralId,
      standby,
      ...(trust === undefined
        ? {}
        : { tls: { certificate: trust.certificate, ports: { a: above(ports.a), b: above(ports.b) } } }),
    }).catch(occupied('--port-a and --port-b choose others, 0 any'))
    try {
      const news = {
        scenario,
        seed,
        served,
        center,
        isLoopback,
        ca: trust?.file,
        standby: options.standby,
        version: VERSION,
      }
      terminal.out(ctiText(news, terminal))
      return await untilSignal(ending, terminal)
    } finally {
      await served.close()
    }
  } finally {
    pace.stop()
    if (trust !== undefined) rmSync(trust.folder, { recursive: true, force: true })
  }
}

/** Where TLS is, beside a plain port. */
const above = (port: number): number => (port === 0 ? 0 : port + ctiPorts.secureA - ctiPorts.a)

function standbyOf(word: string): StandbyBehaviour {
  if (word === 'refuse') return word
  const status = Number(word)
  if (status === 15 || status === 92 || status === 107) return status
  throw new InputProblem(`--standby: ${word} is none of 15, 92, 107 and refuse`)
}

/** An authority for this run, in a file to trust, and a certificate of the servers. */
function trusted(host: string) {
  const folder = mkdtempSync(join(tmpdir(), 'ccsim-'))
  const authority = createAuthority({ nowMs: Date.now() })
  const file = join(folder, 'ca.pem')
  writeFileSync(file, authority.cert)
  const names: readonly [string, ...string[]] = [
    hostname(),
    'localhost',
    LOOPBACK,
    ...(host === LOOPBACK ? [] : [host]),
  ]
  return { folder, file, certificate: createCertificate(authority, { names, nowMs: Date.now() }) }
}
