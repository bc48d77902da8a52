/** Desktops over time: at work with which node, looking for a server, coming back. What a failover looks like. */
import { Fact } from '../../sim/domain/facts.ts'
import type { Micros } from '../../sim/kernel/time.ts'
import type { Listeners } from '../listeners.ts'
import type { StateSeries } from '../result.ts'
import type { Subject } from '../subject.ts'
import { desktopGroup, Group, groups } from './failover/groups.ts'
import { Series } from './series.ts'

const SIGNED_OUT = Group['signed out']

export function desktopSeries(
  { directory }: Subject,
  listeners: Listeners,
  totalUs: Micros,
): (now: Micros) => StateSeries {
  const users = directory.users.length
  const series = new Series(groups.length, totalUs)
  const group = new Uint8Array(users).fill(SIGNED_OUT)
  let known = 0
  const seen = new Uint8Array(users)
  listeners.on(Fact.desktopSession, (at, user, state, node) => {
    series.advance(at)
    if (seen[user] === 0) {
      seen[user] = 1
      known++
      series.levels[SIGNED_OUT]!++
    }
    const next = desktopGroup(group[user]!, state, node)
    series.levels[group[user]!]!--
    series.levels[next]!++
    group[user] = next
  })
  return (now) => {
    series.finish(now)
    if (known === 0) return { stepUs: series.stepUs, states: [], counts: [] }
    return { stepUs: series.stepUs, states: groups, counts: groups.map((_, index) => series.of(index)) }
  }
}
