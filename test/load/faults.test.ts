/** What clients on sockets notice of a node that dies, hangs and comes back. */
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { Served } from '../../src/load/serve/serve.ts'
import type { Deed } from '../../src/sim/domain/fault.ts'
import { readMaintenance } from '../../src/wire/finesse-xml/maintenance.ts'
import { EventClient, RestClient, serveQuiet } from './clients.ts'

const topology = { agents: 2, supervisors: 1, teamSize: 2, queues: ['sales'], finesse: 2, cti: 'AB' as const, awdb: 1 }
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function center() {
  const served = await serveQuiet({ topology })
  closing.unshift(() => served.close())
  const rest = [0, 1].map((node) => new RestClient(served, true, node))
  for (const client of rest) closing.unshift(() => client.close())
  const does = (deed: Deed) =>
    new Promise<void>((resolve) => {
      served.pace.enter(() => {
        served.center.operator.carryOut(deed, () => undefined)
        resolve()
      })
    })
  return { served, first: rest[0]!, second: rest[1]!, does }
}

async function client(served: Served, node: number) {
  const { addresses } = served.nodes[node]!
  const events = new EventClient(served, served.users[0]!, { service: addresses.webSocket! })
  const gone = new Promise<void>((resolve) => events.xmpp.on('disconnect', () => resolve()))
  closing.unshift(() => events.stop())
  await events.start()
  return { events, gone }
}

describe('a Finesse node whose process ends', () => {
  it('breaks its connections and refuses new ones, while the other node goes on', async () => {
    const { served, first, second, does } = await center()
    const [here, there] = [await client(served, 0), await client(served, 1)]
    await does({ kind: 'end', node: 'finesse 1', silent: false })
    await here.gone
    await expect(first.ask('GET', 'SystemInfo')).rejects.toThrow()
    const refused = await new Promise<string | undefined>((resolve) => {
      const socket = connect(served.nodes[0].ports.http!, '127.0.0.1')
      socket.on('error', ({ code }: NodeJS.ErrnoException) => resolve(code))
      socket.on('close', () => resolve('closed'))
      socket.resume()
    })
    expect(refused).toBe('ECONNREFUSED')
    expect((await second.ask('GET', 'User/1001', served.users[0])).status).toBe(200)
    expect(there.events.errors).toEqual([])
  })

  it('answers again once its services have started anew', async () => {
    const { served, first, does } = await center()
    await does({ kind: 'end', node: 'finesse 1', silent: false })
    await does({ kind: 'start', node: 'finesse 1' })
    served.pace.speed = 200
    for (;;) {
      const answer = await first.ask('GET', 'SystemInfo').catch(() => undefined)
      if (answer?.body.includes('<status>IN_SERVICE</status>') === true) break
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  })
})

describe('services of a Finesse node', () => {
  const order = (service: 'tomcat' | 'notification', state: 'up' | 'down' | 'hung'): Deed => ({
    kind: 'command',
    to: 'finesse 1',
    command: { what: 'service', service, state },
  })

  it('break REST requests and tell streams that the application is gone, without Tomcat', async () => {
    const { served, first, does } = await center()
    const { events } = await client(served, 0)
    const presences: string[] = []
    events.xmpp.on('stanza', (stanza) => {
      if (stanza.getName() === 'presence') presences.push(`${stanza.attrs['from']} ${stanza.attrs['type']}`)
    })
    await does(order('tomcat', 'down'))
    await expect(first.ask('GET', 'SystemInfo')).rejects.toThrow()
    while (presences.length === 0) await new Promise((resolve) => setTimeout(resolve, 10))
    expect(presences).toEqual(['finesse@localhost unavailable'])
    expect(events.errors).toEqual([])
  })

  it('break streams and refuse new ones, without the Notification Service', async () => {
    const { served, first, does } = await center()
    const { gone } = await client(served, 0)
    await does(order('notification', 'down'))
    await gone
    const again = new EventClient(served, served.users[0]!, { service: served.nodes[0].addresses.webSocket! })
    await expect(again.start()).rejects.toThrow()
    const info = await first.ask('GET', 'SystemInfo')
    expect(info.body).toContain('<status>PARTIAL_SERVICE</status>')
  })
})

describe('a Finesse node that hangs', () => {
  it('says nothing to anybody, and then all that it owes', async () => {
    const { served, first, does } = await center()
    await does({ kind: 'hang', node: 'finesse 1' })
    let answered = false
    const asked = first.ask('GET', 'User/1001', served.users[0]).then((answer) => {
      answered = true
      return answer
    })
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(answered).toBe(false)
    await does({ kind: 'resume', node: 'finesse 1' })
    expect((await asked).status).toBe(200)
  })
})

describe('a Finesse node in maintenance', () => {
  it('[FMM-04] tells a desktop early that it will be moved, and again 15 s before, by its system feed', async () => {
    const { served, does } = await center()
    const { events } = await client(served, 0)
    await does({ kind: 'command', to: 'finesse 1', command: { what: 'finesse-maintenance' } })
    served.pace.speed = 40
    const told = async (what: string) => {
      const { feed, text } = await events.until(({ text: one }) => readMaintenance(one)?.what === what)
      return { feed, told: readMaintenance(text) }
    }
    expect(await told('soon')).toEqual({ feed: '/finesse/api/SystemInfo', told: { what: 'soon', seconds: undefined } })
    expect(await told('now')).toEqual({ feed: '/finesse/api/SystemInfo', told: { what: 'now', seconds: 15 } })
  })
})
