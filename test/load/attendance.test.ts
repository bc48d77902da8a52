import { connect } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Attendance, type Attendee } from '../../src/load/serve/attendance.ts'
import type { Served } from '../../src/load/serve/serve.ts'
import { serveQuiet } from './clients.ts'

class Guest implements Attendee {
  isOpen = false
  heardMs = performance.now()
  left: string | undefined
  leave(condition: string): void {
    this.left = condition
  }
}

describe('the attendance of a node', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  function book(strangersMost = 1_000) {
    vi.useFakeTimers()
    return new Attendance({ silenceMs: 120_000, strangersMost })
  }

  it('lets somebody go who does not sign in within half a minute', () => {
    const attendance = book()
    const guest = new Guest()
    attendance.add(guest)
    vi.advanceTimersByTime(29_000)
    expect(guest.left).toBeUndefined()
    vi.advanceTimersByTime(2_000)
    expect(guest.left).toBe('connection-timeout')
    attendance.close()
  })

  it('[XMPP-07] lets somebody go who was silent for two minutes, and keeps who was not', () => {
    const attendance = book()
    const [silent, lively] = [new Guest(), new Guest()]
    for (const guest of [silent, lively]) {
      guest.isOpen = true
      attendance.add(guest)
    }
    for (let s = 0; s < 118; s += 2) {
      vi.advanceTimersByTime(2_000)
      lively.heardMs = performance.now()
    }
    expect(silent.left).toBeUndefined()
    vi.advanceTimersByTime(4_000)
    expect(silent.left).toBe('connection-timeout')
    vi.advanceTimersByTime(30_000)
    expect(lively.left).toBeUndefined()
    attendance.close()
  })

  it('has the stranger go who has waited longest when too many wait, and nobody who is signed in', () => {
    const attendance = book(3)
    const guests = Array.from({ length: 5 }, () => new Guest())
    guests[0]!.isOpen = true
    for (const guest of guests) attendance.add(guest)
    expect(guests.map(({ left }) => left)).toEqual([undefined, 'resource-constraint', undefined, undefined, undefined])
    attendance.close()
  })

  it('forgets who has left', () => {
    const attendance = book()
    const guest = new Guest()
    attendance.add(guest)
    attendance.remove(guest)
    vi.advanceTimersByTime(600_000)
    expect(guest.left).toBeUndefined()
    attendance.close()
  })
})

describe('a thousand connections that say nothing', () => {
  let served: Served | undefined
  afterEach(() => served?.close())

  it('make room for one that signs in', async () => {
    served = await serveQuiet()
    const { xmpp } = served.nodes[0].ports
    const open = () => connect(xmpp!, '127.0.0.1').on('error', () => undefined)
    const crowd = Array.from({ length: 1_000 }, open)
    const first = crowd[0]!
    await Promise.all(crowd.map((socket) => new Promise((resolve) => socket.once('connect', resolve))))
    let said = ''
    first.on('data', (text) => {
      said += text
    })
    const closed = new Promise((resolve) => first.once('close', resolve))
    const features = await new Promise<string>((resolve) => {
      const late = open()
      crowd.push(late)
      late.write("<stream:stream to='localhost' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>")
      late.on('data', (text) => {
        if (String(text).includes('features')) resolve(String(text))
      })
    })
    expect(features).toContain('PLAIN')
    await closed
    expect(said).toContain('<resource-constraint ')
    for (const socket of crowd) socket.destroy()
  })
})
