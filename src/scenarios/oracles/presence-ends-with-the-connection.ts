import { Fact } from '../../sim/domain/facts.ts'
import type { Act, Crowd, Deed } from '../../sim/domain/fault.ts'
import { releaseProfile } from '../../sim/domain/release.ts'
import { clockText, type Micros, SECOND } from '../../sim/kernel/time.ts'
import { desktopSession } from '../../sim/machines/desktop-session.ts'
import { type Oracle, SETTLED_US } from './oracle.ts'
import { OtherFaults } from './other-faults.ts'

const NODES = 2
const NEVER = Number.NEGATIVE_INFINITY
const CLOSED = Object.keys(desktopSession.states).indexOf('CLOSED')
/** A broken connection is known at both ends as soon as messages take to arrive. */
const AT_ONCE_US: Micros = 1 * SECOND

/** Source: Finesse developer site, Desktop Presence and Forced Logout. */
export const presenceEndsWithTheConnection: Oracle = {
  name: 'presence ends with the connection',
  says: 'A user whose connection breaks is unavailable at once, and one whose desktop is gone without a word after 120 s.',
  behaviours: ['DESK-01', 'DESK-03', 'DESK-07'],
  watch(watch) {
    const { users, finesseOf } = watch
    const { crashDetectionUs } = releaseProfile(watch.workload.release)
    const present = new Uint8Array(NODES * users)
    const presentSince = new Float64Array(NODES * users)
    const closedAt = new Float64Array(users).fill(NEVER)
    /** When the connection of somebody who was present was broken, until that shows. */
    const brokenAt = new Float64Array(NODES * users).fill(NEVER)
    const breaks = new Map(watch.workload.faults.filter(isBreak).map((act) => [act.entry, act.deed] as const))
    const others = new OtherFaults(watch, (deed) => deed.kind !== 'reset' && !isAboutDesktops(deed))

    watch.on(Fact.fault, (at, entry, begins) => {
      const deed = breaks.get(entry)
      if (deed?.kind !== 'reset' || begins === 0 || others.since(at - SETTLED_US)) return
      const ends = [deed.from, deed.to]
      const node = ends.includes('finesse 1') ? 0 : ends.includes('finesse 2') ? 1 : -1
      const crowd = ends.find((end) => typeof end !== 'string')?.desktopsOf
      if (node < 0 || crowd === undefined) return
      for (let user = 0; user < users; user++) {
        const cell = node * users + user
        const isSettled = present[cell] === 1 && presentSince[cell]! < at - SETTLED_US
        if (isSettled && isIn(crowd, user, node, watch.workload.topology.agents) && closedAt[user] === NEVER)
          brokenAt[cell] = at
      }
    })
    const judge = (cell: number, at: Micros): void => {
      const broken = brokenAt[cell]!
      brokenAt[cell] = NEVER
      if (broken === NEVER || others.since(broken)) return
      watch.judged++
      if (at - broken <= AT_ONCE_US) return
      const why = `was present at Finesse ${Math.floor(cell / users) + 1} ${(at - broken) / SECOND} s after the connection broke`
      watch.violate(at, watch.user(cell % users), why)
    }
    watch.on(Fact.presence, (at, user, available, _y, where) => {
      const node = finesseOf[where]!
      if (node < 0) return
      const cell = node * users + user
      judge(cell, at)
      if (available === 1 && present[cell] === 0) presentSince[cell] = at
      present[cell] = available
    })
    const judgeClosed = (user: number, at: Micros): void => {
      const closed = closedAt[user]!
      if (closed === NEVER || at - closed <= crashDetectionUs + SETTLED_US || others.since(closed)) return
      watch.judged++
      for (let node = 0; node < NODES; node++) {
        const cell = node * users + user
        if (present[cell] === 0 || presentSince[cell]! > closed) continue
        const why = `is present at Finesse ${node + 1}, though the desktop is closed since ${clockText(closed)}`
        watch.violate(at, watch.user(user), why)
      }
    }
    watch.on(Fact.desktopSession, (at, user, state) => {
      judgeClosed(user, at)
      closedAt[user] = state === CLOSED ? at : NEVER
    })
    return (now) => {
      for (let cell = 0; cell < NODES * users; cell++) judge(cell, now)
      for (let user = 0; user < users; user++) judgeClosed(user, now)
    }
  },
}

const isBreak = ({ deed, repairs, jitter }: Act): boolean => deed.kind === 'reset' && !repairs && jitter === undefined

/** What is done with browsers leaves links and servers as they are. */
const isAboutDesktops = (deed: Deed): boolean =>
  deed.kind === 'command' && deed.command.what === 'desktop' && deed.command.deed !== 'sleep'

function isIn(crowd: Crowd, user: number, node: number, agents: number): boolean {
  if ('users' in crowd) return crowd.users.includes(user)
  if ('at' in crowd) return crowd.at === node + 1
  // The first of all agents, who are numbered before the supervisors.
  return 'everybody' in crowd || user < Math.round(crowd.share * agents)
}
