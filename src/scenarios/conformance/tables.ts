/** The standing of behaviours as text for a terminal and as Markdown. */
import { type Behaviour, TIERS, type Tier } from './catalogue.ts'
import { areasOf, STATUSES, type Standing } from './standing.ts'

const COLUMNS: readonly (readonly [string, readonly Tier[]])[] = [
  ...TIERS.map((tier) => [tier, [tier]] as const),
  ['all', TIERS],
]

/** `12 / 3 / 8`, proved first; nothing where the tier is empty. */
function figures(those: readonly Standing[]): string {
  if (those.length === 0) return ''
  return STATUSES.map((status) => those.filter((one) => one.status === status).length).join(' / ')
}

/** One row for each area, then the total; one column for each tier, then all tiers. */
function rows(those: readonly Standing[]): string[][] {
  const row = (name: string, own: readonly Standing[]) => [
    name,
    ...COLUMNS.map(([, tiers]) => figures(own.filter(({ tier }) => tiers.includes(tier)))),
  ]
  const areas = areasOf(those)
  const perArea = areas.map((area) =>
    row(
      area,
      those.filter((one) => one.area === area),
    ),
  )
  return areas.length === 1 ? perArea : [...perArea, row('total', those)]
}

const HEAD = ['area', ...COLUMNS.map(([name]) => name)]

export function totalsText(those: readonly Standing[]): string {
  const table = [HEAD, ...rows(those)]
  const widths = HEAD.map((_, at) => Math.max(...table.map((row) => row[at]!.length)))
  const lines = table.map((row) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join('  '),
  )
  return `${STATUSES.join(' / ')}\n\n${lines.join('\n')}\n`
}

/** Each behaviour with its rule and with what speaks for it. */
export function listText(those: readonly Standing[], catalogue: readonly Behaviour[]): string {
  const rule = new Map(catalogue.map(({ id, does }) => [id, does]))
  return those
    .map(({ id, tier, status, by }) =>
      [`${id}  ${tier}, ${status}`, `  ${rule.get(id)}`, ...by.map((one) => `    ${one}`)].join('\n'),
    )
    .join('\n')
}

const cell = (text: string) => text.replaceAll('|', '\\|').replace(/\s+/g, ' ')
const markdown = (head: readonly string[], body: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...body].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')

export const totalsMarkdown = (those: readonly Standing[]): string => markdown(HEAD, rows(those))

export function listMarkdown(those: readonly Standing[], catalogue: readonly Behaviour[]): string {
  const rule = new Map(catalogue.map(({ id, does }) => [id, does]))
  return areasOf(those)
    .map((area) => {
      const own = those.filter((one) => one.area === area)
      const body = own.map(({ id, tier, status, by }) => [id, tier, status, rule.get(id)!, places(by)])
      return `### ${area}\n\n${markdown(['id', 'tier', 'status', 'behaviour', 'by'], body)}`
    })
    .join('\n\n')
}

/** Many titles of one file would drown a table: `test/a.test.ts (3), scenario smoke`. */
function places(by: readonly string[]): string {
  const times = new Map<string, number>()
  for (const one of by) {
    const place = /^\S+\.ts(?=: )/.exec(one)?.[0] ?? one
    times.set(place, (times.get(place) ?? 0) + 1)
  }
  return [...times].map(([place, n]) => (n === 1 ? place : `${place} (${n})`)).join(', ')
}
