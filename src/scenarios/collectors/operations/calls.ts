/** Callers as an operation: from the moment one arrives until an agent answers. Nobody waits with calling for a slow server. */
import type { TimedAttempt, Timing } from '../../../load/measure/measuring.ts'
import { Fact } from '../../../sim/domain/facts.ts'
import type { Listeners } from '../../listeners.ts'
import { CALL } from './names.ts'

/** `takes` tells shards apart; callers are dealt in turn, as users are. */
export function meterCalls(
  listeners: Listeners,
  measure: Timing,
  takes: (contact: number) => boolean = () => true,
): void {
  const waiting = new Map<number, TimedAttempt>()
  const failed = (kind: string) => (_at: number, contact: number) => {
    waiting.get(contact)?.failed(kind)
    waiting.delete(contact)
  }
  listeners.on(Fact.contactOffered, (at, contact) => {
    if (takes(contact)) waiting.set(contact, measure.begin(CALL, at, at))
  })
  listeners.on(Fact.contactAnswered, (at, contact) => {
    waiting.get(contact)?.doneAt(at)
    waiting.delete(contact)
  })
  listeners.on(Fact.contactAbandoned, failed('abandoned'))
  listeners.on(Fact.contactRejected, failed('rejected'))
}
