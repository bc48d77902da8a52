/**
 * From a CTI session just opened to a node that knows every agent and call again: configuration, agent states, the
 * phones of those who are signed in, the calls found there and those known before, in this order, as a CTI client of all events does
 * (QUERY_AGENT_STATE for every configured agent, SNAPSHOT_DEVICE, SNAPSHOT_CALL; CTI Server Message Reference Guide,
 * Protocol Version 24). Each message is work of the CTI server and of the node; a few questions are under way at a time.
 * How long it takes follows from that, and is written down nowhere. What desktops were told before the outage is kept beside it, so that afterwards each is told the last
 * state of everything once: what came and went meanwhile, never (Administration Guide 15.0(1), CTI Failover).
 */
import { AgentState } from '../domain/agent-state.ts'
import {
  type AgentStateEvent,
  CtiStatus,
  type Failure,
  type Invoke,
  type SnapshotCallConf,
  type SnapshotDeviceConf,
} from '../domain/cti.ts'
import { STANDING_US } from '../domain/cti-opening.ts'
import { Fact } from '../domain/facts.ts'
import { M } from '../domain/messages.ts'
import { OUTSIDE } from '../domain/voice.ts'
import { take } from './agent-events.ts'
import { addToList } from './call-events.ts'
import { type Dialog, droppedParties, newDialog } from './dialogs.ts'
import type { FinesseNode } from './node.ts'
import { NOTHING } from './operations.ts'
import { publishDialog, publishUser } from './publish.ts'
import type { FinesseUser } from './users.ts'

/** What is asked for one after the other, each stage when all answers of the one before are there. */
const AGENTS = 0
const DEVICES = 1
const CALLS = 2

export class Resynchronization {
  /** Configuration was asked for and has not come. */
  isConfiguring = false
  readonly #node: FinesseNode
  /** Invoke ids of the questions under way: only answers to these count. */
  readonly #queries = new Set<number>()
  #stage = AGENTS
  /** How far the present stage has got: agents by index, or calls in the order they were found. */
  #asked = 0
  /** Calls found at the phones. */
  readonly #calls = new Set<number>()
  #callsToAsk: readonly number[] = []
  /** Dialogs that desktops had when CTI was lost, by user. */
  readonly #shown = new Map<number, readonly Dialog[]>()
  /** Calls whose dialogs the node had then. */
  readonly #known = new Set<number>()
  #hadOutage = false
  readonly #gone: { readonly dialog: Dialog; readonly user: FinesseUser }[] = []

  constructor(node: FinesseNode) {
    this.#node = node
  }

  /** The process has ended. Of what desktops show nothing is known any more; streams may outlast it, and are told anew. */
  forget(): void {
    this.isConfiguring = false
    this.#queries.clear()
    this.#shown.clear()
    this.#known.clear()
    this.#hadOutage = true
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
    if (!this.#hadOutage) {
      this.#hadOutage = true
      for (const user of node.users) if (user.dialogs.length > 0) this.#shown.set(user.index, [...user.dialogs])
    }
    this.#noteKnown()
    this.#clear()
    node.invoked.clear()
    for (const user of node.users) {
      user.stateOperations = NOTHING
      user.callOperations = NOTHING
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
  configured(): void {
    const node = this.#node
    this.isConfiguring = false
    this.#queries.clear()
    this.#load(node.options.openingMessages)
    if (this.#hadOutage && node.options.defects['not-read-anew'] === true) {
      node.cti.restored()
      return
    }
    this.#begin(AGENTS)
  }

  /** Where a run begins, nodes have loaded everything long ago. */
  get #isStanding(): boolean {
    return this.#node.env.now() < STANDING_US
  }

  /** Work on messages that the node loads. */
  #load(messages: number): void {
    const { env, profile } = this.#node
    if (!this.#isStanding) env.spend(messages * profile.finesseLoadUs)
  }

  #begin(stage: number): void {
    this.#stage = stage
    this.#asked = 0
    if (stage === AGENTS) this.#calls.clear()
    // Of a call whose agent has signed out no phone tells; it may go on all the same.
    if (stage === CALLS) this.#callsToAsk = [...new Set([...this.#calls, ...this.#known])]
    while (this.#queries.size < this.#most && this.#askNext()) {
      // Until as many are under way as may be, or nothing is left to ask.
    }
    if (this.#queries.size === 0) this.#finished()
  }

  get #most(): number {
    return this.#isStanding ? Number.POSITIVE_INFINITY : this.#node.profile.ctiQueriesAtOnce
  }

