/**
 * The notification streams of a user at one node, each with a resource of its own: a desktop, and perhaps a gadget's or
 * a connector's beside it (RFC 6120 §7: a full JID has one stream). Nearly everybody has one, which stands in the user
 * itself; what others there are is looked at in no event of those who have none.
 */
import { M } from '../domain/messages.ts'
import type { Update } from '../domain/rest.ts'
import type { Micros } from '../kernel/time.ts'
import type { FinesseNode } from './node.ts'
import type { FinesseUser } from './users.ts'

/** One stream, under the names it has in a user. */
export interface UserStream {
  /** Link to the client. */
  stream: number
  resource: string
  available: boolean
  connectedAt: Micros
  /** Running number of its events. */
  number: number
}

/** All there are; the first is the user itself. */
export function streamsOf(user: FinesseUser): readonly UserStream[] {
  if (user.stream < 0) return []
  return user.others === undefined ? [user] : [user, ...user.others]
}

export const streamOn = (user: FinesseUser, link: number): UserStream | undefined =>
  user.stream === link ? user : user.others?.find(({ stream }) => stream === link)

/** Link of the stream with this resource, or -1. */
export function linkWith(user: FinesseUser, resource: string): number {
  return streamsOf(user).find((one) => one.resource === resource)?.stream ?? -1
}

export function addStream(user: FinesseUser, stream: number, resource: string, connectedAt: Micros): void {
  const fresh: UserStream = { stream, resource, available: false, connectedAt, number: 0 }
  if (user.stream < 0) Object.assign(user, fresh)
  else (user.others ??= []).push(fresh)
}

export function dropStream(user: FinesseUser, link: number): void {
  if (user.stream !== link) user.others = user.others?.filter(({ stream }) => stream !== link)
  else {
    const next = user.others?.shift()
    if (next === undefined) user.stream = -1
    else Object.assign(user, next)
    if (next === undefined) user.available = false
  }
  if (user.others?.length === 0) user.others = undefined
  putAvailableFirst(user)
}

export function setAvailable(user: FinesseUser, stream: UserStream, available: boolean): void {
  stream.available = available
  putAvailableFirst(user)
}

/** Where any stream is available the first one is: whether a user can be told something is then in the user itself. */
function putAvailableFirst(user: FinesseUser): void {
  const { others } = user
  if (others === undefined || user.available) return
  const at = others.findIndex(({ available }) => available)
  if (at < 0) return
  const { stream, resource, available, connectedAt, number } = user
  Object.assign(user, others[at])
  others[at] = { stream, resource, available, connectedAt, number }
}

export function dropStreams(user: FinesseUser): void {
  user.stream = -1
  user.available = false
  user.others = undefined
}

/** Sends an event to every stream of a user who is present. */
export function deliver(node: FinesseNode, user: FinesseUser, update: Update): void {
  node.outlet.send(user.stream, M.event, user.index, update)
  if (user.others !== undefined) deliverToOthers(node, user.others, user.index, update)
}

function deliverToOthers(node: FinesseNode, others: readonly UserStream[], index: number, update: Update): void {
  for (const other of others) {
    if (other.available) node.outlet.send(other.stream, M.event, index, { ...update, number: ++other.number })
  }
}
