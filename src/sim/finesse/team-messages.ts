/**
 * Messages of supervisors to their teams (Developer Guide 12.5(1), p. 199-204). Either node takes them and tells the
 * other; where that does not say in time that it has it, the answer is 207.
 */
import type { Draft } from '../domain/config.ts'
import { M } from '../domain/messages.ts'
import type { TeamMessage } from '../domain/service.ts'
import { SECOND } from '../kernel/time.ts'
import { DraftReader } from './config/draft-reader.ts'
import type { FinesseNode } from './node.ts'
import { type Answer, failure } from './rest-answer.ts'

const CONTENT_MOST = 255
const DURATION_LEAST_S = 5 * 60
const DURATION_MOST_S = (23 * 60 + 55) * 60
/** Assumed: the maximum exists, but its number was not published. */
const ACTIVE_MOST = 100
/** Assumed, too: how long the other node is waited for. */
const PATIENCE_US = 2 * SECOND
const words = { missing: 'Parameter Missing', invalid: 'Invalid Input', duplicate: 'Invalid Input' }
const PARTIAL = 207

export class TeamMessages {
  readonly #node: FinesseNode
  readonly #active = new Map<string, TeamMessage>()
  readonly #waiting = new Map<number, (status: number) => void>()
  #questions = 0
  #uuids: (() => string) | undefined

  constructor(node: FinesseNode) {
    this.#node = node
  }

  get(id: string): TeamMessage | undefined {
    const message = this.#active.get(id)
    if (message === undefined || this.#isOver(message)) return undefined
    return message
  }

  ofTeam(team: number): readonly TeamMessage[] {
    return this.#all().filter(({ teams }) => teams.includes(team))
  }

  /** `mayTell`: whether the author may write to the team with this id. */
  post(draft: Draft, author: TeamMessage['createdBy'], mayTell: (team: string) => boolean, answer: Reply): void {
    const reader = new DraftReader(draft, words)
    const content = reader.text('content', undefined, { least: 1, most: CONTENT_MOST })
    const duration = reader.whole('duration', undefined, DURATION_LEAST_S, DURATION_MOST_S)
    const given = Array.isArray(draft['teams']) ? (draft['teams'] as readonly { readonly text: string }[]) : []
    const teams = given.map(({ text }) => text)
    if (teams.length === 0) reader.refuse(words.missing, 'teams Parameter missing', 'teams')
    const against = this.#against(reader, teams, mayTell)
    if (against !== undefined) {
      answer(against)
      return
    }
    const createdAt = this.#node.env.now()
    const message = { id: this.#uuid(), createdBy: author, createdAt, duration, content, teams: teams.map(Number) }
    this.#active.set(message.id, message)
    this.#tell(message, false, (status) => answer({ status, created: `TeamMessage/${message.id}` }))
  }

  #against(reader: DraftReader, teams: readonly string[], mayTell: (team: string) => boolean): Answer | undefined {
    if (reader.problem !== undefined) return { status: 400, error: reader.problem }
    const foreign = teams.find((team) => !mayTell(team))
    if (foreign !== undefined) return failure(401, 'Authorization Failure', 'UNAUTHORIZED', foreign)
    if (this.#all().length < ACTIVE_MOST) return undefined
    const text = 'MAX_ACTIVE_MESSAGE_LIMIT_EXCEEDED'
    return failure(400, 'System Resource Limit Exceeded', text, 'teammessage.max.limit.exceeded')
  }

  remove(message: TeamMessage, answer: Reply): void {
    this.#active.delete(message.id)
    this.#tell(message, true, (status) => answer({ status }))
  }

  #tell(message: TeamMessage, deleted: boolean, then: (status: number) => void): void {
    const { administration, env } = this.#node
    if (administration.toPeer < 0) {
      then(200)
      return
    }
    const question = ++this.#questions
    this.#waiting.set(question, then)
    administration.toOther({ what: 'message', message, deleted, question })
    env.after(PATIENCE_US, M.replicationDue, question)
  }

  received(message: TeamMessage, deleted: boolean): void {
    if (deleted) this.#active.delete(message.id)
    else this.#active.set(message.id, message)
  }

  kept(question: number): void {
    this.#settle(question, 200)
  }

  overdue(question: number): void {
    this.#settle(question, PARTIAL)
  }

  #settle(question: number, status: number): void {
    const then = this.#waiting.get(question)
    this.#waiting.delete(question)
    then?.(status)
  }

  #all(): readonly TeamMessage[] {
    for (const message of this.#active.values()) if (this.#isOver(message)) this.#active.delete(message.id)
    return [...this.#active.values()]
  }

  #isOver({ createdAt, duration }: TeamMessage): boolean {
    return this.#node.env.now() >= createdAt + duration * SECOND
  }

  /** Random ones of version 4 (RFC 9562), from a stream of their own. */
  #uuid(): string {
    this.#uuids ??= uuids(this.#node)
    return this.#uuids()
  }
}

type Reply = (answer: Answer) => void

function uuids(node: FinesseNode): () => string {
  const random = node.env.random('team messages')
  const hex = (digits: number) => Array.from({ length: digits }, () => random.integer(16).toString(16)).join('')
  return () => `${hex(8)}-${hex(4)}-4${hex(3)}-${(8 + random.integer(4)).toString(16)}${hex(3)}-${hex(12)}`
}
