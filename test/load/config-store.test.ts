import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CONFIG_FILE, ConfigFile, ConfigStoreProblem, keepConfiguration } from '../../src/load/config-store.ts'
import { RestAsker, texts } from '../sim/finesse/rest-asker.ts'

let directory: string
let path: string
const ended: (() => void)[] = []
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'ccsim-config-'))
  path = join(directory, CONFIG_FILE)
})
afterEach(() => {
  for (const end of ended.splice(0)) end()
  rmSync(directory, { recursive: true })
})

/** A center whose configuration is on disk. */
function center(): { readonly rest: RestAsker; end(): void } {
  const rest = new RestAsker()
  const end = keepConfiguration(rest.center.finesse, directory)
  return { rest, end }
}
const tea =
  '<ReasonCode><category>NOT_READY</category><code>77</code><label>T\u00e9 &amp; "more"</label><forAll>true</forAll></ReasonCode>'
const codes = (rest: RestAsker, node: 1 | 2 = 1) =>
  texts(rest.get('ReasonCodes?category=NOT_READY', 'administrator', { node }), 'label')

describe('configuration on disk', () => {
  it('is there again after a restart, on both nodes, in its order', () => {
    const first = center()
    const path = first.rest.create('ReasonCode', tea)
    first.rest.delete('ReasonCode/2')
    first.rest.put('ReasonCode/1', '<ReasonCode><label>Pause</label></ReasonCode>')
    const before = codes(first.rest)
    first.end()

    const second = center()
    ended.push(second.end)
    expect(codes(second.rest)).toEqual(before)
    expect(codes(second.rest, 2)).toEqual(before)
    expect(before).toEqual(['Pause', 'Meeting', 'Training', 'Coaching', 'Back office', 'T\u00e9 & "more"'])
    // Ids go on where they were, and the other node follows.
    expect(
      second.rest.create('WrapUpReason', '<WrapUpReason><label>x</label><forAll>true</forAll></WrapUpReason>'),
    ).toBe('WrapUpReason/1002')
    expect(path).toBe('ReasonCode/1001')
    second.rest.sim.runFor('1s')
    expect(second.rest.get('WrapUpReason/1002', 'administrator', { node: 2 }).status).toBe(200)
  })

  it('is on disk when the request is answered', () => {
    const { rest, end } = center()
    ended.push(end)
    rest.create('ReasonCode', tea)
    const other = new DatabaseSync(path, { readOnly: true })
    const { value } = other.prepare("SELECT value FROM object WHERE collection = 'ReasonCode' AND id = 1001").get() as {
      value: string
    }
    expect(JSON.parse(value)).toMatchObject({ code: 77, forAll: true })
    other.close()
  })

  it('keeps an import of thousands of contacts as one change', () => {
    const first = center()
    const book = first.rest.create('PhoneBook', '<PhoneBook><name>b</name><type>GLOBAL</type></PhoneBook>')
    const contacts = Array.from({ length: 6000 }, (_, at) => `<Contact><phoneNumber>${at}</phoneNumber></Contact>`)
    expect(first.rest.put(`${book}/Contacts`, `<Contacts>${contacts.join('')}</Contacts>`).status).toBe(200)
    first.end()
    const second = center()
    ended.push(second.end)
    expect(texts(second.rest.get(`${book}/Contacts`), 'phoneNumber')).toHaveLength(6000)
  })

  it('is all or nothing', () => {
    const file = new ConfigFile(directory)
    file.write(3, [{ collection: 'ReasonCode', id: 1, value: { label: 'a' } }])
    const cyclic: { self?: object } = {}
    cyclic.self = cyclic
    const changes = [
      { collection: 'ReasonCode', id: 1, value: undefined },
      { collection: 'ReasonCode', id: 2, value: cyclic },
    ]
    expect(() => file.append({ number: 4, changes })).toThrow()
    expect(file.read()).toEqual({ number: 3, changes: [{ collection: 'ReasonCode', id: 1, value: { label: 'a' } }] })
    file.close()
  })

  it('makes the directory', () => {
    const file = new ConfigFile(join(directory, 'deep', 'er'))
    expect(file.read()).toBeUndefined()
    file.close()
  })
})

describe('a file that is not ours', () => {
  const problem = (): string => {
    try {
      new ConfigFile(directory).close()
      return 'none'
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigStoreProblem)
      return (error as Error).message
    }
  }

  it('is refused and left as it is when it is no database', () => {
    writeFileSync(path, 'my shopping list, which is a good deal longer than a header is'.repeat(50))
    const before = readFileSync(path)
    expect(problem()).toMatch(/finesse-config\.sqlite cannot be used as configuration: file is not a database/)
    expect(readFileSync(path)).toEqual(before)
  })

  it('is refused when it is the database of another program', () => {
    const other = new DatabaseSync(path)
    other.exec('CREATE TABLE song (title TEXT)')
    other.close()
    expect(problem()).toBe(`${path} was made by another program`)
    const after = new DatabaseSync(path)
    expect(after.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'song' }])
    after.close()
  })

  it('is refused when it has another format', () => {
    new ConfigFile(directory).close()
    const later = new DatabaseSync(path)
    later.exec('PRAGMA user_version = 2')
    later.close()
    expect(problem()).toBe(`${path} has format 2; this version of ccsim reads format 1`)
  })

  it('is refused when an object in it is damaged', () => {
    const file = new ConfigFile(directory)
    file.write(1, [{ collection: 'ReasonCode', id: 1, value: { label: 'a' } }])
    file.close()
    const damaged = new DatabaseSync(path)
    damaged.exec("UPDATE object SET value = '{'")
    damaged.close()
    const { finesse } = new RestAsker().center
    expect(() => keepConfiguration(finesse, directory)).toThrow(`${path} is damaged: ReasonCode 1 cannot be read`)
  })
})
