/** Phone books and their contacts (Finesse developer site, PhoneBook and Contact; Administration Guide 11.6(1), ch. 5). */
import type { Contact, PhoneBook } from '../../domain/config.ts'
import type { DraftReader } from './draft-reader.ts'
import { isAssigned, type Kind, problem, tooMany } from './kind.ts'
import type { Change, Objects } from './store.ts'

const words = { missing: 'Parameter Missing', invalid: 'Invalid Input', duplicate: 'Finesse API Error' }
const GLOBAL_MOST = 10
const TEAM_MOST = 300
const CONTACTS_MOST = 50_000
const NAME_MOST = 64
const FIELD_MOST = 128
const NUMBER_MOST = 32

/** Contacts that one agent gets over all books, and that one import brings at most. */
export const contactsMost = (release: string): number => (release === '11.6' || release === '12.0' ? 1500 : 6000)

/** Contacts of a book are a collection of their own. */
export const contactsOf = (book: number): string => `Contact/${book}`

export function contactCount(objects: Objects): number {
  return objects.ids('PhoneBook').reduce((sum, book) => sum + objects.count(contactsOf(book)), 0)
}

export const phoneBook: Kind<PhoneBook> = {
  name: 'PhoneBook',
  words,
  fields: ['name', 'type'],

  make: (draft, id, before) => ({
    id,
    name: draft.text('name', before?.name, { least: 1, most: NAME_MOST }),
    type: draft.oneOf('type', before?.type, ['GLOBAL', 'TEAM']),
  }),

  against(value, before, { objects }) {
    const others = objects.all<PhoneBook>('PhoneBook').filter(({ id }) => id !== value.id)
    // Names that differ only in capitals are different names.
    if (others.some(({ name }) => name === value.name)) {
      return problem(words.duplicate, 'A phone book with the same name already exists', value.name)
    }
    if (before?.type === value.type) return undefined
    if (before !== undefined && value.type === 'GLOBAL' && isAssigned(objects, 'TeamPhoneBooks', value.id))
      return inUse(value)
    const most = value.type === 'GLOBAL' ? GLOBAL_MOST : TEAM_MOST
    const alike = others.filter(({ type }) => type === value.type)
    return alike.length >= most ? tooMany(`${value.type} phone books`, most) : undefined
  },

  remove(value, { objects }) {
    if (isAssigned(objects, 'TeamPhoneBooks', value.id)) return inUse(value)
    return noContacts(objects, value.id)
  },
}

const inUse = ({ id }: PhoneBook) => problem('In Use', 'The phone book is assigned to a team', String(id))

function noContacts(objects: Objects, book: number): Change[] {
  const collection = contactsOf(book)
  return objects.ids(collection).map((id) => ({ collection, id, value: undefined }))
}

export const contact = (book: number): Kind<Contact> => ({
  name: 'Contact',
  words: { missing: 'Bad Request', invalid: 'Bad Request', duplicate: 'Finesse API Error' },
  fields: ['firstName', 'lastName', 'phoneNumber', 'description'],
  make: (draft, id, before) => readContact(draft, id, book, before),

  against(_value, before, { objects, release }) {
    if (before !== undefined) return undefined
    const most = contactsMost(release)
    if (objects.count(contactsOf(book)) >= most) return tooMany('contacts of a phone book', most)
    return contactCount(objects) >= CONTACTS_MOST ? tooMany('contacts', CONTACTS_MOST) : undefined
  },

  remove: () => [],
})

function readContact(draft: DraftReader, id: number, book: number, before: Contact | undefined): Contact {
  return {
    id,
    book,
    firstName: draft.text('firstName', before?.firstName ?? '', { most: FIELD_MOST }),
    lastName: draft.text('lastName', before?.lastName ?? '', { most: FIELD_MOST }),
    phoneNumber: draft.text('phoneNumber', before?.phoneNumber, { least: 1, most: NUMBER_MOST }),
    description: draft.text('description', before?.description ?? '', { most: FIELD_MOST }),
  }
}

/**
 * All contacts of a book replaced by others, as an import does; too many of them change nothing. Ids go up from
 * `firstId`.
 */
export function replaceContacts(
  objects: Objects,
  book: number,
  contacts: readonly Omit<Contact, 'id' | 'book'>[],
  firstId: number,
  release: string,
): readonly Change[] | ReturnType<typeof problem> {
  const most = contactsMost(release)
  if (contacts.length > most) return tooMany('contacts of an import', most)
  const others = contactCount(objects) - objects.count(contactsOf(book))
  if (others + contacts.length > CONTACTS_MOST) return tooMany('contacts', CONTACTS_MOST)
  const collection = contactsOf(book)
  const added = contacts.map((one, at) => ({ collection, id: firstId + at, value: { ...one, id: firstId + at, book } }))
  return [...noContacts(objects, book), ...added]
}
