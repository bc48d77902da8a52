/**
 * Paths of the REST interface: what they name, which verbs they know, and since which release they are there (Developer
 * Guide 12.5(1), p. 1-2 and ch. 3 to 5; Finesse developer site, What's New). An asterisk stands for an id; the last part may
 * be a word in its place.
 */
import type { Release } from '../sim/domain/release.ts'
import type { OperationName, Verb } from '../sim/domain/rest.ts'

/** What the first id of a path names; `number` is the database's. */
export type Subject = 'none' | 'user' | 'dialog' | 'team' | 'queue' | 'number' | 'text'
export type Verbs = Readonly<Partial<Record<Verb, OperationName>>>

export interface Path {
  readonly subject: Subject
  readonly verbs: Verbs
  readonly resource?: string
  readonly since?: Release
}

const path = (subject: Subject, verbs: Verbs, resource?: string, since?: Release): Path => ({
  subject,
  verbs,
  ...(resource === undefined ? {} : { resource }),
  ...(since === undefined ? {} : { since }),
})

const assigned = (list: string): Path => path('team', { GET: 'getAssigned', PUT: 'putAssigned' }, list)
const teamResource = (list: string): Path => path('team', { GET: 'getTeamResource' }, list, '12.5')
const setting = (name: string, since?: Release): Path =>
  path('none', { GET: 'getSetting', PUT: 'putSetting' }, name, since)
const service = (name: string, since?: Release): Path => path('none', { GET: 'getServiceInfo' }, name, since)
const one = { GET: 'getObject', PUT: 'updateObject', DELETE: 'deleteObject' } as const

/** The collection, its list, and its objects. */
const collection = (name: string): Readonly<Record<string, Path>> => ({
  [`${name}s`]: path('none', { GET: 'listObjects' }, name),
  [name]: path('none', { POST: 'createObject' }, name),
  [`${name}/*`]: path('number', one, name),
})

const paths: Readonly<Record<string, Path>> = {
  SystemInfo: path('none', { GET: 'getSystemInfo' }),
  Users: path('none', { GET: 'getUsers' }),
  'User/*': path('user', { GET: 'getUser', PUT: 'putUser' }),
  'User/*/Dialogs': path('user', { GET: 'getDialogs', POST: 'postDialog' }),
  'User/*/Dialogs/Media': path('user', { GET: 'getMediaDialogs' }, 'Media'),
  // Previews are not dialled here, so nobody has one.
  'User/*/ReservationDialogs': path('user', { GET: 'getMediaDialogs' }, 'ReservationDialogs'),
  'User/*/Queues': path('user', { GET: 'getUserQueues' }),
  'User/*/ReasonCodes': path('user', { GET: 'getReasonCodes' }),
  'User/*/ReasonCode/*': path('user', { GET: 'getUserObject' }, 'ReasonCode'),
  'User/*/WrapUpReasons': path('user', { GET: 'getWrapUpReasons' }),
  'User/*/WrapUpReason/*': path('user', { GET: 'getUserObject' }, 'WrapUpReason'),
  'User/*/PhoneBooks': path('user', { GET: 'getPhoneBooks' }),
  'User/*/Workflows': path('user', { GET: 'getWorkflows' }),
  'User/*/MediaPropertiesLayouts': path('user', { GET: 'getMediaPropertiesLayouts' }),
  'User/*/MediaPropertiesLayout': path('user', { GET: 'getUserObject' }, 'MediaPropertiesLayout'),
  'User/*/ClientLog': path('user', { POST: 'clientLog' }, 'ClientLog'),
  'User/*/CompressedClientLog': path('user', { POST: 'clientLog' }, 'CompressedClientLog', '12.5'),
  'User/*/Media': path('user', { GET: 'getMediaList' }, 'Media'),
  'User/*/Media/*': path('user', { GET: 'getMedia', PUT: 'putMedia' }, 'Media'),
  'Dialog/*': path('dialog', { GET: 'getDialog', PUT: 'putDialog' }),

  Teams: path('none', { GET: 'getTeams' }),
  'Team/*': path('team', { GET: 'getTeam' }),
  'Team/*/ReasonCodes': assigned('ReasonCodes'),
  'Team/*/WrapUpReasons': assigned('WrapUpReasons'),
  'Team/*/PhoneBooks': assigned('PhoneBooks'),
  'Team/*/Workflows': assigned('Workflows'),
  'Team/*/MediaPropertiesLayouts': assigned('MediaPropertiesLayouts'),
  'Team/*/LayoutConfig': assigned('LayoutConfig'),
  'Team/*/TeamMessages': path('team', { GET: 'getTeamMessages' }, 'TeamMessage', '12.0'),
  TeamMessage: path('none', { POST: 'postTeamMessage' }, 'TeamMessage', '12.0'),
  TeamMessages: path('none', { POST: 'postTeamMessage' }, 'TeamMessage', '12.0'),
  'TeamMessage/*': path('text', { GET: 'getTeamMessage', DELETE: 'deleteTeamMessage' }, 'TeamMessage', '12.0'),
  'TeamResource/*/ReasonCodes': teamResource('ReasonCodes'),
  'TeamResource/*/WrapUpReasons': teamResource('WrapUpReasons'),
  'TeamResource/*/PhoneBooks': teamResource('PhoneBooks'),
  'TeamResource/*/Workflows': teamResource('Workflows'),
  'TeamResource/*/MediaPropertiesLayouts': teamResource('MediaPropertiesLayouts'),
  'Queue/*': path('queue', { GET: 'getQueue' }),

  ...collection('ReasonCode'),
  ...collection('WrapUpReason'),
  ...collection('PhoneBook'),
  'PhoneBook/*/Contacts': path('number', { GET: 'listObjects', PUT: 'replaceContacts' }, 'Contact'),
  'PhoneBook/*/Contacts/csvFileContent': path('number', { GET: 'exportContacts', POST: 'importContacts' }, 'Contact'),
  'PhoneBook/*/Contact': path('number', { POST: 'createObject' }, 'Contact'),
  'PhoneBook/*/Contact/*': path('number', one, 'Contact'),
  ...collection('Workflow'),
  ...collection('WorkflowAction'),
  ...collection('MediaPropertiesLayout'),
  'MediaPropertiesLayout/default': path('none', { GET: 'getObject', PUT: 'updateObject' }, 'MediaPropertiesLayout'),
  'LayoutConfig/default': setting('LayoutConfig'),
  SystemConfig: setting('SystemConfig'),
  ClusterConfig: setting('ClusterConfig'),
  EnterpriseDatabaseConfig: setting('EnterpriseDatabaseConfig'),
  ChatConfig: setting('ChatConfig', '12.0'),
  ECCVariableConfig: path('none', { GET: 'getSetting' }, 'ECCVariableConfig'),
  MediaDomain: path('none', { GET: 'getSetting' }, 'MediaDomain'),

  ConnectedUsersInfo: service('ConnectedUsersInfo', '12.6'),
  RuntimeConfigInfo: service('RuntimeConfigInfo', '12.5'),
  LockedOutUsers: service('LockedOutUsers', '12.6'),
  ConfigInfo: service('ConfigInfo', '12.5'),
  MaintenanceMode: path('none', { GET: 'getMaintenanceMode', PUT: 'putMaintenanceMode' }, 'MaintenanceMode', '12.6'),
  'UserAuthMode/*': path('user', { GET: 'getUserAuthMode' }, undefined, '12.5'),
  Devices: path('none', { GET: 'getDevices' }, 'Devices', '12.6'),
}

export const routes: ReadonlyMap<string, Path> = new Map(Object.entries(paths))
