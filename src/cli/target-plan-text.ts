/** What a run on a target would do, step by step, for whoever has to agree to it. */
import type { Fitted } from '../load/target/fit.ts'
import type { TargetPlan } from '../load/target/plan.ts'
import { nodeText, type Target } from '../load/target/target.ts'
import { clock, plural } from '../report/figures.ts'
import type { Scenario } from '../scenarios/scenario.ts'
import { SECOND } from '../sim/kernel/time.ts'
import { perText } from './doctor-text.ts'
import { bold, columns } from './table.ts'
import type { Terminal } from './terminal.ts'
import { wrapped } from './wrapped.ts'

export interface TargetPlanNews {
  readonly scenario: Scenario
  readonly seed: string
  readonly target: Target
  readonly fitted: Fitted
  readonly plan: TargetPlan
}

const INDENT = '  '

export function targetPlanText(
  { scenario, seed, target, fitted, plan }: TargetPlanNews,
  { colour, width }: Pick<Terminal, 'colour' | 'width'>,
): string {
  const { steps, notDone, endUs } = plan
  const { limits } = target
  const count = (wanted: string): number => steps.filter(({ kind }) => kind === wanted).length
  const section = (name: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', bold(name, colour), ...lines]
  const prose = (text: string): string[] => wrapped(text, width - INDENT.length).map((line) => INDENT + line)
  const facts = [
    `Nodes: ${fitted.nodes.map(nodeText).join(', ')}.`,
    `Users: ${fitted.users.map(({ id, extension }) => `${id} with ${extension}`).join(', ')}.`,
    `At most ${perText(limits.signInsPerHour)} sign-ins, ${perText(limits.requestsPerHour)} requests, ${perText(limits.callsPerHour)} calls.`,
    `${plural(count('sign-in'), 'sign-in')}, ${plural(count('call'), 'call')} of agents, ${plural(count('break'), 'break')}; over at ${clock(endUs)}.`,
  ]
  const rows = steps.map(({ atUs, waitsUs, user, node, says }) => {
    const waits = waitsUs < SECOND ? '' : ` (waits ${Math.round(waitsUs / SECOND)} s for its turn)`
    return [clock(atUs), user.id, nodeText(node), `${says}${waits}`]
  })
  const [head, ...table] = columns([['When', 'User', 'Node', 'Does'], ...rows])
  const left = notDone.flatMap(({ atUs, says }) => prose(`${atUs === undefined ? '' : `${clock(atUs)} `}${says}`))
  const heading = `${bold(scenario.name, colour)} on ${target.file}  Finesse ${target.release}, seed ${seed}`
  return [
    heading,
    'Dry run: nothing was sent.',
    '',
    ...facts.flatMap(prose),
    ...section('Before', prose('Each user is looked at; whoever is signed in already is left alone.')),
    ...section('Meanwhile', [INDENT + head!, ...table.map((line) => INDENT + line)]),
    ...section('As calls come', prose('They are answered, ended and wrapped up as the scenario has it.')),
    ...section(
      'Afterwards',
      prose(
        'Everybody goes Not Ready, leaves calls, signs out and is seen to be out; also on Ctrl-C and after errors.',
      ),
    ),
    ...section('Not done', left),
    '',
  ].join('\n')
}
