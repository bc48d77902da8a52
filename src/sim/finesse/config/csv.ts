/**
 * Contacts as comma-separated values (Administration Guide 11.6(1), ch. 5, Import and Export Contacts; Developer Guide
 * 12.5(1), p. 276-277): a header, four columns, and in an export quotes round every field.
 */
import type { Contact } from '../../domain/config.ts'

type Fields = Omit<Contact, 'id' | 'book'>

const header = ['First Name', 'Last Name', 'Phone Number', 'Notes'] as const
const COLUMNS = header.length

export function writeContacts(contacts: readonly Fields[]): string {
  const rows = contacts.map(({ firstName, lastName, phoneNumber, description }) =>
    [firstName, lastName, phoneNumber, description].map(quoted).join(','),
  )
  return `${[header.map(quoted).join(','), ...rows].join('\r\n')}\r\n`
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

/** The drafts of the rows, or what is wrong with the file as a whole. */
export function readContacts(text: string): { readonly rows: readonly Fields[] } | { readonly wrong: string } {
  const records = split(text)
  if (records === undefined) return { wrong: 'A quote is not closed' }
  const [first, ...rest] = records
  const named = first?.map((name) => name.trim().toLowerCase()) ?? []
  if (header.some((name, at) => named[at] !== name.toLowerCase())) return { wrong: 'The header is missing' }
  const full = rest.filter((record) => record.length > 1 || record[0] !== '')
  const short = full.findIndex((record) => record.length !== COLUMNS)
  if (short >= 0) return { wrong: `Row ${short + 2} does not have ${COLUMNS} columns` }
  return {
    rows: full.map(([firstName, lastName, phoneNumber, description]) => ({
      firstName: legible(firstName!),
      lastName: legible(lastName!),
      phoneNumber: legible(phoneNumber!),
      description: legible(description!),
    })),
  }
}

/** Characters that are none of Latin-1's become question marks. */
const legible = (text: string): string => text.trim().replace(/[\p{Cc}\p{Cs}]|[^\p{Cc}\u0020-\u00ff]/gu, '?')

/** Records of RFC 4180: quotes round fields, doubled inside them; lines end in any of the usual ways. */
function split(text: string): string[][] | undefined {
  const records: string[][] = []
  let record: string[] = []
  let at = 0
  for (;;) {
    let field = ''
    if (text[at] === '"') {
      for (at++; ; at++) {
        const close = text.indexOf('"', at)
        if (close < 0) return undefined
        field += text.slice(at, close)
        at = close + 1
        if (text[at] !== '"') break
        field += '"'
      }
    }
    const end = nextEnd(text, at)
    field += text.slice(at, end)
    record.push(field)
    at = end + 1
    if (text[end] === ',') continue
    records.push(record)
    record = []
    if (text[end] === '\r' && text[at] === '\n') at++
    if (end >= text.length || at >= text.length) return records
  }
}

function nextEnd(text: string, from: number): number {
  let at = from
  while (at < text.length && text[at] !== ',' && text[at] !== '\n' && text[at] !== '\r') at++
  return at
}
