/** Desktops over time: at work with which node, looking for a server, coming back. What a failover looks like. */
import { Fact } from '../../sim/domain/facts.ts'
import type { Micros } from '../../sim/kernel/time.ts'
import { desktopSession } from '../../sim/machines/desktop-session.ts'
import type { Listeners } from '../listeners.ts'
import type { StateSeries } from '../result.ts'
import type { Subject } from '../subject.ts'
import { Series } from './series.ts'

const groups = ['signed out', 'signing in', 'at Finesse 1', 'at Finesse 2', 'without a server', 'coming back'] as const
type Group = (typeof groups)[number]
const groupOf: Readonly<Record<keyof (typeof desktopSession)['states'], Group | 'at work'>> = {
  CLOSED: 'signed out',
  SIGNED_OUT: 'signed out',
  LOADING: 'signing in',
  CONNECTING: 'signing in',
  SIGNING_IN: 'signing in',
  WAITING_FOR_DEVICE: 'signing in',
  USABLE: 'at work',
  SIGNING_OUT: 'at work',
  ABOUT_TO_MOVE: 'at work',
  RECONNECTING: 'without a server',
  FAILING_OVER: 'without a server',
  POLLING: 'without a server',
  CHECKING_CURRENT: 'without a server',
  REFRESHING: 'coming back',
  MOVING: 'coming back',
}
const groupByState = Object.keys(desktopSession.states).map((name) => groupOf[name as keyof typeof groupOf])
const SIGNED_OUT = groups.indexOf('signed out')
const COMING_BACK = groups.indexOf('coming back')

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
    const named = groupByState[state]!
    let next =
      named === 'at work' ? groups.indexOf(node === 2 ? 'at Finesse 2' : 'at Finesse 1') : groups.indexOf(named)
    // Whoever moves signs in again: that is part of coming back.
    if (named === 'signing in' && group[user] === COMING_BACK) next = COMING_BACK
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
