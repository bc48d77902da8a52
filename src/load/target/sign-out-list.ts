/**
 * Who was signed in on a target, and has to be signed out. A sign-in counts from the moment it is asked for, as nobody
 * knows what becomes of a request without an answer; a sign-out counts when the user was seen signed out. And nobody is
 * signed in who was at work before: a sign-in succeeds over an old one (Web Services Developer Guide 12.5(1), p. 29), and
 * the end of the run would send them home.
 */
import { childText, parseXml, XmlProblem } from '../../wire/xml/parse.ts'
import type { Classified } from './classify.ts'
import type { WallClock } from './clock.ts'
import type { TargetNode } from './target.ts'

/** A sign-in is done some time after it was asked for: until then a user who is out may be about to come in. */
export const SETTLED_MS = 5_000

export interface SignedIn {
  readonly user: string
  readonly node: TargetNode
  readonly extension: string
  /** Milliseconds since it was asked for. */
  readonly agoMs: number
  /** The server took the sign-in; false: nobody knows. */
  readonly isSure: boolean
}

interface Entry {
  readonly node: TargetNode
  readonly extension: string
  readonly askedMs: number
  isSure: boolean
  isLeaving: boolean
}

export class SignOutList {
  readonly #clock: Pick<WallClock, 'now'>
  readonly #entries = new Map<string, Entry>()
  /** What a look at a user showed before any sign-in: whether somebody is at work. */
  readonly #seen = new Map<string, string>()

  constructor(clock: Pick<WallClock, 'now'>) {
    this.#clock = clock
  }

  /** Why this user must not be signed in. */
  objection({ act, about }: Classified): string | undefined {
    const [user] = about
    if (act !== 'sign in' || user === undefined || this.#entries.has(user)) return undefined
    const state = this.#seen.get(user)
    if (state === undefined) return `nobody looked yet whether ${user} is at work; that comes before a sign-in`
    return state === 'LOGOUT' ? undefined : `${user} was signed in before (${state}); somebody may be at work there`
  }

  asked(user: string, node: TargetNode, extension: string): void {
    const before = this.#entries.get(user)
    this.#entries.set(user, {
      node,
      extension: extension === '' ? (before?.extension ?? '') : extension,
      askedMs: this.#clock.now(),
      isSure: before?.isSure ?? false,
      isLeaving: false,
    })
  }

  answered({ act, about }: Classified, status: number, body: string | undefined): void {
    const [user] = about
    if (user === undefined) return
    const entry = this.#entries.get(user)
    const isGood = status >= 200 && status < 300
    if (act === 'sign in' && entry !== undefined) {
      if (isGood) entry.isSure = true
      // Refused for good, not merely unanswered: a server that is in trouble may have done it.
      else if (status >= 400 && status < 500 && !entry.isSure) this.#entries.delete(user)
    } else if (act === 'sign out' && entry !== undefined && isGood) entry.isLeaving = true
    else if (act === 'read' && isGood) this.#looked(user, entry, body)
  }

  #looked(user: string, entry: Entry | undefined, body: string | undefined): void {
    const state = stateOf(user, body)
    if (state === undefined) return
    if (entry === undefined) this.#seen.set(user, state)
    else if (state === 'LOGOUT' && (entry.isLeaving || this.#clock.now() - entry.askedMs > SETTLED_MS)) {
      this.#entries.delete(user)
      this.#seen.set(user, state)
    }
  }

  entries(): readonly SignedIn[] {
    const now = this.#clock.now()
    return [...this.#entries].map(([user, { node, extension, askedMs, isSure }]) => {
      return { user, node, extension, isSure, agoMs: now - askedMs }
    })
  }
}

/** The state in a `<User>` of this user; undefined for any other document. */
export function stateOf(user: string, body: string | undefined): string | undefined {
  try {
    const root = parseXml(body ?? '')
    if (root.name !== 'User') return undefined
    const isThis = childText(root, 'loginId') === user || childText(root, 'loginName') === user
    return isThis ? childText(root, 'state') : undefined
  } catch (error) {
    if (error instanceof XmlProblem) return undefined
    throw error
  }
}
