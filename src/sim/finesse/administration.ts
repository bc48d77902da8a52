/**
 * What a node has for administrators: the configuration, the account that may change it, and what it shares of that
 * with the other node. Configuration is changed on the primary node alone and follows to the other by messages
 * (Developer Guide 12.5(1), p. 205); a node that missed some asks for all of it.
 */
import type { StoredReasonCode } from '../domain/config.ts'
import { M } from '../domain/messages.ts'
import type { MaintenanceModeView, TeamMessage } from '../domain/service.ts'
import { AdministratorAccount } from './administrator.ts'
import { defaultObjects } from './config/defaults.ts'
import { Offered } from './config/offered.ts'
import { type Change, type Commit, ConfigStore } from './config/store.ts'
import { Media } from './media.ts'
import type { FinesseNode } from './node.ts'
import { TeamMessages } from './team-messages.ts'

/** What the two nodes say to one another. */
export type Replication =
  | { readonly what: 'commit'; readonly commit: Commit }
  /** The sender has everything up to this commit, and wants the rest. */
  | { readonly what: 'missing'; readonly number: number }
  | { readonly what: 'everything'; readonly number: number; readonly changes: readonly Change[] }
  | { readonly what: 'message'; readonly message: TeamMessage; readonly deleted: boolean; readonly question: number }
  | { readonly what: 'kept'; readonly question: number }

/** Maintenance mode as REST reaches it; nodes without one answer that it is not implemented. */
export interface MaintenanceControl {
  view(): MaintenanceModeView
  /** What speaks against it, or undefined when it has begun. */
  initiate(): string | undefined
  /** SystemInfo: `finesseMMode`, and seconds in it, negative when idle. */
  readonly mode: string
  readonly seconds: number
}

const SECONDARY = 'fin2.example.test'
const PRIMARY_NUMBER = 1

export class Administration {
  readonly store: ConfigStore
  readonly offered: Offered
  readonly account: AdministratorAccount
  readonly messages: TeamMessages
  readonly media: Media
  maintenance: MaintenanceControl | undefined
  /** CLI `utils finesse set_property webservices enableUserAuthMode`. */
  tellsAuthMode = true
  /** Link to the other node, or -1. */
  toPeer = -1
  readonly #node: FinesseNode
  /** Kept, as every event about a user looks for its code. */
  #codes: readonly StoredReasonCode[] = []
  #codesOf = -1

  constructor(node: FinesseNode) {
    this.#node = node
    const { deployment } = node.options
    this.store = new ConfigStore(defaultObjects(deployment, SECONDARY))
    this.offered = new Offered(this.store)
    this.account = new AdministratorAccount(node.profile, node.options.settings.administratorLock)
    this.messages = new TeamMessages(node)
    this.media = new Media(node)
  }

  get isPrimary(): boolean {
    return this.#node.options.number === PRIMARY_NUMBER
  }

  commit(changes: readonly Change[]): void {
    const commit = this.store.commit(changes, this.#node.env.now())
    this.toOther({ what: 'commit', commit })
  }

  toOther(said: Replication): void {
    if (this.toPeer >= 0) this.#node.env.send(this.toPeer, M.replication, 0, said)
  }

  /** Asks the other node for what this one has missed, as after a start or a lost link. */
  catchUp(): void {
    this.toOther({ what: 'missing', number: this.store.number })
  }

  received(said: Replication): void {
    const { store } = this
    switch (said.what) {
      case 'commit':
        if (!store.apply(said.commit, this.#node.env.now())) this.catchUp()
        return
      case 'missing':
        if (said.number >= store.number) return
        this.toOther({ what: 'everything', number: store.number, changes: store.saved.snapshot() })
        return
      case 'everything':
        if (said.number > store.number) store.load(said.number, said.changes)
        return
      case 'message':
        this.messages.received(said.message, said.deleted)
        this.toOther({ what: 'kept', question: said.question })
        return
      case 'kept':
        this.messages.kept(said.question)
    }
  }

  /** Of the administrator and of the system. */
  reasonCodes(): readonly StoredReasonCode[] {
    if (this.#codesOf !== this.store.number) {
      this.#codesOf = this.store.number
      this.#codes = this.store.saved.all<StoredReasonCode>('ReasonCode')
    }
    return this.#codes
  }
}

export function replication(node: FinesseNode, _about: number, said: Replication): void {
  node.administration.received(said)
}

export function replicationDue(node: FinesseNode, question: number): void {
  node.administration.messages.overdue(question)
}
