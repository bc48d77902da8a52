/**
 * Decoded requests, responses and events of Finesse (Web Services Developer Guide 12.5(1)). Codecs turn them into
 * XML over HTTP and stanzas over XMPP; a simulated desktop hands them over as they are.
 */

import type { Draft } from './config.ts'
import type { CallData } from './contact.ts'
import type { MobileAgent, SkillGroupStatistics } from './cti.ts'
import type { DialogAction } from './dialog-state.ts'
import type { CtiMaintenanceMode } from './pg-maintenance.ts'
import type { MediaView } from './service.ts'
import type { SystemAuthMode } from './single-sign-on.ts'
import type { FarEnd, Party } from './voice.ts'

export type Verb = 'GET' | 'PUT' | 'POST' | 'DELETE'

/** What a request asks for; the codec finds it from verb, path and body. */
const operations = [
  'getSystemInfo',
  'getUser',
  'getUsers',
  'putUser',
  'getDialogs',
  'getDialog',
  'putDialog',
  'postDialog',
  'getTeam',
  'getTeams',
  'getQueue',
  'getUserQueues',
  'getReasonCodes',
  'getReasonCode',
  'getWrapUpReasons',
  'getPhoneBooks',
  'getWorkflows',
  'getMediaPropertiesLayouts',
  'clientLog',
  /** A file of the page or a gadget, the question of a browser whether it may ask another host, and when to reload. */
  'getPage',
  'preflight',
  'getDesktopConfig',
  /** An access token of single sign-on. */
  'getToken',
  // Configuration objects, by name of the object in `resource`.
  'listObjects',
  'getObject',
  'createObject',
  'updateObject',
  'deleteObject',
  'getSetting',
  'putSetting',
  // Of a user or a team: lists of what is offered, and what an administrator assigned.
  'getUserObject',
  'getTeamResource',
  'getAssigned',
  'putAssigned',
  'exportContacts',
  'importContacts',
  'replaceContacts',
  // Media other than voice.
  'getMediaList',
  'getMedia',
  'putMedia',
  'getMediaDialogs',
  // Messages of supervisors to their teams.
  'getTeamMessages',
  'getTeamMessage',
  'postTeamMessage',
  'deleteTeamMessage',
  // Serviceability.
  'getServiceInfo',
  'getMaintenanceMode',
  'putMaintenanceMode',
  'getUserAuthMode',
  'getDevices',
] as const
export type OperationName = (typeof operations)[number]
export const Operation = Object.fromEntries(operations.map((name, index) => [name, index])) as {
  readonly [Name in OperationName]: number
}
export function operationName(operation: number): OperationName | undefined {
  return operations[operation]
}

/** Operations that are no part of the REST API: they are answered in and out of service, and need no credentials. */
export function isOfThePage(operation: number): boolean {
  return operation >= Operation.getPage && operation <= Operation.getToken
}

export interface RestRequest {
  readonly operation: number
  /** Last part of the path: loginId, dialog id, team id, queue id. Numbers travel as user index or call id. */
  readonly id: number
  /** Index of the user who asks (from the credentials), or -1 without credentials. */
  readonly user: number
  readonly password: string
  /** Opaque to the server; 0 when the client sent none. */
  readonly requestId: number
  readonly body: UserBody | DialogBody | MediaBody | Draft | undefined
  readonly category?: 'NOT_READY' | 'LOGOUT'
  /** Single sign-on: an access token came with it in place of a password. */
  readonly bearer?: true
  /** It is not valid any more. */
  readonly tokenExpired?: true
  /** Which kind of object a request about configuration or service means: `ReasonCode`, `ConnectedUsersInfo`. */
  readonly resource?: string
  /** What is named inside the subject, or by the query: a contact of a phone book, a code of a user, an extension. */
  readonly item?: string
  /** First and last object of the Range header; `malformed` for one that is none. */
  readonly range?: readonly [number, number] | 'malformed'
}

/** Body of PUT User/{id}/Media/{mrd}. */
export interface MediaBody {
  /** As it was written. */
  readonly state: string | undefined
  readonly reasonCodeId: number | undefined
  readonly maxDialogLimit: number | undefined
  readonly interruptAction: string | undefined
  readonly dialogLogoutAction: string | undefined
  readonly routable: boolean | undefined
}

/** Body of PUT User. */
export interface UserBody {
  /** AgentState code, or -1 for a name that is none, or -2 when it is missing. */
  readonly state: number
  readonly extension: string | undefined
  readonly reasonCodeId: number | undefined
  readonly mobile: MobileAgent | undefined
  /** The forced logout of a desktop whose token expired. */
  readonly forced?: true
  /** A sign-out from all media routing domains with it. */
  readonly allMedia?: true
}

/** Body of PUT Dialog and POST User/{id}/Dialogs. */
export interface DialogBody {
  readonly action: DialogAction | 'UNKNOWN' | undefined
  readonly target: string | undefined
  readonly from: string | undefined
  readonly to: string | undefined
  readonly associatedDialog: number | undefined
  readonly variables: ReadonlyMap<number, string> | undefined
  readonly ecc: ReadonlyMap<string, string> | undefined
  readonly wrapUpReason: string | undefined
  /** Of `actionParams`, by name. */
  readonly params?: ReadonlyMap<string, string>
  /** Behaviour of a number outside, drawn by the simulated desktop; real clients have none. */
  readonly farEnd: FarEnd | undefined
}

