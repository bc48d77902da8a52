/**
 * Which AWDB a node asks (machine awdb-connection): the primary, and the secondary only while the primary does not
 * answer. There is no switch-over by itself: each request tries until one of them answers, and the requests wait
 * meanwhile (Administration Guide 11.6(1), ch. 13, AWDB Failover). A refused or broken connection is noticed at once,
 * a silent database after a timeout. While the secondary serves, the primary is asked as well, so that its return is
 * noticed.
 */
import type { AwdbProblem, CredentialAnswer } from '../domain/credentials.ts'
import { Fact } from '../domain/facts.ts'
import { M } from '../domain/messages.ts'
import { Syslog } from '../domain/syslog.ts'
import type { Ticket } from '../kernel/kernel.ts'
import { awdbConnection } from '../machines/awdb-connection.ts'
import { compileMachine } from '../machines/compile.ts'
import { Running } from '../machines/running.ts'
import type { FinesseNode } from './node.ts'

const machine = compileMachine(awdbConnection)
const PRIMARY = 0
/** Stands for a user where it is only asked whether a database is there. */
const NOBODY = -1

/** What a database said; `unavailable`: none answered; `broken`: the node's own application went away meanwhile. */
export type Verdict = 'valid' | 'wrong' | 'unavailable' | 'broken'

interface Question {
  readonly user: number
  readonly password: string
  readonly then: (verdict: Verdict, awdb: number) => void
  /** Sets of databases as bits: those asked so far, and those whose answer is open. */
  asked: number
  open: number
  timer: Ticket
  done: boolean
}

export class Databases {
  /** Whether one has answered since the application started: without, the node does not come into service. */
  wereFound = false
  readonly connection = new Running(machine)
  readonly #node: FinesseNode
  readonly #questions = new Map<number, Question>()
  readonly #unreachable = new Set<number>()
  #told = -1
  #hasComplained = false
  #last = 0

  constructor(node: FinesseNode) {
    this.#node = node
  }

  /** The application starts: it looks for a database, for as long as it takes. Unified CCX has none. */
  start(): void {
    if (this.#node.options.deployment === 'cce' && this.#node.profile.awdbNeededAtStart === 1) {
      this.#tell()
      this.lookAtStart()
      return
    }
    this.#found(PRIMARY)
    this.wereFound = true
  }