  #finished(): void {
    if (this.#stage !== CALLS) {
      this.#begin(this.#stage + 1)
      return
    }
    this.#forgetEnded()
    this.#node.cti.restored()
  }

  /** False when the stage has nothing more to ask. */
  #askNext(): boolean {
    const { users, options } = this.#node
    if (this.#stage === DEVICES) {
      while (this.#asked < users.length && users[this.#asked]!.state === AgentState.LOGOUT) this.#asked++
    }
    const at = this.#asked++
    if (this.#stage === AGENTS) {
      if (at >= options.configuredAgents) return false
      this.#ask(M.queryAgentStateReq, at, {})
    } else if (this.#stage === DEVICES) {
      if (at >= users.length) return false
      this.#ask(M.snapshotDeviceReq, at, {})
    } else {
      const call = this.#callsToAsk[at]
      if (call === undefined) return false
      this.#ask(M.snapshotCallReq, call, { call })
    }
    return true
  }

  #ask(kind: number, about: number, more: object): void {
    const invoke = this.#node.nextInvoke()
    this.#queries.add(invoke)
    this.#node.toActiveCti(kind, about, { invoke, ...more })
  }

  /** One question less is under way. False for an answer to none of them. */
  #answered({ invoke }: Invoke): boolean {
    if (!this.#queries.delete(invoke)) return false
    this.#load(1)
    return true
  }

  #goOn(): void {
    this.#askNext()
    if (this.#queries.size === 0) this.#finished()
  }

  agent(index: number, state: AgentStateEvent & Invoke): void {
    if (!this.#answered(state)) return
    const user = this.#node.users[index]
    if (user !== undefined) take(this.#node, user, state)
    this.#goOn()
  }

  device(conf: SnapshotDeviceConf): void {
    if (!this.#answered(conf)) return
    for (const { call } of conf.calls) this.#calls.add(call)
    this.#goOn()
  }

  /** A call as it is now: whatever events said before is in it, and what they say next comes after it. */
  call(conf: SnapshotCallConf): void {
    if (!this.#answered(conf)) return
    const node = this.#node
    const { event } = conf
    const before = node.dialogs.get(event.call)
    if (before !== undefined) this.#drop(before)
    const dialog = newDialog(event)
    node.dialogs.set(dialog.call, dialog)
    for (const party of event.parties) {
      if (party.device !== OUTSIDE) addToList(node, dialog, node.users[party.device]!, 0)
    }
    this.#goOn()
  }

  /** FAILURE_CONF: the call was over before it could be asked for. False where it means something else. */
  refused(failure: Failure): boolean {
    if (failure.status !== CtiStatus.INVALID_CALLID || !this.#answered(failure)) return false
    this.#goOn()
    return true
  }

  #drop(dialog: Dialog): void {
    const { users, dialogs } = this.#node
    for (const index of dialog.members) {
      const own = users[index]!.dialogs
      own.splice(own.indexOf(dialog), 1)
    }
    dialogs.delete(dialog.call)
  }

  /** Calls that ended meanwhile, and are kept for wrap-up: nobody is to be told of them any more. */
  #forgetEnded(): void {
    for (const dialog of [...this.#node.dialogs.values()]) if (dialog.ended) this.#drop(dialog)
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
