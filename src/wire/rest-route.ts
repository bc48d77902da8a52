/**
 * From verb and target of an HTTP request to what it asks for. Object names are case-sensitive, a slash at the end
 * and unknown query parameters do not matter (Developer Guide 12.5(1), p. 9-12). A path that exists answers a wrong
 * verb with 405 and `Allow`, one that does not with 404.
 */
import { ADMINISTRATOR, administrator } from '../sim/domain/config.ts'
import { type Release, releases } from '../sim/domain/release.ts'
import { Operation, type OperationName, operationName, type RestRequest, type Verb } from '../sim/domain/rest.ts'
import { API, dialogNumber, type Names, queueIndex, teamIndex, userIndex } from './finesse-xml/names.ts'
import { type Path, routes, type Subject, type Verbs } from './rest-paths.ts'

export interface Found {
  readonly kind: 'found'
  readonly operation: number
  readonly subject: Subject
  readonly resource: string | undefined
  /** First id in the path as it was written, empty without one. */
  readonly id: string
  /** The second id; for some, a word of the path or of the query in its place. */
  readonly item: string | undefined
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
export function routeRest(method: string, target: string, release: Release = '15.0'): Routed {
  const question = target.indexOf('?')
  const path = question < 0 ? target : target.slice(0, question)
  if (path === RELOAD || (path.startsWith(PAGES) && !path.startsWith(CALLS))) return pageRoute(method, path)
  if (!path.startsWith(API)) return { kind: 'unknown' }
  const parts = path.slice(API.length).replace(/\/$/, '').split('/')
  const found = pathOf(parts)
  const ids = parts.filter((_, index) => index % 2 === 1).map(decoded)
  if (found === undefined || ids.some((id) => id === undefined || id === '')) return { kind: 'unknown' }
  const { subject, verbs, resource, since } = found
  if (since !== undefined && releases.indexOf(release) < releases.indexOf(since)) return { kind: 'unknown' }
  const verb = method === 'HEAD' ? 'GET' : method
  if (!Object.hasOwn(verbs, verb))
    return { kind: method === 'OPTIONS' ? 'options' : 'wrong verb', allow: allowed(verbs) }
  const query = new URLSearchParams(question < 0 ? '' : target.slice(question + 1))
  const category = query.get('category')
  const operation = verbs[verb as Verb]!
  return {
    kind: 'found',
    operation: Operation[operation],
    subject,
    resource,
    id: ids[0] ?? '',
    item: itemOf(operation, subject, ids as string[], query),
    category: category === 'NOT_READY' || category === 'LOGOUT' ? category : undefined,
    includeLoggedOut: query.get('includeLoggedOutAgents') === 'true',
  }
}

/** Everything that a browser loads for the desktop, and what it asks before it reloads. */
const PAGES = '/desktop/'
const PAGE = `${PAGES}container/`
/** Assumed: how a desktop asks the other node when to reload was not published. */
const CALLS = `${PAGES}api/`
const RELOAD = `${CALLS}reload`

function pageRoute(method: string, path: string): Routed {
  const allow = 'GET,OPTIONS,HEAD'
  if (method === 'OPTIONS') return { kind: 'options', allow }
  if (method !== 'GET' && method !== 'HEAD') return { kind: 'wrong verb', allow }
  const none = { id: '', item: undefined, resource: undefined, category: undefined, includeLoggedOut: false }
  const operation = path === RELOAD ? Operation.getDesktopConfig : Operation.getPage
  return { kind: 'found', operation, subject: 'none', ...none }
}

/** A word in the place of the last id goes before an id. */
function pathOf(parts: readonly string[]): Path | undefined {
  const starred = parts.map((part, index) => (index % 2 === 0 ? part : '*'))
  const word = [...starred.slice(0, -1), parts.at(-1)].join('/')
  const found = word.endsWith('*') ? undefined : routes.get(word)
  return found ?? routes.get(starred.join('/'))
}

function itemOf(operation: OperationName, subject: Subject, ids: readonly string[], query: URLSearchParams) {
  if (operation === 'getDevices') return query.get('extension') ?? undefined
  // Assumed: how the detailed form is asked for was not published.
  if (operation === 'getServiceInfo') return query.get('userDetails') === 'true' ? 'details' : undefined
  if (operation === 'getTeamResource') return query.get('category') === 'ALL' ? 'ALL' : undefined
  return subject === 'text' || subject === 'none' ? ids[0] : ids[1]
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
export function subjectIndex(names: Names, { subject, id }: Pick<Found, 'subject' | 'id'>): number {
  switch (subject) {
    case 'user':
      return userIndex(names, id)
    case 'team':
      return teamIndex(names, id)
    case 'queue':
      return queueIndex(names, id)
    case 'none':
    case 'text':
      return 0
    default:
      return dialogNumber(id)
  }
}

/** Index of the one who asks: a user, the administrator, or -1 for nobody known. */
export function callerIndex(names: Names, name: string): number {
  return name === administrator.loginId ? ADMINISTRATOR : userIndex(names, name)
}

/** The client's side: verb and path of a decoded request. Throws for an operation or a subject that has no path. */
export function requestLine(names: Names, request: RestRequest): { readonly verb: Verb; readonly path: string } {
  const operation = operationName(request.operation)
  if (operation === 'getPage') return { verb: 'GET', path: PAGE }
  if (operation === 'getDesktopConfig') return { verb: 'GET', path: RELOAD }
  for (const [path, { subject, verbs, resource }] of routes) {
    const verb = (Object.keys(verbs) as Verb[]).find((one) => verbs[one] === operation)
    if (
      verb === undefined ||
      (resource !== undefined && request.resource !== undefined && resource !== request.resource)
    )
      continue
    const ids = path.split('*').length - 1
    const inside = subject === 'text' ? 1 : ids - (subject === 'none' ? 0 : 1)
    if (inside > 0 !== (request.item !== undefined) && !wordIn(path, request.item)) continue
    const own = subject === 'text' ? request.item! : idOf(names, subject, request.id)
    const filled = path.replace('*', encodeURIComponent(own)).replace('*', encodeURIComponent(request.item ?? ''))
    return { verb, path: `${API}${filled}${queryOf(request, operation)}` }
  }
  throw new RangeError(`no path for operation ${operation}`)
}

/** Words of the query, or of the path, that stand where an item would. */
function wordIn(path: string, item: string | undefined): boolean {
  if (item === undefined) return false
  return (
    path.endsWith(`/${item}`) || path === 'Devices' || path === 'ConnectedUsersInfo' || path.startsWith('TeamResource')
  )
}

function queryOf({ category, item }: RestRequest, operation: OperationName | undefined): string {
  if (operation === 'getDevices') return `?extension=${encodeURIComponent(item ?? '')}`
  if (operation === 'getServiceInfo') return item === 'details' ? '?userDetails=true' : ''
  if (operation === 'getTeamResource' && item === 'ALL') return '?category=ALL'
  return category === undefined ? '' : `?category=${category}`
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
