/** Who lost a server in a failover, when they lostAt, and when they were back. */
import type { Micros } from '../../../sim/kernel/time.ts'
import type { SeatsResult, Spread } from '../../result.ts'
import { Group, isAtWork, isLost } from './groups.ts'
import type { FailoverLog } from './log.ts'

interface Loss {
  readonly at: Micros
  readonly from: number
  /** Group it was in then. */
  readonly to: number
  backAt: Micros | undefined
  backTo: number
  hasLeft: boolean
}

const isOut = (group: number) => isLost(group) || group === Group.closed

/** Changes of seats from `at` on and up to `until`, of desktops or of IP phones. */
export function seatsIn(log: FailoverLog, phones: boolean, at: Micros, until: Micros): SeatsResult {
  const { seats, isPhone, users } = log
  const group = new Uint8Array(users).fill(Group['signed out'])
  const losses = new Map<number, Loss>()
  let row = 0
  for (; row < seats.count && seats.at[row]! < at; row++) group[seats.a[row]!] = seats.b[row]!
  const atWork = group.reduce((sum, one, user) => sum + (isAtWork(one) && (isPhone[user] === 1) === phones ? 1 : 0), 0)
  for (; row < seats.count && seats.at[row]! <= until; row++) {
    const user = seats.a[row]!
    const [before, after] = [group[user]!, seats.b[row]!]
    group[user] = after
    if ((isPhone[user] === 1) !== phones) continue
    const known = losses.get(user)
    if (known === undefined) {
      if (isAtWork(before) && isOut(after)) losses.set(user, lossOf(seats.at[row]!, before, after))
      continue
    }
    if (isAtWork(after) && !isAtWork(before)) {
      known.backAt = seats.at[row]!
      known.backTo = after
    } else if (isOut(after)) known.backAt = undefined
    known.hasLeft = after === Group['signed out'] || after === Group.closed
  }
  return resultOf([...losses.values()], at, atWork)
}

const lossOf = (at: Micros, from: number, to: number): Loss => {
  return { at, from, to, backAt: undefined, backTo: from, hasLeft: to === Group.closed }
}

function resultOf(losses: readonly Loss[], at: Micros, atWork: number): SeatsResult {
  const times = (group: number) => sorted(losses.filter(({ to }) => to === group).map((loss) => loss.at - at))
  const [closed, reloaded] = [times(Group.closed), times(Group['coming back'])]
  const back = sorted(losses.flatMap(({ backAt }) => (backAt === undefined ? [] : [backAt - at])))
  const reached = (share: number): Micros | undefined => back[Math.max(1, Math.ceil(share * losses.length)) - 1]
  return {
    atWork,
    lost: losses.length,
    lostAt: spreadOf(times(Group['without a server'])),
    closed: closed.length,
    closedAt: spreadOf(closed),
    reloaded: reloaded.length,
    reloadedAt: spreadOf(reloaded),
    back: back.length,
    moved: losses.filter(({ backAt, backTo, from }) => backAt !== undefined && backTo !== from).length,
    firstBackUs: back[0],
    halfBackUs: reached(0.5),
    p95BackUs: reached(0.95),
    lastBackUs: back.at(-1),
    left: losses.filter(({ backAt, hasLeft }) => backAt === undefined && hasLeft).length,
  }
}

export const sorted = (values: number[]) => values.sort((a, b) => a - b)

/** The value that a share of the sorted ones does not exceed. */
export const quantile = (values: readonly number[], share: number) =>
  values[Math.max(1, Math.ceil(share * values.length - 1e-9)) - 1]!

function spreadOf(values: readonly number[]): Spread | undefined {
  if (values.length === 0) return undefined
  return {
    firstUs: values[0]!,
    halfUs: quantile(values, 0.5),
    p95Us: quantile(values, 0.95),
    lastUs: values.at(-1)!,
  }
}
