/** `ccsim conformance`: which documented behaviours are proved by tests and scenarios, and which are not. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Command, Option } from 'commander'
import { type Behaviour, readCatalogue } from '../../scenarios/conformance/catalogue.ts'
import { areasOf, type Evidence, type Standing, standings } from '../../scenarios/conformance/standing.ts'
import { listMarkdown, listText, totalsMarkdown, totalsText } from '../../scenarios/conformance/tables.ts'
import { suggestion } from '../../scenarios/nearest.ts'
import { InputProblem } from '../input-problem.ts'
import { CONFORMANCE_DIR } from '../package.ts'
import type { Terminal } from '../terminal.ts'

interface Options {
  readonly json?: true
  readonly md?: true
  readonly area?: string
  readonly missing?: true
}

export function addConformance(program: Command, terminal: Terminal, done: (exit: number) => void): void {
  program
    .command('conformance')
    .summary('which documented behaviours are proved, and by what')
    .description(
      'Counts, for each area and tier of the catalogue of documented behaviours, how many are proved by a test or a ' +
        'shipped scenario, how many are only represented, and how many are missing.',
    )
    .option('--area <area>', 'of one area only, and list its behaviours')
    .option('--missing', 'list the behaviours that are missing')
    .addOption(new Option('--json', 'print each behaviour as JSON').conflicts('md'))
    .addOption(new Option('--md', 'print the tables as Markdown'))
    .action((options: Options) => {
      const catalogue = readCatalogue(readFileSync(join(CONFORMANCE_DIR, 'behaviours.yaml'), 'utf8'))
      terminal.out(conformanceText(catalogue, shippedEvidence(), options))
      done(0)
    })
}

/** What `npm run docs` found in the tests, scenarios, oracles and sources of this version. */
function shippedEvidence(): readonly Evidence[] {
  return JSON.parse(readFileSync(join(CONFORMANCE_DIR, 'tests.json'), 'utf8')) as readonly Evidence[]
}

export function conformanceText(
  catalogue: readonly Behaviour[],
  evidence: readonly Evidence[],
  { json, md, area, missing }: Options,
): string {
  const areas = areasOf(catalogue)
  if (area !== undefined && !areas.includes(area)) {
    throw new InputProblem(`--area: there is no area "${area}"; ${suggestion(area, areas)}`)
  }
  const those = standings(catalogue, evidence).filter((one) => area === undefined || one.area === area)
  const wanted = missing === true ? those.filter(({ status }) => status === 'missing') : those
  if (json === true) return `${JSON.stringify(wanted satisfies readonly Standing[], null, 2)}\n`
  if (md === true) return `${totalsMarkdown(those)}\n\n${listMarkdown(wanted, catalogue)}\n`
  const isListed = area !== undefined || missing === true
  return isListed && wanted.length > 0 ? `${totalsText(those)}\n${listText(wanted, catalogue)}\n` : totalsText(those)
}
