/**
 * The Notification Service (XMPP publish-subscribe) as functions: streams, pings, subscriptions. Own feeds need no
 * subscription; events start with presence. What the loss of presence leads to is in presence.ts.
 */
import { M } from '../domain/messages.ts'
import { type StreamOpen, Topic } from '../domain/rest.ts'
import type { FinesseNode } from './node.ts'
import { available, fellSilent, heard, isGone, notificationStopped, unavailable } from './presence.ts'
import { addStream, dropStream, dropStreams, setAvailable, streamOn, streamsOf } from './streams.ts'
import type { FinesseUser } from './users.ts'

export interface Subscription {
  readonly topic: number
  readonly of: number
}

export function streamOpen(node: FinesseNode, index: number, open: StreamOpen, link: number): void {
  node.authentication.check(open.user, open, (result) => {
    if (result === 'broken') {
      node.env.send(link ^ 1, M.connectionReset, index, 'stream')
      return
    }
    if (node.maintenance.isRunning && open.resource === 'fippa') {
      node.env.send(link ^ 1, M.streamRefused, index, { condition: 'service-unavailable', attempt: open.attempt })
      return
    }
    if (result !== 'granted') {
      node.env.send(link ^ 1, M.streamRefused, index, { condition: 'not-authorized', attempt: open.attempt })
      return
    }
    const user = node.users[open.user]!
    const own = link ^ 1
    // A connection has one stream, and so has a resource.
    const replaced = streamsOf(user).filter(({ stream, resource }) => stream === own || resource === open.resource)
    for (const stream of replaced.map((one) => one.stream)) {
      if (stream !== own) node.env.send(stream, M.streamClosed, index, { condition: 'conflict' })
      replaceStream(node, user, stream)
    }
    addStream(user, own, open.resource, node.env.now())
    node.streams.set(own, user)
    node.env.send(own, M.streamOpened, index, { attempt: open.attempt })
  })
}

/** With its stream a session is unavailable, until the new one sends its presence. */
function replaceStream(node: FinesseNode, user: FinesseUser, link: number): void {
  forgetStream(node, user, link)
  if (!user.available) unavailable(node, user, false)
  forgetFeeds(node, user)
}

/** `<presence/>` or its unavailable kind. */
export function presence(node: FinesseNode, index: number, told: { available: boolean }, link: number): void {
  const user = node.users[index]!
  const stream = streamOn(user, link ^ 1)
  if (stream === undefined) return
  setAvailable(user, stream, told.available)
  if (!user.available) unavailable(node, user, true)
  else if (told.available && node.services.connected) available(node, user)
}

export function streamClose(node: FinesseNode, index: number, _body: unknown, link: number): void {
  const user = node.users[index]!
  if (streamOn(user, link ^ 1) !== undefined) endStream(node, user, link ^ 1, true)
}

/** While another stream of the user is available, nobody is missed. */
function endStream(node: FinesseNode, user: FinesseUser, link: number, said: boolean): void {
  forgetStream(node, user, link)
  if (!user.available) unavailable(node, user, said)
  forgetFeeds(node, user)
}

/** What was subscribed to goes with the last stream of a user. */
function forgetFeeds(node: FinesseNode, user: FinesseUser): void {
  if (user.stream >= 0) return
  for (const team of node.teamWatchers) forget(team, user.index)
  for (const queue of node.queueWatchers) forget(queue, user.index)
}

function forgetStream(node: FinesseNode, user: FinesseUser, link: number): void {
  dropStream(user, link)
  node.streams.delete(link)
  node.silentStreams.delete(link)
}

/**
 * The connection of a stream broke; `link` is the one to the client. What clients ask is worked off beside this: a stream
 * may have been opened anew since the word of the old one came.
 */
export function streamBroken(node: FinesseNode, link: number): void {
  const user = node.streams.get(link)
  if (user !== undefined && streamOn(user, link)!.connectedAt >= node.env.arrivedAt()) return
  if (user !== undefined && node.options.defects['presence-kept'] !== true) endStream(node, user, link, false)
}

/** Nothing more is heard of the client at the other end, which can still be told that its pings go unanswered. */
export function streamSilent(node: FinesseNode, link: number): void {
  const user = node.streams.get(link)
  if (user === undefined) return
  if (user.others === undefined) fellSilent(node, user)
  else {
    // One of several: the stream will be given up, and the user is still here.
    node.silentStreams.add(link)
    node.env.after(node.profile.crashDetectionUs, M.silenceNoticed, user.index, link)
  }
  node.env.send(link, M.linkSilent, user.index)
}

export function streamAlive(node: FinesseNode, link: number): void {
  const user = node.streams.get(link)
  node.silentStreams.delete(link)
  if (user !== undefined) node.env.send(link, M.linkAlive, user.index)
}

/** `link`: of one stream among several. */
export function silenceNoticed(node: FinesseNode, index: number, link: unknown): void {
  const user = node.users[index]!
  const gone = typeof link === 'number' ? silentOne(node, user, link) : allOf(node, user)
  for (const stream of gone) {
    endStream(node, user, stream, false)
    node.env.send(stream, M.streamClosed, index, { condition: 'connection-timeout' })
  }
}

const silentOne = (node: FinesseNode, user: FinesseUser, link: number): readonly number[] =>
  node.silentStreams.has(link) && node.streams.get(link) === user ? [link] : []

const allOf = (node: FinesseNode, user: FinesseUser): readonly number[] =>
  isGone(node, user) ? streamsOf(user).map(({ stream }) => stream) : []

/** Every stream is gone, and with them what was subscribed to. */
export function endStreams(node: FinesseNode): void {
  notificationStopped(node)
  for (const user of node.streams.values()) dropStreams(user)
  node.streams.clear()
  node.silentStreams.clear()
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
  if (streamOn(user, link ^ 1) !== undefined) heard(node, user)
  node.env.send(link ^ 1, M.pong, index, body)
}
