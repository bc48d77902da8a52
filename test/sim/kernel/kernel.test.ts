import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Env, Kernel, Life, NO_LINK } from '../../../src/sim/kernel/kernel.ts'
import { recordAt, type TraceRecord } from '../../../src/sim/kernel/trace.ts'

interface Got {
  readonly at: number
  readonly kind: number
  readonly about: number
  readonly body: unknown
  readonly link: number
}
type Reaction = (env: Env, got: Got) => void

const KINDS = 32

/** A kernel with parts that note what they receive, and react as told. */
function world(seed = '1') {
  const kernel = new Kernel(seed, KINDS)
  const records: TraceRecord[] = []
  kernel.trace.tap = (words, offset) => records.push(recordAt(words, offset))
  const part = (name: string, react: Reaction = () => undefined) => {
    const env = kernel.node(name)
    const got: Got[] = []
    kernel.attach(env, {
      receive(kind, about, body, link) {
        const one = { at: env.now(), kind, about, body, link }
        got.push(one)
        react(env, one)
      },
    })
    return { env, got }
  }
  return { kernel, records, part }
}

describe('messages and timers', () => {
  it('arrive at their time, with everything they were given', () => {
    const { kernel, part } = world()
    const [a, b] = [part('a'), part('b')]
    const link = kernel.network.connect(a.env.node, b.env.node, { latencyUs: 250 })
    a.env.after(1_000, 5, 6, 'timer')
    a.env.send(link, 3, 4, { text: 'hello' })
    expect(kernel.run(2_000)).toBe(2)
    expect(b.got).toEqual([{ at: 250, kind: 3, about: 4, body: { text: 'hello' }, link }])
    expect(a.got).toEqual([{ at: 1_000, kind: 5, about: 6, body: 'timer', link: NO_LINK }])
    expect([kernel.now, kernel.next, kernel.nameOf(b.env.node)]).toEqual([2_000, Infinity, 'b'])
  })

  it('of one time happen in the order they were asked for', () => {
    const { kernel, part } = world()
    const a = part('a')
    for (const about of [3, 1, 2]) a.env.after(100, 1, about)
    kernel.run(100)
    expect(a.got.map(({ about }) => about)).toEqual([3, 1, 2])
  })

  it('are dispatched up to and including `until`, at most so many, and until somebody says stop', () => {
    const { kernel, part } = world()
    const a = part('a', (_env, { about }) => {
      if (about === 4) kernel.stop()
    })
    for (let n = 1; n <= 6; n++) a.env.after(n * 10, 1, n)
    expect([kernel.run(20), kernel.now, kernel.next]).toEqual([2, 20, 30])
    expect([kernel.run(Infinity, 1), kernel.now]).toEqual([1, 30])
    expect([kernel.run(Infinity), kernel.now]).toEqual([1, 40])
    expect([kernel.run(Infinity), kernel.events]).toEqual([2, 6])
  })

  it('may be asked for between two runs', () => {
    const { kernel, part } = world()
    const a = part('a')
    a.env.after(9_000_000, 1, 1)
    kernel.run(1_000_000)
    a.env.after(1_000, 1, 2)
    kernel.run(10_000_000)
    expect(a.got.map(({ at, about }) => [at, about])).toEqual([
      [1_001_000, 2],
      [9_000_000, 1],
    ])
  })

  it('do not happen once cancelled, and cannot be asked for in the past', () => {
    const { kernel, part } = world()
    const a = part('a')
    const ticket = a.env.after(10, 1, 1)
    expect([a.env.cancel(ticket), a.env.cancel(ticket), kernel.run(20)]).toEqual([true, false, 0])
    expect(() => a.env.after(-1, 1, 1)).toThrow('in the past')
    expect(() => a.env.after(Number.NaN, 1, 1)).toThrow('by a')
    expect(a.got).toEqual([])
  })

  it('pass through the codec, when there is one', () => {
    const { kernel, part } = world()
    const [a, b] = [part('a'), part('b')]
    kernel.codec = (kind, body, link) => [kind, body, link]
    const link = kernel.network.connect(a.env.node, b.env.node, { latencyUs: 1 })
    a.env.send(link, 3, 4, 'body')
    kernel.run(1)
    expect(b.got[0]!.body).toEqual([3, 'body', link])
  })

  it('leave a trace of what caused them, and of facts', () => {
    const { kernel, part, records } = world()
    const b = part('b', (env) => env.fact(20, 9, -1, 2))
    const a = part('a', (env, { about }) => env.send(link, 3, about))
    const link = kernel.network.connect(a.env.node, b.env.node, { latencyUs: 5 })
    a.env.after(10, 1, 42)
    kernel.run(100)
    const common = { about: 42, where: b.env.node }
    expect(records).toEqual([
      { at: 10, kind: 1, where: a.env.node, about: 42, x: 0, y: NO_LINK, event: 1 },
      { ...common, at: 15, kind: 3, x: 1, y: link, event: 2 },
      { ...common, at: 15, kind: 20, about: 9, x: -1, y: 2, event: 2 },
    ])
  })
})

