/** Every resource that is documented is there, and says nothing but the errors that are documented for it. */
import { describe, expect, it } from 'vitest'
import { routes } from '../../../src/wire/rest-paths.ts'
import { type Documented, documented } from './documented.ts'
import { targets as all, hostileBodies, nobody, type Target } from './hostile.ts'
import { type How, RestAsker, type Told } from './rest-asker.ts'

const rest = new RestAsker()
rest.sim.agent('1001')

/** Whoever asks for maintenance gets it, and then there is no node to ask any more. */
const targets = all.filter(({ operation }) => operation !== 'putMaintenanceMode')
/** Agents of teams 1 and 2, the supervisors of each, and the administrator. */
const callers = ['1001', '1002', '1003', '1005', '1006', 'administrator']
const patternOf = ({ path }: Documented): RegExp => new RegExp(`^${path.replaceAll('*', '[^/]+')}$`)
const rows = documented.map((one) => ({ ...one, pattern: patternOf(one) }))
/** The most particular row: `MediaPropertiesLayout/default` before `MediaPropertiesLayout/*`. */
const rowOf = (path: string) =>
  rows.filter(({ pattern }) => pattern.test(path)).toSorted((a, b) => b.path.length - a.path.length)[0]!

const unharmed = (): void => expect(rest.ask('GET', 'SystemInfo').body).toContain('<status>IN_SERVICE</status>')

/** Said by the server that the application runs in, of any resource. */
const ofTheServer = ['405 Method Not Allowed', '413 Bad Request', '415 Unsupported Media Type']

function asDocumented(told: Told, { method, path }: Pick<Target, 'method' | 'path'>, how: string): void {
  if (told.status < 400) return
  const said = `${told.status} ${told.type}`
  expect([...rowOf(path).errors, ...ofTheServer], `${method} ${path} ${how}: ${told.body}`).toContain(said)
  expect(told.body).not.toMatch(/pw-|at .*\.ts|node:/)
}

describe('the REST interface', () => {
  it('has the documented resources with their verbs, and no others', () => {
    const there = [...routes].map(([path, { verbs }]) => `${path} ${Object.keys(verbs).toSorted().join(' ')}`)
    const wanted = documented.map(({ path, verbs }) => `${path} ${verbs.toSorted().join(' ')}`)
    expect(there.toSorted()).toEqual(wanted.toSorted())
  })

  it('[API-04] answers every caller at every resource with what it has, or with a documented error', () => {
    for (const target of targets) {
      for (const as of callers) {
        asDocumented(rest.ask(target.method, target.path, { as }), target, `of ${as}`)
      }
    }
    unharmed()
  })

  it('[API-04] answers so in a deployment of Unified CCX, or that it is not of this deployment', () => {
    const express = new RestAsker({ deployment: 'ccx' })
    const not: string[] = []
    for (const target of targets) {
      for (const as of callers) {
        const told = express.ask(target.method, target.path, { as })
        if (told.status === 501) not.push(target.path.split('/')[0]!)
        else asDocumented(told, target, `of ${as}`)
      }
    }
    expect([...new Set(not)].toSorted()).toEqual([
      'ClusterConfig',
      'ECCVariableConfig',
      'EnterpriseDatabaseConfig',
      'MediaDomain',
      'SystemConfig',
      'User',
    ])
  })

  it.each(hostileBodies)('[API-04] answers a body that %s with a documented error', (_, body) => {
    for (const target of targets.filter(({ takesBody }) => takesBody)) {
      for (const as of new Set([target.as, '1001', '1006'])) {
        asDocumented(rest.ask(target.method, target.path, { as, body }), target, `of ${as}`)
      }
    }
    unharmed()
  })

  it.each(nobody)('[API-04] answers %s with a documented error', (_, how: How) => {
    for (const target of targets) asDocumented(rest.ask(target.method, target.path, how), target, JSON.stringify(how))
    rest.sim.runFor('10min')
  })

  it.each(['4711', 'x', '%22%3E', '-1', '1e9'])('[API-04] answers the id %s with a documented error', (id) => {
    for (const target of targets) {
      const path = target.path.replace(/\/(1001|16777217|5001|5022|2|be15)(?=\/|$)/, `/${id}`)
      for (const as of [target.as, '1006']) {
        asDocumented(rest.ask(target.method, path, { as, body: '<User/>' }), { ...target, path }, `of ${as}`)
      }
    }
  })
})

