/**
 * How a desktop or an IP phone fares, in seven words: what a failover looks like from the seats. The states of their
 * machines are finer than anybody watches.
 */
import { desktopSession } from '../../../sim/machines/desktop-session.ts'
import { phoneAgent } from '../../../sim/machines/phone-agent.ts'

export const groups = [
  'signed out',
  'signing in',
  'at Finesse 1',
  'at Finesse 2',
  'without a server',
  'coming back',
  'closed',
] as const
export type GroupName = (typeof groups)[number]
export const Group = Object.fromEntries(groups.map((name, index) => [name, index])) as {
  readonly [Name in GroupName]: number
}

const AT_WORK = -1

const ofDesktop: Readonly<Record<keyof (typeof desktopSession)['states'], number>> = {
  CLOSED: Group.closed,
  SIGNED_OUT: Group['signed out'],
  LOADING: Group['signing in'],
  CONNECTING: Group['signing in'],
  SIGNING_IN: Group['signing in'],
  WAITING_FOR_DEVICE: Group['signing in'],
  USABLE: AT_WORK,
  SIGNING_OUT: AT_WORK,
  ABOUT_TO_MOVE: AT_WORK,
  RECONNECTING: Group['without a server'],
  FAILING_OVER: Group['without a server'],
  POLLING: Group['without a server'],
  CHECKING_CURRENT: Group['without a server'],
  REFRESHING: Group['coming back'],
  MOVING: Group['coming back'],
}
const ofPhone: Readonly<Record<keyof (typeof phoneAgent)['states'], number>> = {
  EXITED: Group.closed,
  SIGNED_OUT: Group['signed out'],
  SIGNING_IN: Group['signing in'],
  SIGNED_IN: AT_WORK,
  ONE_CHECK_FAILED: AT_WORK,
  TWO_CHECKS_FAILED: AT_WORK,
  INACTIVE: AT_WORK,
  SIGNING_OUT: AT_WORK,
  UNAVAILABLE: Group['without a server'],
}
const desktops = Object.keys(desktopSession.states).map((name) => ofDesktop[name as keyof typeof ofDesktop])
const phones = Object.keys(phoneAgent.states).map((name) => ofPhone[name as keyof typeof ofPhone])

export const isAtWork = (group: number) => group === Group['at Finesse 1'] || group === Group['at Finesse 2']
export const isLost = (group: number) => group === Group['without a server'] || group === Group['coming back']

/** The group after a desktop's session took a state, at a node (1, 2). */
export function desktopGroup(before: number, state: number, node: number): number {
  const group = desktops[state] ?? Group['signed out']
  if (group === AT_WORK) return atNode(node)
  // Whoever reloads the page, moves or opens a new browser signs in again: that is part of coming back.
  if (group === Group['signing in'] && before !== Group['signed out']) {
    return before === Group['signing in'] ? before : Group['coming back']
  }
  return closing(before, group)
}

/** The same of an IP phone, whose user signs in again by hand once the server is back. */
export function phoneGroup(before: number, state: number, node: number): number {
  const group = phones[state] ?? Group['signed out']
  if (group === AT_WORK) return atNode(node)
  if (group === Group['signing in'] && before !== Group['signed out']) {
    return before === Group['signing in'] ? before : Group['coming back']
  }
  if (group === Group['signed out'] && isLost(before)) return Group['coming back']
  return closing(before, group)
}

/** A page that is closed without a session is nothing to tell of, and one just opened again has none yet. */
function closing(before: number, group: number): number {
  if (group === Group.closed && before === Group['signed out']) return before
  return group === Group['signed out'] && before === Group.closed ? before : group
}

const atNode = (node: number) => (node === 2 ? Group['at Finesse 2'] : Group['at Finesse 1'])
