/**
 * What belongs to a team: lists for its people (TeamResource, and the older lists of User), and what an administrator
 * assigns to it (Developer Guide 12.5(1), p. 52-66, 150-163 and 315-327).
 */
import { ADMINISTRATOR, type Category, type Draft, type FullPhoneBook, type TeamLayout } from '../domain/config.ts'
import type { Team, User } from '../domain/directory.ts'
import type { Content, RestRequest } from '../domain/rest.ts'
import { assignables, assignedIds } from './config/assignments.ts'
import { DraftReader } from './config/draft-reader.ts'
import type { Assigned } from './config/kind.ts'
import { assigned, fullWorkflow } from './config/offered.ts'
import { contactsMost } from './config/phone-books.ts'
import { settingWords, teamLayout } from './config/settings.ts'
import type { FinesseNode } from './node.ts'
import { type Answer, failure } from './rest-answer.ts'
import { notFound } from './rest-config.ts'

type Books = Omit<Extract<Content, { kind: 'objects' }>, 'items'> & { readonly items: readonly FullPhoneBook[] }

const categories: readonly Category[] = ['NOT_READY', 'LOGOUT']
const PARTIAL = 206
const RANGE_OUTSIDE = 416

/** A list of what the people of a team are offered. */
function offeredList(node: FinesseNode, team: number, list: string, category: Category | 'ALL' | undefined): Content {
  const { offered } = node.administration
  const now = node.env.now()
  switch (list) {
    case 'ReasonCodes': {
      const wanted = category === 'ALL' ? categories : [category!]
      const items = wanted.flatMap((one) => offered.reasonCodes(team, one, now))
      return { kind: 'objects', name: list, items, category: category! }
    }
    case 'WrapUpReasons':
      return { kind: 'objects', name: list, items: offered.wrapUpReasons(team, now) }
    case 'PhoneBooks':
      return { kind: 'objects', name: list, items: offered.phoneBooks(team, now) }
    case 'Workflows':
      return { kind: 'objects', name: list, items: offered.workflows(team, now) }
    default:
      return { kind: 'objects', name: list, items: offered.layouts(team, now) }
  }
}

const noCategory = (): Answer => failure(400, 'Bad Request', 'category is required', 'category')

/** GET TeamResource/{id}/…: for members of the team and those who supervise it. */
export function getTeamResource(node: FinesseNode, request: RestRequest): Answer {
  const team = node.options.directory.teams[request.id]
  const caller = node.options.directory.users[request.user]
  if (team === undefined) return failure(404, 'TeamId Not Found', 'Invalid teamId specified', String(request.id))
  if (request.user !== ADMINISTRATOR && !isOf(team, caller)) {
    return failure(401, 'Invalid Authorization', 'UNAUTHORIZED', caller?.loginId)
  }
  const category = request.item === 'ALL' ? 'ALL' : request.category
  if (request.resource === 'ReasonCodes' && category === undefined) return noCategory()
  const content = offeredList(node, team.id, request.resource!, category)
  if (request.resource !== 'PhoneBooks') return { status: 200, content }
  return ranged(node, request, content as Books)
}

const isOf = ({ index }: Team, caller: User | undefined): boolean =>
  caller !== undefined && (caller.team === index || caller.supervises.includes(index))

/** Contacts are counted over all books, from 1. Before 12.6 a range has to be given (TeamResource—Get Phone Books). */
function ranged(node: FinesseNode, request: RestRequest, content: Books): Answer {
  const { release } = node.profile
  const most = contactsMost(release)
  const [from, to] = request.range === undefined || request.range === 'malformed' ? [1, most] : request.range
  const needed = release === '12.5' && request.range === undefined
  if (needed || request.range === 'malformed' || from < 1 || to > most || from > to) {
    return failure(RANGE_OUTSIDE, 'Range Not Satisfiable', `Invalid Range Specified. Range must be 1-${most} objects`)
  }
  return cut(content, from, to)
}

function cut(content: Books, from: number, to: number): Answer {
  let before = 0
  const items = content.items.map((book) => {
    const first = Math.max(0, from - 1 - before)
    const last = Math.max(0, to - before)
    before += book.Contacts.length
    return first === 0 && last >= book.Contacts.length ? book : { ...book, Contacts: book.Contacts.slice(first, last) }
  })
  const kept = items.reduce((sum, book) => sum + book.Contacts.length, 0)
  return { status: kept < before ? PARTIAL : 200, content: { ...content, items } }
}

