import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { examine, type Finding, hasProblem } from '../../../src/load/doctor/doctor.ts'
import { createAuthority } from '../../../src/load/serve/certificate.ts'
import type { Served } from '../../../src/load/serve/serve.ts'
import type { Deed } from '../../../src/sim/domain/fault.ts'
import { RestClient } from '../clients.ts'
import { servedTarget, servePair, type TargetParts } from '../target/served.ts'
import { targetOf } from '../target/targets.ts'

const FOUR = ['name', 'ports', 'certificate', 'release'] as const
let served: Served
let rest: RestClient

beforeAll(async () => {
  served = await servePair()
  rest = new RestClient(served)
})
afterAll(async () => {
  await rest.close()
  await served.close()
})

const at = (number: 0 | 1, door: 'https' | 'notification' | 'xmpps' | 'xmpp' = 'https') =>
  `${served.nodes[number]!.domain}:${served.nodes[number]!.ports[door]}`
const diagnosed = async (parts: TargetParts = {}, ca?: string) =>
  (await examine(servedTarget(served, parts, ca))).findings
const of = (findings: readonly Finding[], ...checks: readonly string[]) =>
  findings.filter(({ check }) => checks.includes(check))
const troubles = (findings: readonly Finding[]) => findings.filter(({ outcome }) => outcome !== 'fine')
const says = (findings: readonly Finding[]) =>
  findings.map(({ check, outcome, subject, says }) => `${check} ${outcome}: ${subject}: ${says}`)

