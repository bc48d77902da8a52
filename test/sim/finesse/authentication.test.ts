import { describe, expect, it } from 'vitest'
import type { Client, Reply } from '../client.ts'
import { type Simulation, simulation } from '../simulation.ts'

/** One GET, answered. */
function asks(sim: Simulation, client: Client, password = client.user.password): Reply {
  client.password = password
  const reply = client.send('getUser', client.user.index)
  sim.runFor('1s')
  return reply
}

const wrongTries = (sim: Simulation, client: Client, tries: number) =>
  Array.from({ length: tries }, () => asks(sim, client, 'wrong').says)

const UNAUTHORIZED = '401 Authorization Failure 1001'
const queries = (sim: Simulation) => sim.messages('credentialQuery').length

describe('who asks', () => {
  it('[AUTH-01] is asked for a password, and believed when the AWDB knows it', () => {
    const sim = simulation()
    const ann = sim.client('1001')
    expect(asks(sim, ann).says).toBe('200')
    expect(asks(sim, ann, 'wrong').says).toBe(UNAUTHORIZED)
  })

  it('[AUTH-01] [API-05] without credentials gets SystemInfo and nothing else', () => {
    const sim = simulation()
    const ann = sim.client('1001')
    const info = ann.send('getSystemInfo', 0, undefined, { user: -1, password: '' })
    const user = ann.send('getUser', 0, undefined, { user: -1, password: '' })
    const stranger = ann.send('getUser', 0, undefined, { user: 99, password: 'x' })
    sim.runFor('1s')
    expect(info.says).toBe('200')
    expect(info.content).toMatchObject({ info: { status: 'IN_SERVICE', node: 1 } })
    expect(user.status).toBe(401)
    expect(stranger.status).toBe(401)
  })

  it('[AUTH-02] reads only the own user and dialogs, a supervisor those of the team', () => {
    const sim = simulation({ agents: 2, supervisors: 1 })
    const ann = sim.client('1001')
    const sue = sim.client('1003')
    const replies = [ann.send('getUser', 1), ann.send('getDialogs', 1), ann.send('getUser', 9), sue.send('getUser', 1)]
    sim.runFor('1s')
    expect(replies.map(({ says }) => says)).toEqual([
      '401 Invalid Authorization User Specified 1002',
      '401 Invalid Authorization User Specified 1002',
      '404 User Not Found 9',
      '200',
    ])
  })
})

