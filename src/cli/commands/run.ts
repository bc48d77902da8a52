/** `ccsim run FILE`: simulate a scenario, judge it, write reports. */
import type { Command } from 'commander'
import { type Carrier, carriers } from '../../load/carriers.ts'
import { speechOf } from '../../load/serve/doors.ts'
import { fit } from '../../load/target/fit.ts'
import { planOf } from '../../load/target/plan.ts'
import type { Scenario } from '../../scenarios/scenario.ts'
import { parseDuration } from '../../scenarios/units.ts'
import type { Release } from '../../sim/domain/release.ts'
import type { Micros } from '../../sim/kernel/time.ts'
import { InputProblem } from '../input-problem.ts'
import type { Wire } from '../job.ts'
import { wholeOf } from '../number-option.ts'
import { perform } from '../perform.ts'
import { performOnTarget } from '../perform-target.ts'
import { checkForTarget, NEVER_THE_SAME, type SharedOptions, speedOf, withSharedOptions } from '../run-options.ts'
import { load, shippedNames } from '../scenario-file.ts'
import { parseSeed, parseSeeds } from '../seeds.ts'
import { allowing, targetOf } from '../target-file.ts'
import { targetPlanText } from '../target-plan-text.ts'
import type { Terminal } from '../terminal.ts'

interface RunOptions extends SharedOptions {
  readonly seed: string | undefined
  readonly seeds: string | undefined
  readonly set?: readonly string[]
  readonly until: string | undefined
  readonly codec?: boolean
  readonly target?: string
  readonly dryRun?: true
  readonly world: string
  readonly speed?: string
  readonly notifications?: string
  readonly workers?: string
}

const EXAMPLES = `
Examples:
  ccsim run smoke                          the shortest of the shipped scenarios
  ccsim run my-center.yaml --seed 7        a file of your own
  ccsim run smoke --seeds 1..50            fifty different days, one table
  ccsim run a-working-day --until 1h --set topology.agents=500 --set topology.supervisors=50
  ccsim run smoke --codec                  as slow as real protocols, and the same to the byte
  ccsim run smoke --world wire --speed 6   on real sockets, in real time, or faster
  ccsim run smoke --target lab.yaml        its agents at a real Finesse; first with --dry-run
  ccsim run smoke --world wire --workers 2 servers and desktops in processes of their own: a load test
  ccsim run smoke --check-determinism --report junit --out build/ccsim

Reports go to <out>/<scenario>/<seed>/: result.json, report.html, junit.xml, CSV, summary.md, metrics.om.
`

export function addRun(program: Command, terminal: Terminal, done: (exit: number) => void): void {
  const command = program
    .command('run')
    .summary('simulate a scenario, judge it and write reports')
    .description('Simulates a scenario, judges it and writes reports.')
    .argument('[file]', 'a scenario file, or the name of a shipped one (see: ccsim list)')
    .option('--seed <seed>', 'seed of the run (default: 1)')
    .option('--seeds <list>', 'many seeds, such as 1..50 or 1,5,9, and a summary over them')
    .option('--set <path=value>', 'change a value of the scenario; repeatable', collect)
    .option('--until <duration>', 'end the busy time early, such as 10min; the calm follows')
    .option('--world <world>', 'virtual, or wire: over real sockets of this machine, by the wall clock', 'virtual')
    .option('--speed <factor>', 'on the wire: virtual time for one of the wall clock (default: 1)')
    .option('--notifications <how>', `on the wire: ${carriers.join(', ')} (default: as the release has it)`)
    .option(
      '--workers <n>',
      'on the wire: desktops in so many processes of their own, servers in another; judged as load',
    )
    .option('--codec', 'let every message cross its link as the bytes of the wire, and read it back')
    .option('--target <file>', 'at a real Finesse: the file that names nodes and users (docs/targets.md)')
    .option('--dry-run', 'with --target: print who would do what when, and send nothing')
  withSharedOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (file: string | undefined, options: RunOptions) => done(await run(file, options, terminal)))
}

const collect = (value: string, earlier: readonly string[] = []): readonly string[] => [...earlier, value]

