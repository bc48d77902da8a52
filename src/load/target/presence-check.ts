/** Before anybody is signed in on a target: who of its users is at work there, by a look at each. */
import { Refusal } from './guard.ts'
import type { TargetRest } from './rest-client.ts'
import { stateOf } from './sign-out-list.ts'
import type { TargetNode, TargetUser } from './target.ts'

export interface Unfit {
  readonly user: string
  readonly says: string
}

/** Everybody who cannot be signed in, and why; empty when all can. */
export async function lookAtUsers(
  rest: TargetRest,
  users: readonly { readonly user: TargetUser; readonly node: TargetNode }[],
  signal: AbortSignal,
): Promise<readonly Unfit[]> {
  const unfit: Unfit[] = []
  for (const { user, node } of users) {
    if (signal.aborted) break
    const says = await look(rest, user, node)
    if (says !== undefined) unfit.push({ user: user.id, says })
  }
  return unfit
}

async function look(rest: TargetRest, user: TargetUser, node: TargetNode): Promise<string | undefined> {
  try {
    const path = `/finesse/api/User/${encodeURIComponent(user.id)}`
    const { status, body } = await rest.ask({ node, method: 'GET', path, user })
    if (status === 401) return `${node.host} does not take the password of ${user.id}, or the user is locked`
    const state = stateOf(user.id, body)
    if (status !== 200 || state === undefined) return `${node.host} answers ${status} to a look at ${user.id}`
    return state === 'LOGOUT' ? undefined : `${user.id} is signed in (${state}); somebody may be at work there`
  } catch (error) {
    if (error instanceof Refusal) throw error
    return `${node.host} cannot be reached: ${(error as Error).message}`
  }
}