describe('the doctor', () => {
  it('finds nothing wrong with a sound pair, signs nobody in, and asks each user once', async () => {
    const before = served.center.finesse.map(({ users }) => users.map(({ state }) => state))
    const { findings, account } = await examine(servedTarget(served))
    expect(says(troubles(findings))).toEqual([])
    expect([...new Set(findings.map(({ check }) => check))]).toEqual([
      ...FOUR,
      'service',
      'clock',
      'user',
      'events',
      'pages',
      'pair',
    ])
    const events = of(findings, 'events').map(({ subject, says }) => `${subject}: ${says}`)
    for (const number of [0, 1] as const) {
      expect(events).toContain(`WebSocket ${at(number)}: user 1001 is taken (SASL PLAIN)`)
      expect(events).toContain(`BOSH ${at(number, 'notification')}: user 1001 is taken (SASL PLAIN)`)
      expect(events).toContain(`TCP ${at(number, 'xmpps')}: user 1001 is taken (SASL PLAIN)`)
      expect(events).toContain(`TCP ${at(number, 'xmpp')}: user 1001 is taken (SASL PLAIN)`)
    }
    expect(account).toMatchObject({ signIns: 0, signOuts: 0, calls: 0, refused: new Map() })
    expect(account.byUser.get('1002')).toBe(1)
    expect(served.center.finesse.map(({ users }) => users.map(({ state }) => state))).toEqual(before)
  })

  it('knows the releases that have BOSH and plain ports', async () => {
    const old = await servePair({ release: '11.6' })
    try {
      const { findings } = await examine(servedTarget(old, { release: '11.6' }))
      expect(says(troubles(findings))).toEqual([])
      expect(of(findings, 'events').map(({ subject }) => subject.split(' ')[0])).toEqual([
        'BOSH',
        'TCP',
        'TCP',
        'BOSH',
        'TCP',
        'TCP',
      ])
      expect(of(findings, 'pages')[0]!.says).toBe('pages of any origin may call')
    } finally {
      await old.close()
    }
  })

  it('sends no password where the authority is another', async () => {
    const findings = await diagnosed({}, createAuthority({ nowMs: Date.now() }).cert)
    const [first] = of(findings, 'certificate')
    expect(first).toMatchObject({
      outcome: 'problem',
      says: 'the authority that signed it is not among those to trust',
    })
    expect(first!.advice).toMatch(/^The file under "ca" is another authority's: .* "ccsim authority \w+"/)
    expect(of(findings, 'user').map(({ outcome }) => outcome)).toEqual(['skipped', 'skipped', 'skipped'])
    expect(of(findings, 'events').filter(({ says }) => says.includes('is taken'))).toEqual([])
    // What needs no password is told nevertheless.
    expect(of(findings, 'service').map(({ says }) => says)).toEqual(['IN_SERVICE', 'IN_SERVICE'])
    expect(hasProblem(findings)).toBe(true)
  })

  it('notices a certificate that is for another name', async () => {
    const findings = await diagnosed({ hosts: ['finesse.ccsim.test', 'fin2.ccsim.test'] })
    const [first] = of(findings, 'certificate')
    expect(first!.says).toMatch(/^it is not for finesse\.ccsim\.test, but for DNS:fin1\.ccsim\.test, DNS:localhost/)
    // The other node is sound, and users are asked there.
    expect(of(findings, 'user').map(({ outcome }) => outcome)).toEqual(['fine', 'fine', 'fine'])
    expect(says(of(findings, 'pair'))).toContainEqual(
      expect.stringMatching(
        /^pair warning: .*: SystemInfo names fin1\.ccsim\.test as primaryNode, .* it is left alone$/,
      ),
    )
  })

  it('leaves alone a node that SystemInfo names and the file does not', async () => {
    const { nodes } = served
    const alone = { ...served, nodes: [nodes[0]] } as Served
    const { findings } = await examine(servedTarget(alone))
    expect(says(troubles(findings))).toEqual([
      `pair warning: ${at(0)}: SystemInfo names fin2.ccsim.test as secondaryNode, which is no node of the file; it is left alone`,
    ])
    expect(hasProblem(findings)).toBe(false)
    expect(findings.some(({ subject }) => subject.includes('fin2'))).toBe(false)
  })

  it('says when the file has another release or deployment', async () => {
    const findings = await diagnosed({ release: '12.0', deployment: 'ccx' })
    expect(of(findings, 'release').slice(0, 2)).toMatchObject([
      { outcome: 'problem', says: 'it is a UCCE, and the file says ccx', advice: 'Write "deployment: cce".' },
      { outcome: 'warning', says: expect.stringMatching(/^does not look like 12\.0: it tells of maintenance mode/) },
    ])
  })

  it.each([
    [3_600_000, 'problem', / is 60 min behind ours$/],
    // The Date header has whole seconds.
    [-30_000, 'warning', / is (29|30) s ahead of ours$/],
  ] as const)('notices clocks that are %i ms apart', async (ms, outcome, apart) => {
    const { findings } = await examine(servedTarget(served), { clock: { now: () => Date.now() + ms } })
    const clocks = of(findings, 'clock')
    expect(clocks).toHaveLength(4)
    for (const one of clocks) expect(one).toMatchObject({ outcome, says: expect.stringMatching(apart) })
  })

  it('tells of users that are refused, unknown, at work, or not what the file says', async () => {
    const [, ben] = served.users
    await rest.ask('PUT', 'User/1002', ben, `<User><state>LOGIN</state><extension>31002</extension></User>`)
    await expect.poll(async () => (await rest.ask('GET', 'User/1002', ben)).body).toContain('<state>NOT_READY</state>')
    const users = `
  - { id: "1001", extension: "31001", password: wrong }
  - { id: "1002", extension: "31002", password: pw-1002, role: supervisor }
  - { id: agent1003, extension: "31003", password: pw-1003 }`
    const findings = of(await diagnosed({ users }), 'user')
    expect(says(findings)).toEqual([
      'user problem: user 1001: refused: the password is wrong, or the user is locked',
      'user problem: user 1002: is no supervisor, as the file says',
      'user warning: user 1002: is signed in already: NOT_READY on 31002',
      'user problem: user agent1003: is a login name; the agent id is 1003',
    ])
    await rest.ask('PUT', 'User/1002', ben, '<User><state>LOGOUT</state><reasonCodeId>11</reasonCodeId></User>')
    await expect.poll(async () => (await rest.ask('GET', 'User/1002', ben)).body).toContain('<state>LOGOUT</state>')
  })
})

describe('the doctor and lock-outs', () => {
  let fresh: Served
  let client: RestClient
  beforeAll(async () => {
    fresh = await servePair()
    client = new RestClient(fresh)
  })
  afterAll(async () => {
    await client.close()
    await fresh.close()
  })
  const users = (password: string) =>
    ['1001', '1002', '1003', '1004']
      .map((id) => `\n  - { id: "${id}", extension: "3${id}", password: ${password} }`)
      .join('')

  it('tries each user once, and stops after three refusals', async () => {
    const { findings, account } = await examine(servedTarget(fresh, { users: users('wrong') }))
    expect(of(findings, 'user').map(({ outcome }) => outcome)).toEqual(['problem', 'problem', 'problem', 'skipped'])
    expect(['1001', '1002', '1003', '1004'].map((id) => account.byUser.get(id))).toEqual([1, 1, 1, undefined])
    // XMPP is looked at, but nobody is tried there.
    expect(of(findings, 'events').map(({ says }) => says)).toContain(
      'answers; no password was tried, as none was taken by REST',
    )
    // Four wrong ones do not lock: the doctor's was one of them.
    for (let wrong = 0; wrong < 3; wrong++) await client.ask('GET', 'User/1001', { loginId: '1001', password: 'x' })
    expect((await client.ask('GET', 'User/1001', fresh.users[0])).status).toBe(200)
  })

  it('says so of a user that is locked', async () => {
    const locked = fresh.users[3]!
    for (let wrong = 0; wrong < 5; wrong++) await client.ask('GET', 'User/1004', { loginId: '1004', password: 'x' })
    const one = `\n  - { id: "1004", extension: "31004", password: ${locked.password} }`
    const [found] = of((await examine(servedTarget(fresh, { users: one }))).findings, 'user')
    expect(found).toMatchObject({ outcome: 'problem', says: 'refused: the password is wrong, or the user is locked' })
    expect(found!.advice).toContain('five minutes')
  })
})

describe('the doctor at a pair in trouble', () => {
  let pair: Served
  beforeAll(async () => {
    pair = await servePair()
  })
  afterAll(() => pair.close())
  const does = (deed: Deed) =>
    new Promise<void>((resolve) => {
      pair.pace.enter(() => {
        pair.center.operator.carryOut(deed, () => undefined)
        resolve()
      })
    })

  it('finds the node that is stopped, and goes on with the other', async () => {
    await does({ kind: 'end', node: 'finesse 1', silent: false })
    const { findings } = await examine(servedTarget(pair))
    const first = troubles(findings).filter(({ subject }) => subject.includes('fin1'))
    expect(first.some(({ outcome, says }) => outcome === 'problem' && /refused|broken off/.test(says))).toBe(true)
    expect(of(findings, 'user').map(({ outcome }) => outcome)).toEqual(['fine', 'fine', 'fine'])
    expect(of(findings, 'pair')).toMatchObject([{ outcome: 'skipped', says: 'one of them has no SystemInfo' }])
    await does({ kind: 'start', node: 'finesse 1' })
  })

  it('finds a pair that lost its CTI servers, and sends no password there', async () => {
    await does({ kind: 'end', node: 'cti A', silent: false })
    await does({ kind: 'end', node: 'cti B', silent: false })
    const client = new RestClient(pair, true, 1)
    const status = async () => (await client.ask('GET', 'SystemInfo')).body
    await expect.poll(status, { timeout: 30_000 }).toContain('<status>OUT_OF_SERVICE</status>')
    await client.close()
    const { findings } = await examine(servedTarget(pair))
    const [, service] = of(findings, 'service')
    expect(service).toMatchObject({ outcome: 'problem', says: expect.stringMatching(/^OUT_OF_SERVICE/) })
    expect(service!.advice).toContain('CTI server settings')
    expect(of(findings, 'user').map(({ outcome }) => outcome)).toEqual(['skipped', 'skipped', 'skipped'])
  })
})

describe('the doctor where nobody listens', () => {
  it('says so of every name and port, soon', async () => {
    const gone = await servePair()
    const target = servedTarget(gone)
    await gone.close()
    const began = performance.now()
    const { findings } = await examine(target)
    expect(performance.now() - began).toBeLessThan(10_000)
    const problems = findings.filter(({ outcome }) => outcome === 'problem')
    expect(says(problems)).toEqual(
      gone.nodes.map(
        ({ domain, ports }) =>
          `ports problem: ${domain}:${ports.https}: the connection was refused: nothing listens there (REST, desktop, from 12.6 notifications)`,
      ),
    )
    expect(of(findings, 'release', 'service', 'clock').every(({ outcome }) => outcome === 'skipped')).toBe(true)
  })

  it('says when DNS knows no name', async () => {
    const text = 'why: nowhere\nrelease: "12.6"\nnodes: [fin1.invalid]\nlimits: { patience: 2s }\n'
    const resolve = () => Promise.reject(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }))
    const { findings } = await examine(targetOf(text), { resolve })
    expect(findings[0]).toMatchObject({ check: 'name', outcome: 'problem', says: 'DNS knows no such name' })
    expect(findings[0]!.advice).toContain('"address"')
  })
})
