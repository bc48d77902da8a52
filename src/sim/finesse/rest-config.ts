/**
 * Configuration objects and settings (Developer Guide 12.5(1), ch. 4): for administrators, and changed on the primary
 * node alone. A change is answered at once and makes no event; a new object is told by its Location.
 */
import type { Contact, Draft, PhoneBook, Workflow } from '../domain/config.ts'
import type { ApiError, RestRequest } from '../domain/rest.ts'
import { readContacts, writeContacts } from './config/csv.ts'
import { DraftReader } from './config/draft-reader.ts'
import { isProblem, type Kind, type Surroundings } from './config/kind.ts'
import { kinds, plural } from './config/kinds.ts'
import { fullWorkflow } from './config/offered.ts'
import { contact, contactsOf, replaceContacts } from './config/phone-books.ts'
import { type Setting, settings, settingWords } from './config/settings.ts'
import type { Change, Objects } from './config/store.ts'
import type { FinesseNode } from './node.ts'
import { type Answer, failure } from './rest-answer.ts'

const done: Answer = { status: 200 }
const refused = (error: ApiError, status = 400): Answer => ({ status, error })
export const notFound = (resource: string, id: string): Answer =>
  failure(404, 'Not Found', `Invalid ${resource} id specified`, id)

/** The kind that a request is about, and in which collection its objects are; undefined for a phone book that is not. */
function kindOf(objects: Objects, { resource, id }: RestRequest): { kind: Kind; collection: string } | undefined {
  if (resource !== 'Contact') {
    const kind = kinds.get(resource ?? '')
    return kind && { kind, collection: kind.name }
  }
  if (objects.get<PhoneBook>('PhoneBook', id) === undefined) return undefined
  return { kind: contact(id) as unknown as Kind, collection: contactsOf(id) }
}

/** Of a contact the subject is the phone book, and the contact is inside it. */
function idOf(node: FinesseNode, { resource, id, item }: RestRequest): number {
  if (resource === 'Contact') return /^\d{1,9}$/.test(item ?? '') ? Number(item) : -1
  if (resource !== 'MediaPropertiesLayout' || item !== 'default') return id
  const layouts = node.administration.store.saved.all<{ id: number; type: string }>('MediaPropertiesLayout')
  return layouts.find(({ type }) => type === 'DEFAULT')?.id ?? -1
}

const nameOf = (request: RestRequest): string => request.item ?? String(request.id)

export function listObjects(node: FinesseNode, request: RestRequest): Answer {
  const { saved } = node.administration.store
  const found = kindOf(saved, request)
  if (found === undefined) return notFound('PhoneBook', String(request.id))
  const { category } = request
  if (found.kind.name === 'ReasonCode') {
    if (category === undefined) return failure(400, 'Bad Request', 'category is required', 'category')
    const items = saved
      .all<{ category: string; systemCode: boolean }>('ReasonCode')
      .filter((code) => code.category === category && !code.systemCode)
    return { status: 200, content: { kind: 'objects', name: 'ReasonCodes', items, category } }
  }
  const items = saved.all(found.collection).map((one) => shown(saved, found.kind.name, one))
  return { status: 200, content: { kind: 'objects', name: plural(found.kind.name), items } }
}

export function getObject(node: FinesseNode, request: RestRequest): Answer {
  const { saved } = node.administration.store
  const found = kindOf(saved, request)
  const object = found && saved.get(found.collection, idOf(node, request))
  if (object === undefined) return notFound(request.resource!, nameOf(request))
  return {
    status: 200,
    content: { kind: 'object', name: request.resource!, value: shown(saved, request.resource!, object) },
  }
}

const shown = (objects: Objects, name: string, object: object): object =>
  name === 'Workflow' ? fullWorkflow(objects, object as Workflow) : object

export function createObject(node: FinesseNode, request: RestRequest): Answer {
  const { store } = node.administration
  const found = kindOf(store.saved, request)
  if (found === undefined) return notFound('PhoneBook', String(request.id))
  const { kind, collection } = found
  if (request.body === undefined) return failure(400, 'Bad Request', `The request body must be a ${kind.name}`)
  const { id, counted } = store.nextId()
  const draft = new DraftReader(request.body as Draft, kind.words)
  const around = surroundings(node)
  const value = kind.make(draft, id, undefined, around)
  const error = draft.problem ?? kind.against(value, undefined, around)
  if (error !== undefined) return refused(error)
  node.administration.commit([counted, { collection, id, value }])
  const within = kind.name === 'Contact' ? `PhoneBook/${request.id}/` : ''
  return { status: 200, created: `${within}${kind.name}/${id}` }
}

