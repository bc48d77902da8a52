/** User, Users and Team (Developer Guide 12.5(1), p. 68-73 and 144-150), children in the order of the alphabet. */
import { AgentState, agentStateCode, agentStateName } from '../../sim/domain/agent-state.ts'
import type { StoredReasonCode } from '../../sim/domain/config.ts'
import type { UserView } from '../../sim/domain/rest.ts'
import { child, childText, type XmlElement } from '../xml/parse.ts'
import { leaf, list, wrap } from '../xml/write.ts'
import { dialogsUri, lastPart, momentOf, momentText, type Names, teamUri, userIndex, userUri } from './names.ts'
import { writeObject } from './objects.ts'

/** The code of a state that has one; a number that nobody configured is shown as a code of the system. */
function shownCode(names: Names, view: UserView): StoredReasonCode | undefined {
  if (view.reason === 0) return undefined
  const category = view.state === AgentState.LOGOUT ? 'LOGOUT' : 'NOT_READY'
  const known = names.reasonCode(view.reason, category)
  return known ?? { id: -1, code: view.reason, category, label: '', forAll: true, systemCode: true }
}

const writeCode = (names: Names, code: StoredReasonCode): string => writeObject(names, 'ReasonCode', code, 'reasonCode')

export function writeUser(names: Names, view: UserView, root = 'User'): string {
  const user = names.directory.users[view.user]!
  const team = names.directory.teams[user.team]
  const code = shownCode(names, view)
  const { desk, deployment } = names
  const supervisor = user.role === 'supervisor'
  return wrap(
    root,
    leaf('dialogs', dialogsUri(names, view.user)),
    leaf('extension', view.signedIn ? user.extension : ''),
    leaf('firstName', user.firstName),
    leaf('lastName', user.lastName),
    leaf('loginId', user.loginId),
    leaf('loginName', user.loginName),
    leaf('mediaType', 1),
    view.mobile === undefined
      ? ''
      : wrap('mobileAgent', leaf('dialNumber', view.mobile.dialNumber), leaf('mode', view.mobile.mode)),
    leaf('pendingState', pendingName(view)),
    code === undefined ? '' : writeCode(names, code),
    leaf('reasonCodeId', code?.id ?? -1),
    wrap('roles', leaf('role', 'Agent'), supervisor ? leaf('role', 'Supervisor') : ''),
    wrap(
      'settings',
      leaf('wrapUpOnIncoming', deployment === 'cce' ? desk.wrapUpOnIncoming : ''),
      leaf('wrapUpOnOutgoing', deployment === 'cce' ? desk.wrapUpOnOutgoing : ''),
    ),
    leaf('state', agentStateName(view.state)),
    leaf('stateChangeTime', momentText(names, view.since)),
    leaf('teamId', team?.id ?? ''),
    leaf('teamName', team?.name ?? ''),
    supervisor
      ? list(
          'teams',
          user.supervises.map((index) => writeTeamName(names, index)),
        )
      : '',
    leaf('uri', userUri(names, view.user)),
  )
}

const pendingName = (view: UserView): string => (view.pendingState === 0 ? '' : agentStateName(view.pendingState))

/** What a team shows of its members. */
export function writeMember(names: Names, view: UserView, root = 'User'): string {
  const user = names.directory.users[view.user]!
  const code = shownCode(names, view)
  return wrap(
    root,
    leaf('dialogs', dialogsUri(names, view.user)),
    leaf('extension', view.signedIn ? user.extension : ''),
    leaf('firstName', user.firstName),
    leaf('lastName', user.lastName),
    leaf('loginId', user.loginId),
    leaf('pendingState', pendingName(view)),
    code === undefined ? '' : writeCode(names, code),
    leaf('state', agentStateName(view.state)),
    leaf('stateChangeTime', momentText(names, view.since)),
    leaf('uri', userUri(names, view.user)),
  )
}

/** A user, or a member of a team, back from XML; undefined where it names nobody of this center. */
export function readUser(names: Names, element: XmlElement): UserView | undefined {
  const id = childText(element, 'loginId') ?? lastPart(childText(element, 'uri') ?? '')
  const user = userIndex(names, id)
  if (user < 0) return undefined
  const state = agentStateCode(childText(element, 'state') ?? '') ?? AgentState.UNKNOWN
  const mobile = child(element, 'mobileAgent')
  const code = child(element, 'reasonCode') ?? child(element, 'ReasonCode')
  return {
    user,
    state,
    reason: Number(childText(code, 'code') ?? 0),
    pendingState: agentStateCode(childText(element, 'pendingState') ?? '') ?? 0,
    since: momentOf(names, childText(element, 'stateChangeTime')),
    signedIn: state !== AgentState.LOGOUT,
    mobile:
      mobile === undefined
        ? undefined
        : {
            mode: childText(mobile, 'mode') === 'NAILED_CONNECTION' ? 'NAILED_CONNECTION' : 'CALL_BY_CALL',
            dialNumber: childText(mobile, 'dialNumber') ?? '',
          },
  }
}

export function writeUsers(names: Names, users: readonly UserView[]): string {
  return list(
    'Users',
    users.map((view) => writeUser(names, view)),
  )
}

/** Of those who are signed out, only with `includeLoggedOutAgents=true`. */
export function writeTeam(names: Names, team: number, users: readonly UserView[], includeLoggedOut: boolean): string {
  const { id, name } = names.directory.teams[team]!
  const shown = users.filter((view) => includeLoggedOut || view.signedIn)
  return wrap(
    'Team',
    leaf('id', id),
    leaf('name', name),
    leaf('uri', teamUri(names, team)),
    list(
      'users',
      shown.map((view) => writeMember(names, view)),
    ),
  )
}

function writeTeamName(names: Names, team: number): string {
  const { id, name } = names.directory.teams[team]!
  return wrap('Team', leaf('id', id), leaf('name', name), leaf('uri', teamUri(names, team)))
}

export function writeTeams(names: Names): string {
  return list(
    'Teams',
    names.directory.teams.map(({ index }) => writeTeamName(names, index)),
  )
}
