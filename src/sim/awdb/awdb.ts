/**
 * One Administration and Data server with its database (AWDB), asked by Finesse for credentials. It serves only while
 * its Distributor service runs and Finesse's own credentials for it are right. Left out: the configuration data that
 * Finesse reads at start, and replication from the logger.
 */

import type { AwdbProbe, AwdbProblem, CredentialQuery } from '../domain/credentials.ts'
import type { Directory } from '../domain/directory.ts'
import { Fact } from '../domain/facts.ts'
import type { Order } from '../domain/fault.ts'
import { type Handler, handlers, M } from '../domain/messages.ts'
import type { ReleaseProfile } from '../domain/release.ts'
import type { Env, Part } from '../kernel/kernel.ts'

export class Awdb implements Part {
  readonly env: Env
  readonly #directory: Directory
  readonly #profile: ReleaseProfile
  #isDistributing = true
  #knowsFinesse = true

  constructor(env: Env, directory: Directory, profile: ReleaseProfile) {
    this.env = env
    this.#directory = directory
    this.#profile = profile
  }

  start(): void {
    this.env.fact(Fact.awdbStatus, 0, 1)
  }

  shutDown(): void {
    this.env.fact(Fact.awdbStatus, 0, 0)
  }

  receive(kind: number, about: number, body: unknown, link: number): void {
    on[kind]!(this, about, body, link)
  }

  get #problem(): AwdbProblem | undefined {
    if (!this.#knowsFinesse) return 'login-failed'
    return this.#isDistributing ? undefined : 'distributor-down'
  }

  answer(query: CredentialQuery, link: number): void {
    this.env.spend(this.#profile.awdbQueryUs)
    const problem = this.#problem
    const valid = problem === undefined && this.#directory.users[query.user]?.password === query.password
    this.env.send(link ^ 1, M.credentialAnswer, query.user, { ...query, valid, problem })
  }

  probed({ question }: AwdbProbe, link: number): void {
    this.env.spend(this.#profile.awdbQueryUs)
    this.env.send(link ^ 1, M.awdbProbed, 0, { question, problem: this.#problem })
  }

  obey({ command, touched }: Order): void {
    const before = this.#problem
    if (command.what === 'boot') {
      this.start()
      return
    }
    if (command.what === 'distributor') this.#isDistributing = command.up
    else if (command.what === 'awdb-credentials') this.#knowsFinesse = command.match
    const after = this.#problem
    if (before === after) return
    touched()
    this.env.fact(Fact.awdbStatus, 0, after === undefined ? 1 : 0)
  }
}

const on = handlers<Awdb>({
  credentialQuery: ((awdb, _user, query: CredentialQuery, link) => awdb.answer(query, link)) as Handler<Awdb>,
  awdbProbe: ((awdb, _about, probe: AwdbProbe, link) => awdb.probed(probe, link)) as Handler<Awdb>,
  command: ((awdb, _about, order: Order) => awdb.obey(order)) as Handler<Awdb>,
})
