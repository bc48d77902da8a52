/**
 * How the newest record came about: from its event back to the event that caused that one, and so on, as far as the
 * ring of the trace remembers. A delivery holds the number of the event that caused it.
 */
import { factName } from '../sim/domain/facts.ts'
import type { TraceRecord } from '../sim/kernel/trace.ts'
import { recordWords } from './record-words.ts'
import type { ChainLink } from './result.ts'
import type { Subject } from './subject.ts'

const LINKS_MAX = 12

/** The oldest link first. The last is the fact itself, the ones before it the messages and timers that led there. */
export function causalChain(subject: Subject): ChainLink[] {
  const chain: ChainLink[] = []
  const add = (record: TraceRecord) =>
    chain.unshift({ at: record.at, what: recordWords(record, subject), where: subject.nameOf(record.where) })
  let wanted = Number.NaN
  for (const record of subject.trace.recent()) {
    if (Number.isNaN(wanted)) {
      add(record)
      wanted = record.event
      if (factName(record.kind) === undefined) wanted = record.x
      continue
    }
    if (record.event < wanted) break
    if (record.event !== wanted || factName(record.kind) !== undefined) continue
    add(record)
    wanted = record.x
    if (wanted === 0 || chain.length >= LINKS_MAX) break
  }
  return chain
}
