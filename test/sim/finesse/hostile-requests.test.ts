/** Every resource and every kind of bad input: the documented error, no crash, nothing changed, nothing given away. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hostileBodies, nobody, targets, wrongTypes, wrongVerbs } from './hostile.ts'
import { RestAsker, type Told } from './rest-asker.ts'

const rest = new RestAsker()
rest.sim.agent('1001')
const { saved } = rest.center.finesse[0]!.administration.store
const configuration = () => JSON.stringify(saved.snapshot())
const before = configuration()
const truth = rest.sim.truth('1001')

/** Words of other users, and of the inside. */
const secrets = /pw-|Ben|Chi|agent1002|at .*\.ts|Error:|node:|root:/

/** One ApiError with its three children, and nothing of anybody else. */
function properly({ xml, body }: Told, where: string): void {
  expect(xml?.name, where).toBe('ApiErrors')
  expect(
    xml!.children.map(({ name }) => name),
    where,
  ).toEqual(['ApiError'])
  expect(
    xml!.children[0]!.children.map(({ name }) => name),
    where,
  ).toEqual(['ErrorData', 'ErrorMessage', 'ErrorType'])
  expect(body, where).not.toMatch(secrets)
}

function unharmed(): void {
  expect(configuration()).toBe(before)
  expect(rest.sim.truth('1001')).toEqual(truth)
  expect(rest.ask('GET', 'SystemInfo').body).toContain('<status>IN_SERVICE</status>')
}

const open = ['getSystemInfo', 'getUserAuthMode']
const closed = targets.filter(({ operation }) => !open.includes(operation))
const withBody = closed.filter(({ takesBody }) => takesBody)