  /** Whether one is there: at once while one is in use, else by trying. Unified CCX has none, and needs none. */
  look(then: (verdict: Verdict) => void): void {
    const { name } = this.connection
    if (name === 'PRIMARY' || name === 'SECONDARY' || this.#node.options.deployment !== 'cce') then('valid')
    else this.ask(NOBODY, '', then)
  }

  /** Again and again, until one answers. */
  lookAtStart(): void {
    const { env, options, profile } = this.#node
    this.ask(NOBODY, '', (verdict) => {
      if (verdict !== 'unavailable') return
      if (!this.#hasComplained) env.fact(Fact.syslog, options.number, Syslog.SUBSYS_INIT_ERROR, 0)
      this.#hasComplained = true
      env.after(profile.awdbRetryUs, M.awdbCheckDue, 0)
    })
  }

  /** The application ends: who waits for an answer gets none. */
  stop(): void {
    const waiting = [...this.#questions.values()].filter(({ done }) => !done)
    for (const { timer } of this.#questions.values()) this.#node.env.cancel(timer)
    this.forget()
    for (const { then } of waiting) then('broken', -1)
  }

  /** As `stop`, of a process that can say nothing any more. */
  forget(): void {
    this.#questions.clear()
    this.#unreachable.clear()
    this.connection.state = machine.initial
    this.wereFound = false
    this.#hasComplained = false
  }

  ask(user: number, password: string, then: Question['then']): void {
    const number = ++this.#last
    const question = { user, password, then, asked: 0, open: 0, timer: -1, done: false }
    this.#questions.set(number, question)
    this.#send(number, question, this.#first())
  }

  /** Whom to ask first: who serves; the primary too, if it does not; or whoever may be there. */
  #first(): number {
    const { name } = this.connection
    if (name === 'SECONDARY' && this.#node.options.defects['primary-awdb-not-preferred']) return 2
    return name === 'PRIMARY' ? 1 : this.#all
  }

  get #all(): number {
    const { options, toAwdb } = this.#node
    return options.defects['secondary-awdb-unused'] ? 1 : (1 << toAwdb.length) - 1
  }

  #send(number: number, question: Question, to: number): void {
    const { env, profile, toAwdb } = this.#node
    const { user, password } = question
    question.asked |= to
    question.open |= to
    question.timer = env.after(profile.awdbTimeoutUs, M.credentialTimeout, user, number)
    const first = this.connection.name === 'SECONDARY' ? 1 : PRIMARY
    for (let n = 0; n < toAwdb.length; n++) {
      const awdb = (first + n) % toAwdb.length
      if ((to & (1 << awdb)) === 0) continue
      if (user === NOBODY) env.send(toAwdb[awdb]!, M.awdbProbe, 0, { question: number })
      else env.send(toAwdb[awdb]!, M.credentialQuery, user, { user, password, question: number })
    }
  }

  answered(number: number, awdb: number, verdict: 'valid' | 'wrong', problem: AwdbProblem | undefined): void {
    const question = this.#questions.get(number)
    // An answer that comes too late is none: the database counts as lost.
    if (question === undefined || (question.open & (1 << awdb)) === 0) return
    if (problem !== undefined) {
      this.#fails(number, question, awdb)
      return
    }
    this.#found(awdb)
    question.open &= ~(1 << awdb)
    if (question.open === 0) this.#close(number, question)
    if (question.done) return
    question.done = true
    question.then(verdict, awdb)
  }

  timedOut(number: number): void {
    const question = this.#questions.get(number)
    if (question === undefined) return
    const { open } = question
    for (let awdb = 0; awdb < this.#node.toAwdb.length; awdb++) {
      if ((open & (1 << awdb)) !== 0) this.#fails(number, question, awdb)
    }
  }

  /** The connection to a database is broken, or was refused. */
  reset(awdb: number): void {
    this.#lost(awdb)
    const waiting = [...this.#questions].filter(([, { open }]) => (open & (1 << awdb)) !== 0)
    for (const [number, question] of waiting) this.#fails(number, question, awdb)
  }

  #fails(number: number, question: Question, awdb: number): void {
    this.#lost(awdb)
    question.open &= ~(1 << awdb)
    if (question.open !== 0) return
    this.#node.env.cancel(question.timer)
    const left = this.#all & ~question.asked
    if (left !== 0 && !question.done) {
      this.#send(number, question, left)
      return
    }
    this.#close(number, question)
    if (question.done) return
    question.done = true
    if (this.connection.step('both.failed')) this.#tell()
    question.then('unavailable', -1)
  }

  #close(number: number, { timer }: Question): void {
    this.#node.env.cancel(timer)
    this.#questions.delete(number)
  }

  #found(awdb: number): void {
    this.#unreachable.delete(awdb)
    if (this.connection.step(awdb === PRIMARY ? 'primary.connected' : 'secondary.connected')) this.#tell()
    if (this.wereFound) return
    this.wereFound = true
    this.#node.cti.comeIntoService()
  }

  #lost(awdb: number): void {
    const { env, options } = this.#node
    if (!this.#unreachable.has(awdb)) {
      this.#unreachable.add(awdb)
      env.fact(Fact.syslog, options.number, Syslog.AWDB_NOT_ACCESSIBLE, awdb + 1)
    }
    if (this.connection.step(awdb === PRIMARY ? 'primary.lost' : 'secondary.lost')) this.#tell()
  }

  /** The trace learns which one is in use. */
  #tell(): void {
    const { name } = this.connection
    const inUse = name === 'PRIMARY' ? 1 : name === 'SECONDARY' ? 2 : 0
    if (inUse === this.#told) return
    this.#told = inUse
    this.#node.env.fact(Fact.awdbInUse, this.#node.options.number, inUse)
  }
}

export function credentialAnswer(node: FinesseNode, _user: number, answer: CredentialAnswer, link: number): void {
  const { question, valid, problem } = answer
  node.databases.answered(question, node.toAwdb.indexOf(link ^ 1), valid ? 'valid' : 'wrong', problem)
}

export function credentialTimeout(node: FinesseNode, _user: number, question: number): void {
  node.databases.timedOut(question)
}
