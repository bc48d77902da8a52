import { describe, expect, it } from 'vitest'
import { readContacts, writeContacts } from '../../../src/sim/finesse/config/csv.ts'
import { RestAsker, type Told, texts } from './rest-asker.ts'

const book = (name: string, type = 'TEAM'): string => `<PhoneBook><name>${name}</name><type>${type}</type></PhoneBook>`
const contact = (number: string, more = ''): string => `<Contact><phoneNumber>${number}</phoneNumber>${more}</Contact>`
const contacts = (count: number): string =>
  `<Contacts>${Array.from({ length: count }, (_, at) => contact(String(7000 + at))).join('')}</Contacts>`
const csv = (rows: number): string =>
  `"First Name","Last Name","Phone Number","Notes"\n${Array.from({ length: rows }, (_, at) => `A,B,${at + 1},\n`).join('')}`
const CSV = { headers: { 'content-type': 'text/csv' } }
const numbers = (told: Told): number =>
  told.xml!.children.flatMap(({ children }) => children.find(({ name }) => name === 'Contacts')?.children ?? []).length

describe('phone books', () => {
  it('[PHONEBOOK-01] there are at most 10 for all and 300 of teams', () => {
    const rest = new RestAsker()
    const fill = (type: string): string => {
      for (let made = 0; ; made++) {
        const { status, type: error } = rest.post('PhoneBook', book(`${type} ${made}`, type))
        if (status !== 200) return `${error} after ${made}`
      }
    }
    expect(fill('GLOBAL')).toBe('Maximum Exceeded after 10')
    expect(fill('TEAM')).toBe('Maximum Exceeded after 300')
  })

  it('[PHONEBOOK-01] and 50000 contacts in all', () => {
    const rest = new RestAsker()
    const paths = Array.from({ length: 9 }, (_, at) => rest.create('PhoneBook', book(`b${at}`)))
    const fill = (path: string, count: number) => rest.put(`${path}/Contacts`, contacts(count))
    for (const path of paths.slice(0, 8)) expect(fill(path, 6000).status).toBe(200)
    expect(fill(paths[8]!, 2001)).toMatchObject({ status: 400, type: 'Maximum Exceeded', data: '50000' })
    expect(fill(paths[8]!, 2000).status).toBe(200)
    expect(rest.post(`${paths[8]}/Contact`, contact('1'))).toMatchObject({ status: 400, type: 'Maximum Exceeded' })
  })

  it('[PHONEBOOK-02] an agent gets at most 1500 contacts in 11.6', () => {
    const rest = new RestAsker({ release: '11.6' })
    for (const name of ['a', 'b']) {
      const path = rest.create('PhoneBook', book(name, 'GLOBAL'))
      expect(rest.put(`${path}/Contacts`, contacts(1000)).status).toBe(200)
    }
    rest.sim.runFor('3s')
    const told = rest.get('User/1001/PhoneBooks', '1001')
    expect([told.status, numbers(told)]).toEqual([200, 1500])
  })

  it('[PHONEBOOK-03] a range is answered whole or in part, from 1 to 6000', () => {
    const rest = new RestAsker()
    for (const [name, count] of [
      ['a', 4000],
      ['b', 3000],
    ] as const) {
      const path = rest.create('PhoneBook', book(name, 'GLOBAL'))
      expect(rest.put(`${path}/Contacts`, contacts(count)).status).toBe(200)
    }
    rest.sim.runFor('3s')
    const ask = (range?: string) =>
      rest.get('TeamResource/5001/PhoneBooks', '1001', range === undefined ? {} : { headers: { range } })
    expect([ask().status, numbers(ask())]).toEqual([206, 6000])
    expect([ask('objects=1-6000').status, numbers(ask('objects=1-6000'))]).toEqual([206, 6000])
    expect(numbers(ask('objects=3999-4002'))).toBe(4)
    for (const range of ['objects=1-6001', 'objects=0-10', 'objects=5-4', 'bytes=1-2', 'objects=1']) {
      expect(ask(range), range).toMatchObject({ status: 416, type: 'Range Not Satisfiable' })
    }
    rest.delete(texts(rest.get('PhoneBooks'), 'uri')[1]!.slice('/finesse/api/'.length))
    rest.sim.runFor('3s')
    expect([ask('objects=1-6000').status, numbers(ask('objects=1-6000'))]).toEqual([200, 4000])
  })

  it('[PHONEBOOK-03] before 12.6 a range has to be given', () => {
    const rest = new RestAsker({ release: '12.5' })
    expect(rest.get('TeamResource/5001/PhoneBooks', '1001').status).toBe(416)
    expect(rest.get('TeamResource/5001/PhoneBooks', '1001', { headers: { range: 'objects=1-6000' } }).status).toBe(200)
  })

  it('[PHONEBOOK-04] names, notes and numbers have their lengths, and capitals tell books apart', () => {
    const rest = new RestAsker()
    const made = (name: string) => rest.post('PhoneBook', book(name)).status
    expect([made('n'.repeat(64)), made('n'.repeat(65)), made(''), made('BOOK'), made('book'), made('book')]).toEqual([
      200, 400, 400, 200, 200, 400,
    ])
    const path = rest.create('PhoneBook', book('people'))
    const add = (number: string, more = '') => rest.post(`${path}/Contact`, contact(number, more)).status
    expect([add(''), add('1'), add('1'.repeat(32)), add('1'.repeat(33))]).toEqual([400, 200, 200, 400])
    for (const field of ['firstName', 'lastName', 'description']) {
      const long = (count: number) => add('5', `<${field}>${'x'.repeat(count)}</${field}>`)
      expect([long(128), long(129)], field).toEqual([200, 400])
    }
  })

  it('contacts are changed and deleted one by one', () => {
    const rest = new RestAsker()
    const path = rest.create('PhoneBook', book('people'))
    const one = rest.create(`${path}/Contact`, contact('555', '<lastName>Lee</lastName>'))
    expect(rest.put(one, '<Contact><firstName>Ann</firstName></Contact>').status).toBe(200)
    expect(rest.get(one).body).toBe(
      `<Contact><description></description><firstName>Ann</firstName><lastName>Lee</lastName><phoneNumber>555</phoneNumber><uri>/finesse/api/${one}</uri></Contact>`,
    )
    expect(texts(rest.get(`${path}/Contacts`), 'phoneNumber')).toEqual(['555'])
    expect(rest.delete(one).status).toBe(200)
    expect(rest.get(`${path}/Contacts`).body).toBe('<Contacts/>')
    expect(rest.get(one)).toMatchObject({ status: 404, data: one.split('/').at(-1) })
    expect(rest.get('PhoneBook/99/Contacts')).toMatchObject({ status: 404, data: '99' })
  })

  it('[PHONEBOOK-05] an import replaces every contact, or nothing', () => {
    const rest = new RestAsker({ release: '11.6' })
    const path = rest.create('PhoneBook', book('people'))
    const load = (rows: number) => rest.post(`${path}/Contacts/csvFileContent`, csv(rows), 'administrator', CSV)
    const count = () => texts(rest.get(`${path}/Contacts`), 'phoneNumber').length
    expect([load(10).status, count()]).toEqual([202, 10])
    expect(load(1501)).toMatchObject({ status: 400, type: 'Maximum Exceeded' })
    expect(count()).toBe(10)
    expect([load(1500).status, count()]).toEqual([202, 1500])
    // A row that cannot be is as much a reason.
    const bad = `${csv(1)}A,B,,no number\n`
    expect(rest.post(`${path}/Contacts/csvFileContent`, bad, 'administrator', CSV).status).toBe(400)
    expect(count()).toBe(1500)
  })

  it('[PHONEBOOK-06] files have a header and four columns; what is exported can be imported', () => {
    const rest = new RestAsker()
    const path = rest.create('PhoneBook', book('people'))
    const load = (body: string | Uint8Array, type = 'text/csv') =>
      rest.post(`${path}/Contacts/csvFileContent`, body as string, 'administrator', {
        headers: { 'content-type': type },
      })
    const header = '"First Name","Last Name","Phone Number","Notes"\r\n'
    expect(load('Ann,Lee,1,\n')).toMatchObject({ status: 400, type: 'Invalid Input' })
    expect(load(`${header}Ann,Lee,1\n`).status).toBe(400)
    expect(load(`${header}"Ann,Lee,1,\n`).status).toBe(400)
    const bytes = Uint8Array.from(
      [...`${header}"O""Neil, Ann",M`, '\u00fc', 'ller,555,"a', '\u0007', '"\r\n'].join(''),
      (c) => c.charCodeAt(0),
    )
    expect(load(bytes).status).toBe(202)
    const told = rest.get(`${path}/Contacts/csvFileContent`)
    expect(told.headers['content-disposition']).toBe('attachment; filename=PhoneBookContacts.csv')
    expect(told.body).toBe(`${header}"O""Neil, Ann","Müller","555","a?"\r\n`)
    const form = [
      '--b1\r\nContent-Disposition: form-data; name="phonebook"\r\n\r\n\r\n',
      `--b1\r\nContent-Disposition: form-data; name="datafile"; filename="pb.csv"\r\n\r\n${told.body}\r\n--b1--\r\n`,
    ].join('')
    const latin = Uint8Array.from(form, (c) => c.charCodeAt(0))
    expect(load(latin, 'multipart/form-data; boundary=b1').status).toBe(202)
    expect(rest.get(`${path}/Contacts/csvFileContent`).body).toBe(told.body)
    expect(load(form.replaceAll('filename', 'file'), 'multipart/form-data; boundary=b1').status).toBe(400)
  })

  it('[PHONEBOOK-07] a book that is assigned to a team is in use', () => {
    const rest = new RestAsker()
    const path = rest.create('PhoneBook', book('people'))
    const assign = (uris: readonly string[]) =>
      rest.put(
        'Team/5001/PhoneBooks',
        `<PhoneBooks>${uris.map((uri) => `<PhoneBook><uri>${uri}</uri></PhoneBook>`).join('')}</PhoneBooks>`,
      ).status
    expect(assign([`/finesse/api/${path}`])).toBe(200)
    expect(rest.delete(path)).toMatchObject({ status: 400, type: 'In Use' })
    expect(rest.put(path, '<PhoneBook><type>GLOBAL</type></PhoneBook>')).toMatchObject({ status: 400, type: 'In Use' })
    rest.sim.runFor('3s')
    const seen = (loginId: string) => texts(rest.get(`User/${loginId}/PhoneBooks`, loginId), 'name')
    expect([seen('1001'), seen('1003')]).toEqual([['people'], []])
    expect(assign([])).toBe(200)
    expect(rest.put(path, '<PhoneBook><type>GLOBAL</type></PhoneBook>').status).toBe(200)
    rest.sim.runFor('3s')
    expect([seen('1001'), seen('1003')]).toEqual([['people'], ['people']])
    expect(rest.delete(path).status).toBe(200)
  })

  it('an XML import leaves out contacts with errors', () => {
    const rest = new RestAsker()
    const path = rest.create('PhoneBook', book('people'))
    const body = `<Contacts>${contact('1')}${contact('')}${contact('2')}<Contact/></Contacts>`
    expect(rest.put(`${path}/Contacts`, body).status).toBe(200)
    expect(texts(rest.get(`${path}/Contacts`), 'phoneNumber')).toEqual(['1', '2'])
  })
})

describe('comma-separated values', () => {
  it.each([
    [
      'lines that end in CR and LF, CR, or LF',
      '"First Name","Last Name","Phone Number","Notes"\r\na,b,1,c\rd,e,2,f\ng,h,3,',
      3,
    ],
    ['names of columns in any capitals', 'FIRST NAME,last name,Phone number,Notes\n,,1,', 1],
    ['empty lines', 'First Name,Last Name,Phone Number,Notes\n\na,b,1,\n\n', 1],
    ['no rows', 'First Name,Last Name,Phone Number,Notes', 0],
  ])('may have %s', (_, text, rows) => {
    expect(readContacts(text)).toMatchObject({ rows: { length: rows } })
  })

  it('come back as they were', () => {
    const one = { firstName: 'a "b", c', lastName: '', phoneNumber: '+1;2', description: 'x,y' }
    expect(readContacts(writeContacts([one, one]))).toEqual({ rows: [one, one] })
  })
})
