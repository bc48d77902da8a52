/** What `ccsim k6 build` and `ccsim k6 operator` have in common: from their options to a load and its bundle. */
import type { Command } from 'commander'
import { bundle } from '../load/k6/bundle.ts'
import { type Prepared, prepare } from '../load/k6/prepare.ts'
import { parseShard } from '../load/plan/shard.ts'
import { speechOf } from '../load/serve/doors.ts'
import type { Scenario } from '../scenarios/scenario.ts'
import { InputProblem } from './input-problem.ts'
import { wholeOf } from './number-option.ts'
import { VERSION } from './package.ts'
import { load } from './scenario-file.ts'
import { parseSeed } from './seeds.ts'

export interface K6Options {
  readonly seed: string
  readonly desktopsEach: string
  readonly shard?: string
  readonly set?: readonly string[]
  readonly until: string | undefined
}

const EACH_MOST = 10_000

export function addLoadOptions(command: Command): Command {
  return command
    .argument('<file>', 'a scenario file, or the name of a shipped one (see: ccsim list)')
    .option('--seed <seed>', 'seed of the run', '1')
    .option('--desktops-each <n>', 'desktops that one virtual user plays; they share its connections', '1')
    .option('--set <path=value>', 'change a value of the scenario; repeatable', (value, earlier: string[] = []) => [
      ...earlier,
      value,
    ])
    .option('--until <duration>', 'end the busy time early, such as 10min')
}

export interface Built extends Prepared {
  readonly scenario: Scenario
  readonly script: string
}

export async function build(file: string, options: K6Options): Promise<Built> {
  const scenario = await load({ file, overrides: options.set ?? [], until: options.until })
  refuse(scenario)
  const shard = options.shard === undefined ? undefined : parseShard(options.shard)
  if (typeof shard === 'string') throw new InputProblem(`--shard: ${shard}`)
  const desktopsEach = wholeOf('--desktops-each', options.desktopsEach, EACH_MOST)
  if (desktopsEach === 0) throw new InputProblem('--desktops-each: at least 1')
  const prepared = prepare(scenario, { version: VERSION, seed: parseSeed(options.seed), shard, desktopsEach })
  if (prepared.desktops === 0) {
    throw new InputProblem(`${scenario.name}: this part of the plan has no desktops; a smaller --shard i/n has some`)
  }
  return { ...prepared, scenario, script: await bundle(prepared.load) }
}

/** What the script has no way to play. */
function refuse({ name, workload }: Scenario): void {
  const { release, desk } = workload
  if (!speechOf(release).webSocket) {
    throw new InputProblem(
      `${name}: release ${release} has notifications over BOSH only, which the script for k6 does not speak; ` +
        '--set release=12.6, or ccsim run --world wire',
    )
  }
  if (desk.sso !== undefined) {
    throw new InputProblem(`${name}: single sign-on has no form on the wire yet; take a scenario without desk.sso`)
  }
}
