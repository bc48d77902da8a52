/** The tables of README and docs that follow from the code: `npm run docs` writes them, a test holds them to it. */
import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { shipped } from '../src/cli/commands/list.ts'
import { EXIT_CODES } from '../src/cli/exit-codes.ts'
import { createProgram } from '../src/cli/program.ts'
import type { Terminal } from '../src/cli/terminal.ts'
import { checks } from '../src/load/doctor/checks.ts'
import { count } from '../src/report/figures.ts'
import { standings } from '../src/scenarios/conformance/standing.ts'
import { listMarkdown, totalsMarkdown } from '../src/scenarios/conformance/tables.ts'
import { scenarioJsonSchema } from '../src/scenarios/json-schema.ts'
import { evaluate } from '../src/scenarios/load.ts'
import { oracles } from '../src/scenarios/oracles/index.ts'
import { type CatchList, defectNames } from '../src/scenarios/selftest.ts'
import { faultKinds, nounTexts, verbTexts } from '../src/scenarios/timeline/kinds.ts'
import { formatDuration } from '../src/scenarios/units.ts'
import { defects } from '../src/sim/domain/defects.ts'
import { machines } from '../src/sim/machines/index.ts'
import { catalogue, evidence } from './conformance.ts'

export interface Block {
  readonly file: string
  readonly name: string
  readonly text: string
}

export async function blocks(): Promise<Block[]> {
  const behaviours = catalogue()
  const standing = standings(behaviours, await evidence())
  return [
    { file: 'README.md', name: 'commands', text: commandTable() },
    { file: 'README.md', name: 'scenarios', text: await scenarioTable() },
    { file: 'README.md', name: 'exit codes', text: exitCodeTable() },
    { file: 'docs/architecture.md', name: 'machines', text: machineTable() },
    { file: 'docs/scenario-language.md', name: 'verbs', text: verbTable() },
    { file: 'docs/scenario-language.md', name: 'nouns', text: nounTable() },
    { file: 'docs/scenario-language.md', name: 'faults', text: faultTable() },
    { file: 'docs/scenario-language.md', name: 'reference', text: reference() },
    { file: 'docs/oracles.md', name: 'oracles', text: oracleTable() },
    { file: 'docs/oracles.md', name: 'defects', text: defectTable() },
    {
      file: 'docs/targets.md',
      name: 'checks',
      text: table(
        ['check', 'holds that'],
        checks.map(({ name, says }) => [name, says]),
      ),
    },
    { file: 'docs/conformance.md', name: 'totals', text: totalsMarkdown(standing) },
    { file: 'docs/conformance.md', name: 'behaviours', text: listMarkdown(standing, behaviours) },
  ]
}

/** The text of a file with one block in its place, between `<!-- name -->` and `<!-- /name -->`. */
export function withBlock(text: string, { file, name, text: block }: Block): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const from = text.indexOf(open)
  const to = text.indexOf(close)
  if (from < 0 || to < from) throw new Error(`${file} has no place for "${name}": ${open} … ${close}`)
  return `${text.slice(0, from + open.length)}\n${block}\n${text.slice(to)}`
}

export const readText = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')

const cell = (text: string) => text.replaceAll('|', '\\|').replace(/\s+/g, ' ')
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')

const exitCodeTable = () =>
  table(
    ['exit', 'verdict', 'meaning'],
    EXIT_CODES.map(({ code, name, says }) => [String(code), name, says]),
  )

function commandTable(): string {
  const silent: Terminal = {
    out: () => {},
    err: () => {},
    colour: false,
    width: 100,
    rewrites: false,
    errWidth: 100,
    env: {},
  }
  const rows = createProgram(silent, () => {}).commands.map((command: Command) => {
    const words = command.registeredArguments.map((argument) => {
      const name = argument.name().toUpperCase()
      return argument.required ? ` ${name}` : ` [${name}]`
    })
    return [`\`ccsim ${command.name()}${words.join('')}\``, command.summary()]
  })
  return table(['command', 'does'], rows)
}

async function scenarioTable(): Promise<string> {
  const rows = (await shipped()).map(({ name, why, workload }) => [
    `[${name}](scenarios/${name}.yaml)`,
    count(workload.topology.agents),
    formatDuration(workload.busyUs),
    `${why.split(/(?<=[.;:]) /)[0]!.replace(/[;:]$/, '.')}`,
  ])
  return table(['scenario', 'agents', 'length', 'what it shows'], rows)
}

const caught = (): CatchList => JSON.parse(readText('selftest/caught.json'))

function oracleTable(): string {
  const catches = Object.entries(caught())
  const rows = oracles.map(({ name, says, behaviours }) => {
    const mine = catches.filter(([, one]) => one.oracles.includes(name)).map(([defect]) => `\`${defect}\``)
    return [name, says, behaviours.join(' '), mine.join(' ')]
  })
  return table(['oracle', 'says', 'behaviours', 'catches'], rows)
}

