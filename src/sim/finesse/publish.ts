/** From an event to notifications: who gets it, and what it says. Payloads are whole objects, never a delta. */
import { Fact } from '../domain/facts.ts'
import { type DialogView, Topic, type Update, type UserView } from '../domain/rest.ts'
import { type Dialog, dialogView } from './dialogs.ts'
import type { FinesseNode } from './node.ts'
import { deliver } from './streams.ts'
import { type FinesseUser, userView } from './users.ts'

type Payload = Partial<Pick<Update, 'queue' | 'system' | 'error' | 'origin'>>

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
  // Out of service a node says that it is, and nothing else.
  if (!user.present || (topic !== Topic.SYSTEM_INFO && !publishes(node))) return
  hand(node, user, topic, of, verb, requestId, undefined, undefined, payload)
}

const publishes = (node: FinesseNode): boolean => node.inService || node.options.defects['events-in-outage'] === true

const nothingElse = { queue: undefined, system: undefined, error: undefined }

function hand(
  node: FinesseNode,
  user: FinesseUser,
  topic: number,
  of: number,
  verb: Update['verb'],
  requestId: number,
  view: UserView | undefined,
  dialog: DialogView | undefined,
  payload: Payload,
): void {
  const { env } = node
  const update: Update = {
    topic,
    of,
    verb,
    requestId,
    number: ++user.number,
    origin: payload.origin ?? env.arrivedAt(),
    user: view,
    dialog,
    queue: payload.queue,
    system: payload.system,
    error: payload.error,
  }
  env.spend(node.profile.finessePublishUs)
  env.fact(Fact.published, user.index, update.number, topic)
  deliver(node, user, update)
}

/** A user changed: the own feed, and the feed of the team for supervisors who subscribed to it. */
export function publishUser(node: FinesseNode, user: FinesseUser, requestId: number): void {
  if (!publishes(node)) return
  const watchers = node.teamWatchers[user.team]!
  if (!user.present && watchers.length === 0) return
  const view = userView(user)
  const id = node.options.defects['request-ids-lost'] === true ? 0 : requestId
  if (user.present) hand(node, user, Topic.USER, user.index, 'PUT', id, view, undefined, nothingElse)
  for (const index of watchers) {
    const watcher = node.users[index]!
    if (watcher.present) hand(node, watcher, Topic.TEAM_USERS, user.team, 'PUT', 0, view, undefined, nothingElse)
  }
}

/** A user's dialog came, changed or went; only for a user who is here is the picture of it made. */
export function publishDialog(
  node: FinesseNode,
  user: FinesseUser,
  verb: Update['verb'],
  requestId: number,
  dialog: Dialog,
): void {
  if (!user.present || !publishes(node)) return
  if (verb === 'DELETE' && node.options.defects['drop-dialog-delete'] === true) return
  hand(node, user, Topic.DIALOGS, user.index, verb, requestId, undefined, dialogView(dialog), nothingElse)
}