export function updateObject(node: FinesseNode, request: RestRequest): Answer {
  const { saved } = node.administration.store
  const found = kindOf(saved, request)
  const before = found && saved.get<{ id: number }>(found.collection, idOf(node, request))
  if (found === undefined || before === undefined) return notFound(request.resource!, nameOf(request))
  const { kind, collection } = found
  if (request.body === undefined) return failure(400, 'Bad Request', `The request body must be a ${kind.name}`)
  const draft = new DraftReader(request.body as Draft, kind.words)
  if (!kind.fields.some((field) => draft.has(field))) {
    return failure(400, 'Invalid Input', 'For update, at least one field must be set.', kind.fields.join(', '))
  }
  const around = surroundings(node)
  const value = kind.make(draft, before.id, before, around)
  const error = draft.problem ?? kind.against(value, before, around)
  if (error !== undefined) return refused(error)
  node.administration.commit([{ collection, id: before.id, value }])
  return done
}

export function deleteObject(node: FinesseNode, request: RestRequest): Answer {
  const { saved } = node.administration.store
  const found = kindOf(saved, request)
  const before = found && saved.get<{ id: number }>(found.collection, idOf(node, request))
  if (found === undefined || before === undefined) return notFound(request.resource!, nameOf(request))
  const others = found.kind.remove(before, surroundings(node))
  if (isProblem(others)) return refused(others, others.type === 'Forbidden' ? 403 : 400)
  node.administration.commit([...others, { collection: found.collection, id: before.id, value: undefined }])
  return done
}

function surroundings({ administration, options, profile }: FinesseNode): Surroundings {
  return { objects: administration.store.saved, deployment: options.deployment, release: profile.release }
}

export const settingNamed = (name: string | undefined): Setting | undefined => settings.find((one) => one.name === name)

export function getSetting(node: FinesseNode, { resource }: RestRequest): Answer {
  const { saved } = node.administration.store
  if (resource === 'ECCVariableConfig') {
    return {
      status: 200,
      content: { kind: 'objects', name: resource, items: saved.get<object[]>('EccVariables', 0) ?? [] },
    }
  }
  if (resource === 'MediaDomain') {
    return {
      status: 200,
      content: { kind: 'objects', name: 'MediaDomains', items: node.administration.media.domains() },
    }
  }
  return { status: 200, content: { kind: 'object', name: resource!, value: saved.get(resource!, 0)! } }
}

export function putSetting(node: FinesseNode, { resource, body }: RestRequest): Answer {
  const setting = settingNamed(resource)!
  if (body === undefined) return failure(400, 'Bad Request', `The request body must be a ${setting.name}`)
  const before = node.administration.store.saved.get(setting.name, 0)
  const draft = new DraftReader(body as Draft, settingWords)
  const value = setting.make(draft, before)
  if (draft.problem !== undefined) return refused(draft.problem)
  node.administration.commit([{ collection: setting.name, id: 0, value }])
  return done
}

export function exportContacts(node: FinesseNode, { id }: RestRequest): Answer {
  const { saved } = node.administration.store
  if (saved.get('PhoneBook', id) === undefined) return notFound('PhoneBook', String(id))
  return { status: 200, content: { kind: 'csv', text: writeContacts(saved.all<Contact>(contactsOf(id))) } }
}

/** From CSV; all of it or nothing. It is answered 202 although it is done, as the real one works on in the background. */
export function importContacts(node: FinesseNode, request: RestRequest): Answer {
  const { csv } = (request.body ?? {}) as Draft
  if (typeof csv !== 'string') return failure(400, 'Invalid Input', 'There is no file with contacts')
  const read = readContacts(csv)
  if ('wrong' in read) return failure(400, 'Invalid Input', read.wrong)
  return replace(node, request, read.rows as unknown as readonly Draft[], false, 202)
}

/** From XML; contacts with errors are left out (Developer Guide 12.5(1), p. 277). */
export function putContacts(node: FinesseNode, request: RestRequest): Answer {
  const { items } = (request.body ?? {}) as Draft
  if (!Array.isArray(items)) return failure(400, 'Bad Request', 'The request body must be Contacts')
  return replace(node, request, items as readonly Draft[], true, 200)
}

function replace(
  node: FinesseNode,
  { id: book }: RestRequest,
  drafts: readonly Draft[],
  lenient: boolean,
  status: number,
): Answer {
  const { store } = node.administration
  if (store.saved.get('PhoneBook', book) === undefined) return notFound('PhoneBook', String(book))
  const kind = contact(book)
  const around = surroundings(node)
  const contacts: Contact[] = []
  for (const draft of drafts) {
    const reader = new DraftReader(draft, kind.words)
    const value = kind.make(reader, 0, undefined, around)
    if (reader.problem === undefined) contacts.push(value)
    else if (!lenient) return refused({ ...reader.problem, type: 'Invalid Input' })
  }
  const { id } = store.nextId()
  const changes = replaceContacts(store.saved, book, contacts, id, around.release)
  if (isProblem(changes)) return refused(changes)
  node.administration.commit([store.counted(id + contacts.length), ...(changes as readonly Change[])])
  return { status }
}