describe('a request', () => {
  it('[API-04] with a verb the path does not know is answered 405 with those it knows', () => {
    for (const [method, path] of wrongVerbs) {
      const told = rest.ask(method, path, { as: '1001' })
      expect([told.status, told.type], `${method} ${path}`).toEqual([405, 'Method Not Allowed'])
      expect(told.headers['allow'], path).toMatch(/^(GET,OPTIONS,HEAD|OPTIONS)(,[A-Z]+)*$/)
      properly(told, path)
    }
    unharmed()
  })

  it.each(nobody)('[API-04] with %s is answered 401, whatever it asks', (_, how) => {
    for (const { method, path } of closed) {
      const told = rest.ask(method, path, how)
      expect([told.status, told.type], `${method} ${path}`).toEqual([401, 'Authorization Failure'])
      expect(told.headers['www-authenticate']).toMatch(/^Basic realm=/)
      properly(told, path)
      // So that nobody is locked out for the next one.
      rest.get('User/1001', '1001')
      rest.get('Users')
      rest.get('ConfigInfo')
    }
    rest.sim.runFor('10min')
    unharmed()
  })

  it.each(wrongTypes)('[API-04] with a body of type "%s" is answered 415', (type) => {
    for (const { method, path, operation, as } of withBody) {
      if (path.endsWith('CompressedClientLog') || (operation === 'importContacts' && type === 'text/plain')) continue
      const told = rest.ask(method, path, { as, body: '<User/>', headers: { 'content-type': type } })
      expect([told.status, told.type], `${method} ${path}`).toEqual([415, 'Unsupported Media Type'])
      properly(told, path)
    }
    unharmed()
  })

  it.each(hostileBodies)('[API-04] whose body %s is answered 400', (_, body) => {
    for (const { method, path, operation, as } of withBody) {
      if (operation === 'importContacts' || operation === 'putMaintenanceMode' || path.endsWith('CompressedClientLog'))
        continue
      const told = rest.ask(method, path, { as, body })
      // What is addressed may be missing, which is found out first.
      const expected = /^(PhoneBook\/2|Dialog\/|(WrapUpReason|Workflow|WorkflowAction|MediaPropertiesLayout)\/2)/.test(
        path,
      )
        ? [400, 404]
        : [400]
      if (path === 'User/1001/Media/2') expected.push(404)
      expect(expected, `${method} ${path}: ${told.body}`).toContain(told.status)
      properly(told, path)
    }
    unharmed()
  })

  it('[API-04] whose body is longer than any that is right is answered 413', () => {
    const long = new Uint8Array(10 << 20).fill(0x20)
    const huge = new Uint8Array(20 << 20).fill(0x20)
    for (const { method, path, as } of withBody) {
      const told = rest.ask(method, path, {
        as,
        body: /Contacts|LayoutConfig|Config$|^Team\//.test(path) ? huge : long,
      })
      expect(told.status, `${method} ${path}`).toBe(413)
      properly(told, path)
    }
    unharmed()
  })

  it.each([
    ['that do not exist', '4711'],
    ['that are words', 'constructor'],
    ['with quotes and brackets', encodeURIComponent('"><script>\'&')],
    ['with a zero', '%00'],
    ['that climb', encodeURIComponent('../../x')],
    ['beyond every number', '99999999999999999999'],
    ['below zero', '-1'],
    ['of a thousand characters', 'x'.repeat(1000)],
  ])('[API-04] about ids %s is answered 404, or 400 where the body comes first', (_, id) => {
    for (const { method, path, as } of closed) {
      if (!/\/(1001|16777217|5001|5022|2|be15)(\/|$)/.test(path)) continue
      const asked = path.replace(/\/(1001|16777217|5001|5022|2|be15)(?=\/|$)/g, `/${id}`)
      const told = rest.ask(method, asked, {
        as,
        ...(method === 'GET' || method === 'DELETE' ? {} : { body: '<Nonsense/>' }),
      })
      expect([400, 401, 404, 415, 501], `${method} ${asked}: ${told.body}`).toContain(told.status)
      if (method === 'GET' || method === 'DELETE')
        expect([404, 501], `${method} ${asked}: ${told.body}`).toContain(told.status)
      properly(told, asked)
    }
    unharmed()
  })

  it("about somebody else's things is refused, and says nothing of them", () => {
    const mine = closed.filter(({ path, operation }) => path.startsWith('User/1001') && operation !== 'getUserQueues')
    for (const { method, path } of mine) {
      const told = rest.ask(method, path, {
        as: '1002',
        ...(method === 'GET' ? {} : { body: '<User><state>READY</state></User>' }),
      })
      expect([told.status, told.type], `${method} ${path}`).toEqual([401, 'Invalid Authorization User Specified'])
      expect(told.body, path).not.toMatch(/Ana|Adler|31001|NOT_READY/)
    }
    for (const path of [
      'Team/5002',
      'TeamResource/5002/PhoneBooks',
      'TeamResource/5002/WrapUpReasons',
      'Team/5002/TeamMessages',
    ]) {
      expect(rest.get(path, '1001').status, path).toBe(401)
    }
    unharmed()
  })

  it('of an agent for what only administrators may is refused, before its body is looked at', () => {
    const theirs = closed.filter(({ as, operation }) => as === 'administrator' && operation !== 'getObject')
    expect(theirs.length).toBeGreaterThan(40)
    for (const { method, path } of theirs) {
      if (/^(ECCVariableConfig|ChatConfig|MediaDomain)$/.test(path) && method === 'GET') continue
      for (const as of ['1001', '1005']) {
        const told = rest.ask(method, path, {
          as,
          ...(method === 'GET' || method === 'DELETE' ? {} : { body: '<Broken' }),
        })
        const expected = path.includes('csvFileContent') && method === 'POST' ? [415] : [401, 403]
        expect(expected, `${method} ${path}: ${told.body}`).toContain(told.status)
        properly(told, path)
      }
    }
    unharmed()
  })

  it('of any shape whatever is answered', () => {
    const path = fc.oneof(
      fc.constantFrom(...targets.map((one) => one.path)),
      fc.webPath(),
      fc.string({ unit: 'binary', maxLength: 40 }).map((text) => `User/${encodeURIComponent(text.toWellFormed())}`),
    )
    const body = fc.oneof(
      fc.constant(''),
      fc.string({ unit: 'binary' }),
      fc
        .constantFrom('User', 'Dialog', 'ReasonCode', 'Workflow', 'Media', 'Contacts', 'LayoutConfig')
        .chain((root) =>
          fc
            .array(
              fc.tuple(
                fc.constantFrom('state', 'code', 'label', 'forAll', 'entry', 'column', 'TriggerSet', 'uri'),
                fc.string(),
              ),
            )
            .map(
              (fields) =>
                `<${root}>${fields.map(([name, text]) => `<${name}>${text.replace(/[<&]/g, '')}</${name}>`).join('')}</${root}>`,
            ),
        ),
    )
    const request = fc.record({
      method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'HEAD', 'OPTIONS'),
      path,
      query: fc.oneof(
        fc.constant(''),
        fc.webQueryParameters().map((text) => `?${text}`),
      ),
      body,
      as: fc.constantFrom('1001', '1005'),
    })
    fc.assert(
      fc.property(request, ({ method, path, query, body, as }) => {
        const told = rest.ask(method, `${path}${query}`, { as, body })
        expect(told.status).toBeLessThan(502)
        expect(told.status).not.toBe(500)
        expect(told.body).not.toMatch(/pw-|at .*\.ts/)
      }),
      { numRuns: 400, seed: 4 },
    )
    expect(configuration()).toBe(before)
  })
})
