/** `ccsim k6 operator SCENARIO`: what to give to `kubectl apply` where the k6 operator runs. */
import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { addressesIn, NODES, NOTIFICATIONS } from '../../load/k6/addresses.ts'
import { CONFIG_MAP_MOST, manifest } from '../../load/k6/manifest.ts'
import { InputProblem } from '../input-problem.ts'
import { addLoadOptions, build, type K6Options } from '../k6-options.ts'
import { wholeOf } from '../number-option.ts'
import type { Terminal } from '../terminal.ts'

interface Options extends K6Options {
  readonly nodes: string
  readonly notifications?: string
  readonly machines: string
  readonly name?: string
  readonly namespace?: string
  readonly ca?: string
  readonly image?: string
}

const MACHINES = '4'
const MACHINES_MOST = 1_000
/** A label of DNS (RFC 1123), as Kubernetes has names. */
const NAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/
const NAME_MOST = 50

const EXAMPLES = `
Examples:
  ccsim k6 operator a-working-day --nodes https://fin1:8445,https://fin2:8445 --machines 8 | kubectl apply -f -
  kubectl logs -l k6_cr=ccsim-a-working-day,runner=true --tail=-1 > samples.json
  ccsim k6 import samples.json
`

export function addK6Operator(group: Command, terminal: Terminal, done: (exit: number) => void): void {
  addLoadOptions(group.command('operator'))
    .summary('print manifests for the k6 operator on Kubernetes')
    .description(
      'Prints a ConfigMap with the script and a TestRun for the k6 operator. The virtual users are dealt out over the\n' +
        'machines, and each plays its own part of the plan.',
    )
    .requiredOption('--nodes <addresses>', 'HTTPS addresses of the Finesse nodes, as the pods reach them')
    .option('--notifications <addresses>', 'WebSocket addresses, where they are not the usual ones')
    .option('--machines <n>', 'how many pods play', MACHINES)
    .option('--name <name>', 'name of both objects (default: ccsim- and that of the scenario)')
    .option('--namespace <name>', 'namespace of both objects')
    .option('--ca <file>', 'certificate authority to trust, in PEM')
    .option('--image <image>', 'image of k6, where it is not that of the operator')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, options: Options) => {
      terminal.out(await manifestOf(file, options))
      done(0)
    })
}

async function manifestOf(file: string, options: Options): Promise<string> {
  const machines = wholeOf('--machines', options.machines, MACHINES_MOST)
  if (machines === 0) throw new InputProblem('--machines: at least 1')
  const ca = options.ca === undefined ? undefined : authority(options.ca)
  const { scenario, load, script } = await build(file, options)
  if (machines > load.virtualUsers) {
    const remedy = 'fewer --machines, or fewer --desktops-each'
    throw new InputProblem(`--machines: ${machines} for ${load.virtualUsers} virtual users leave some idle; ${remedy}`)
  }
  const { release, topology } = scenario.workload
  const environment = { [NODES]: options.nodes, [NOTIFICATIONS]: options.notifications }
  const addresses = addressesIn(environment, release, topology.finesseNodes)
  if (typeof addresses === 'string') throw new InputProblem(inOptions(addresses))
  if (script.length + (ca?.length ?? 0) > CONFIG_MAP_MOST) {
    throw new InputProblem(
      'the script is larger than a ConfigMap may be; use ccsim k6 build, and a volume for the script',
    )
  }
  return manifest({
    script,
    name: nameOf(options.name, scenario.name),
    namespace: options.namespace === undefined ? undefined : checked('--namespace', options.namespace),
    parallelism: machines,
    nodes: addresses.map(({ https }) => https),
    notifications: options.notifications === undefined ? [] : addresses.map(({ notifications }) => notifications),
    ca,
    image: options.image,
  })
}

/** The words of the script are about its environment. */
const inOptions = (problem: string): string =>
  problem
    .replace(/; say: .*/, '')
    .replaceAll(NODES, '--nodes')
    .replaceAll(NOTIFICATIONS, '--notifications')

function nameOf(wanted: string | undefined, scenario: string): string {
  if (wanted !== undefined) return checked('--name', wanted)
  const plain = scenario.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  return `ccsim-${plain}`.slice(0, NAME_MOST).replace(/-+$/, '')
}

function checked(option: string, name: string): string {
  if (NAME.test(name)) return name
  throw new InputProblem(`${option}: ${name} is no name for Kubernetes: small letters, digits and hyphens, at most 63`)
}

function authority(file: string): string {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new InputProblem(`--ca: ${file} cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text
  throw new InputProblem(`--ca: ${file} holds no certificate in PEM`)
}