describe('a served node', () => {
  /** A client whose messages of these costs leave at these times, and a server that answers each when it is done. */
  function served(jobs: readonly { readonly at: number; readonly cost: number }[]) {
    const { kernel, part, records } = world()
    const server = part('server', (env, { kind, about, body, link }) => {
      env.spend(body as number)
      env.send(link ^ 1, kind, about)
    })
    const client = part('client', (env, { kind, about, body, link }) => {
      if (link === NO_LINK) env.send(to, kind, about, body)
    })
    const to = kernel.network.connect(client.env.node, server.env.node, { latencyUs: 0 })
    for (const [about, { at, cost }] of jobs.entries()) client.env.after(at, 1, about, cost)
    const answers = () => client.got.filter(({ link }) => link !== NO_LINK).map(({ at, about }) => ({ at, about }))
    return { kernel, server, answers, records }
  }

  it('does one thing after another: answers leave when the work is done, the rest waits', () => {
    const { kernel, server, answers } = served([
      { at: 0, cost: 100 },
      { at: 10, cost: 50 },
      { at: 20, cost: 0 },
      { at: 500, cost: 10 },
    ])
    kernel.run(50)
    expect(kernel.waiting(server.env.node)).toBe(2)
    kernel.run(1_000)
    expect(kernel.waiting(server.env.node)).toBe(0)
    expect(server.got.map(({ at }) => at)).toEqual([0, 100, 150, 500])
    expect(answers()).toEqual([
      { at: 100, about: 0 },
      { at: 150, about: 1 },
      { at: 150, about: 2 },
      { at: 510, about: 3 },
    ])
  })

  it('is first come, first served, as a single server with a line is', () => {
    const job = fc.record({ at: fc.nat(300), cost: fc.oneof(fc.constant(0), fc.nat(60)) })
    fc.assert(
      fc.property(fc.array(job, { maxLength: 40 }), (unsorted) => {
        const jobs = unsorted.toSorted((a, b) => a.at - b.at)
        const { kernel, answers, records } = served(jobs)
        kernel.run(1_000_000)
        let free = 0
        const expected = jobs.map(({ at, cost }, about) => {
          free = Math.max(free, at) + cost
          return { at: free, about }
        })
        expect(answers()).toEqual(expected)
        // Each job is three deliveries in the trace: the timer, the request, the answer.
        expect(records.length).toBe(3 * jobs.length)
      }),
    )
  })

  it('lets nobody overtake who arrives the moment the work ends', () => {
    const { kernel, server } = served([
      { at: 0, cost: 100 },
      { at: 10, cost: 100 },
      { at: 100, cost: 0 },
      { at: 200, cost: 0 },
    ])
    kernel.run(1_000)
    expect(server.got.map(({ about }) => about)).toEqual([0, 1, 2, 3])
  })

  it('keeps a line of thousands', () => {
    const { kernel, answers } = served(Array.from({ length: 5_000 }, () => ({ at: 0, cost: 1 })))
    kernel.run(10_000)
    expect(answers()).toEqual(Array.from({ length: 5_000 }, (_, about) => ({ at: about + 1, about })))
  })

  it('has its own timers on time', () => {
    const { kernel, part } = world()
    const a = part('a', (env) => env.spend(1_000))
    a.env.after(0, 1, 1)
    a.env.after(10, 1, 2)
    kernel.run(100)
    expect(a.got.map(({ at }) => at)).toEqual([0, 10])
  })
})

