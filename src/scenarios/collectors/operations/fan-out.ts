/** How long events take from the node that publishes them to the desktops that get them. */
import type { Measure } from '../../../load/measure/measure.ts'
import { Fact } from '../../../sim/domain/facts.ts'
import type { Listeners } from '../../listeners.ts'
import { EVENT } from './names.ts'

/** Events of one user that may be under way at once; of more the oldest are not measured. */
const UNDER_WAY = 64

/** What was published to a stream that is gone is nobody's: that it was missed is up to the oracles. */
export function meterFanOut(
  users: number,
  listeners: Listeners,
  measure: Measure,
  takesUser: (user: number) => boolean = () => true,
): void {
  const publishedAt = new Float64Array(users * UNDER_WAY)
  const numbers = new Int32Array(users * UNDER_WAY)
  listeners.on(Fact.published, (now, user, number) => {
    const slot = user * UNDER_WAY + (number & (UNDER_WAY - 1))
    publishedAt[slot] = now
    numbers[slot] = number
  })
  listeners.on(Fact.received, (now, user, number) => {
    const slot = user * UNDER_WAY + (number & (UNDER_WAY - 1))
    if (numbers[slot] !== number || !takesUser(user)) return
    numbers[slot] = 0
    const from = publishedAt[slot]!
    measure.record(EVENT, from, from, now)
  })
}
