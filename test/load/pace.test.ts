import { describe, expect, it } from 'vitest'
import { Pace } from '../../src/load/pace.ts'
import { type Env, Kernel } from '../../src/sim/kernel/kernel.ts'
import { SECOND } from '../../src/sim/kernel/time.ts'

/** A wall clock that is wound by hand, and a world with something planned in it. */
function wound(speed: number, plan: (env: Env) => void = () => undefined) {
  const kernel = new Kernel('pace', 256)
  const heard: string[] = []
  const env = kernel.node('listener')
  kernel.attach(env, { receive: (kind) => heard.push(`${kind} at ${kernel.now}`) })
  plan(env)
  let now = 1000
  let wakes = 0
  let due: { at: number; run: () => void } | undefined
  const failures: unknown[] = []
  const pace = new Pace(kernel, {
    speed,
    clock: () => now,
    wake: (afterMs, run) => {
      wakes++
      due = { at: now + afterMs, run }
      return () => {
        due = undefined
      }
    },
    failed: (error) => failures.push(error),
  })
  const wind = (ms: number): void => {
    const until = now + ms
    while (due !== undefined && due.at <= until) {
      now = Math.max(now, due.at)
      const { run } = due
      due = undefined
      run()
    }
    now = until
  }
  return { kernel, env, pace, heard, wind, failures, wakes: () => wakes }
}

describe('a pace', () => {
  it.each([1, 5, 0.5])('lets things happen at their time of the wall clock, at speed %d', (speed) => {
    const { kernel, heard, wind } = wound(speed, (env) => env.after(3 * SECOND, 7, 0))
    wind(2999 / speed)
    expect(heard).toEqual([])
    wind(3 / speed)
    expect(heard).toEqual(['7 at 3000000'])
    expect(kernel.now).toBe(3 * SECOND)
  })

  it('sleeps while nothing is due', () => {
    const { wind, wakes } = wound(1, (env) => env.after(60 * SECOND, 1, 0))
    const before = wakes()
    wind(59_000)
    expect(wakes() - before).toBeLessThanOrEqual(1)
  })

  it('does at once what enters, in order, after what is due and before what is not', () => {
    const { pace, env, kernel, heard, wind } = wound(1, (env) => {
      env.after(500_000, 1, 0)
      env.after(60 * SECOND, 9, 0)
    })
    wind(500)
    pace.enter(() => env.after(0, 2, 0))
    pace.enter(() => {
      env.after(0, 3, 0)
      pace.enter(() => env.after(0, 5, 0))
    })
    pace.enter(() => env.after(0, 4, 0))
    wind(1)
    expect(heard).toEqual(['1 at 500000', '2 at 500000', '3 at 500000', '4 at 500000', '5 at 500000'])
    expect(kernel.now).toBe(500_000)
    wind(60_000)
    expect(heard.at(-1)).toBe('9 at 60000000')
  })

  it('catches up after the process was stopped for a while', () => {
    const { kernel, heard, wind } = wound(1, (env) => {
      for (let n = 1; n <= 30; n++) env.after(n * SECOND, n, 0)
    })
    wind(30_000)
    expect(heard).toHaveLength(30)
    expect(kernel.now).toBeGreaterThanOrEqual(30 * SECOND)
  })

  it('stops', () => {
    const { pace, heard, wind } = wound(1, (env) => env.after(SECOND, 1, 0))
    pace.stop()
    pace.enter(() => heard.push('entered'))
    wind(2000)
    expect(heard).toEqual([])
  })

  it('tells when the world breaks, and stops', () => {
    const { pace, failures, wind, heard } = wound(1)
    pace.enter(() => {
      throw new Error('broken')
    })
    wind(10)
    expect(failures).toEqual([new Error('broken')])
    pace.enter(() => heard.push('entered'))
    wind(10)
    expect(heard).toEqual([])
  })

  it('stands still in a pause, but for what enters, and goes on as if no time had passed', () => {
    const { pace, env, kernel, heard, wind, wakes } = wound(1, (env) => env.after(SECOND, 1, 0))
    wind(400)
    pace.pause()
    wind(10)
    const before = wakes()
    wind(60_000)
    expect(wakes()).toBe(before)
    expect(heard).toEqual([])
    pace.enter(() => env.after(0, 2, 0))
    wind(1)
    expect(heard).toEqual(['2 at 400000'])
    expect(pace.isPaused).toBe(true)
    pace.resume()
    wind(599)
    expect(heard).toHaveLength(1)
    wind(1)
    expect(heard.at(-1)).toBe('1 at 1000000')
    expect(kernel.now).toBe(SECOND)
  })

  it('changes its speed from now on, also for what was planned before', () => {
    const { pace, heard, wind } = wound(1, (env) => {
      env.after(SECOND, 1, 0)
      env.after(11 * SECOND, 2, 0)
    })
    wind(1000)
    pace.speed = 10
    wind(999)
    expect(heard).toEqual(['1 at 1000000'])
    wind(1)
    expect(heard.at(-1)).toBe('2 at 11000000')
    expect(() => {
      pace.speed = -1
    }).toThrow(RangeError)
  })

  it('takes a new speed in a pause for when it goes on', () => {
    const { pace, heard, wind } = wound(1, (env) => env.after(10 * SECOND, 1, 0))
    pace.pause()
    pace.speed = 100
    wind(1000)
    expect(heard).toEqual([])
    pace.resume()
    wind(100)
    expect(heard).toEqual(['1 at 10000000'])
  })

  it('has a speed above 0', () => {
    expect(() => new Pace(new Kernel('x', 256), { speed: 0 })).toThrow(RangeError)
  })
})