describe('a call that is there', () => {
  const own = new RestAsker({ agents: 6, supervisors: 2, teamSize: 3 })
  const LOGIN = (extension: string) => `<User><state>LOGIN</state><extension>${extension}</extension></User>`
  own.put('User/1001', LOGIN('31001'), '1001')
  own.sim.runFor('5s')
  const data =
    '<mediaProperties><callvariables><CallVariable><name>callVariable1</name><value>secret</value></CallVariable></callvariables></mediaProperties>'
  const dial = `<Dialog><requestedAction>MAKE_CALL</requestedAction><fromAddress>31001</fromAddress><toAddress>31002</toAddress>${data}</Dialog>`
  own.post('User/1001/Dialogs', dial, '1001')
  own.sim.runFor('2s')
  const id = /<id>(\d+)<\/id>/.exec(own.get('User/1001/Dialogs', '1001').body)?.[1]
  const path = `Dialog/${id}`

  it('is shown to whoever takes part in it and who supervises them', () => {
    expect(own.get(path, '1001').body).toContain('<value>secret</value>')
    expect(own.get(path, '1007').status).toBe(200)
    expect(own.get(path).status).toBe(200)
  })

  it.each([
    ['an agent of the same team who takes no part', '1003'],
    ['an agent of another team', '1004'],
    ['the supervisor of another team', '1008'],
  ])('is nothing to %s', (_, as) => {
    const read = own.get(path, as)
    expect([read.status, read.type]).toEqual([401, 'Authorization Failure'])
    const body = (action: string, extension: string) =>
      `<Dialog><targetMediaAddress>${extension}</targetMediaAddress><requestedAction>${action}</requestedAction></Dialog>`
    for (const action of ['DROP', 'HOLD', 'ANSWER', 'RETRIEVE', 'TRANSFER', 'CONFERENCE', 'SEND_DTMF']) {
      const tried = own.put(path, body(action, `3${as}`), as)
      expect([tried.status, tried.type], action).toEqual([401, 'Invalid Authorization User Specified'])
      const forged = own.put(path, body(action, '31001'), as)
      expect([forged.status, forged.type], action).toEqual([400, 'Invalid Input'])
      expect(tried.body + forged.body).not.toContain('secret')
    }
    const change = `<Dialog><requestedAction>UPDATE_CALL_DATA</requestedAction>${data}</Dialog>`
    expect(own.put(path, change, as)).toMatchObject({ status: 401, type: 'Invalid Authorization User Specified' })
    own.sim.runFor('2s')
    expect(own.get(path, '1001').body).toContain('<value>secret</value>')
  })
})

describe('the supervisor of another team', () => {
  const as = '1006'

  it('reads and changes nothing of this one', () => {
    const theirs = targets.filter(({ path }) => /^(User\/1001|Team\/5001|TeamResource\/5001)/.test(path))
    expect(theirs.length).toBeGreaterThan(30)
    for (const { method, path } of theirs) {
      // Any user may ask for the queues of any other (Developer Guide 12.5(1), Queue—Get List of Queues for User).
      if (path === 'User/1001/Queues') continue
      const body = method === 'PUT' || method === 'POST' ? '<User><state>LOGOUT</state></User>' : ''
      const told = rest.ask(method, path, { as, body })
      expect(told.status, `${method} ${path}: ${told.body}`).toBe(401)
      expect(told.body).not.toMatch(/Ana|Adler|31001|NOT_READY|READY/)
    }
  })

  it('tells it no message, and reads none that it was told', () => {
    const message = (team: number) =>
      `<TeamMessage><duration>300</duration><content>hush</content><teams><team>${team}</team></teams></TeamMessage>`
    const told = rest.post('TeamMessage', message(5001), '1005')
    expect(told.status).toBe(200)
    const path = told.headers['location']!.replace(/^.*\/finesse\/api\//, '')
    expect(rest.get(path, '1001').body).toContain('<content>hush</content>')
    for (const who of [as, '1003']) {
      for (const one of [rest.get(path, who), rest.delete(path, who), rest.get('Team/5001/TeamMessages', who)]) {
        expect([401, 404]).toContain(one.status)
        expect(one.body).not.toContain('hush')
      }
    }
    expect(rest.post('TeamMessage', message(5001), as)).toMatchObject({ status: 401, type: 'Authorization Failure' })
    expect(rest.get(path, '1001').status).toBe(200)
  })

  it('neither monitors an agent of it nor signs one out', () => {
    const dial = (action: string) =>
      `<Dialog><requestedAction>${action}</requestedAction><fromAddress>31006</fromAddress><toAddress>31001</toAddress></Dialog>`
    expect(rest.post('User/1006/Dialogs', dial('SILENT_MONITOR'), as).type).toBe('Invalid Destination')
    expect(rest.put('User/1001', '<User><state>LOGOUT</state></User>', as)).toMatchObject({
      status: 401,
      type: 'Invalid Supervisor',
    })
  })
})
