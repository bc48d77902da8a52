import { defaultReasonCodes, type ReasonCode } from '../../sim/domain/reason-codes.ts'
import { suggestion } from '../nearest.ts'
import type { Path } from '../path.ts'
import type { Report } from '../problems.ts'

/** Scenarios name reason codes by label; one that nobody configured could never be chosen. */
export function checkReason(label: string, category: ReasonCode['category'], path: Path, report: Report): void {
  const labels = defaultReasonCodes.filter((reason) => reason.category === category).map((reason) => reason.label)
  if (!labels.includes(label)) report(path, `there is no reason "${label}"; ${suggestion(label, labels)}`)
}