describe('five wrong passwords in a row', () => {
  it('[LOCK-01] lock a user for five minutes', () => {
    const sim = simulation()
    const ann = sim.client('1001')
    expect(wrongTries(sim, ann, 5)).toEqual(Array(5).fill(UNAUTHORIZED))
    // The fifth was answered a second ago.
    sim.runFor('4min').runFor('58s')
    expect(asks(sim, ann).says).toBe(UNAUTHORIZED)
  })

  it('[LOCK-01] the lock is over after five minutes of silence', () => {
    const sim = simulation()
    const ann = sim.client('1001')
    wrongTries(sim, ann, 5)
    sim.runFor('5min')
    expect(asks(sim, ann).says).toBe('200')
  })

  it('[LOCK-01] are five in a row: a success between them, from the cache or not, starts the count anew', () => {
    const sim = simulation()
    const ann = sim.client('1001')
    wrongTries(sim, ann, 4)
    expect(asks(sim, ann).says).toBe('200')
    const before = queries(sim)
    wrongTries(sim, ann, 4)
    expect(asks(sim, ann).says).toBe('200')
    // Four wrong ones were looked up, the right one was remembered.
    expect(queries(sim) - before).toBe(4)
    wrongTries(sim, ann, 4)
    expect(asks(sim, ann).says).toBe('200')
  })

  it('[LOCK-01] lock nobody else', () => {
    const sim = simulation({ agents: 2 })
    wrongTries(sim, sim.client('1001'), 5)
    expect(asks(sim, sim.client('1002')).says).toBe('200')
  })

  it('[LOCK-02] any try while locked, also a right one, starts the five minutes anew', () => {
    const sim = simulation()
    const ann = sim.client('1001')
    wrongTries(sim, ann, 5)
    sim.runUs(239_000_000)
    expect(asks(sim, ann).says).toBe(UNAUTHORIZED)
    sim.runUs(60_000_000)
    expect(asks(sim, ann).says).toBe(UNAUTHORIZED)
    sim.runUs(298_000_000)
    expect(asks(sim, ann).says).toBe(UNAUTHORIZED)
    sim.runUs(300_000_000)
    expect(asks(sim, ann).says).toBe('200')
  })

  it('[LOCK-02] a locked user is locked also with a remembered password, and for the notification stream', () => {
    const sim = simulation()
    const ann = sim.agent('1001')
    wrongTries(sim, ann, 5)
    expect(asks(sim, ann).says).toBe(UNAUTHORIZED)
    const elsewhere = sim.client('1001')
    elsewhere.openStream()
    sim.runFor('1s')
    expect(elsewhere.stream).toEqual(['not-authorized'])
  })

  it('[LOCK-05] are counted over desktop, mobile and phone sign-ins alike, and lock all three', () => {
    const sim = simulation()
    const [desktop, mobile, phone] = [sim.client('1001'), sim.client('1001'), sim.client('1001')]
    const dialNumber = '5551234'
    const tries = (): Reply[] => {
      const login = { state: 'LOGIN', extension: '31001' } as const
      const replies = [
        desktop.put(login),
        mobile.put({ ...login, mobile: { mode: 'CALL_BY_CALL', dialNumber } }),
        phone.put(login),
      ]
      phone.openStream('fippa')
      sim.runFor('1s')
      return replies
    }
    wrongTries(sim, desktop, 3)
    wrongTries(sim, mobile, 1)
    phone.password = 'wrong'
    phone.openStream('fippa')
    sim.runFor('1s')
    for (const client of [desktop, mobile, phone]) client.password = 'pw-1001'
    expect(tries().map(({ says }) => says)).toEqual([UNAUTHORIZED, UNAUTHORIZED, UNAUTHORIZED])
    expect(phone.stream).toEqual(['not-authorized', 'not-authorized'])
    sim.runFor('5min')
    expect(desktop.put({ state: 'LOGIN', extension: '31001' })).toBeDefined()
    sim.runFor('1s')
    expect(sim.truth('1001').at(-1)).toBe('NOT_READY')
  })

  it('[LOCK-06] leave a line for each try while locked, and the user among the locked ones', () => {
    const sim = simulation({ agents: 2 })
    const ann = sim.client('1001')
    const locked = () =>
      sim.center.finesse.map(({ authentication }) => authentication.locked().map(({ index }) => index))
    wrongTries(sim, ann, 4)
    expect(locked()).toEqual([[], []])
    wrongTries(sim, ann, 1)
    expect(locked()).toEqual([[0], []])
    asks(sim, ann)
    asks(sim, ann)
    const lines = sim.facts('authenticated').filter(({ about, y }) => about === 0 && y === 3)
    expect(lines.length).toBe(2)
    sim.runFor('5min')
    expect(locked()).toEqual([[], []])
  })

  it('[LOCK-01] also lock when many tries are under way at once: a right one behind them comes too late', () => {
    const sim = simulation()
    const ann = sim.client('1001')
    ann.password = 'wrong'
    for (let n = 0; n < 5; n++) ann.send('getUser', 0)
    ann.password = 'pw-1001'
    const right = ann.send('getUser', 0)
    sim.runFor('1s')
    expect(right.says).toBe(UNAUTHORIZED)
  })

  it('are not counted with a planted defect, or a lock is not started anew', () => {
    const uncounted = simulation({ defects: ['lock-not-counted'] })
    const ann = uncounted.client('1001')
    wrongTries(uncounted, ann, 9)
    expect(asks(uncounted, ann).says).toBe('200')
    const short = simulation({ defects: ['lock-not-restarted'] })
    const ben = short.client('1001')
    wrongTries(short, ben, 5)
    short.runFor('4min')
    expect(asks(short, ben).says).toBe(UNAUTHORIZED)
    short.runFor('1min')
    expect(asks(short, ben).says).toBe('200')
  })

  it('[LOCK-04] the answer while locked is the one to a wrong password', () => {
    const sim = simulation()
    const ann = sim.client('1001')
    const wrong = asks(sim, ann, 'wrong')
    wrongTries(sim, ann, 4)
    const locked = asks(sim, ann)
    expect(locked.error).toEqual(wrong.error)
    expect(locked.status).toBe(wrong.status)
    expect(locked.content).toBeUndefined()
  })
})