export interface ApiError {
  readonly type: string
  readonly message: string
  readonly data: string
}

export interface RestResponse {
  readonly status: number
  readonly requestId: number
  readonly error: ApiError | undefined
  readonly content: Content | undefined
  /** Of a new object: where it is, without host and base path. */
  readonly created?: string | undefined
}

export type Content =
  | { readonly kind: 'user'; readonly user: UserView }
  | { readonly kind: 'users'; readonly users: readonly UserView[] }
  | { readonly kind: 'dialogs'; readonly dialogs: readonly DialogView[] }
  | { readonly kind: 'dialog'; readonly dialog: DialogView }
  | { readonly kind: 'systemInfo'; readonly info: SystemInfoView }
  | { readonly kind: 'team'; readonly team: number; readonly users: readonly UserView[] }
  | { readonly kind: 'teams' }
  | { readonly kind: 'queue'; readonly queue: QueueView }
  | { readonly kind: 'queues'; readonly queues: readonly QueueView[] }
  | { readonly kind: 'desktopConfig'; readonly reloadAfterUs: number }
  | { readonly kind: 'token'; readonly lifeUs: number }
  /** One object of the configuration or of the service, under the name of its root element. */
  | { readonly kind: 'object'; readonly name: string; readonly value: object }
  /** Several of them, under the name of the list. */
  | {
      readonly kind: 'objects'
      readonly name: string
      readonly items: readonly object[]
      /** Of reason codes. */
      readonly category?: string
      /** Index of the user whose objects these are: their URIs lead through the user. */
      readonly owner?: number
    }
  | { readonly kind: 'csv'; readonly text: string }

/** A user as events and answers show it: always the whole object. */
export interface UserView {
  readonly user: number
  readonly state: number
  /** 0 when there is none. */
  readonly reason: number
  readonly pendingState: number
  /** Virtual time of the last change, or -1 before the first is known. */
  readonly since: number
  readonly signedIn: boolean
  readonly mobile: MobileAgent | undefined
}

export interface DialogView {
  readonly call: number
  /** DialogState. */
  readonly state: number
  readonly type: number
  readonly from: string
  readonly to: string
  readonly parties: readonly Party[]
  readonly data: CallData
  /** Original of a consult call, or 0. */
  readonly associated: number
  /** The call that was merged into this one, or 0. */
  readonly secondary: number
  readonly contact: number
  /** Queue index, or -1. */
  readonly queue: number
  readonly startedAt: number
  /** FAILED: BUSY, BAD_DESTINATION or OTHER. */
  readonly stateCause: string
}

export interface SystemInfoView {
  readonly node: number
  readonly status: 'IN_SERVICE' | 'OUT_OF_SERVICE' | 'PARTIAL_SERVICE'
  readonly reason: string
  readonly heartbeatOk: boolean
  readonly heartbeatAt: number
  readonly now: number
  /** With single sign-on for all, or for some; undefined: NON_SSO. */
  readonly authMode?: SystemAuthMode
  /** Maintenance mode of the node, and seconds in it; undefined for a node without. */
  readonly maintenance?: { readonly mode: string; readonly seconds: number } | undefined
  /** From 12.6 on. */
  readonly cti?: CtiLinksView | undefined
}

/** What SystemInfo says of the CTI links, and of a planned move of the PG. */
export interface CtiLinksView {
  readonly mode: CtiMaintenanceMode
  /** Whole seconds in that mode, -1 outside. */
  readonly modeSeconds: number
  /** Links that are open. */
  readonly servers: readonly CtiServerView[]
}

export interface CtiServerView {
  /** 0 is A, 1 is B. */
  readonly side: number
  readonly connectedSeconds: number
  readonly active: boolean
}

/** Statistics of a queue as its feed shows them. */
export type QueueView = Omit<SkillGroupStatistics, 'invoke'>

/** Feeds of the Notification Service. The number is the `y` of the facts published and received. */
export const Topic = { USER: 0, DIALOGS: 1, TEAM_USERS: 2, QUEUE: 3, SYSTEM_INFO: 4, MEDIA: 5 } as const

/** One event of the Notification Service: `Update` with data, event, requestId and source. */
export interface Update {
  readonly topic: number
  /** Whose node it is: user, team or queue index. */
  readonly of: number
  readonly verb: 'PUT' | 'POST' | 'DELETE'
  readonly requestId: number
  /** Running number on this stream; not on the wire, for the oracles. */
  readonly number: number
  /** When the CTI event that led to it reached the node, or that of which SystemInfo tells began; for latencies. */
  readonly origin: number
  readonly user: UserView | undefined
  readonly dialog: DialogView | undefined
  readonly queue: QueueView | undefined
  readonly system: SystemInfoView | undefined
  readonly error: (ApiError & { readonly peripheral: number; readonly media?: number }) | undefined
  /** State in a media routing domain, on the feed of media only. */
  readonly media?: MediaView
}

export interface StreamOpen {
  /** Which connection it is; the answer belongs to the same. A client that gave one up and made another tells by it. */
  readonly attempt?: number
  readonly user: number
  readonly password: string
  /** Single sign-on: an access token is the password, and whether it has expired. */
  readonly bearer?: true
  readonly tokenExpired?: true
  readonly resource: string
}
