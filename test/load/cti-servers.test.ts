import { connect as connectTls } from 'node:tls'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Pace } from '../../src/load/pace.ts'
import { createAuthority, createCertificate } from '../../src/load/serve/certificate.ts'
import { createCtiCenter } from '../../src/load/serve/cti-center.ts'
import { type CtiServersOptions, type ServedCti, serveCti } from '../../src/load/serve/cti-servers.ts'
import { defineScenario, type ScenarioDefinition } from '../../src/scenarios/define.ts'
import type { ContactCenter } from '../../src/sim/contact-center.ts'
import type { Act } from '../../src/sim/domain/fault.ts'
import { SECOND } from '../../src/sim/kernel/time.ts'
import {
  answerCall,
  type Came,
  CtiClient,
  clearConnection,
  closeReq,
  configReq,
  frame,
  heartbeatReq,
  NONE,
  openReq,
  PERIPHERAL,
  queryAgent,
  setAgentState,
  tagged,
  text,
  u4,
} from './cti-client.ts'

interface Running {
  readonly center: ContactCenter
  readonly served: ServedCti
  readonly portA: number
  readonly portB: number
  readonly pace: Pace
  close(): Promise<void>
}

async function run(
  more: Partial<ScenarioDefinition> = {},
  { speed = 1, ...options }: Partial<CtiServersOptions> & { readonly speed?: number } = {},
): Promise<Running> {
  const { workload } = defineScenario({
    name: 'cti',
    why: 'clients from outside',
    duration: '48h',
    topology: { agents: 4, supervisors: 1, teamSize: 4, queues: ['sales'], finesse: 1, cti: 'AB', awdb: 1 },
    traffic: [],
    ...more,
  })
  const center = createCtiCenter(workload, 'cti')
  center.kernel.run(2 * SECOND)
  const pace = new Pace(center.kernel, { speed })
  const served = await serveCti({ center, pace, epochMs: Date.now(), ports: { a: 0, b: 0 }, ...options })
  const [a, b] = served.sides
  const close = async (): Promise<void> => {
    pace.stop()
    await served.close()
  }
  return { center, served, portA: a!.port, portB: b!.port, pace, close }
}

let running: Running
const clients: CtiClient[] = []
async function client(port = running.portA): Promise<CtiClient> {
  const made = await CtiClient.to(port)
  clients.push(made)
  return made
}
async function opened(opening?: Parameters<typeof openReq>[0]): Promise<CtiClient> {
  const made = await client()
  made.send(openReq(opening))
  await made.next(4)
  return made
}

beforeAll(async () => {
  running = await run()
})
afterEach(() => {
  for (const one of clients.splice(0)) one.close()
})
afterAll(() => running.close())

describe('OPEN_REQ', () => {
  it('is confirmed with the peripheral online, its type, and the session active, and a SYSTEM_EVENT follows', async () => {
    const finesse = await client()
    finesse.send(openReq({ invoke: 77, services: 0x96 | 0x2000000 }))
    const conf = await finesse.next(4)
    expect(conf.u4(0)).toBe(77)
    expect(conf.u4(4)).toBe(0x96 | 0x2000000)
    expect({ monitor: conf.u4(8), status: conf.u4(12), online: conf.u2(20), type: conf.u2(22) }).toEqual({
      monitor: 0,
      status: 0,
      online: 1,
      type: 17,
    })
    expect(Math.abs(conf.u4(16) - Date.now() / 1000)).toBeLessThan(5)
    expect(conf.u2(30)).toBe(1)
    expect(conf.floats(32).get(208)).toEqual(u4(PERIPHERAL))
    const event = await finesse.next(31)
    expect([event.u4(8), event.u4(12)]).toEqual([3, PERIPHERAL])
  })

  it.each([
    ['of a version of the future', { version: 99 }, 1],
    ['of a version of the past', { version: 8 }, 1],
    ['without a client id', { floats: [tagged(2, Buffer.alloc(0))] }, 6],
    ['without a password', { floats: [text(1, 'test')] }, 6],
    ['of another peripheral', { peripheral: 5001 }, 7],
    ['that idles less than 20 s', { idle: 19 }, 18],
    ['with something in a reserved field', { reserved: 1 }, 22],
    ['of a device without one', { services: 0x1 }, 6],
    [
      'of a device that is not here',
      { services: 0x1, floats: [text(1, 'x'), tagged(2, Buffer.alloc(0)), text(4, '99')] },
      8,
    ],
    [
      'of an agent and a device that do not belong together',
      { services: 0x1, floats: [text(1, 'x'), tagged(2, Buffer.alloc(0)), text(4, '31001'), text(5, '1002')] },
      32,
    ],
  ] as const)('%s is refused with its status, and the connection ends', async (_, opening, status) => {
    const one = await client()
    one.send(openReq({ invoke: 5, ...opening }))
    const failure = await one.next(1)
    expect([failure.u4(0), failure.u4(4), failure.body.length]).toEqual([5, status, 8])
    expect(await one.untilEnded()).toBe('end')
  })

  it('has to come first, and only once', async () => {
    const one = await client()
    one.send(heartbeatReq(3))
    expect((await one.next(1)).body).toEqual(Buffer.concat([u4(3), u4(4)]))
    one.send(openReq({ invoke: 4 }))
    await one.next(4)
    one.send(openReq({ invoke: 6 }))
    expect((await one.next(1)).body).toEqual(Buffer.concat([u4(6), u4(5)]))
  })

  it('is asked for in older versions too, whose tags have one byte and whose confirmation is shorter', async () => {
    const old = await client()
    const floats = [Buffer.concat([Buffer.of(1, 2), Buffer.from('x\0')]), Buffer.of(2, 0)]
    old.send(openReq({ version: 15, floats }))
    const conf = await old.next(4)
    expect(conf.body.subarray(26)).toEqual(Buffer.of(228, 2, 0, 1, 208, 4, 0, 0, 0x13, 0x88, 224, 2, 0, 0))
  })

  it('with an instance id that is in use is refused', async () => {
    const floats = [text(1, 'Finesse'), tagged(2, Buffer.alloc(0)), text(308, 'node 1')]
    await opened({ floats })
    const twin = await client()
    twin.send(openReq({ floats }))
    expect((await twin.next(1)).u4(4)).toBe(109)
  })
})

