/**
 * The guard of a target: every request to a Finesse that is not ours goes through it, or not at all. It knows the list
 * of what may be touched, holds the caps, counts, and remembers who has to be signed out in the end. What a request
 * does it reads from the request itself, so no client can call a thing by another name.
 */
import { Row, Turnstile } from './caps.ts'
import { type Act, type Classified, classify, type RestCall } from './classify.ts'
import { type WallClock, wallClock } from './clock.ts'
import { refusalOf } from './rules.ts'
import { type SignedIn, SignOutList } from './sign-out-list.ts'
import { nodeText, type Target, type TargetNode } from './target.ts'

/**
 * What the target is approached for. The doctor reads, from the nodes of the file, as its users; a run also acts, on
 * what is allowed and on nothing else.
 */
export type Purpose = 'doctor' | 'run'

/** Where a client connects to: by name or address, and port. */
export interface Destination {
  readonly host: string
  readonly port: number
}

export interface RestOutgoing extends RestCall, Destination {
  /** Whose credentials go with it; undefined: nobody's. */
  readonly user?: string | undefined
}

export interface StreamOutgoing extends Destination {
  readonly user?: string | undefined
}

/** Thrown instead of sending what must not be sent. It is a mistake of a client or of the file, never of the target. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}

/** A request that may go now. Whoever sends it says how it ended; silence counts as "may have happened". */
export interface Admission {
  /** The answer: its status, and for reads of a user the body. */
  answered(status: number, body?: string): void
}

export interface Account {
  readonly requests: number
  readonly streams: number
  readonly signIns: number
  readonly signOuts: number
  readonly calls: number
  /** What was refused, and how often. */
  readonly refused: ReadonlyMap<string, number>
  /** Waited for the caps, all requests together. */
  readonly waitedMs: number
  /** Sent, by user; reads without credentials are by nobody. */
  readonly byUser: ReadonlyMap<string, number>
}

export interface GuardOptions {
  readonly target: Target
  readonly purpose: Purpose
  readonly clock?: WallClock
}

const NOBODY = ''
const streaming: Classified = { act: 'open a stream', about: [], dials: [], as: [] }
/** What is still done at the end. */
const tidying: ReadonlySet<Act> = new Set<Act>(['read', 'sign out', 'go not ready', 'leave a call'])
export class Guard {
  readonly target: Target
  readonly purpose: Purpose
  readonly #clock: WallClock
  readonly #requests: Row
  /** What has a cap of its own besides that of requests. */
  readonly #turnstiles: ReadonlyMap<Act, Turnstile>
  readonly #list: SignOutList
  readonly #closing = new AbortController()
  readonly #refused = new Map<string, number>()
  readonly #byUser = new Map<string, number>()
  readonly #counts = { requests: 0, streams: 0, signIns: 0, signOuts: 0, calls: 0, waitedMs: 0 }

  constructor({ target, purpose, clock = wallClock }: GuardOptions) {
    this.target = target
    this.purpose = purpose
    this.#clock = clock
    const { signInsPerHour, requestsPerHour, callsPerHour } = target.limits
    this.#requests = new Row(requestsPerHour, clock)
    this.#turnstiles = new Map<Act, Turnstile>([
      ['sign in', new Turnstile(signInsPerHour, clock)],
      ['place a call', new Turnstile(callsPerHour, clock)],
    ])
    this.#list = new SignOutList(clock)
  }

  /** Waits for its place under the caps. Rejects with a `Refusal` for what is not on the list. */
  async rest(outgoing: RestOutgoing): Promise<Admission> {
    const classified = classify(outgoing)
    const node = this.#check(outgoing, classified)
    const { act } = classified
    const sleep = this.#sleeping(tidying.has(act))
    const turn = (): Promise<void> => sleep(this.#requests.place())
    await (this.#turnstiles.get(act)?.through(sleep, turn) ?? turn())
    // What was true before it waited may not be any more.
    this.#refuseIf(this.#closed(classified) ?? this.#list.objection(classified))
    this.#counts.requests++
    if (act === 'sign in') this.#counts.signIns++
    else if (act === 'sign out') this.#counts.signOuts++
    else if (act === 'place a call') this.#counts.calls++
    this.#sentBy(outgoing.user)
    const [about] = classified.about
    if (act === 'sign in') this.#list.asked(about!, node, classified.as[0] ?? '')
    return {
      answered: (status, body) => this.#list.answered(classified, status, body),
    }
  }

  /** The same for a connection of the Notification Service; what a stream carries afterwards is not counted. */
  async stream(outgoing: StreamOutgoing): Promise<void> {
    this.#check(outgoing, streaming)
    await this.#sleeping(false)(this.#requests.place())
    this.#refuseIf(this.#closed(streaming))
    this.#counts.streams++
    this.#sentBy(outgoing.user)
  }

  /** Which node of the file this is; undefined for any other. */
  nodeAt({ host, port }: Destination): TargetNode | undefined {
    const name = host.toLowerCase().replace(/^\[|\]$/g, '')
    return this.target.nodes.find(
      (node) => (node.host === name || node.address === name) && Object.values(node.ports).includes(port),
    )
  }

  /** From now on nothing goes but what leads to a sign-out, and reads; whoever waits to do more is refused. */
  close(): void {
    if (this.isClosed) return
    this.#requests.clear()
    this.#closing.abort(new Refusal('the run is over'))
  }

  get isClosed(): boolean {
    return this.#closing.signal.aborted
  }

  /** Who was signed in through this guard, or may have been, and is not known to be out again. */
  get signedIn(): readonly SignedIn[] {
    return this.#list.entries()
  }

  get account(): Account {
    return { ...this.#counts, refused: this.#refused, byUser: this.#byUser }
  }

  #check(outgoing: StreamOutgoing, classified: Classified): TargetNode {
    const node = this.nodeAt(outgoing)
    const where = `${outgoing.host}:${outgoing.port}`
    if (node === undefined) throw this.#refusal(`${where} is no node of ${this.target.file}; it is left alone`)
    if (this.purpose === 'run' && !node.isAllowed)
      throw this.#refusal(`${nodeText(node)} is not among allow.hosts of ${this.target.file}`)
    this.#refuseIf(refusalOf(this.target, this.purpose, outgoing.user, classified))
    this.#refuseIf(this.#closed(classified))
    return node
  }

  #closed({ act }: Classified): string | undefined {
    return this.isClosed && !tidying.has(act) ? `the run is over, and would still ${act}` : undefined
  }

  #refuseIf(objection: string | undefined): void {
    if (objection !== undefined) throw this.#refusal(objection)
  }

  #refusal(says: string): Refusal {
    this.#refused.set(says, (this.#refused.get(says) ?? 0) + 1)
    return new Refusal(says)
  }

  /** Those who tidy up wait through the end of the run; others do not. */
  #sleeping(isTidy: boolean): (ms: number) => Promise<void> {
    return async (ms) => {
      if (ms <= 0) return
      this.#counts.waitedMs += ms
      await this.#clock.sleep(ms, isTidy ? undefined : this.#closing.signal)
    }
  }

  #sentBy(user: string | undefined): void {
    const id = user ?? NOBODY
    this.#byUser.set(id, (this.#byUser.get(id) ?? 0) + 1)
  }
}
