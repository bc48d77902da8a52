import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Board } from '../../src/load/serve/control/board.ts'
import { Chronicle } from '../../src/load/serve/control/chronicle.ts'
import { type ControlServer, createControlServer } from '../../src/load/serve/control/control-server.ts'
import type { AgentView, CallView, QueueView, StateView } from '../../src/load/serve/control/views.ts'
import type { Served } from '../../src/load/serve/serve.ts'
import { EventClient, RestClient, serveQuiet } from './clients.ts'

const topology = {
  agents: 4,
  supervisors: 1,
  teamSize: 4,
  queues: ['sales', 'support'],
  queuesPerAgent: 2,
  finesse: 2,
  cti: 'AB' as const,
  awdb: 1,
}

let served: Served
let control: ControlServer
let rest: RestClient
let isDown = false

beforeAll(async () => {
  let board!: Board
  let chronicle!: Chronicle
  served = await serveQuiet(
    { topology },
    {
      created: ({ kernel, directory }) => {
        board = new Board(kernel.trace, directory.users.length, topology.queues.length)
        chronicle = new Chronicle(kernel.trace, [])
      },
    },
  )
  control = await createControlServer({
    served,
    board,
    chronicle,
    title: 'a center',
    host: '127.0.0.1',
    port: 0,
    free: new Set([0, 4]),
    acts: {
      perform: (text) => ({ ok: text.startsWith('crash'), says: `heard: ${text}` }),
      says: () => undefined,
      inForce: () => [],
    },
    shutDown: () => {
      isDown = true
    },
  })
  rest = new RestClient(served)
})
afterAll(async () => {
  await rest.close()
  await control.close()
  await served.close()
})

interface Reply<T> {
  readonly status: number
  readonly json: T
}

async function get<T>(path: string): Promise<T> {
  const response = await fetch(`${control.url}/api/${path}`)
  expect(response.status).toBe(200)
  return (await response.json()) as T
}

