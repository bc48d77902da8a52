/** Desktop by desktop: what both worlds showed in the same order, and why one showed what the other did not. */
import type { Directory } from '../../sim/domain/directory.ts'
import { clockText, MILLISECOND, type Micros } from '../../sim/kernel/time.ts'
import { userText } from '../subject.ts'
import { align } from './align.ts'
import type { Difference, DriftResult } from './drift-result.ts'
import type { History, Shown } from './history.ts'
import type { Slack } from './slack.ts'

export interface Both {
  readonly virtual: History
  readonly wire: History
  readonly directory: Directory
  readonly slack: Slack
  /** What came later is not compared: the router had chosen differently. */
  readonly until: Micros | undefined
}

export interface ComparedAgents {
  readonly figures: DriftResult['agents']
  readonly differences: readonly Difference[]
}

export function compareAgents(both: Both): ComparedAgents {
  const { virtual, wire, directory, until } = both
  const differences: Difference[] = []
  const gaveUp = callersWhoGaveUp(both)
  let [same, explained, events] = [0, 0, 0]
  for (const { index } of directory.users) {
    const [a, b] = [before(virtual.shown[index]!, until), before(wire.shown[index]!, until)]
    const { onlyFirst, onlySecond, common } = align(a, b, (one, other) => one.what === other.what)
    events += common
    if (onlyFirst.length + onlySecond.length === 0) {
      same++
      continue
    }
    const found = [
      ...onlyFirst.map((one) => difference(both, { user: index, one, others: onlySecond, side: 'virtual' }, gaveUp)),
      ...onlySecond.map((one) => difference(both, { user: index, one, others: onlyFirst, side: 'wire' }, gaveUp)),
    ]
    if (found.every(({ reason }) => reason !== undefined)) explained++
    differences.push(...found)
  }
  return { figures: { all: directory.users.length, same, explained, events, comparedUntil: until }, differences }
}

const before = (shown: readonly Shown[], until: Micros | undefined): readonly Shown[] =>
  until === undefined ? shown : shown.filter(({ at }) => at < until)

interface GaveUp {
  readonly at: Micros
  readonly reason: string
}

/** Of a caller who was answered in one world and gave up in the other, a moment before or after: by agent, the first. */
function callersWhoGaveUp({ virtual, wire, slack }: Both): ReadonlyMap<number, GaveUp> {
  const found = new Map<number, GaveUp>()
  for (const [contact, a] of virtual.fates) {
    const b = wire.fates.get(contact)
    if (b === undefined || a.agent >= 0 === b.agent >= 0) continue
    const apart = Math.abs(a.at - b.at)
    if (apart > slack.pageUs) continue
    const agent = Math.max(a.agent, b.agent)
    const at = Math.min(a.at, b.at) - slack.pageUs
    const where = a.agent < 0 ? 'in the virtual world' : 'on the wire'
    if (at < (found.get(agent)?.at ?? Number.POSITIVE_INFINITY)) {
      found.set(agent, {
        at,
        reason: `the caller of contact ${contact} gave up ${where}, ${gap(apart)} from the answer`,
      })
    }
  }
  return found
}

interface Lone {
  readonly user: number
  readonly one: Shown
  /** What the other world alone has of this desktop. */
  readonly others: readonly Shown[]
  readonly side: 'virtual' | 'wire'
}

function difference(both: Both, lone: Lone, gaveUp: ReadonlyMap<number, GaveUp>): Difference {
  const { user, one, side } = lone
  const text = `${one.what} at ${clockText(one.at)}`
  const none = 'not at this place'
  return {
    about: userText(both.directory, user),
    virtual: side === 'virtual' ? text : none,
    wire: side === 'wire' ? text : none,
    reason: reasonFor(both, lone, gaveUp.get(user)),
  }
}

const SWAP = 'in another order'
/** Nothing is missing for it. */
export const isSwap = (reason: string): boolean => reason.startsWith(SWAP)

function reasonFor(both: Both, { user, one, others, side }: Lone, gaveUp: GaveUp | undefined): string | undefined {
  const { at, what } = one
  const history = both[side]
  const wasOut = both.virtual.wereOut.has(user) || both.wire.wereOut.has(user)
  const slackUs = wasOut ? both.slack.pageUs : both.slack.wayUs
  const swapped = others.find((other) => other.what === what && Math.abs(other.at - at) <= slackUs)
  if (swapped !== undefined) return `${SWAP}: the two are ${gap(swapped.at - at)} apart`
  const next = history.shown[user]!.find((later) => later.at > at)
  if (next !== undefined && next.at - at <= slackUs) return `it lasted ${gap(next.at - at)}, less than a round trip`
  const edge = nearest([...history.outages, ...history.sessions[user]!], at)
  if (edge <= slackUs) return `${gap(edge)} from an edge of an outage or a session`
  if (gaveUp !== undefined && at >= gaveUp.at) return gaveUp.reason
  if (both.until !== undefined && both.until - at <= slackUs) return 'when the worlds parted'
  return undefined
}

const gap = (us: Micros): string => `${Math.round(Math.abs(us) / MILLISECOND)} ms`

function nearest(moments: readonly Micros[], at: Micros): Micros {
  let least = Number.POSITIVE_INFINITY
  for (const moment of moments) least = Math.min(least, Math.abs(moment - at))
  return least
}
