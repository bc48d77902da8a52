/**
 * Serviceability: who is connected, what runs, who is locked out, maintenance mode, devices of an extension, how a user
 * signs in (Finesse developer site, Serviceability APIs, Devices, UserAuthMode).
 */
import { AgentState } from '../domain/agent-state.ts'
import { ADMINISTRATOR } from '../domain/config.ts'
import type { RestRequest } from '../domain/rest.ts'
import type {
  ConfigInfo,
  ConnectedUser,
  ConnectedUsersInfo,
  LockedOutUser,
  RuntimeConfigInfo,
} from '../domain/service.ts'
import { authMode } from '../domain/single-sign-on.ts'
import { type Micros, SECOND } from '../kernel/time.ts'
import type { FinesseNode } from './node.ts'
import { type Answer, failure } from './rest-answer.ts'
import { streamsOf, type UserStream } from './streams.ts'

/** Names of the resources for administrators that are put together when they are asked for. */
export const serviceResources = ['ConnectedUsersInfo', 'RuntimeConfigInfo', 'LockedOutUsers', 'ConfigInfo']

/** By the resource of the stream: Cisco's own clients have names for theirs. */
const types: ReadonlyMap<string, ConnectedUser['userType']> = new Map([
  ['desktop', 'DESKTOP'],
  ['fippa', 'FIPPA'],
])
/** From this protocol of the CTI link on, an extension may have several devices to choose from. */
const CTI_WITH_DEVICES = 24
const DEVICE_TYPE = 30_018
const DEVICE_TYPE_NAME = 'Cisco 7961'
/** First part of the MAC addresses of the simulated phones. */
const MAC = '0011AABB'

export function getServiceInfo(node: FinesseNode, request: RestRequest): Answer {
  const object = (name: string, value: object): Answer => ({ status: 200, content: { kind: 'object', name, value } })
  switch (request.resource) {
    case 'ConnectedUsersInfo':
      return object('ConnectedUsersInfo', connectedUsers(node, request.item === 'details'))
    case 'RuntimeConfigInfo':
      return object('RuntimeConfigInfo', runtimeConfig(node))
    case 'ConfigInfo':
      return object('ConfigInfo', configInfo(node))
    default:
      return { status: 200, content: { kind: 'objects', name: 'LockedOutUsers', items: lockedOut(node) } }
  }
}

export function connectedUsers(node: FinesseNode, details: boolean): ConnectedUsersInfo {
  const connected = node.users.flatMap((user) => streamsOf(user).map((stream) => ({ user, stream })))
  const of = (type: ConnectedUser['userType']) => connected.filter(({ stream }) => typeOf(stream) === type).length
  const userSummary = {
    desktopUsers: of('DESKTOP'),
    fippaUsers: of('FIPPA'),
    thirdPartyUsers: of('THIRDPARTY'),
    totalConnectedUsers: connected.length,
    totalConnectedUsersViaProxy: 0,
  }
  if (!details) return { userSummary }
  const { directory } = node.options
  const now = node.env.now()
  const userDetails = connected.map(({ user, stream }): ConnectedUser => {
    const { loginId, firstName, lastName, extension, team } = directory.users[user.index]!
    return {
      loginId,
      userType: typeOf(stream),
      node: node.options.number,
      resource: stream.resource,
      teamName: directory.teams[team]?.name ?? '',
      extension: user.state === AgentState.LOGOUT ? '' : extension,
      firstName,
      lastName,
      connectedDuration: seconds(now - stream.connectedAt),
    }
  })
  return { userSummary, userDetails }
}

const typeOf = ({ resource }: UserStream): ConnectedUser['userType'] => types.get(resource) ?? 'THIRDPARTY'
const seconds = (us: Micros): number => Math.max(0, Math.floor(us / SECOND))

function runtimeConfig({ administration, dialogs, options, users }: FinesseNode): RuntimeConfigInfo {
  const agents = options.directory.users.length
  const signedIn = users.filter(({ state }) => state !== AgentState.LOGOUT).length
  const skills = options.directory.users.reduce((sum, { queues }) => sum + queues.length, 0)
  const mean = (sum: number, of: number) => (of === 0 ? 0 : Math.round(sum / of))
  return {
    activeDialogCount: dialogs.size,
    activeTaskCount: 0,
    averageConfiguredMediaPerAgent: administration.media.domains().length,
    averageLoggedInMediaPerAgent: mean(administration.media.signedIn, signedIn),
    averageSkillGroupCountPerAgent: mean(skills, agents),
    loggedInUserCount: signedIn,
  }
}