describe('a session', () => {
  it('answers heartbeats, and CLOSE_REQ with CLOSE_CONF and the end of the connection', async () => {
    const one = await opened()
    one.send(heartbeatReq(8))
    expect((await one.next(6)).body).toEqual(u4(8))
    one.send(closeReq(9))
    expect((await one.next(8)).body).toEqual(u4(9))
    expect(await one.untilEnded()).toBe('end')
  })

  it('is broken when the client says nothing for its IdleTimeout, and not while it sends heartbeats', async () => {
    const fast = await run({}, { speed: 40 })
    const [silent, alive] = [await client(fast.portA), await client(fast.portA)]
    silent.send(openReq({ idle: 20 }))
    alive.send(openReq({ idle: 20 }))
    await silent.next(4)
    for (let beat = 1; silent.ended === undefined; beat++) {
      alive.send(heartbeatReq(beat))
      await alive.next(6, (conf) => conf.u4(0) === beat)
    }
    expect([silent.ended, alive.ended]).toEqual(['reset', undefined])
    await fast.close()
  })

  it('hands out skill groups, agents and desk settings between CONFIG_BEGIN and CONFIG_END', async () => {
    const one = await opened()
    one.send(configReq(0x2 | 0x4 | 0x80))
    const begin = await one.next(233)
    expect([begin.u2(0), begin.u4(2)]).toEqual([1, 0x86])
    const groups = await one.next(236)
    expect(groups.u2(0)).toBe(1)
    expect(groups.text(2, 133)).toBe('sales')
    const agents = await one.next(237)
    expect(agents.u2(0)).toBe(5)
    const logins = agents.body.toString('latin1')
    for (const id of ['1001', '1002', '1003', '1004', '1005']) expect(logins).toContain(`${id}\0`)
    const desk = await one.next(261)
    expect(desk.floats(2).get(274)).toBeDefined()
    expect((await one.next(234)).u4(0)).toBe(0)
  })

  it('tells the state of an agent who is signed out, and that there is no other', async () => {
    const one = await opened()
    one.send(queryAgent(11, '1002'), queryAgent(12, '4711'))
    const conf = await one.next(37)
    expect([conf.u4(0), conf.u2(4)]).toEqual([11, 1])
    expect([conf.text(34, 4), conf.text(34, 5)]).toEqual(['31002', '1002'])
    const failure = await one.next(35)
    expect([failure.u4(0), failure.u2(4)]).toEqual([12, 256])
  })

  it('tells skill group statistics in 149 numbers, and desk settings in 16', async () => {
    const one = await opened()
    const group = running.center.workload.topology.queues[0]!.id
    one.send(
      frame(114, u4(13), u4(PERIPHERAL), u4(group), u4(NONE)),
      frame(131, u4(14), u4(PERIPHERAL), text(5, '1001')),
    )
    const statistics = await one.next(115)
    expect([statistics.u4(0), statistics.body.length, statistics.u4(8)]).toEqual([13, 596, group])
    expect((await one.next(132)).body.length).toBe(64)
  })

  it('answers a type it does not know with FAILURE_CONF 48 and goes on', async () => {
    const one = await opened()
    one.send(frame(9999, u4(21), u4(0)), heartbeatReq(22))
    const failure = await one.next(1)
    expect([failure.u4(0), failure.u4(4)]).toEqual([21, 48])
    expect((await one.next(6)).u4(0)).toBe(22)
  })

  it('refuses control to a client that did not ask for it', async () => {
    const one = await opened({ services: 0x10 })
    one.send(setAgentState(30, '1003', 0, '31003'))
    expect((await one.next(1)).u4(4)).toBe(12)
  })

  it('tells a client of one device of that device alone', async () => {
    const floats = [text(1, 'desk'), tagged(2, Buffer.alloc(0)), text(4, '31003')]
    const desk = await opened({ services: 0x1 | 0x4, floats })
    const all = await opened()
    all.send(setAgentState(1, '1004', 0, '31004'), setAgentState(2, '1003', 0, '31003'))
    const own = await desk.next(30)
    expect(own.text(62, 5)).toBe('1003')
    expect(desk.came.filter(({ type }) => type === 30).map((one) => one.text(62, 5))).not.toContain('1004')
    all.send(setAgentState(3, '1004', 1, '31004', 1), setAgentState(4, '1003', 1, '31003', 1))
    await all.next(30, (one) => one.text(62, 5) === '1003' && one.u2(30) === 1)
  })

  it('keeps to the mask of call messages', async () => {
    const one = await opened({ callMask: 0 })
    one.send(heartbeatReq(1))
    await one.next(6)
    expect(one.came.map(({ type }) => type)).toEqual([4, 31, 6])
  })
})

