/** What clients on sockets notice of a node that dies, hangs and comes back. */
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { Served } from '../../src/load/serve/serve.ts'
import type { Deed } from '../../src/sim/domain/fault.ts'
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
    expect(['ECONNRESET', 'closed']).toContain(refused)
    expect((await second.ask('GET', 'User/1001', served.users[0])).status).toBe(200)
    expect(there.events.errors).toEqual([])
  })

  it('answers again once it has started anew', async () => {
    const { served, first, does } = await center()
    await does({ kind: 'end', node: 'finesse 1', silent: false })
    await does({ kind: 'start', node: 'finesse 1' })
    const answer = await first.ask('GET', 'SystemInfo')
    expect(answer.status).toBe(200)
    served.pace.speed = 200
    for (;;) {
      const { body } = await first.ask('GET', 'SystemInfo')
      if (body.includes('<status>IN_SERVICE</status>')) break
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
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
