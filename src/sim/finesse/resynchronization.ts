/**
 * From a CTI session just opened to a node that knows every agent and call again: configuration, agent states, calls,
 * in this order. What desktops were told before the outage is kept beside it, so that afterwards each is told the last
 * state of everything once: what came and went meanwhile, never (Administration Guide 15.0(1), CTI Failover).
 */
import type { AgentStateEvent, CallEvent } from '../domain/cti.ts'
import { Fact } from '../domain/facts.ts'
import { M } from '../domain/messages.ts'
import { OUTSIDE } from '../domain/voice.ts'
import { take } from './agent-events.ts'
import { addToList } from './call-events.ts'
import { type Dialog, droppedParties, newDialog } from './dialogs.ts'
import type { FinesseNode } from './node.ts'
import { publishDialog, publishUser } from './publish.ts'
import type { FinesseUser } from './users.ts'

/** Assumed: so many queries are under way at a time, so that heartbeats do not wait behind thousands of them. */
const QUERIES_AT_ONCE = 10

export class Resynchronization {
  /** Configuration was asked for and has not come. */
  isConfiguring = false
  readonly #node: FinesseNode
  /** Invoke ids of the agent queries under way: only answers to these count. */
  readonly #queries = new Set<number>()
  /** Users asked for so far, in the order of their index. */
  #asked = 0
  #callQuery = -1
  /** Dialogs that desktops had when CTI was lost, by user. */
  readonly #shown = new Map<number, readonly Dialog[]>()
  /** Calls whose dialogs the node had then. */
  readonly #known = new Set<number>()
  #hadOutage = false
  readonly #gone: { readonly dialog: Dialog; readonly user: FinesseUser }[] = []

  constructor(node: FinesseNode) {
    this.#node = node
  }

  forget(): void {
    this.isConfiguring = false
    this.#queries.clear()
    this.#callQuery = -1
    this.#shown.clear()
    this.#known.clear()
    this.#hadOutage = false
  }

  /** Only kept where it is planted that such calls are published. */
  noteGone(dialog: Dialog, users: readonly FinesseUser[]): void {
    if (!this.#hadOutage || this.#known.has(dialog.call)) return
    for (const user of users) this.#gone.push({ dialog, user })
  }

  /** The end of a call was seen in an event meanwhile. */
  ended(call: number): void {
    this.#known.delete(call)
  }

  /** CTI is lost. What the desktops show is remembered, what the node believed is not. */
  begin(): void {
    const node = this.#node
    this.isConfiguring = false
    this.#queries.clear()
    this.#callQuery = -1
    if (!this.#hadOutage) {
      this.#hadOutage = true
      for (const user of node.users) if (user.dialogs.length > 0) this.#shown.set(user.index, [...user.dialogs])
    }
    this.#noteKnown()
    this.#clear()
    node.invoked.clear()
    for (const user of node.users) {
      user.stateOperations.length = 0
      user.callOperations.length = 0
      user.pendingState = 0
    }
    node.queueViews.fill(undefined)
  }

  /** Dialogs whose end is to be told when they are not there any more. One that is kept for wrap-up has ended already. */
  #noteKnown(): void {
    for (const { call, ended } of this.#node.dialogs.values()) if (!ended) this.#known.add(call)
  }

  #clear(): void {
    this.#node.dialogs.clear()
    for (const user of this.#node.users) user.dialogs.length = 0
  }

  /** The configuration is here; now every agent is asked for. */
  configured(to: number): void {
    const node = this.#node
    this.isConfiguring = false
    this.#queries.clear()
    this.#asked = 0
    if (this.#hadOutage && node.options.defects['not-read-anew'] === true) {
      node.cti.restored()
      return
    }
    while (this.#asked < Math.min(QUERIES_AT_ONCE, node.users.length)) this.#askNext(to)
  }

  #askNext(to: number): void {
    const invoke = this.#node.nextInvoke()
    this.#queries.add(invoke)
    this.#node.env.send(to, M.queryAgentStateReq, this.#asked++, { invoke })
  }

  agent(index: number, state: AgentStateEvent & { readonly invoke: number }): void {
    if (!this.#queries.delete(state.invoke)) return
    const node = this.#node
    take(node, node.users[index]!, state)
    if (this.#asked < node.users.length) this.#askNext(node.toCti[node.cti.side]!)
    if (this.#queries.size > 0) return
    this.#callQuery = this.#node.nextInvoke()
    this.#node.toActiveCti(M.snapshotCallReq, 0, { invoke: this.#callQuery })
  }

  /** Calls as they are now: whatever events said since the session was opened is in it. */
  calls({ invoke, calls }: { readonly invoke: number; readonly calls: readonly CallEvent[] }): void {
    const node = this.#node
    if (invoke !== this.#callQuery) return
    this.#callQuery = -1
    this.#noteKnown()
    this.#clear()
    for (const event of calls) {
      const dialog = newDialog(event)
      node.dialogs.set(dialog.call, dialog)
      for (const party of event.parties) {
        if (party.device !== OUTSIDE) addToList(node, dialog, node.users[party.device]!, 0)
      }
    }
    node.cti.restored()
  }

  /** As planted: calls that are over by now are shown and taken away again. */
  #publishGone(): void {
    for (const { dialog, user } of this.#gone) {
      publishDialog(this.#node, user, 'POST', 0, dialog)
      publishDialog(this.#node, user, 'DELETE', 0, dialog)
    }
    this.#gone.length = 0
  }

  /** Everybody is told the last state of everything. */
  publish(): void {
    const node = this.#node
    if (!this.#hadOutage) return
    this.#hadOutage = false
    if (node.options.defects['last-state-not-published'] === true) return
    if (node.options.defects['outage-calls-published'] === true) this.#publishGone()
    for (const user of node.users) {
      if (user.present || node.teamWatchers[user.team]!.length > 0) publishUser(node, user, 0)
      const before = this.#shown.get(user.index) ?? []
      for (const dialog of user.dialogs) {
        const known = before.some(({ call }) => call === dialog.call)
        publishDialog(node, user, known ? 'PUT' : 'POST', 0, dialog)
      }
      for (const dialog of before) {
        if (user.dialogs.some(({ call }) => call === dialog.call)) continue
        dialog.parties = droppedParties(dialog.parties, user.index)
        publishDialog(node, user, 'DELETE', 0, dialog)
      }
    }
    this.#shown.clear()
    for (const call of this.#known) if (!node.dialogs.has(call)) node.env.fact(Fact.finesseDialogEnded, call)
    this.#known.clear()
  }
}
