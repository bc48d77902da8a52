/** `ccsim compare A B [C…]`: what became better or worse between runs, beyond tolerance and chance. */
import { type Command, Option } from 'commander'
import { type Comparison, compareSides, type Side } from '../../report/compare/compare.ts'
import { comparisonData, comparisonMarkdown, comparisonText } from '../../report/compare/comparison-text.ts'
import { differenceOf, readSide } from '../../report/compare/read-results.ts'
import { checkTolerances, parseTolerances } from '../../report/compare/tolerance.ts'
import { InputProblem } from '../input-problem.ts'
import type { Terminal } from '../terminal.ts'

interface Options {
  readonly tolerance?: readonly string[]
  readonly force?: true
  readonly all?: boolean
  readonly json?: true
  readonly md?: true
}

const WORSE = 1

const EXAMPLES = `
Examples:
  ccsim compare reports-main/smoke/1 reports/smoke/1        one run with another
  ccsim compare reports-main/smoke reports/smoke            all seeds of one with all seeds of the other
  ccsim compare A B --tolerance 10% --tolerance "REST request p95=20%" --tolerance "*p999=any"

A figure is worse when it is so beyond the tolerance and beyond chance (99 % interval). Violations, lost calls and verdicts
have no tolerance. Exit 1 when anything is worse, 0 when nothing is, 6 when these cannot be compared.
`

export function addCompare(program: Command, terminal: Terminal, done: (exit: number) => void): void {
  program
    .command('compare')
    .summary('what became better or worse between runs, beyond tolerance and chance')
    .description(
      'Holds runs of one scenario against one another: verdicts, violations, service, latencies, phases, outages and counts. ' +
        'The first is what the others are held against. Each is a result.json, the folder of a run, or a folder of many seeds.',
    )
    .argument('<files...>', 'two or more results, or folders of results')
    .option(
      '--tolerance <share>',
      'how much worse is not worse (default: 5%); for one figure NAME=SHARE; repeatable',
      (value, earlier: string[] = []) => [...earlier, value],
    )
    .option('--force', 'compare runs of different scenarios')
    .option('--all', 'show also what is the same')
    .addOption(new Option('--json', 'print every figure as JSON').conflicts('md'))
    .addOption(new Option('--md', 'print the tables as Markdown'))
    .addHelpText('after', EXAMPLES)
    .action((files: readonly string[], options: Options) => done(compare(files, options, terminal)))
}

function compare(files: readonly string[], options: Options, terminal: Terminal): number {
  if (files.length < 2) throw new InputProblem('compare needs at least two results, such as: ccsim compare A B')
  const tolerances = parseTolerances(options.tolerance ?? [])
  const [baseline, ...others] = files.map(readSide) as [Side, ...Side[]]
  for (const side of [baseline, ...others]) {
    const why = differenceOf(baseline, side)
    if (why !== undefined && options.force !== true)
      throw new InputProblem(`${why}; --force compares them all the same`)
  }
  const comparisons = others.map((side) => compareSides(baseline, side, tolerances))
  checkTolerances(tolerances, [...new Set(comparisons.flatMap(({ figures }) => figures.map(({ name }) => name)))])
  terminal.out(textOf(comparisons, options, terminal))
  return comparisons.some(({ regressed }) => regressed) ? WORSE : 0
}

function textOf(comparisons: readonly Comparison[], { json, md, all = false }: Options, { colour }: Terminal): string {
  if (json === true) {
    const data = { schema: 'ccsim.comparison/1', comparisons: comparisons.map(comparisonData) }
    // A tolerance without bounds is no number of JSON.
    return `${JSON.stringify(data, (_key, value: unknown) => (value === Number.POSITIVE_INFINITY ? 'any' : value), 2)}\n`
  }
  const one = (comparison: Comparison) =>
    md === true ? comparisonMarkdown(comparison, all) : comparisonText(comparison, { colour, all })
  return comparisons.map(one).join('\n')
}
