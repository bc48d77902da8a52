import { readFileSync } from 'node:fs'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { createAuthority } from '../../../src/load/serve/certificate.ts'
import { targetJsonSchemaText } from '../../../src/load/target/schema.ts'
import { SMALL, targetOf } from './targets.ts'

const lines = (text: string, files: Readonly<Record<string, string>> = {}): string[] => {
  try {
    targetOf(text, files)
  } catch (error) {
    return (error as Error).message.split('\n')
  }
  return []
}
const SECRET = 'hunter2hunter2'

describe('a target file', () => {
  it('names nodes with the ports of the release, users, and what may be touched', () => {
    const { nodes, users, dial, limits } = targetOf(SMALL)
    expect(nodes).toEqual([
      {
        number: 1,
        host: 'fin1.lab.example',
        address: undefined,
        ports: { https: 8445, notification: 7443 },
        isAllowed: true,
      },
      {
        number: 2,
        host: 'fin2.lab.example',
        address: '127.0.0.1',
        ports: { https: 9445, notification: 7443 },
        isAllowed: false,
      },
    ])
    expect(users.map(({ id, isAllowed, password }) => [id, isAllowed, password.reveal()])).toEqual([
      ['1001', true, 'pw-1001'],
      ['1002', false, 'pw-1002'],
      ['1003', true, 'pw-1003'],
    ])
    expect(dial).toEqual(new Set(['5001']))
    expect(limits).toEqual({ signInsPerHour: 3600, requestsPerHour: 36_000, callsPerHour: 60, patienceMs: 10_000 })
  })

  it('opens what an older release has open, and a closed port that is named', () => {
    const [node] = targetOf(SMALL.replace('12.6', '11.6')).nodes
    expect(node.ports).toEqual({ https: 8445, notification: 7443, insecure: 7071, xmpp: 5222, xmpps: 5223 })
    const [, named] = targetOf(SMALL.replace('https: 9445', 'xmpp: 5222')).nodes
    expect(named!.ports).toEqual({ https: 8445, notification: 7443, xmpp: 5222 })
  })

  it('allows nothing unless it says so', () => {
    const { nodes, users, allowsRuns } = targetOf(SMALL.replace(/allow:[\s\S]*$/, ''))
    expect(allowsRuns).toBe(false)
    expect([...nodes, ...users].some(({ isAllowed }) => isAllowed)).toBe(false)
  })

  it.each([
    ['nodes:', 'nods:', 'lab/target.yaml:3:1 nods: unknown key; did you mean "nodes"?'],
    ['why: a lab', 'whi: a lab', /^lab\/target\.yaml:1:1 why: is required; say in a sentence/],
    ['release: "12.6"\n', '', /release: is required; allowed: 11\.6, 12\.0/],
    ['"12.6"', '"12.7"', /release: there is no profile of release "12\.7"/],
    ['"1001", "1003"', '"1001", "1004"', /10:20 allow\.agents\[1\]: there is no user 1004 in this file/],
    [
      '[fin1.lab.example]',
      '[fin3.lab.example]',
      /allow\.hosts\[0\]: there is no node fin3\S+ in this file; did you mean "fin1/,
    ],
    ['id: "1001"', 'id: 1001', /users\[0\]\.id: should be text; write it in quotes: "1001"/],
    ['P_1002', 'P_1003', /users\[1\]\.passwordEnv: the environment has no P_1003; export it before/],
    ['P_1002', 'P-1002', /users\[1\]\.passwordEnv: is no name of an environment variable/],
    ['"31002"', '"31001"', /users\[1\]\.extension: 31001 is there twice; see users\[0\]/],
    [', password: pw-1001', '', /users\[0\]: has no password; name an environment variable/],
    ['passwordEnv: P_1002', 'passwordEnv: P_1002, password: x', /passwordEnv: is there beside "password"/],
    ['fin1.lab.example, {', 'https://fin1.lab.example, {', /nodes\[0\]: .*is no host name; leave the port and https/],
    ['127.0.0.1', '127.0.0', /nodes\[1\]\.address: is no IP address/],
    ['hosts: [fin1.lab.example]', 'hosts: []', /allow\.hosts: needs at least 1 entry/],
    ['allow:', 'limits: { signIns: 5 }\nallow:', /limits\.signIns: rates carry units; write "5\/h"/],
    ['allow:', 'limits: { calls: 5/agent/h }\nallow:', /limits\.calls: is for all users together/],
    ['allow:', 'limits: { patience: 1h }\nallow:', /limits\.patience: must be from 100ms to 2min/],
    ['allow:', 'ca: ca.pem\nallow:', /ca: lab\/ca\.pem: there is no such file/],
  ])('with %s as %s is refused by file, line, path and hint', (from, to, expected) => {
    const found = lines(SMALL.replace(from, to))
    const wanted = typeof expected === 'string' ? expect.stringContaining(expected) : expect.stringMatching(expected)
    expect(found).toContainEqual(wanted)
    // A key by a wrong name is also missed by its right one.
    expect(found.length).toBe(/^(nodes|why):/.test(from) ? 2 : 1)
  })

  it('says all that is wrong at once, in the order of the text', () => {
    const found = lines(SMALL.replace('nodes:', 'nods:').replace('"1003"]', '"1005"]').replace('hosts', 'host'))
    expect(found.map((line) => line.split(' ')[1])).toEqual(['nodes:', 'nods:', 'allow.hosts:', 'allow.host:'])
  })

  it('trusts the certificates of its file, and takes none that cannot be read', () => {
    const { cert } = createAuthority({ nowMs: Date.now() })
    const text = SMALL.replace('allow:', 'ca: ../ca.pem\nallow:')
    expect(targetOf(text, { 'ca.pem': `# ours\n${cert}` }).ca).toBe(cert.trim())
    expect(lines(text, { 'ca.pem': 'nothing' })[0]).toContain('holds no certificate in PEM')
    const broken = cert.replace(/\n.{20}/, '\nAAAA')
    expect(lines(text, { 'ca.pem': broken })[0]).toContain('holds a certificate that cannot be read')
  })
})

describe('passwords', () => {
  it('print nowhere', () => {
    const target = targetOf(SMALL.replace('pw-1001', SECRET))
    expect(
      [JSON.stringify(target), inspect(target, { depth: 9 }), `${target.users[0]!.password}`].join(),
    ).not.toContain(SECRET)
    expect(target.users[0]!.password.reveal()).toBe(SECRET)
  })

  it.each([
    `*${SECRET}`,
    `!${SECRET} x`,
    `"${SECRET}`,
    `@${SECRET}`,
    `[${SECRET}]`,
    `{ a: ${SECRET} }`,
    `${SECRET}: x: y`,
  ])('are in no message, written as %s', (written) => {
    const text = SMALL.replace('{ id: "1001", extension: "31001", password: pw-1001 }', '{}').replace(
      '  - {}',
      `  - id: "1001"\n    extension: "31001"\n    password: ${written}`,
    )
    const found = lines(text).join('\n')
    expect(found).not.toBe('')
    expect(found).not.toContain(SECRET)
  })

  it('are in no message as numbers either', () => {
    const found = lines(SMALL.replace('pw-1001', '123456789'))
    expect(found).toEqual(['lab/target.yaml:5:39 users[0].password: should be text, in quotes'])
  })
})

describe('the schema of targets', () => {
  it('ships', () => {
    expect(readFileSync('schema/target.schema.json', 'utf8')).toBe(targetJsonSchemaText())
  })
})
