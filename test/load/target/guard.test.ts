import { describe, expect, it } from 'vitest'
import { Guard, type Purpose, type RestOutgoing } from '../../../src/load/target/guard.ts'
import { HandClock, SMALL, targetOf } from './targets.ts'

const AT = { host: 'fin1.lab.example', port: 8445 }
const user = (id: string, rest = '') => `/finesse/api/User/${id}${rest}`
const login = (extension: string) => `<User><state>LOGIN</state><extension>${extension}</extension></User>`
const seen = (id: string, state: string) => `<User><loginId>${id}</loginId><state>${state}</state></User>`
const state = (name: string) => `<User><state>${name}</state></User>`

function guarded(purpose: Purpose = 'run', text = SMALL) {
  const clock = new HandClock()
  const guard = new Guard({ target: targetOf(text), purpose, clock })
  const ask = (more: Partial<RestOutgoing>) =>
    guard.rest({ ...AT, method: 'GET', path: '/finesse/api/SystemInfo', ...more })
  const put = (id: string, body: string) => ask({ method: 'PUT', path: user(id), user: id, body })
  const look = async (id: string, now: string) => (await ask({ path: user(id), user: id })).answered(200, seen(id, now))
  const signIn = async (id: string, extension = '31001') => {
    await look(id, 'LOGOUT')
    const admission = await put(id, login(extension))
    admission.answered(202)
  }
  return { clock, guard, ask, put, look, signIn }
}