function defectTable(): string {
  const catches = caught()
  const rows = defectNames.map((defect) => [`\`${defect}\``, defects[defect], catches[defect]?.scenario ?? ''])
  return table(['defect', 'what goes wrong', 'shows in'], rows)
}

const machineTable = () =>
  table(
    ['machine', 'says', 'source'],
    machines.map(({ name, says, source }) => [`\`${name}\``, says, source]),
  )

const verbTable = () =>
  table(
    ['do', 'lasts', 'own keys', 'what happens'],
    verbTexts.map(({ do: word, lasts, keys, says }) => {
      return [`\`${word}\``, lasts ? 'yes' : '', keys.map((key) => `\`${key}\``).join(' '), says]
    }),
  )

const nounTable = () =>
  table(
    ['what', 'is'],
    nounTexts.map(({ written, is }) => [written === '' ? '' : `\`${written}\``, `${is}`]),
  )

function faultTable(): string {
  const center = {
    why: 'To see how faults are told.',
    topology: { mobile: { share: '100%', mode: 'nailed-connection' } },
    desk: { sso: {}, secondLine: 'counts' },
  }
  const rows = faultKinds.map(({ entry }) => {
    const { compiled } = evaluate({ ...center, timeline: [{ at: '5min', ...entry }] })
    const written = Object.entries(entry).map(([key, value]) => `${key}: ${value}`)
    return [`\`{ ${['at: 5min', ...written].join(', ')} }\``, compiled!.timeline[0]!.says]
  })
  return table(['entry', 'as reports tell it'], rows)
}

interface Node {
  readonly $ref?: string
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly description?: string
  readonly default?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Node>>
  readonly items?: Node
  readonly anyOf?: readonly Node[]
  readonly oneOf?: readonly Node[]
  readonly allOf?: readonly Node[]
}

function reference(): string {
  const { properties = {}, required = [] } = scenarioJsonSchema() as Node
  const sections = Object.entries(properties).map(([key, node]) => {
    // Verbs share most of their keys; their own are in tables above.
    const isVerb = (row: readonly string[]) =>
      key === 'timeline' && !/^`timeline(`|\[\] \((surge|silence)\))/.test(row[0]!)
    const rows = rowsOf(key, node, required.includes(key)).filter((row) => !isVerb(row))
    return `### ${key}\n\n${node.description ?? ''}\n\n${table(['key', 'value', 'unless told', 'meaning'], rows)}`
  })
  return `\n${sections.join('\n\n')}\n`
}

function rowsOf(path: string, node: Node, isRequired: boolean): string[][] {
  const below = children(path, node)
  const isPlainBox = below.length > 0 && node.anyOf === undefined
  const fallback = isRequired ? '*required*' : isPlainBox ? '' : defaultText(node.default)
  return [[`\`${path}\``, typeText(node), fallback, node.description ?? ''], ...below]
}

function children(path: string, node: Node): string[][] {
  const own = Object.entries(node.properties ?? {}).flatMap(([key, child]) =>
    rowsOf(`${path}.${key}`, child, node.required?.includes(key) === true && child.default === undefined),
  )
  const listed = node.items === undefined ? [] : children(`${path}[]`, node.items)
  const among = [...(node.anyOf ?? []), ...(node.oneOf ?? [])].flatMap((choice) => {
    const kind = Object.values(choice.properties ?? {}).find((child) => child.const !== undefined)?.const
    return children(kind === undefined ? path : `${path} (${kind})`, choice)
  })
  return [...own, ...listed, ...among]
}

function defaultText(value: unknown): string {
  if (value === undefined) return ''
  return typeof value === 'string' ? `\`${value}\`` : `\`${JSON.stringify(value).replaceAll('"', '')}\``
}

function typeText(node: Node): string {
  const kinds = new Set(kindsOf(node))
  return [...kinds].join(', ')
}

function kindsOf(node: Node): string[] {
  if (node.$ref !== undefined) return [node.$ref.split('/').at(-1)!.toLowerCase()]
  if (node.const !== undefined) return [`\`${node.const}\``]
  // YAML reads an unquoted release as a number; both are the same release.
  if (node.enum !== undefined) return node.enum.filter((one) => typeof one === 'string').map((one) => `\`${one}\``)
  const among = [...(node.allOf ?? []), ...(node.anyOf ?? []), ...(node.oneOf ?? [])]
  if (among.length > 0) return among.flatMap(kindsOf)
  if (node.type === 'array') return ['list']
  if (node.type === 'object') return ['mapping']
  if (node.type === 'boolean') return ['`true`, `false`']
  if (node.type === 'integer' || node.type === 'number') return [numberText(node)]
  return node.type === 'string' ? ['text'] : []
}

function numberText({ minimum, maximum }: Node): string {
  const most = maximum === undefined || maximum > 1e9 ? undefined : count(maximum)
  if (minimum === undefined || most === undefined) return 'number'
  return `${count(minimum)} to ${most}`
}
