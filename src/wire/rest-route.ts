/**
 * From verb and target of an HTTP request to what it asks for. Object names are case-sensitive, a slash at the end
 * and unknown query parameters do not matter (Developer Guide 12.5(1), p. 9-12). A path that exists answers a wrong
 * verb with 405 and `Allow`, one that does not with 404.
 */
import { Operation, type OperationName, operationName, type RestRequest, type Verb } from '../sim/domain/rest.ts'
import { API, dialogNumber, type Names, queueIndex, teamIndex, userIndex } from './finesse-xml/names.ts'

type Subject = 'none' | 'user' | 'dialog' | 'team' | 'queue' | 'reasonCode'
type Verbs = Readonly<Partial<Record<Verb, OperationName>>>

/** Paths, an asterisk for each id. The last id that means something to the operation is the subject's. */
const paths: Readonly<Record<string, readonly [Subject, Verbs]>> = {
  SystemInfo: ['none', { GET: 'getSystemInfo' }],
  Users: ['none', { GET: 'getUsers' }],
  'User/*': ['user', { GET: 'getUser', PUT: 'putUser' }],
  'User/*/Dialogs': ['user', { GET: 'getDialogs', POST: 'postDialog' }],
  'User/*/Queues': ['user', { GET: 'getUserQueues' }],
  'User/*/ReasonCodes': ['user', { GET: 'getReasonCodes' }],
  'User/*/WrapUpReasons': ['user', { GET: 'getWrapUpReasons' }],
  'User/*/PhoneBooks': ['user', { GET: 'getPhoneBooks' }],
  'User/*/Workflows': ['user', { GET: 'getWorkflows' }],
  'User/*/MediaPropertiesLayouts': ['user', { GET: 'getMediaPropertiesLayouts' }],
  'User/*/ClientLog': ['user', { POST: 'clientLog' }],
  'Dialog/*': ['dialog', { GET: 'getDialog', PUT: 'putDialog' }],
  Teams: ['none', { GET: 'getTeams' }],
  'Team/*': ['team', { GET: 'getTeam' }],
  'Team/*/ReasonCodes': ['team', { GET: 'getReasonCodes' }],
  'Team/*/WrapUpReasons': ['team', { GET: 'getWrapUpReasons' }],
  'Team/*/PhoneBooks': ['team', { GET: 'getPhoneBooks' }],
  'Team/*/Workflows': ['team', { GET: 'getWorkflows' }],
  'TeamResource/*/ReasonCodes': ['team', { GET: 'getReasonCodes' }],
  'TeamResource/*/WrapUpReasons': ['team', { GET: 'getWrapUpReasons' }],
  'TeamResource/*/PhoneBooks': ['team', { GET: 'getPhoneBooks' }],
  'TeamResource/*/Workflows': ['team', { GET: 'getWorkflows' }],
  'TeamResource/*/MediaPropertiesLayouts': ['team', { GET: 'getMediaPropertiesLayouts' }],
  'Queue/*': ['queue', { GET: 'getQueue' }],
  ReasonCodes: ['none', { GET: 'getReasonCodes' }],
  'ReasonCode/*': ['reasonCode', { GET: 'getReasonCode' }],
  'User/*/ReasonCode/*': ['reasonCode', { GET: 'getReasonCode' }],
  WrapUpReasons: ['none', { GET: 'getWrapUpReasons' }],
  PhoneBooks: ['none', { GET: 'getPhoneBooks' }],
  Workflows: ['none', { GET: 'getWorkflows' }],
}
const routes = new Map(Object.entries(paths))

export interface Found {
  readonly kind: 'found'
  readonly operation: number
  readonly subject: Subject
  /** Id in the path as it was written, empty without one. */
  readonly id: string
  readonly category: 'NOT_READY' | 'LOGOUT' | undefined
  readonly includeLoggedOut: boolean
}

export type Routed =
  | Found
  | { readonly kind: 'unknown' }
  /** The path exists; `allow` is the value of the Allow header. */
  | { readonly kind: 'wrong verb'; readonly allow: string }
  | { readonly kind: 'options'; readonly allow: string }

/** HEAD is answered as GET; leaving the body out is the server's business. */
export function routeRest(method: string, target: string): Routed {
  const question = target.indexOf('?')
  const path = question < 0 ? target : target.slice(0, question)
  if (!path.startsWith(API)) return { kind: 'unknown' }
  const parts = path.slice(API.length).replace(/\/$/, '').split('/')
  const found = routes.get(parts.map((part, index) => (index % 2 === 0 ? part : '*')).join('/'))
  const ids = parts.filter((_, index) => index % 2 === 1).map(decoded)
  if (found === undefined || ids.some((id) => id === undefined || id === '')) return { kind: 'unknown' }
  const [subject, verbs] = found
  const verb = method === 'HEAD' ? 'GET' : method
  if (!Object.hasOwn(verbs, verb))
    return { kind: method === 'OPTIONS' ? 'options' : 'wrong verb', allow: allowed(verbs) }
  const query = new URLSearchParams(question < 0 ? '' : target.slice(question + 1))
  const category = query.get('category')
  return {
    kind: 'found',
    operation: Operation[verbs[verb as Verb]!],
    subject,
    id: ids.at(-1) ?? '',
    category: category === 'NOT_READY' || category === 'LOGOUT' ? category : undefined,
    includeLoggedOut: query.get('includeLoggedOutAgents') === 'true',
  }
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}

/** In the order of a captured answer: `GET,OPTIONS,HEAD,PUT`. */
function allowed(verbs: Verbs): string {
  const rest = Object.keys(verbs).filter((verb) => verb !== 'GET')
  return [...('GET' in verbs ? ['GET', 'OPTIONS', 'HEAD'] : ['OPTIONS']), ...rest].join(',')
}

/** Number of what the path names, as decoded requests carry it; -1 for what this center does not have. */
export function subjectIndex(names: Names, { subject, id }: Found): number {
  switch (subject) {
    case 'user':
      return userIndex(names, id)
    case 'team':
      return teamIndex(names, id)
    case 'queue':
      return queueIndex(names, id)
    case 'none':
      return 0
    default:
      return dialogNumber(id)
  }
}

/** The client's side: verb and path of a decoded request. Throws for an operation or a subject that has no path. */
export function requestLine(names: Names, request: RestRequest): { readonly verb: Verb; readonly path: string } {
  const operation = operationName(request.operation)
  for (const [path, [subject, verbs]] of routes) {
    const verb = (Object.keys(verbs) as Verb[]).find((one) => verbs[one] === operation)
    if (verb === undefined) continue
    const id = encodeURIComponent(idOf(names, subject, request.id))
    const query = request.category === undefined ? '' : `?category=${request.category}`
    return { verb, path: `${API}${path.replace('*', id)}${query}` }
  }
  throw new RangeError(`no path for operation ${operation}`)
}

function idOf({ directory, queues }: Names, subject: Subject, index: number): string {
  switch (subject) {
    case 'user':
      return directory.users[index]!.loginId
    case 'team':
      return String(directory.teams[index]!.id)
    case 'queue':
      return String(queues[index]!.id)
    default:
      return String(index)
  }
}
