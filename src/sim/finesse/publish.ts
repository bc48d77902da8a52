/** From an event to notifications: who gets it, and what it says. Payloads are whole objects, never a delta. */
import { Fact } from '../domain/facts.ts'
import { M } from '../domain/messages.ts'
import { type DialogView, Topic, type Update, type UserView } from '../domain/rest.ts'
import type { FinesseNode } from './node.ts'
import type { FinesseUser } from './users.ts'

type Payload = Partial<Pick<Update, 'user' | 'dialog' | 'queue' | 'system' | 'error'>>

/** Hands one event to a user's stream, if there is one and presence was sent. */
export function notify(
  node: FinesseNode,
  user: FinesseUser,
  topic: number,
  of: number,
  verb: Update['verb'],
  requestId: number,
  payload: Payload,
): void {
  if (!user.present) return
  const { env } = node
  const update: Update = {
    topic,
    of,
    verb,
    requestId,
    number: ++user.number,
    origin: env.now(),
    user: payload.user,
    dialog: payload.dialog,
    queue: payload.queue,
    system: payload.system,
    error: payload.error,
  }
  env.spend(node.profile.finessePublishUs)
  env.fact(Fact.published, user.index, update.number, topic)
  env.send(user.stream, M.event, user.index, update)
}

/** A user changed: the own feed, and the feed of the team for supervisors who subscribed to it. */
export function publishUser(node: FinesseNode, user: FinesseUser, requestId: number, view: () => UserView): void {
  const watchers = node.teamWatchers[user.team]!
  if (!user.present && watchers.length === 0) return
  const payload = { user: view() }
  notify(node, user, Topic.USER, user.index, 'PUT', requestId, payload)
  for (const watcher of watchers) {
    notify(node, node.users[watcher]!, Topic.TEAM_USERS, user.team, 'PUT', 0, payload)
  }
}

export function publishDialog(
  node: FinesseNode,
  user: FinesseUser,
  verb: Update['verb'],
  requestId: number,
  dialog: DialogView,
): void {
  notify(node, user, Topic.DIALOGS, user.index, verb, requestId, { dialog })
}
