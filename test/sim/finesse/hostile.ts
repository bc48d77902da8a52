/** Bad requests of every kind, for every resource: what is sent, and the answers that are right for it. */
import { routes } from '../../../src/wire/rest-paths.ts'
import type { How } from './rest-asker.ts'

export interface Target {
  readonly method: string
  /** With ids of things that are there and belong to user 1001. */
  readonly path: string
  readonly operation: string
  readonly takesBody: boolean
  /** Who may ask. */
  readonly as: string
}

const verbs = ['GET', 'PUT', 'POST', 'DELETE'] as const
const own: Readonly<Record<string, string>> = {
  user: '1001',
  dialog: '16777217',
  team: '5001',
  queue: '5022',
  number: '2',
  text: 'be15',
}
const administrators =
  /^(list|create|update|delete|import|export|replace)|Setting|Assigned|ServiceInfo|Maintenance|getUsers|getTeams|getObject/
const supervisors = /TeamMessage$|^getTeam$/

/** A path with an id of its subject for the first asterisk, and a number for the second. */
const filledIn = (path: string, subject: string): string => path.replace('*', own[subject] ?? '2').replace('*', '2')

/** Every verb of every path. */
export const targets: readonly Target[] = [...routes].flatMap(([path, { subject, verbs: known }]) =>
  verbs.flatMap((method) => {
    const operation = known[method]
    if (operation === undefined) return []
    const as = supervisors.test(operation) ? '1005' : administrators.test(operation) ? 'administrator' : '1001'
    const takesBody = method === 'PUT' || method === 'POST'
    return [{ method, path: filledIn(path, subject), operation, takesBody, as }]
  }),
)

/** For each path, the verbs it does not know. */
export const wrongVerbs: readonly (readonly [string, string])[] = [...routes].flatMap(
  ([path, { subject, verbs: known }]) => {
    const filled = filledIn(path, subject)
    return [...verbs, 'PATCH', 'TRACE', 'constructor', '__proto__']
      .filter((verb) => !Object.hasOwn(known, verb))
      .map((verb) => [verb, filled] as const)
  },
)

const bomb = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from(
  { length: 9 },
  (_, at) => `<!ENTITY lol${at + 1} "${`&lol${at === 0 ? '' : at};`.repeat(10)}">`,
).join('')}]><User><state>&lol9;</state></User>`

export const hostileBodies: readonly (readonly [string, string | Uint8Array])[] = [
  ['is no XML', 'state=READY&x=%00'],
  ['is cut off', '<User><state>READY</sta'],
  ['closes what it did not open', '<User></Dialog>'],
  ['has two roots', '<User/><User/>'],
  ['has another root', '<Nonsense><state>READY</state></Nonsense>'],
  ['is an entity bomb', bomb],
  ['asks for a file', '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><User><state>&f;</state></User>'],
  ['asks for an address', '<!DOCTYPE User SYSTEM "http://example.test/evil.dtd"><User/>'],
  ['has an unknown entity', '<User><state>&nbsp;</state></User>'],
  ['has characters that XML does not allow', '<User><state>\u0001&#0;</state></User>'],
  ['is ten thousand elements deep', '<User>'.repeat(10_000) + '</User>'.repeat(10_000)],
  ['has ten thousand attributes', `<User ${Array.from({ length: 10_000 }, (_, at) => `a${at}=""`).join(' ')}/>`],
  ['has an attribute of 60 kB', `<User a="${'x'.repeat(60_000)}"/>`],
  ['has an attribute twice', '<User a="1" a="2"/>'],
  ['is half a character', Uint8Array.of(0x3c, 0xc3)],
  ['is noise', Uint8Array.from({ length: 500 }, (_, at) => (at * 197 + 13) & 0xff)],
  [
    'is UTF-16',
    Uint8Array.from('\ufeff<\u0000U\u0000s\u0000e\u0000r\u0000/\u0000>\u0000', (c) => c.charCodeAt(0) & 0xff),
  ],
  ['is nothing but blanks', ' \n\t '],
  ['is JSON', '{"state":"READY"}'],
]

export const wrongTypes = [
  'application/json',
  'text/plain',
  'application/x-www-form-urlencoded',
  'image/png',
  'xml',
  '',
]

export const nobody: readonly (readonly [string, How])[] = [
  ['no credentials', {}],
  ['an unknown user', { as: 'nobody', password: 'x' }],
  ['a wrong password', { as: '1001', password: 'wrong' }],
  ['a wrong password of the administrator', { as: 'administrator', password: 'wrong' }],
  ['an empty password', { as: '1001', password: '' }],
  ['another scheme', { headers: { authorization: 'Bearer abc' } }],
  ['rubbish', { headers: { authorization: 'Basic %%%' } }],
]
