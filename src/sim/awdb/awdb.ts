/**
 * One Administration and Data server with its database (AWDB), asked by Finesse for credentials. Left out: the
 * configuration data that Finesse reads at start, and replication from the logger.
 */

import type { CredentialQuery } from '../domain/credentials.ts'
import type { Directory } from '../domain/directory.ts'
import { Fact } from '../domain/facts.ts'
import { type Handler, handlers, M } from '../domain/messages.ts'
import type { ReleaseProfile } from '../domain/release.ts'
import type { Env, Part } from '../kernel/kernel.ts'

export class Awdb implements Part {
  readonly env: Env
  readonly #directory: Directory
  readonly #profile: ReleaseProfile

  constructor(env: Env, directory: Directory, profile: ReleaseProfile) {
    this.env = env
    this.#directory = directory
    this.#profile = profile
  }

  start(): void {
    this.env.fact(Fact.awdbStatus, 0, 1)
  }

  receive(kind: number, about: number, body: unknown, link: number): void {
    on[kind]!(this, about, body, link)
  }

  answer(query: CredentialQuery, link: number): void {
    this.env.spend(this.#profile.awdbQueryUs)
    const valid = this.#directory.users[query.user]?.password === query.password
    this.env.send(link ^ 1, M.credentialAnswer, query.user, { ...query, valid })
  }
}

const on = handlers<Awdb>({
  credentialQuery: ((awdb, _user, query: CredentialQuery, link) => awdb.answer(query, link)) as Handler<Awdb>,
})