/** GET User/{id}/…: lists of one's own team; only an administrator sees those of others. */
export function getUserList(node: FinesseNode, request: RestRequest, list: string): Answer {
  const wrong = notOneself(node, request)
  if (wrong !== undefined) return wrong
  if (list === 'ReasonCodes' && request.category === undefined) return noCategory()
  const content = offeredList(node, teamOf(node, request.id), list, request.category)
  if (list === 'PhoneBooks') {
    const limited = cut(content as Books, 1, contactsMost(node.profile.release))
    return { ...limited, status: 200 }
  }
  return { status: 200, content: list === 'WrapUpReasons' ? { ...content, owner: request.id } : content } as Answer
}

/** GET User/{id}/ReasonCode/{rid}, WrapUpReason/{wid}, MediaPropertiesLayout: one object that the user is offered. */
export function getUserObject(node: FinesseNode, request: RestRequest): Answer {
  const wrong = notOneself(node, request)
  if (wrong !== undefined) return wrong
  const { resource, item } = request
  const list = (category?: Category) =>
    (offeredList(node, teamOf(node, request.id), `${resource}s`, category) as { items: readonly { id: number }[] })
      .items
  const offered = resource === 'ReasonCode' ? categories.flatMap((category) => list(category)) : list()
  const value =
    resource === 'MediaPropertiesLayout'
      ? offered.find((one) => (one as unknown as { type: string }).type === 'DEFAULT')
      : offered.find(({ id }) => String(id) === item)
  return value === undefined
    ? notFound(resource!, item ?? '')
    : { status: 200, content: { kind: 'object', name: resource!, value } }
}

function notOneself({ options: { directory } }: FinesseNode, { id, user }: RestRequest): Answer | undefined {
  const asked = directory.users[id]
  if (asked === undefined) return failure(404, 'User Not Found', 'UNKNOWN_USER', String(id))
  if (user === id || user === ADMINISTRATOR) return undefined
  const text = "The user specified in the authentication credentials and the uri don't match"
  return failure(401, 'Invalid Authorization User Specified', text, asked.loginId)
}

function teamOf({ options: { directory } }: FinesseNode, user: number): number {
  return directory.teams[directory.users[user]!.team]?.id ?? -1
}

const noTeam = (id: number): Answer =>
  failure(404, 'finesse.api.team.team_assignment_invalid_team', 'This is not a valid team', String(id))

/** GET Team/{id}/ReasonCodes and its like, for administrators: what is assigned, without what is global. */
export function getAssigned(node: FinesseNode, request: RestRequest): Answer {
  const team = node.options.directory.teams[request.id]
  if (team === undefined) return noTeam(request.id)
  const { saved } = node.administration.store
  if (request.resource === 'LayoutConfig') {
    const own = saved.get<TeamLayout>('TeamLayout', team.id)
    const layoutxml = own?.layoutxml || saved.get<{ layoutxml: string }>('LayoutConfig', 0)!.layoutxml
    const value = { useDefault: own?.useDefault ?? true, layoutxml }
    return { status: 200, content: { kind: 'object', name: 'TeamLayoutConfig', value } }
  }
  const { kind, list, collection } = assignables.get(request.resource!)!
  if (list === 'ReasonCodes' && request.category === undefined) return noCategory()
  const found = assigned<{ id: number }>(saved, kind, collection(request.category), team.id)
  const items = kind === 'Workflow' ? found.map((one) => fullWorkflow(saved, one as never)) : found
  const category = list === 'ReasonCodes' ? { category: request.category! } : {}
  return { status: 200, content: { kind: 'objects', name: list, items, ...category } }
}

/** PUT: the list replaces the one before, in its order. */
export function putAssigned(node: FinesseNode, request: RestRequest): Answer {
  const team = node.options.directory.teams[request.id]
  if (team === undefined) return noTeam(request.id)
  if (request.body === undefined) return failure(400, 'Bad Request', `The request body must be ${request.resource}`)
  const { saved } = node.administration.store
  const draft = request.body as Draft
  if (request.resource === 'LayoutConfig') {
    const reader = new DraftReader(draft, settingWords)
    const value = teamLayout(
      reader,
      saved.get<TeamLayout>('TeamLayout', team.id) ?? { useDefault: true, layoutxml: '' },
    )
    if (reader.problem !== undefined) return { status: 400, error: reader.problem }
    node.administration.commit([{ collection: 'TeamLayout', id: team.id, value }])
    return { status: 200 }
  }
  const assignable = assignables.get(request.resource!)!
  if (assignable.list === 'ReasonCodes' && request.category === undefined) return noCategory()
  const ids = assignedIds(assignable, draft, request.category, saved)
  if (!Array.isArray(ids)) return { status: 400, error: ids as Exclude<typeof ids, readonly number[]> }
  const value: Assigned = { ids }
  node.administration.commit([{ collection: assignable.collection(request.category), id: team.id, value }])
  return { status: 200 }
}
