/** How much worse a figure may be before it counts: one share for all, and others for some by name. */
import { slug } from '../../scenarios/collectors/figure-text.ts'
import { suggestion } from '../../scenarios/nearest.ts'
import { ReportProblem } from '../report-problem.ts'

export interface Tolerances {
  readonly usual: number
  readonly own: readonly { readonly pattern: string; readonly share: number }[]
}

export const USUAL_TOLERANCE = 0.05

/** `5%`, or `REST request p95=10%`; a star stands for anything, and `any` for a figure that may be as it likes. */
export function parseTolerances(texts: readonly string[]): Tolerances {
  let usual = USUAL_TOLERANCE
  const own: { pattern: string; share: number }[] = []
  for (const text of texts) {
    const equals = text.lastIndexOf('=')
    const share = parseShare(equals < 0 ? text : text.slice(equals + 1), text)
    if (equals < 0) usual = share
    else own.push({ pattern: text.slice(0, equals).trim(), share })
  }
  return { usual, own }
}

function parseShare(text: string, whole: string): number {
  if (text.trim() === 'any') return Number.POSITIVE_INFINITY
  const match = /^\s*(\d+(?:\.\d+)?)\s*%\s*$/.exec(text)
  if (match !== null) return Number(match[1]) / 100
  throw new ReportProblem(`--tolerance: "${whole}" should be like 5%, or like "REST request p95=10%", or "*max=any"`)
}

/** Of those that fit the last one counts. */
export function toleranceFor(name: string, { usual, own }: Tolerances): number {
  return own.findLast(({ pattern }) => fits(pattern, name))?.share ?? usual
}

/** A tolerance for a figure that nobody has is a typo. */
export function checkTolerances({ own }: Tolerances, names: readonly string[]): void {
  for (const { pattern } of own) {
    if (names.some((name) => fits(pattern, name))) continue
    throw new ReportProblem(`--tolerance: there is no figure "${pattern}"; ${suggestion(pattern, names)}`)
  }
}

/** Names as `slug` has them, a star for anything. */
export function fits(pattern: string, name: string): boolean {
  const parts = pattern.split('*').map(slug)
  const text = slug(name)
  if (parts.length === 1) return text === parts[0]
  if (!text.startsWith(parts[0]!) || !text.endsWith(parts.at(-1)!)) return false
  let from = 0
  for (const part of parts) {
    const found = text.indexOf(part, from)
    if (found < 0) return false
    from = found + part.length
  }
  return true
}
