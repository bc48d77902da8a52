/**
 * The one check that does something: each user whom a run may sign in signs in, is seen to be in, and is signed out again.
 * Only when asked for. It finds what reading cannot: a phone that is not registered, an extension in use.
 */
import { childText, parseXml } from '../../wire/xml/parse.ts'
import { type Departure, signOutEverybody } from '../target/clean-up.ts'
import { type WallClock, wallClock } from '../target/clock.ts'
import { allowedNodes, allowedUsers } from '../target/fit.ts'
import { Guard, Refusal } from '../target/guard.ts'
import { TargetRest } from '../target/rest-client.ts'
import { stateOf } from '../target/sign-out-list.ts'
import { nodeText, type Target, type TargetNode, type TargetUser } from '../target/target.ts'
import { fine, type Observation, problem, skipped, warning } from './check.ts'
import { errorText } from './network-error.ts'

export const SIGN_IN = 'sign-in'

export interface SignInOptions {
  /** Ends it early; whoever is in is signed out nevertheless. */
  readonly signal: AbortSignal
  readonly clock?: WallClock
  readonly guard?: Guard
}

/** Who signs in where, in this order. */
export function signInTurns(target: Target): readonly (readonly [TargetUser, TargetNode])[] {
  const nodes = allowedNodes(target)
  const users = [...allowedUsers(target, 'agent'), ...allowedUsers(target, 'supervisor')]
  return users.map((user, index) => [user, nodes[index % nodes.length]!] as const)
}

const LOOKS = 10
const APART_MS = 1_000

export async function trySignIns(
  target: Target,
  { signal, clock = wallClock, guard = new Guard({ target, purpose: 'run', clock }) }: SignInOptions,
): Promise<readonly Observation[]> {
  const rest = new TargetRest({ guard })
  const found: Observation[] = []
  const end = (): void => guard.close()
  signal.addEventListener('abort', end, { once: true })
  try {
    for (const [user, node] of signInTurns(target)) {
      if (signal.aborted) found.push(skipped(`user ${user.id}`, 'not tried: it was stopped'))
      else found.push(await turn({ rest, clock, signal, user, node }))
    }
  } finally {
    signal.removeEventListener('abort', end)
    try {
      found.push(...(await signOutEverybody({ guard, rest, clock })).map(afterwards))
    } finally {
      await rest.close()
    }
  }
  return found
}

function afterwards({ user, isOut, says }: Departure): Observation {
  return isOut ? fine(`user ${user}`, says) : problem(`user ${user}`, says, 'Sign the user out by hand.')
}

interface Turn {
  readonly rest: TargetRest
  readonly clock: WallClock
  readonly signal: AbortSignal
  readonly user: TargetUser
  readonly node: TargetNode
}

async function turn({ rest, clock, signal, user, node }: Turn): Promise<Observation> {
  const subject = `user ${user.id}`
  const path = `/finesse/api/User/${encodeURIComponent(user.id)}`
  try {
    const before = await rest.ask({ node, method: 'GET', path, user })
    const state = stateOf(user.id, before.body)
    if (before.status !== 200 || state === undefined)
      return problem(subject, `${nodeText(node)} answers ${before.status}`, 'See what the other checks say.')
    if (state !== 'LOGOUT')
      return warning(subject, `was signed in before (${state}), and was left alone`, 'Somebody may be at work there.')
    const body = `<User><state>LOGIN</state><extension>${user.extension}</extension></User>`
    const { status, body: answer } = await rest.ask({ node, method: 'PUT', path, user, body })
    if (status !== 202)
      return problem(subject, `a sign-in with ${user.extension} is answered ${status}${typeOf(answer)}`)
    for (let look = 0; look < LOOKS; look++) {
      const now = stateOf(user.id, (await rest.ask({ node, method: 'GET', path, user })).body)
      if (now !== undefined && now !== 'LOGOUT')
        return fine(subject, `signed in with ${user.extension} at ${nodeText(node)}: ${now}`)
      await clock.sleep(APART_MS, signal)
    }
    const advice = `Is the phone ${user.extension} registered, is it associated with the application user, and does nobody else use it?`
    return problem(subject, `a sign-in with ${user.extension} was accepted and did not happen`, advice)
  } catch (error) {
    if (error instanceof Refusal || signal.aborted) return skipped(subject, `not finished: ${errorText(error)}`)
    return problem(subject, errorText(error))
  }
}

function typeOf(body: string): string {
  try {
    const error = parseXml(body).children[0]
    const words = [childText(error, 'ErrorType'), childText(error, 'ErrorMessage')].filter(Boolean)
    return words.length === 0 ? '' : `: ${words.join(', ')}`
  } catch {
    return ''
  }
}