async function post<T = { readonly error: string }>(path: string, body?: unknown): Promise<Reply<T>> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${control.url}/api/${path}`, {
    method: 'POST',
    headers,
    body: body === undefined ? null : JSON.stringify(body),
  })
  return { status: response.status, json: (await response.json()) as T }
}

/** Asks until it fits: the world has a time of its own. */
async function until<T>(path: string, fits: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await get<T>(path)
    if (fits(value)) return value
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Raw, as fetch sets Host and Origin by itself. */
function raw(headers: Record<string, string>, method = 'GET', path = '/api/state'): Promise<number> {
  return new Promise((resolve, reject) => {
    request(`${control.url}${path}`, { method, headers }, (response) => {
      response.resume()
      resolve(response.statusCode!)
    })
      .on('error', reject)
      .end()
  })
}

describe('the control API', () => {
  it('shows nodes, agents, queues and the clock', async () => {
    const state = await get<StateView>('state')
    expect(state.clock).toMatchObject({ speed: 1, paused: false })
    expect(state.topology).toMatchObject({
      release: '12.6',
      finesse: [
        { number: 1, process: 'running', inService: true, addresses: { https: served.addresses.https } },
        { number: 2, process: 'running', inService: true },
      ],
      cti: [
        { side: 'A', process: 'running' },
        { side: 'B', process: 'running' },
      ],
      awdb: [{ number: 1, process: 'running' }],
    })
    expect(state.agents.map(({ id, state, free }) => [id, state, free])).toEqual([
      ['1001', 'LOGOUT', true],
      ['1002', 'LOGOUT', false],
      ['1003', 'LOGOUT', false],
      ['1004', 'LOGOUT', false],
      ['1005', 'LOGOUT', true],
    ])
    expect(state.queues.map(({ name, waiting, offered }) => [name, waiting, offered])).toEqual([
      ['sales', 0, 0],
      ['support', 0, 0],
    ])
    expect(await get('agents')).toEqual(state.agents)
    expect(await get('topology')).toEqual(state.topology)
  })

  it('places a call, which waits for an agent, rings there, and is told as it happens', async () => {
    const told: string[] = []
    const listening = new AbortController()
    const stream = await fetch(`${control.url}/api/events`, { signal: listening.signal })
    expect(stream.headers.get('content-type')).toBe('text/event-stream')
    void (async () => {
      const decoder = new TextDecoder()
      for await (const piece of stream.body!) told.push(decoder.decode(piece, { stream: true }))
    })().catch(() => undefined)

    const untilTold = async (pattern: RegExp): Promise<void> => {
      while (!pattern.test(told.join(''))) await new Promise((resolve) => setTimeout(resolve, 20))
    }
    await untilTold(/^event: state\ndata: \{"clock":/)

    const ben = served.users[1]!
    const placed = await post<{ contacts: number[] }>('calls', {
      queue: 'sales',
      talk: '1min',
      from: '+15550100',
      variables: { callVariable3: 'gold', 'user.tier': 'A' },
    })
    expect(placed).toEqual({ status: 202, json: { contacts: [1] } })
    const [sales] = await until<QueueView[]>('queues', ([queue]) => queue!.waiting === 1)
    expect(sales).toMatchObject({ offered: 1, answered: 0 })

    const events = new EventClient(served, ben)
    await events.start()
    const put = (body: string) => rest.ask('PUT', `User/${ben.loginId}`, ben, `<User>${body}</User>`)
    await put(`<state>LOGIN</state><extension>${ben.extension}</extension>`)
    await until<AgentView[]>('agents', (agents) => agents[1]!.state === 'NOT_READY' && agents[1]!.node === 1)
    await put('<state>READY</state>')
    const [call] = await until<CallView[]>('calls', (calls) => calls[0]?.parties[0]?.state === 'ALERTING')
    expect(call).toMatchObject({ contact: 1, queue: 'sales', parties: [{ id: '1002', state: 'ALERTING' }] })
    await untilTold(/\nevent: changes\ndata: .*"id":"1002",.*"state":"RESERVED"/)
    const dialogs = await rest.ask('GET', `User/${ben.loginId}/Dialogs`, ben)
    expect(dialogs.body).toContain('<fromAddress>+15550100</fromAddress>')
    expect(dialogs.body).toContain('<name>callVariable3</name><value>gold</value>')
    expect(dialogs.body).toContain('<name>user.tier</name><value>A</value>')

    const target = `<targetMediaAddress>${ben.extension}</targetMediaAddress>`
    const answering = `<Dialog>${target}<requestedAction>ANSWER</requestedAction></Dialog>`
    expect((await rest.ask('PUT', `Dialog/${call!.id}`, ben, answering)).status).toBe(202)
    await until<CallView[]>('calls', (calls) => calls[0]?.parties[0]?.state === 'ACTIVE')
    expect((await get<QueueView[]>('queues'))[0]).toMatchObject({ waiting: 0, answered: 1 })
    await untilTold(/\nevent: changes\ndata: .*"parties":\[\{"id":"1002","state":"ACTIVE"\}\]/)
    const dropping = answering.replace('ANSWER', 'DROP')
    expect((await rest.ask('PUT', `Dialog/${call!.id}`, ben, dropping)).status).toBe(202)
    await until<CallView[]>('calls', (calls) => calls.length === 0)
    await events.stop()

    await untilTold(new RegExp(`\nevent: changes\ndata: .*"ended":\\[${call!.id}\\]`))
    listening.abort()
  })

  it('stops time, lets it go on, and changes its speed', async () => {
    expect((await post('pause')).json).toMatchObject({ paused: true })
    const { seconds } = await get<{ seconds: number }>('clock')
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(await get('clock')).toMatchObject({ seconds, paused: true })
    expect((await post('speed', { speed: 50 })).json).toMatchObject({ speed: 50, paused: true })
    expect((await post('resume')).json).toMatchObject({ speed: 50, paused: false })
    await until<{ seconds: number }>('clock', (clock) => clock.seconds > seconds + 5)
    expect((await post('speed', { speed: 1 })).json).toMatchObject({ speed: 1 })
  })

  it('hands acts on by their words', async () => {
    expect(await post('act', { act: 'crash finesse 1' })).toEqual({
      status: 200,
      json: { ok: true, says: 'heard: crash finesse 1' },
    })
    expect((await post('act', { act: 'praise finesse 1' })).status).toBe(400)
  })

  it.each([
    ['calls', { queue: 'suport' }, 404, 'there is no queue "suport"; did you mean "support"?'],
    ['calls', {}, 400, 'queue: '],
    ['calls', { queue: 'sales', talk: 'long' }, 400, 'talk: '],
    ['calls', { queue: 'sales', count: 0 }, 400, 'count: '],
    ['calls', { queue: 'sales', from: 'home' }, 400, 'from: a number of up to 30 digits'],
    ['calls', { queue: 'sales', variables: { color: 'red' } }, 400, 'variables: "color" is neither'],
    ['calls', { queue: 'sales', colour: 'red' }, 400, 'colour'],
    ['speed', { speed: 0 }, 400, 'speed: '],
    ['speed', { speed: 'fast' }, 400, 'speed: '],
    ['act', { act: ' ' }, 400, 'act: '],
    ['nothing', {}, 404, '/api/nothing'],
    ['state', {}, 405, 'takes GET'],
  ])('says what is wrong with %s %j', async (path, body, status, text) => {
    const reply = await post(path, body)
    expect(reply.status).toBe(status)
    expect(reply.json.error).toContain(text)
  })

  it('takes no body but JSON, and not too much of it', async () => {
    const send = (type: string, body: string) =>
      fetch(`${control.url}/api/calls`, { method: 'POST', headers: { 'content-type': type }, body })
    expect((await send('text/plain', '{"queue":"sales"}')).status).toBe(415)
    expect((await send('application/json', '{"queue":')).status).toBe(400)
    expect((await send('application/json', ' '.repeat(100_000))).status).toBe(413)
  })

  it('is not for pages of elsewhere, nor for names that lead here by a trick', async () => {
    const host = control.url.replace('http://', '')
    expect(await raw({ host })).toBe(200)
    expect(await raw({ host: host.replace('127.0.0.1', 'localhost') })).toBe(200)
    expect(await raw({ host, origin: control.url })).toBe(200)
    expect(await raw({ host: 'evil.example' })).toBe(403)
    expect(await raw({ host, origin: 'https://evil.example' }, 'POST', '/api/pause')).toBe(403)
    expect(await get('clock')).toMatchObject({ paused: false })
  })

  it('can end it all', async () => {
    expect((await post('shutdown')).status).toBe(202)
    await new Promise((resolve) => setImmediate(resolve))
    expect(isDown).toBe(true)
  })
})
