import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type RateCurve, rateCurve, scale, stepsOf } from '../../src/scenarios/compile/rate-curve.ts'
import type { RateStep } from '../../src/sim/domain/workload.ts'

const END = 10_000

/** The rate that compiled steps mean at a moment, as the callers read them. */
function meant({ shape, steps }: ReturnType<typeof stepsOf>, at: number): number {
  const index = steps.findLastIndex(({ fromUs }) => fromUs <= at)
  const step = steps[index]
  const next = steps[index + 1]
  if (step === undefined) return 0
  if (shape === 'steps' || next === undefined) return step.perHour
  return step.perHour + ((next.perHour - step.perHour) * (at - step.fromUs)) / (next.fromUs - step.fromUs)
}

const steps: fc.Arbitrary<readonly RateStep[]> = fc
  .uniqueArray(fc.integer({ min: 0, max: END - 1 }), { minLength: 1, maxLength: 6 })
  .chain((moments) =>
    fc.tuple(
      fc.constant(moments.toSorted((a, b) => a - b)),
      fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 6, maxLength: 6 }),
    ),
  )
  .map(([moments, rates]) => moments.map((fromUs, i) => ({ fromUs, perHour: rates[i]! })))
const shape = fc.constantFrom('steps' as const, 'linear' as const)
const moment = fc.integer({ min: 0, max: END - 1 })

describe('a rate curve', () => {
  it('means the same after it was cut and turned back into steps', () => {
    fc.assert(
      fc.property(steps, shape, moment, moment, moment, (given, form, a, b, at) => {
        const whole = rateCurve(given, form, END)
        const pieces: RateCurve = scale(whole, Math.min(a, b), Math.max(a, b), 1)
        expect(meant(stepsOf(pieces), at)).toBeCloseTo(meant(stepsOf(whole), at), 6)
      }),
    )
  })

  it('is multiplied inside the window and nowhere else', () => {
    fc.assert(
      fc.property(
        steps,
        shape,
        moment,
        moment,
        fc.integer({ min: 0, max: 9 }),
        moment,
        (given, form, a, b, times, at) => {
          const [from, until] = [Math.min(a, b), Math.max(a, b)]
          const whole = rateCurve(given, form, END)
          const expected = meant(stepsOf(whole), at) * (at >= from && at < until ? times : 1)
          expect(meant(stepsOf(scale(whole, from, until, times)), at)).toBeCloseTo(expected, 6)
        },
      ),
    )
  })

  it('comes back as steps whose moments strictly increase', () => {
    fc.assert(
      fc.property(steps, shape, moment, moment, (given, form, a, b) => {
        const back = stepsOf(scale(rateCurve(given, form, END), Math.min(a, b), Math.max(a, b), 3)).steps
        for (const [i, { fromUs }] of back.entries()) if (i > 0) expect(fromUs).toBeGreaterThan(back[i - 1]!.fromUs)
      }),
    )
  })
})
