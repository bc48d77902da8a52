/** PUT User/{id}: sign-in, sign-out, states (Developer Guide 12.5(1), p. 29-50). */
import { AgentState } from '../domain/agent-state.ts'
import type { SetAgentStateReq } from '../domain/cti.ts'
import { M } from '../domain/messages.ts'
import type { RestRequest, UserBody } from '../domain/rest.ts'
import type { FinesseNode } from './node.ts'
import { submit } from './operations.ts'
import { forceLogout } from './presence.ts'
import { type Answer, accepted, failure } from './rest-answer.ts'

const settable: readonly number[] = [
  AgentState.LOGIN,
  AgentState.LOGOUT,
  AgentState.READY,
  AgentState.NOT_READY,
  // Wrap-up: up to CTI, which allows WORK during a call where wrap-up is Optional, and WORK_READY never.
  AgentState.WORK,
  AgentState.WORK_READY,
]
const forcible: readonly number[] = [AgentState.LOGOUT, AgentState.READY, AgentState.NOT_READY]
const SUPERVISOR_REASON = { cce: 999, ccx: 33 } as const
const SUPERVISOR_LOGOUT_REASON = { cce: 999, ccx: 22 } as const

export function putUser(node: FinesseNode, request: RestRequest): Answer {
  const { directory } = node.options
  const target = node.users[request.id]
  if (target === undefined) return failure(404, 'User Not Found', 'UNKNOWN_USER', String(request.id))
  const caller = directory.users[request.user]!
  const self = request.id === request.user
  const supervised = caller.supervises.includes(target.team)
  if (!self && caller.role !== 'supervisor') return mismatch(directory.users[request.id]!.loginId)
  if (!self && !supervised) return failure(401, 'Invalid Supervisor', 'UNAUTHORIZED', caller.loginId)
  const body = request.body as UserBody | undefined
  if (body === undefined || body.state === -2) {
    return failure(400, 'Parameter Missing', 'State Parameter missing', 'state')
  }
  if (!settable.includes(body.state)) {
    return failure(400, 'Invalid Input', 'Invalid State specified for user', 'state')
  }
  return self ? ownState(node, request, body) : supervisedState(node, request, body)
}

const needsReason = failure(
  400,
  'Parameter Missing',
  'The state change requires a valid reason code.',
  'finesse.api.reasoncode.require_reasoncode',
)

const teamIdOf = ({ options: { directory } }: FinesseNode, team: number): number => directory.teams[team]?.id ?? -1

function mismatch(loginId: string): Answer {
  const text = "The user specified in the authentication credentials and the uri don't match"
  return failure(401, 'Invalid Authorization User Specified', text, loginId)
}

function ownState(node: FinesseNode, request: RestRequest, body: UserBody): Answer {
  const user = node.users[request.id]!
  if (body.forced === true) {
    forceLogout(node, user, true)
    return accepted
  }
  if (body.state === AgentState.LOGIN) {
    if (!body.extension) return failure(400, 'Parameter Missing', 'Extension Parameter missing', 'extension')
    const { mobile } = body
    if (mobile !== undefined && mobile.dialNumber.trim() === '') {
      return failure(400, 'Parameter Missing', 'dialNumber Parameter missing', 'dialNumber')
    }
  }
  if (body.state === AgentState.LOGOUT && user.state === AgentState.LOGOUT) {
    return failure(400, 'Invalid State', 'The user is already logged out', 'state')
  }
  const category =
    body.state === AgentState.NOT_READY ? 'NOT_READY' : body.state === AgentState.LOGOUT ? 'LOGOUT' : undefined
  let reason = 0
  if (category !== undefined) {
    const codes = node.administration.offered.reasonCodes(teamIdOf(node, user.team), category, node.env.now())
    if (body.reasonCodeId === undefined) {
      // Only where there is something to choose.
      if (codes.length > 0) return needsReason
    } else {
      const code = codes.find(({ id }) => id === body.reasonCodeId)
      if (code === undefined) return failure(400, 'Invalid Input', 'Invalid reasonCodeId specified', 'reasonCodeId')
      reason = code.code
    }
  }
  ask(node, request, body, reason, -1)
  if (body.state !== AgentState.LOGOUT || body.allMedia !== true) return accepted
  // Whatever becomes of the sign-out from voice (Developer Guide 12.5(1), p. 188).
  return { ...accepted, afterwards: () => node.administration.media.signOut(request.id, body.reasonCodeId ?? -1) }
}

/** A supervisor may set Ready, Not Ready and sign-out, and gives no reason: the server has its own. */
function supervisedState(node: FinesseNode, request: RestRequest, body: UserBody): Answer {
  if (body.reasonCodeId !== undefined) {
    return failure(400, 'Invalid Input', 'A reason code cannot be specified for another user', 'reasonCodeId')
  }
  if (!forcible.includes(body.state)) {
    return failure(400, 'Invalid State', 'A supervisor can set READY, NOT_READY and LOGOUT only', 'state')
  }
  const { deployment } = node.options
  const reasons = body.state === AgentState.LOGOUT ? SUPERVISOR_LOGOUT_REASON : SUPERVISOR_REASON
  const reason = body.state === AgentState.READY ? 0 : reasons[deployment]
  ask(node, request, body, reason, request.user)
  return accepted
}

function ask(node: FinesseNode, request: RestRequest, body: UserBody, reason: number, supervisor: number): void {
  const wish: Omit<SetAgentStateReq, 'invoke'> = {
    agent: request.id,
    state: body.state,
    reason,
    extension: body.extension ?? '',
    mobile: body.mobile,
    forced: supervisor >= 0,
    supervisor,
  }
  submit(node, {
    user: request.id,
    asker: request.user,
    requestId: request.requestId,
    kind: M.setAgentStateReq,
    request: wish,
    state: body.state,
    expects: -1,
    actor: request.user,
    call: 0,
  })
}