it('a run is a function of its seed: streams by component name, one run like the other', () => {
  const run = (seed: string): string => {
    const { kernel, part } = world(seed)
    const b = part('b', (env, { link, about }) => {
      if (about < 200) env.send(link ^ 1, 3, about + 1)
    })
    const a = part('a', (env, { link, about }) => {
      const us = Math.floor(stream.next() * 100)
      if (link === NO_LINK) env.send(to, 3, about)
      else env.after(us, 2, about)
    })
    const stream = a.env.random('pauses')
    const to = kernel.network.connect(a.env.node, b.env.node, { latencyUs: 10, jitterUs: 1_000 })
    a.env.after(0, 2, 0)
    kernel.run(Infinity)
    return kernel.trace.digest()
  }
  expect(run('1')).toBe(run('1'))
  expect(run('1')).not.toBe(run('2'))
})

describe('a node with a second line', () => {
  const SLOW = 1
  const QUICK = 2

  /** Every SLOW message costs 100 µs, every QUICK one 10. */
  function served() {
    const { kernel, part } = world()
    const client = part('client')
    const server = part('server', (env, { kind }) => env.spend(kind === SLOW ? 100 : 10))
    kernel.lane(server.env, [QUICK])
    const link = kernel.network.connect(client.env.node, server.env.node, { latencyUs: 0 })
    const send = (kind: number, times: number) => {
      for (let n = 0; n < times; n++) client.env.send(link, kind, n)
    }
    const gotAt = (kind: number) => server.got.filter((one) => one.kind === kind).map(({ at }) => at)
    return { kernel, server, send, gotAt }
  }

  it('works off the kinds of that line beside the others, each line first come first served', () => {
    const { kernel, server, send, gotAt } = served()
    send(SLOW, 3)
    send(QUICK, 3)
    kernel.run(0)
    expect(kernel.waiting(server.env.node)).toBe(4)
    kernel.run(1_000)
    expect([gotAt(SLOW), gotAt(QUICK)]).toEqual([
      [0, 100, 200],
      [0, 10, 20],
    ])
  })

  it('keeps both while it hangs, and loses both when it ends', () => {
    for (const ends of [true, false]) {
      const { kernel, server, send, gotAt } = served()
      send(SLOW, 2)
      send(QUICK, 3)
      kernel.run(5)
      if (ends) kernel.end(server.env.node, Life.DOWN)
      else kernel.hang(server.env.node)
      kernel.run(500)
      expect([gotAt(SLOW), gotAt(QUICK)]).toEqual([[0], [0]])
      kernel.resume(server.env.node)
      send(QUICK, 1)
      kernel.run(1_000)
      expect([gotAt(SLOW), gotAt(QUICK)]).toEqual(
        ends
          ? [[0], [0, 500]]
          : [
              [0, 500],
              [0, 500, 510, 520],
            ],
      )
    }
  })

  it('is slowed in both', () => {
    const { kernel, server, send, gotAt } = served()
    kernel.drag(server.env.node, 1_000)
    send(SLOW, 2)
    send(QUICK, 2)
    kernel.run(5_000)
    expect([gotAt(SLOW), gotAt(QUICK)]).toEqual([
      [0, 1_100],
      [0, 1_010],
    ])
  })

  it('knows when a message came that had to wait', () => {
    const { kernel, part } = world()
    const came: (readonly [number, number])[] = []
    const client = part('client')
    const server = part('server', (env) => {
      came.push([env.now(), env.arrivedAt()])
      env.spend(100)
    })
    const link = kernel.network.connect(client.env.node, server.env.node, { latencyUs: 0 })
    for (let n = 0; n < 2; n++) client.env.send(link, SLOW, n)
    server.env.after(150, QUICK, 0)
    kernel.run(1_000)
    expect(came).toEqual([
      [0, 0],
      [100, 0],
      [150, 150],
    ])
  })
})