async function run(file: string | undefined, options: RunOptions, terminal: Terminal): Promise<number> {
  if (file === undefined) {
    throw new InputProblem(`Which scenario? Name a file, or one of: ${shippedNames().join(', ')}`)
  }
  const { until, set: overrides = [] } = options
  const seeds = seedsOf(options)
  const scenario = await load({ file, overrides, until })
  const end = until === undefined ? undefined : parseDuration(until)
  const untilUs = end?.ok === true ? end.value : undefined
  if (options.target !== undefined) return aimed({ scenario, seeds, overrides, until: untilUs }, options, terminal)
  if (options.dryRun === true) throw new InputProblem('--dry-run: is for runs on a target; name it: --target FILE')
  const wire = wireOf(options, scenario.workload.release)
  const codec = options.codec === true
  return await perform({ scenario, seeds, overrides, until: untilUs, codec, wire, options }, terminal)
}

/** How the run is on the wire, or undefined when it is not. */
function wireOf(options: RunOptions, release: Release): Wire | undefined {
  const { world, speed, notifications, workers, codec, checkDeterminism } = options
  if (world !== 'virtual' && world !== 'wire') throw new InputProblem(`--world: virtual or wire, not ${world}`)
  if (world === 'virtual') {
    if (speed !== undefined)
      throw new InputProblem('--speed: only with --world wire; the virtual world is as fast as it can')
    if (notifications !== undefined) throw new InputProblem('--notifications: only with --world wire')
    if (workers !== undefined) throw new InputProblem('--workers: only with --world wire')
    return undefined
  }
  if (codec === true) throw new InputProblem('--codec: on the wire all messages of desktops are bytes anyhow')
  if (checkDeterminism === true) throw new InputProblem(NEVER_THE_SAME)
  return { speed: speedOf(speed), carrier: carrierOf(notifications, release), workers: workersOf(workers) }
}

const WORKERS_MOST = 64

function workersOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const workers = wholeOf('--workers', text, WORKERS_MOST)
  if (workers === 0) throw new InputProblem('--workers: at least 1')
  return workers
}

function carrierOf(word: string | undefined, release: Release): Carrier | undefined {
  const found = carriers.find((one) => one === word)
  if (found === 'websocket' && !speechOf(release).webSocket) {
    throw new InputProblem(`--notifications: release ${release} has no WebSocket; ${carriers.slice(1).join(', ')}`)
  }
  if (word === undefined || found !== undefined) return found
  throw new InputProblem(`--notifications: ${carriers.join(', ')}, not ${word}`)
}

interface Aimed {
  readonly scenario: Scenario
  readonly seeds: readonly string[]
  readonly overrides: readonly string[]
  readonly until: Micros | undefined
}

/** A run on a target, or with --dry-run what it would do. */
async function aimed({ scenario, seeds, ...rest }: Aimed, options: RunOptions, terminal: Terminal): Promise<number> {
  const [seed, second] = seeds
  const { world, speed, notifications, codec, checkDeterminism } = options
  if (world !== 'virtual' || speed !== undefined || notifications !== undefined || codec === true)
    throw new InputProblem(
      '--target: runs in real time, as the release of the target has it; leave --world and --speed out',
    )
  if (checkDeterminism === true) throw new InputProblem(NEVER_THE_SAME)
  checkForTarget(scenario)
  if (second !== undefined) throw new InputProblem('--target: takes one seed')
  const target = targetOf(options.target!, terminal)
  const fitted = allowing(() => fit(scenario, target))
  if (options.dryRun !== true)
    return await performOnTarget({ scenario, seed: seed!, target, fitted, options, ...rest }, terminal)
  const plan = planOf(fitted, target, seed!)
  terminal.out(targetPlanText({ scenario, seed: seed!, target, fitted, plan }, terminal))
  return 0
}

function seedsOf({ seed, seeds }: RunOptions): readonly string[] {
  if (seeds === undefined) return [parseSeed(seed ?? '1')]
  if (seed !== undefined) throw new InputProblem('--seed and --seeds exclude each other; give one of them')
  return parseSeeds(seeds)
}