function configInfo({ options: { directory, queues }, profile }: FinesseNode): ConfigInfo {
  return {
    totalSkillGroups: queues.length,
    totalSupervisors: directory.users.filter(({ role }) => role === 'supervisor').length,
    totalTeams: directory.teams.length,
    totalUsers: directory.users.length,
    versionInfo: `${profile.release}(1)`,
  }
}

function lockedOut({ env, options: { directory }, users }: FinesseNode): readonly LockedOutUser[] {
  const now = env.now()
  return users
    .filter(({ lockedUntil }) => lockedUntil > now)
    .map(({ index, lockedUntil }) => ({
      loginId: directory.users[index]!.loginId,
      remainingTime: Math.ceil((lockedUntil - now) / SECOND),
    }))
}

export function getMaintenanceMode({ administration: { maintenance } }: FinesseNode): Answer {
  if (maintenance === undefined) return notImplemented('MaintenanceMode')
  return { status: 200, content: { kind: 'object', name: 'MaintenanceMode', value: maintenance.view() } }
}

/** Asks for maintenance mode; that it has begun, and how it goes on, GET tells. */
export function putMaintenanceMode({ administration: { maintenance } }: FinesseNode): Answer {
  if (maintenance === undefined) return notImplemented('MaintenanceMode')
  const against = maintenance.initiate()
  return against === undefined ? { status: 202 } : failure(400, 'Bad Request', against)
}

export const notImplemented = (what: string): Answer =>
  failure(501, 'Not Implemented', 'This API is not supported in this deployment', what)

/** Answered without credentials. */
export function getUserAuthMode(
  { administration, options: { directory, desk } }: FinesseNode,
  { id }: RestRequest,
): Answer {
  if (!administration.tellsAuthMode) return failure(403, 'Forbidden', 'UserAuthModeService is disabled')
  const user = directory.users[id]
  if (user === undefined) return failure(404, 'User Not Found', 'UNKNOWN_USER', String(id))
  return {
    status: 200,
    content: { kind: 'object', name: 'UserAuthMode', value: { authMode: authMode(desk.sso, user) } },
  }
}

/** Answered in and out of service, as the identity service signs it. Left out: the way of the browser to it and back. */
export function getToken({ options: { directory, desk } }: FinesseNode, { user }: RestRequest): Answer {
  const caller = directory.users[user]
  if (desk.sso === undefined || caller === undefined || authMode(desk.sso, caller) !== 'SSO') {
    return failure(401, 'Authorization Failure', 'UNAUTHORIZED', caller?.loginId)
  }
  return { status: 200, content: { kind: 'token', lifeUs: desk.sso.accessTokenUs } }
}

export function getDevices({ options, profile }: FinesseNode, { item }: RestRequest): Answer {
  if (options.deployment !== 'cce' || profile.ctiVersion < CTI_WITH_DEVICES) {
    return failure(400, 'Bad Request', 'Devices need Unified CCE and CTI protocol version 24')
  }
  if (item === undefined || !/^\d{1,15}$/.test(item)) {
    return failure(400, 'Bad Request', 'Invalid extension specified', item)
  }
  const user = options.directory.byExtension(item)
  if (user === undefined) return failure(404, 'Not Found', 'The extension has no devices', item)
  const deviceId = `SEP${MAC}${user.index.toString(16).toUpperCase().padStart(4, '0')}`
  const items = [{ deviceId, deviceType: DEVICE_TYPE, deviceTypeName: DEVICE_TYPE_NAME }]
  return { status: 200, content: { kind: 'objects', name: 'Devices', items } }
}

/** Why this caller may not ask what only administrators may, or undefined. */
export function onlyAdministrator({ options: { directory } }: FinesseNode, user: number): Answer | undefined {
  if (user === ADMINISTRATOR) return undefined
  return failure(401, 'Authorization Failure', 'UNAUTHORIZED', directory.users[user]?.loginId)
}