/** The state that an AGENT_STATE_EVENT tells of an agent. */
const stateOf = (id: string, state: number) => (message: Came) => message.text(62, 5) === id && message.u2(30) === state
const ofCall = (call: number) => (message: Came) => message.u4(12) === call

describe('a peer that sends rubbish', () => {
  it.each([
    ['an impossible length', Buffer.concat([u4(0xfffffff0), u4(5)]), 2],
    ['a length that is too large', Buffer.concat([u4(1 << 20), u4(5), Buffer.alloc(64)]), 2],
    ['another protocol', Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n'), 2],
    ['an unknown message first', frame(4711, u4(1)), 48],
    ['a message that is cut short', frame(3), 2],
  ])('is told so and let go: %s', async (_, bytes, status) => {
    const bystander = await opened()
    const peer = await client()
    peer.send(bytes)
    expect((await peer.next(2)).body).toEqual(u4(status))
    expect(await peer.untilEnded()).toBe('end')
    bystander.send(heartbeatReq(5))
    await bystander.next(6)
  })

  it('inside an open session ends that session alone', async () => {
    const bystander = await opened()
    const peer = await opened()
    peer.send(Buffer.concat([u4(0x80000000), u4(5)]), heartbeatReq(1))
    expect((await peer.next(2)).u4(0)).toBe(2)
    expect(await peer.untilEnded()).toBe('end')
    bystander.send(setAgentState(9, '1002', 0, '31002'))
    await bystander.next(30, stateOf('1002', 2))
    bystander.send(setAgentState(10, '1002', 1, '31002', 1))
    await bystander.next(30, stateOf('1002', 1))
  })

  it('is told by FAILURE_CONF of a request whose fields run over its end, and may go on', async () => {
    const one = await opened()
    one.send(frame(36, u4(40), u4(PERIPHERAL), u4(1), u4(0), u4(0x00050fff)), heartbeatReq(41))
    const failure = await one.next(1)
    expect([failure.u4(0), failure.u4(4)]).toEqual([40, 25])
    expect((await one.next(6)).u4(0)).toBe(41)
  })

  it('can disconnect at any moment: the server keeps no session of it', async () => {
    const sessions = () => running.center.cti[0]!.serving.length
    await expect.poll(sessions).toBe(0)
    const gone = await opened()
    expect(sessions()).toBe(1)
    gone.socket.resetAndDestroy()
    await expect.poll(sessions).toBe(0)
  })
})

describe('the side that is not active', () => {
  it.each([15, 92, 107] as const)(
    'refuses clients without standby sessions with status %i, where it is told to',
    async (status) => {
      const other = await run({}, { standby: status })
      const one = await client(other.portB)
      one.send(openReq())
      expect((await one.next(1)).u4(4)).toBe(status)
      expect(await one.untilEnded()).toBe('end')
      await other.close()
    },
  )

  it('[PGMM-02] keeps a standby session for those that can, and answers there nothing but heartbeats and CLOSE_REQ', async () => {
    const one = await client(running.portB)
    one.send(openReq({ services: 0x2000014 }))
    expect((await one.next(4)).u2(30)).toBe(2)
    one.send(queryAgent(2, '1001'), frame(230, u4(PERIPHERAL)), heartbeatReq(3))
    expect((await one.next(1)).body).toEqual(Buffer.concat([u4(2), u4(15)]))
    expect((await one.next(1)).u4(4)).toBe(15)
    expect((await one.next(6)).u4(0)).toBe(3)
    expect(one.came.map(({ type }) => type)).toEqual([4, 1, 1, 6])
  })

  it('does not listen, where it is told to, until it is the active one', async () => {
    const other = await run({}, { standby: 'refuse' })
    const portB = () => other.served.sides[1]!.port
    // Its port is not even chosen.
    expect(portB()).toBe(0)
    const a = await client(other.portA)
    a.send(openReq())
    await a.next(4)
    // The server process of side A dies.
    other.pace.enter(() => other.center.operator.plan([endOf('cti A', other.center.kernel.now)]))
    expect(await a.untilEnded()).toBe('reset')
    await expect
      .poll(
        () =>
          CtiClient.to(portB()).then(
            () => 'listens',
            () => 'refuses',
          ),
        { timeout: 30_000 },
      )
      .toBe('listens')
    await expect(CtiClient.to(other.portA)).rejects.toThrow('ECONNREFUSED')
    await other.close()
  })

  it('takes over with the standby sessions it has when the active one dies', async () => {
    const other = await run()
    const b = await client(other.portB)
    b.send(openReq({ services: 0x2000014 }))
    expect((await b.next(4)).u2(30)).toBe(2)
    other.pace.enter(() => other.center.operator.plan([endOf('cti A', other.center.kernel.now)]))
    expect((await b.next(277)).body.length).toBe(0)
    b.send(queryAgent(5, '1001'))
    expect((await b.next(37)).u4(0)).toBe(5)
    await other.close()
  })
})

const endOf = (node: string, atUs: number): Act => ({
  atUs,
  entry: 0,
  repairs: false,
  deed: { kind: 'end', node, silent: false },
})

describe('TLS', () => {
  it('carries the same bytes, with a certificate that is signed by our authority', async () => {
    const authority = createAuthority({ nowMs: Date.now() })
    const certificate = createCertificate(authority, { names: ['localhost', '127.0.0.1'], nowMs: Date.now() })
    const other = await run({}, { tls: { certificate, ports: { a: 0, b: 0 } } })
    const port = other.served.sides[0]!.securePort!
    const socket = connectTls({ port, host: '127.0.0.1', ca: authority.cert, servername: 'localhost' })
    await new Promise((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject))
    const one = new CtiClient(socket)
    clients.push(one)
    one.send(openReq({ invoke: 3 }))
    expect((await one.next(4)).u4(0)).toBe(3)
    one.send(closeReq(4))
    await one.next(8)
    await other.close()
  })
})

describe('a whole session', () => {
  let busy: Running
  beforeAll(async () => {
    busy = await run({
      traffic: [
        { queue: 'sales', arrive: { every: '5s' }, talk: '3s', patience: 'forever', callVariables: { 1: 'gold' } },
      ],
    })
  })
  afterAll(() => busy.close())

  it('opens, configures, signs an agent in, answers a call, clears it, and closes', async () => {
    const one = await client(busy.portA)
    one.send(openReq({ invoke: 1, version: 24, peripheral: NONE }))
    await one.next(4)
    one.send(configReq(0x2 | 0x4))
    await one.next(234)
    one.send(queryAgent(2, '1001'))
    expect((await one.next(37)).u2(4)).toBe(1)

    one.send(setAgentState(3, '1001', 0, '31001'))
    expect((await one.next(39)).u4(0)).toBe(3)
    await one.next(30, stateOf('1001', 2))
    one.send(setAgentState(4, '1001', 3, '31001'))
    expect((await one.next(39)).u4(0)).toBe(4)

    const began = await one.next(23)
    const call = began.u4(20)
    expect([began.u2(16), began.text(26, 25), began.text(26, 13)]).toEqual([2, '31001', 'gold'])
    const rings = await one.next(9, ofCall(call))
    expect([rings.u2(46), rings.text(54, 26), rings.text(54, 13)]).toEqual([2, '31001', 'gold'])
    one.send(answerCall(5, call, '31001'))
    await one.next(43, (conf) => conf.u4(0) === 5)
    one.send(clearConnection(6, call, '31001'))
    await one.next(47, (conf) => conf.u4(0) === 6)
    const established = one.came.find(({ type }) => type === 10)!
    expect([established.text(50, 30), established.u2(46)]).toEqual(['31001', 3])
    const cleared = await one.next(14)
    expect(cleared.text(22, 33)).toBe('31001')
    await one.next(24)

    one.send(setAgentState(7, '1001', 2, '31001', 1))
    await one.next(30, stateOf('1001', 2))
    one.send(setAgentState(8, '1001', 1, '31001', 1))
    await one.next(30, stateOf('1001', 1))
    one.send(closeReq(9))
    await one.next(8)
    expect(await one.untilEnded()).toBe('end')
  })
})
