/** `ccsim selftest`: plants each wrong behaviour there is, and shows which oracle catches it. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { loadScenario, reading } from '../../scenarios/load.ts'
import { suggestion } from '../../scenarios/nearest.ts'
import type { Scenario } from '../../scenarios/scenario.ts'
import { type DefectResult, defectNames, huntDefect, type SoundResult, soundResult } from '../../scenarios/selftest.ts'
import type { DefectName } from '../../sim/domain/defects.ts'
import { InputProblem } from '../input-problem.ts'
import { SELFTEST_DIR, VERSION } from '../package.ts'
import type { Terminal } from '../terminal.ts'

interface Options {
  readonly defect?: readonly string[]
  readonly seed: string
  readonly json?: true
}

export function addSelftest(program: Command, terminal: Terminal, done: (exit: number) => void): void {
  program
    .command('selftest')
    .summary('plant every wrong behaviour there is, and see that an oracle catches it')
    .description(
      'Runs the scenarios of the selftest with nothing planted, which has to pass, and then plants each wrong ' +
        'behaviour of the simulated servers alone until an oracle speaks. Exits 1 when one goes unnoticed.',
    )
    .option('--defect <name...>', 'only these defects')
    .option('--seed <seed>', 'seed of every run', '1')
    .option('--json', 'print the results as JSON')
    .action((options: Options) => {
      const wanted = chosen(options.defect)
      const scenarios = selftestScenarios()
      const run = { seed: options.seed, version: VERSION, nodeVersion: process.version, now: () => performance.now() }
      const sound: SoundResult[] = []
      for (const scenario of scenarios) {
        const result = soundResult(scenario, run)
        sound.push(result)
        if (options.json !== true) terminal.out(soundLine(result))
      }
      const results: DefectResult[] = []
      for (const defect of wanted) {
        const result = huntDefect(defect, scenarios, run)
        results.push(result)
        if (options.json !== true) terminal.out(defectLine(result))
      }
      const missed = results.filter(({ caught }) => caught === undefined).length
      const unsound = sound.filter(({ verdict }) => verdict !== 'passed').length
      if (options.json === true) terminal.out(`${JSON.stringify({ sound, defects: results }, null, 2)}\n`)
      else terminal.out(summary(results.length, missed, unsound))
      done(missed + unsound === 0 ? 0 : 1)
    })
}

function chosen(names: readonly string[] | undefined): readonly DefectName[] {
  if (names === undefined) return defectNames
  return names.map((name) => {
    const known = defectNames.find((one) => one === name)
    if (known === undefined) throw new InputProblem(`--defect: there is no "${name}"; ${suggestion(name, defectNames)}`)
    return known
  })
}

export function selftestScenarios(): readonly Scenario[] {
  const read = reading((path) => readFileSync(path))
  const files = readdirSync(SELFTEST_DIR).filter((file) => file.endsWith('.yaml'))
  return files.sort().map((file) => loadScenario(join(SELFTEST_DIR, file), { read }))
}

function soundLine({ scenario, verdict, headline }: SoundResult): string {
  return verdict === 'passed'
    ? `✔ ${scenario}: passed with nothing planted\n`
    : `✖ ${scenario}: ${verdict}. ${headline}\n`
}

function defectLine({ defect, says, caught }: DefectResult): string {
  if (caught === undefined) return `✖ ${defect}: not noticed\n    ${says}\n`
  const [first, ...others] = caught.oracles
  const more = others.length === 0 ? '' : ` and ${others.length} more`
  return `✔ ${defect}: caught by "${first}"${more} in ${caught.scenario}\n    ${says}\n    ${caught.says}\n`
}

function summary(all: number, missed: number, unsound: number): string {
  const caught = `${all - missed} of ${all} planted defects caught`
  const sound = unsound === 0 ? 'all scenarios pass with none' : `${unsound} scenarios do not pass with none`
  return `\n${caught}; ${sound}.\n`
}