describe('the guard of a target', () => {
  it.each([
    ['a host that is not in the file', { host: 'fin3.lab.example' }, /fin3\.lab\.example:8445 is no node of/],
    ['another port of a node', { port: 22 }, /fin1\.lab\.example:22 is no node of/],
    ['a node that is not allowed', { host: 'fin2.lab.example', port: 9445 }, /fin2\S+ is not among allow\.hosts/],
    ['the address of such a node', { host: '127.0.0.1', port: 9445 }, /fin2\S+ is not among allow\.hosts/],
    ['a user that is not in the file', { path: user('1009'), user: '1009' }, /1009 is no user of/],
    ['a user that is not allowed', { path: user('1002'), user: '1002' }, /1002 is not among allow\.agents/],
    ['a look at such a user by an allowed one', { path: user('1002'), user: '1003' }, /1002 is not among/],
    [
      'a state of such a user',
      { method: 'PUT', path: user('1002'), user: '1003', body: state('READY') },
      /1002 is not/,
    ],
    ['a hidden one', { path: '/finesse/api/User/%31002', user: '1001' }, /1002 is not among/],
    [
      'configuration',
      { method: 'POST', path: '/finesse/api/ReasonCode', user: '1001', body: '<x/>' },
      /no test changes/,
    ],
    ['maintenance', { method: 'PUT', path: '/finesse/api/MaintenanceMode', user: '1001' }, /no test changes/],
    ['messages to teams', { method: 'POST', path: '/finesse/api/TeamMessage', user: '1003', body: '<x/>' }, /no test/],
    [
      'what cannot be read',
      { method: 'PUT', path: user('1001'), user: '1001', body: '<!DOCTYPE a><User/>' },
      /no test/,
    ],
    [
      'a sign-in without a look before',
      { method: 'PUT', path: user('1001'), user: '1001', body: login('31001') },
      /nobody looked/,
    ],
    [
      'another extension',
      { method: 'PUT', path: user('1001'), user: '1001', body: login('31002') },
      /31002 is the extension of no user/,
    ],
    ['a state without credentials', { method: 'PUT', path: user('1001'), body: state('READY') }, /nobody signs for it/],
  ])('refuses %s', async (_, outgoing, expected) => {
    const { guard, ask } = guarded()
    await expect(ask(outgoing)).rejects.toThrow(expected)
    await expect(ask(outgoing)).rejects.toMatchObject({ name: 'Refusal' })
    expect(guard.account).toMatchObject({ requests: 0, byUser: new Map() })
    expect([...guard.account.refused.values()]).toEqual([2])
  })

  it('refuses calls to numbers that are not listed', async () => {
    const { ask } = guarded()
    const dialog = (to: string, more = '') => ({
      method: 'POST',
      path: user('1001', '/Dialogs'),
      user: '1001',
      body: `<Dialog><fromAddress>31001</fromAddress>${more}<toAddress>${to}</toAddress></Dialog>`,
    })
    await expect(ask(dialog('5001'))).resolves.toBeDefined()
    await expect(ask(dialog('31003'))).resolves.toBeDefined()
    await expect(ask(dialog('31002'))).rejects.toThrow('31002 is neither an extension of theirs nor among allow.dial')
    // The server takes the last of several.
    await expect(ask(dialog('911', '<toAddress>5001</toAddress>'))).rejects.toThrow('911 is neither')
    const transfer = `<Dialog><requestedAction>TRANSFER_SST</requestedAction><targetMediaAddress>31001</targetMediaAddress><toAddress>911</toAddress></Dialog>`
    await expect(ask({ method: 'PUT', path: '/finesse/api/Dialog/7', user: '1001', body: transfer })).rejects.toThrow(
      '911',
    )
    const foreign = `<Dialog><requestedAction>DROP</requestedAction><targetMediaAddress>31002</targetMediaAddress></Dialog>`
    await expect(ask({ method: 'PUT', path: '/finesse/api/Dialog/7', user: '1001', body: foreign })).rejects.toThrow(
      '31002',
    )
  })

  it('lets the doctor look at every node and user of the file, and at nothing else', async () => {
    const { ask, guard } = guarded('doctor')
    await expect(ask({ host: 'fin2.lab.example', port: 9445 })).resolves.toBeDefined()
    await expect(ask({ path: user('1002'), user: '1002' })).resolves.toBeDefined()
    await expect(guard.stream({ ...AT, user: '1002' })).resolves.toBeUndefined()
    await expect(ask({ path: user('1009'), user: '1009' })).rejects.toThrow('1009 is no user')
    await expect(ask({ method: 'PUT', path: user('1001'), user: '1001', body: state('READY') })).rejects.toThrow(
      'the doctor only looks, and would change a state',
    )
  })

  it('leaves alone who was signed in before', async () => {
    const { look, put } = guarded()
    await look('1001', 'READY')
    await expect(put('1001', login('31001'))).rejects.toThrow('1001 was signed in before (READY)')
  })

  it('remembers who has to be signed out, from the request on', async () => {
    const { guard, look, put, clock } = guarded()
    const who = () => guard.signedIn.map(({ user, isSure }) => [user, isSure])
    await look('1001', 'LOGOUT')
    const admission = await put('1001', login('31001'))
    expect(who()).toEqual([['1001', false]])
    admission.answered(202)
    expect(who()).toEqual([['1001', true]])
    // Not in yet is not out again.
    await look('1001', 'LOGOUT')
    expect(who()).toEqual([['1001', true]])
    await look('1001', 'NOT_READY')
    ;(await put('1001', state('LOGOUT'))).answered(202)
    expect(who()).toEqual([['1001', true]])
    await look('1001', 'LOGOUT')
    expect(who()).toEqual([])
    clock.ms += 60_000
    await expect(put('1001', login('31001'))).resolves.toBeDefined()
  })

  it('forgets a sign-in that was refused, and none that went wrong otherwise', async () => {
    const { guard, look, put } = guarded()
    await look('1001', 'LOGOUT')
    ;(await put('1001', login('31001'))).answered(400)
    expect(guard.signedIn).toEqual([])
    ;(await put('1001', login('31001'))).answered(503)
    expect(guard.signedIn).toHaveLength(1)
  })

  it('sees that the system signed somebody out, once a sign-in had its time', async () => {
    const { guard, look, signIn, clock } = guarded()
    await signIn('1001')
    clock.ms += 6_000
    await look('1001', 'LOGOUT')
    expect(guard.signedIn).toEqual([])
  })

  it('spaces requests, sign-ins and calls as the file says, without bursts', async () => {
    const { clock, look, put, ask } = guarded('run', `${SMALL}limits: { signIns: 1/s, requests: 10/s, calls: 60/h }`)
    for (const id of ['1001', '1003']) await look(id, 'LOGOUT')
    expect(clock.ms).toBe(100)
    await put('1001', login('31001'))
    expect(clock.ms).toBe(200)
    await put('1003', login('31003'))
    expect(clock.ms).toBe(1200)
    const call = {
      method: 'POST',
      path: user('1001', '/Dialogs'),
      user: '1001',
      body: '<Dialog><toAddress>5001</toAddress></Dialog>',
    }
    await ask(call)
    expect(clock.ms).toBe(1300)
    await ask(call)
    expect(clock.ms).toBe(61_300)
  })

  it('lets others ask while many wait to sign in', async () => {
    const { guard, put, look, ask, clock } = guarded('run', `${SMALL}limits: { signIns: 1/min, requests: 10/s }`)
    await look('1001', 'LOGOUT')
    await look('1003', 'LOGOUT')
    await put('1001', login('31001'))
    const waiting = put('1003', login('31003'))
    const before = clock.slept.length
    await ask({})
    expect(clock.slept[before]).toBe(100)
    await waiting
    expect(guard.account).toMatchObject({ signIns: 2, requests: 5 })
  })

  it('at its end lets only go what leads to a sign-out, and refuses who still waits to do more', async () => {
    const { guard, put, look, ask, signIn } = guarded('run', `${SMALL}limits: { signIns: 1/h }`)
    await signIn('1001')
    await look('1003', 'LOGOUT')
    const late = put('1003', login('31003'))
    guard.close()
    await expect(late).rejects.toThrow('the run is over')
    await expect(put('1001', state('READY'))).rejects.toThrow('the run is over, and would still change a state')
    await expect(guard.stream({ ...AT, user: '1001' })).rejects.toThrow('the run is over')
    const answer =
      '<Dialog><requestedAction>ANSWER</requestedAction><targetMediaAddress>31001</targetMediaAddress></Dialog>'
    const drop = answer.replace('ANSWER', 'DROP')
    await expect(ask({ method: 'PUT', path: '/finesse/api/Dialog/7', user: '1001', body: answer })).rejects.toThrow(
      'over',
    )
    await expect(ask({ method: 'PUT', path: '/finesse/api/Dialog/7', user: '1001', body: drop })).resolves.toBeDefined()
    await expect(put('1001', state('NOT_READY'))).resolves.toBeDefined()
    await expect(put('1001', state('LOGOUT'))).resolves.toBeDefined()
    expect(guard.signedIn.map(({ user }) => user)).toEqual(['1001'])
  })
})
