/**
 * The Notification Service (XMPP publish-subscribe) as functions: streams, pings, subscriptions. Own feeds need no
 * subscription; events start with presence. What the loss of presence leads to is in presence.ts.
 */
import { M } from '../domain/messages.ts'
import { type StreamOpen, Topic } from '../domain/rest.ts'
import type { FinesseNode } from './node.ts'
import { available, fellSilent, heard, isGone, notificationStopped, unavailable } from './presence.ts'
import type { FinesseUser } from './users.ts'

export interface Subscription {
  readonly topic: number
  readonly of: number
}

export function streamOpen(node: FinesseNode, index: number, open: StreamOpen, link: number): void {
  node.authentication.check(open.user, open.password, (result) => {
    if (result === 'broken') {
      node.env.send(link ^ 1, M.connectionReset, index, 'stream')
      return
    }
    if (node.maintenance.isRunning && open.resource === 'fippa') {
      node.env.send(link ^ 1, M.streamRefused, index, { condition: 'service-unavailable' })
      return
    }
    if (result !== 'granted') {
      node.env.send(link ^ 1, M.streamRefused, index, { condition: 'not-authorized', attempt: open.attempt })
      return
    }
    const user = node.users[open.user]!
    if (user.stream >= 0 && user.stream !== (link ^ 1) && user.resource === open.resource) {
      node.env.send(user.stream, M.streamClosed, index, { condition: 'conflict' })
    }
    // With its stream a session is unavailable, until the new one sends its presence.
    unavailable(node, user, false)
    if (user.stream >= 0) node.streams.delete(user.stream)
    user.stream = link ^ 1
    user.resource = open.resource
    user.connectedAt = node.env.now()
    user.number = 0
    user.available = false
    node.streams.set(user.stream, user)
    node.env.send(user.stream, M.streamOpened, index, { attempt: open.attempt })
  })
}

/** `<presence/>` or its unavailable kind. */
export function presence(node: FinesseNode, index: number, told: { available: boolean }, link: number): void {
  const user = node.users[index]!
  if (user.stream !== (link ^ 1)) return
  user.available = told.available
  if (!told.available) unavailable(node, user, true)
  else if (node.services.connected) available(node, user)
}

export function streamClose(node: FinesseNode, index: number, _body: unknown, link: number): void {
  const user = node.users[index]!
  if (user.stream === (link ^ 1)) endStream(node, user, true)
}

function endStream(node: FinesseNode, user: FinesseUser, said: boolean): void {
  unavailable(node, user, said)
  node.streams.delete(user.stream)
  user.stream = -1
  user.available = false
  for (const team of node.teamWatchers) forget(team, user.index)
  for (const queue of node.queueWatchers) forget(queue, user.index)
}

/** The connection of a stream broke; `link` is the one to the client. */
export function streamBroken(node: FinesseNode, link: number): void {
  const user = node.streams.get(link)
  if (user !== undefined && node.options.defects['presence-kept'] !== true) endStream(node, user, false)
}

/** Nothing more is heard of the client at the other end, which can still be told that its pings go unanswered. */
export function streamSilent(node: FinesseNode, link: number): void {
  const user = node.streams.get(link)
  if (user === undefined) return
  fellSilent(node, user)
  node.env.send(link, M.linkSilent, user.index)
}

export function streamAlive(node: FinesseNode, link: number): void {
  const user = node.streams.get(link)
  if (user !== undefined) node.env.send(link, M.linkAlive, user.index)
}

export function silenceNoticed(node: FinesseNode, index: number): void {
  const user = node.users[index]!
  if (!isGone(node, user)) return
  const { stream } = user
  endStream(node, user, false)
  node.env.send(stream, M.streamClosed, index, { condition: 'connection-timeout' })
}

/** Every stream is gone, and with them what was subscribed to. */
export function endStreams(node: FinesseNode): void {
  notificationStopped(node)
  for (const user of node.streams.values()) {
    user.stream = -1
    user.available = false
  }
  node.streams.clear()
  for (const watchers of [...node.teamWatchers, ...node.queueWatchers]) watchers.length = 0
}

export function subscribe(node: FinesseNode, index: number, subscription: Subscription, link: number): void {
  const { supervises } = node.options.directory.users[index]!
  if (subscription.topic === Topic.TEAM_USERS && !supervises.includes(subscription.of)) {
    node.env.send(link ^ 1, M.subscribed, index, { ...subscription, condition: 'forbidden' })
    return
  }
  const watchers = watchersOf(node, subscription)
  if (watchers !== undefined && !watchers.includes(index)) watchers.push(index)
  node.env.send(link ^ 1, M.subscribed, index, subscription)
}

export function unsubscribe(node: FinesseNode, index: number, subscription: Subscription): void {
  forget(watchersOf(node, subscription) ?? [], index)
}

function watchersOf(node: FinesseNode, { topic, of }: Subscription): number[] | undefined {
  if (topic === Topic.TEAM_USERS) return node.teamWatchers[of]
  return topic === Topic.QUEUE ? node.queueWatchers[of] : undefined
}

function forget(watchers: number[], index: number): void {
  const at = watchers.indexOf(index)
  if (at >= 0) watchers.splice(at, 1)
}

export function ping(node: FinesseNode, index: number, body: unknown, link: number): void {
  const user = node.users[index]!
  if (user.stream === (link ^ 1)) heard(node, user)
  node.env.send(link ^ 1, M.pong, index, body)
}
