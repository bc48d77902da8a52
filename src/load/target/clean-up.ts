/**
 * The end of a run on a target, however it came about: everybody whom it signed in is signed out, and seen to be out.
 * On Unified CCE only who is Not Ready can sign out, and who is in a call must leave it first (Web Services Developer
 * Guide 12.5(1), p. 42-50); where reason codes are configured, one has to be given (p. 80).
 */
import { childrenNamed, childText, parseXml, XmlProblem } from '../../wire/xml/parse.ts'
import { type WallClock, wallClock } from './clock.ts'
import type { Guard } from './guard.ts'
import type { RestAnswer, TargetRest } from './rest-client.ts'
import { type SignedIn, stateOf } from './sign-out-list.ts'
import type { TargetNode, TargetUser } from './target.ts'

export interface Departure {
  readonly user: string
  readonly isOut: boolean
  /** What was seen last, and what to do where somebody is still in. */
  readonly says: string
}

export interface CleanUpOptions {
  readonly guard: Guard
  readonly rest: TargetRest
  readonly clock?: WallClock
  /** Looks at one user before it is given up, a second apart. */
  readonly looksMost?: number
}

const LOOKS = 20
const APART_MS = 1_000

/** Never rejects: what could not be done is in the answer. */
export async function signOutEverybody({
  guard,
  rest,
  clock = wallClock,
  looksMost = LOOKS,
}: CleanUpOptions): Promise<readonly Departure[]> {
  guard.close()
  const { target } = guard
  const leaving = guard.signedIn.map((entry) => {
    const user = target.users.find(({ id }) => id === entry.user)!
    return leave({ guard, rest, clock, looksMost, user, entry })
  })
  return await Promise.all(leaving)
}

interface Leaving extends Required<CleanUpOptions> {
  readonly user: TargetUser
  readonly entry: SignedIn
}

async function leave({ guard, rest, clock, looksMost, user, entry }: Leaving): Promise<Departure> {
  const nodes = nodesFrom(entry.node, guard)
  let node = entry.node
  let last = 'nothing is known'
  for (let look = 0; look < looksMost; look++) {
    if (look > 0) await clock.sleep(APART_MS)
    const session = new Session(rest, node, user)
    try {
      const state = await session.state()
      last = state
      if (!guard.signedIn.some((one) => one.user === user.id)) return { user: user.id, isOut: true, says: 'signed out' }
      if (state === 'NOT_READY') await session.put('LOGOUT')
      else if (state !== 'LOGOUT') {
        await session.put('NOT_READY')
        await session.leaveCalls()
      }
    } catch (error) {
      last = (error as Error).message
      node = nodes[(nodes.indexOf(node) + 1) % nodes.length]!
    }
  }
  const says = `still signed in, or nobody knows (${last}); sign ${user.id} out at ${entry.node.host} by hand`
  return { user: user.id, isOut: false, says }
}

/** The node of the sign-in, and the other one where it may be used. */
function nodesFrom(node: TargetNode, guard: Guard): readonly TargetNode[] {
  return [node, ...guard.target.nodes.filter((other) => other !== node && other.isAllowed)]
}

/** What one user asks for at the end. */
class Session {
  readonly #rest: TargetRest
  readonly #node: TargetNode
  readonly #user: TargetUser

  constructor(rest: TargetRest, node: TargetNode, user: TargetUser) {
    this.#rest = rest
    this.#node = node
    this.#user = user
  }

  async state(): Promise<string> {
    const { status, body } = await this.#get('')
    const state = stateOf(this.#user.id, body)
    if (status !== 200 || state === undefined) throw new Error(`${this.#node.host} answers ${status}`)
    return state
  }

  /** With a reason code when the server will have one. */
  async put(state: 'NOT_READY' | 'LOGOUT'): Promise<void> {
    const plain = await this.#put(`<User><state>${state}</state></User>`)
    if (plain.status !== 400) return
    const codes = rootOf((await this.#get(`/ReasonCodes?category=${state}`)).body)
    const uri = childrenNamed(codes, 'ReasonCode')
      .map((code) => childText(code, 'uri') ?? '')
      .find((one) => one !== '')
    const id = uri?.replace(/^.*\//, '')
    if (id !== undefined) await this.#put(`<User><state>${state}</state><reasonCodeId>${id}</reasonCodeId></User>`)
  }

  async leaveCalls(): Promise<void> {
    const dialogs = rootOf((await this.#get('/Dialogs')).body)
    const { extension } = this.#user
    for (const dialog of childrenNamed(dialogs, 'Dialog')) {
      const id = childText(dialog, 'id') ?? ''
      const body = `<Dialog><targetMediaAddress>${extension}</targetMediaAddress><requestedAction>DROP</requestedAction></Dialog>`
      const path = `/finesse/api/Dialog/${encodeURIComponent(id)}`
      await this.#rest.ask({ node: this.#node, method: 'PUT', path, user: this.#user, body })
    }
  }

  #get(rest: string): Promise<RestAnswer> {
    return this.#rest.ask({ node: this.#node, method: 'GET', path: this.#path(rest), user: this.#user })
  }

  #put(body: string): Promise<RestAnswer> {
    return this.#rest.ask({ node: this.#node, method: 'PUT', path: this.#path(''), user: this.#user, body })
  }

  #path(rest: string): string {
    return `/finesse/api/User/${encodeURIComponent(this.#user.id)}${rest}`
  }
}

function rootOf(body: string): ReturnType<typeof parseXml> | undefined {
  try {
    return parseXml(body)
  } catch (error) {
    if (error instanceof XmlProblem) return undefined
    throw error
  }
}
