import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Latencies } from '../../../src/load/measure/latencies.ts'
import { Measure } from '../../../src/load/measure/measure.ts'
import { type Measured, mergeMeasured } from '../../../src/load/measure/measured.ts'
import { type Measuring, UNFINISHED } from '../../../src/load/measure/measuring.ts'
import { intervalFor } from '../../../src/load/measure/windows.ts'
import { HOUR, MINUTE, SECOND } from '../../../src/sim/kernel/time.ts'

const windows = [
  { name: 'ramp', fromUs: 0, untilUs: 2 * MINUTE },
  { name: 'outage', fromUs: MINUTE, untilUs: 3 * MINUTE },
]

function measuring() {
  const time = { now: 0 }
  return { time, measure: new Measure({ clock: () => time.now, totalUs: 10 * MINUTE, windows }) }
}

const operation = (measured: Measured, name: string) => measured.operations.find((one) => one.operation === name)!

function figuresOf(data: { readonly count: number }) {
  const latencies = new Latencies(3)
  latencies.add(data as never)
  return latencies.figures
}

describe('a measured operation', () => {
  it('took as long as from when it was wanted, and as from when it was begun', () => {
    const { time, measure } = measuring()
    time.now = 3 * SECOND
    const attempt = measure.start('answer', SECOND)
    time.now = 3.5 * SECOND
    attempt.done()
    const { total } = operation(measure.finish(), 'answer')
    expect(figuresOf(total.intended).maxUs).toBe(2.5 * SECOND)
    expect(figuresOf(total.actual).maxUs).toBe(0.5 * SECOND)
  })

  it('shows a slow server in intended latency, and in no lower rate', () => {
    // One connection, ten operations wanted a second, each answered after half a second.
    const { time, measure } = measuring()
    for (let n = 0; n < 100; n++) {
      const intended = n * 100_000
      time.now = Math.max(time.now, intended)
      const attempt = measure.start('state change', intended)
      time.now += 500_000
      attempt.done()
    }
    const { total } = operation(measure.finish(), 'state change')
    expect(total.planned).toBe(100)
    expect(figuresOf(total.actual).p99Us).toBe(500_000)
    expect(figuresOf(total.intended).maxUs).toBe(40.1 * SECOND)
  })

  it('counts where it was planned, also when it ends much later', () => {
    const { time, measure } = measuring()
    time.now = 1.5 * MINUTE
    const attempt = measure.start('hold', 1.5 * MINUTE)
    time.now = 9 * MINUTE
    attempt.done()
    const { named, intervals } = operation(measure.finish(), 'hold')
    expect(named.map(([window]) => windows[window]!.name)).toEqual(['ramp', 'outage'])
    expect(intervals.map(([interval]) => interval)).toEqual([1])
  })

  it('is done, failed or dropped, and never two of these', () => {
    const { measure } = measuring()
    const [one, two] = [measure.start('answer', 0), measure.start('answer', 0)]
    one.done()
    two.failed('503')
    measure.drop('answer', SECOND, 'no connection')
    expect(() => one.done()).toThrow('ended twice')
    expect(() => one.failed('timeout')).toThrow('ended twice')
    const { total } = operation(measure.finish(), 'answer')
    expect(total).toMatchObject({
      planned: 3,
      done: 1,
      failed: 1,
      dropped: 1,
      errors: [['503', 1]],
      drops: [['no connection', 1]],
    })
  })

  it('has failed when the run ends before it does; an answer after that changes nothing', () => {
    const { measure } = measuring()
    const late = measure.start('sign-in', 0)
    const measured = measure.finish()
    late.done()
    expect(operation(measured, 'sign-in').total).toMatchObject({
      planned: 1,
      done: 0,
      failed: 1,
      errors: [[UNFINISHED, 1]],
    })
    expect(() => measure.start('sign-in', 0)).toThrow('after the end')
  })

  it('longer than the histogram reaches keeps its length as the longest', () => {
    const latencies = new Latencies(2)
    latencies.record(3 * HOUR)
    latencies.record(-5)
    expect(latencies.figures).toMatchObject({ count: 2, maxUs: 3 * HOUR, minUs: 0 })
  })
})

/** One operation of a plan: when wanted, how late begun, how long it took, and how it ended. */
const planned = fc.record({
  name: fc.constantFrom('sign-in', 'answer', 'ping'),
  intendedUs: fc.integer({ min: 0, max: 10 * MINUTE }),
  lateUs: fc.integer({ min: 0, max: SECOND }),
  tookUs: fc.integer({ min: 0, max: 2 * HOUR }),
  end: fc.constantFrom('done', 'failed', 'dropped', 'never'),
})
type Planned = typeof planned extends fc.Arbitrary<infer T> ? T : never

function play(operations: readonly Planned[]): Measured {
  const { time, measure } = measuring()
  for (const { name, intendedUs, lateUs, tookUs, end } of operations) {
    const port: Measuring = measure
    if (end === 'dropped') port.drop(name, intendedUs, 'late')
    else {
      time.now = intendedUs + lateUs
      const attempt = port.start(name, intendedUs)
      time.now += tookUs
      if (end === 'done') attempt.done()
      else if (end === 'failed') attempt.failed('503')
    }
    port.count('bytes', tookUs)
  }
  return measure.finish()
}

describe('what several generators measured', () => {
  it('is to the byte what one would have measured, however the work was dealt', () => {
    fc.assert(
      fc.property(fc.array(planned, { maxLength: 60 }), fc.integer({ min: 1, max: 8 }), (operations, of) => {
        const parts = Array.from({ length: of }, (_, part) =>
          play(operations.filter((_, index) => index % of === part)),
        )
        // As it would cross processes.
        const carried = JSON.parse(JSON.stringify(parts)) as Measured[]
        expect(JSON.stringify(mergeMeasured(carried))).toBe(JSON.stringify(play(operations)))
      }),
      { numRuns: 60, seed: 3 },
    )
  })

  it('adds up: planned = done + failed + dropped, in total and over intervals', () => {
    fc.assert(
      fc.property(fc.array(planned, { maxLength: 60 }), (operations) => {
        for (const { total, intervals } of play(operations).operations) {
          expect(total.planned).toBe(total.done + total.failed + total.dropped)
          expect(total.intended.count).toBe(total.done)
          expect(intervals.reduce((sum, [, cell]) => sum + cell.planned, 0)).toBe(total.planned)
        }
      }),
      { numRuns: 60, seed: 4 },
    )
  })

  it('does not merge with what was measured in other windows, or damaged on the way', () => {
    const other = new Measure({ clock: () => 0, totalUs: HOUR }).finish()
    expect(() => mergeMeasured([play([]), other])).toThrow('different windows')
    expect(() => mergeMeasured([])).toThrow('nothing to merge')
    const measured = play([{ name: 'ping', intendedUs: 0, lateUs: 0, tookUs: 7, end: 'done' }])
    const [ping] = measured.operations
    const wrong = { ...ping!, total: { ...ping!.total, intended: { ...ping!.total.intended, count: 2 } } }
    expect(() => mergeMeasured([{ ...measured, operations: [wrong] }])).toThrow('says that it has 2')
  })
})

describe('intervals', () => {
  it('are minutes, and longer ones where there would be more than sixty', () => {
    expect(intervalFor(15 * MINUTE)).toBe(MINUTE)
    expect(intervalFor(HOUR)).toBe(MINUTE)
    expect(intervalFor(8 * HOUR)).toBe(8 * MINUTE)
  })
})
