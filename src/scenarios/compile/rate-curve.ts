/**
 * An arrival rate over time as straight pieces, which both shapes of a scenario are. A piece can be cut and
 * scaled exactly; steps that slope to one another cannot.
 *
 *   rate │    ┌──╮ ← a surge lifts what is inside its window, sloping or not
 *        │ ╱──┘  └──╲
 *        └──────────── time
 */
import type { RateStep } from '../../sim/domain/workload.ts'
import type { Micros } from '../../sim/kernel/time.ts'

export interface Piece {
  readonly fromUs: Micros
  readonly untilUs: Micros
  /** Rate per hour at the beginning and, sloping, at the end. */
  readonly start: number
  readonly end: number
}

export type RateCurve = readonly Piece[]

/** Between the first and the last moment the rates of `steps`; before the first step nobody comes. */
export function rateCurve(steps: readonly RateStep[], shape: 'steps' | 'linear', untilUs: Micros): RateCurve {
  const pieces: Piece[] = []
  if (steps[0]!.fromUs > 0) pieces.push({ fromUs: 0, untilUs: steps[0]!.fromUs, start: 0, end: 0 })
  for (const [index, { fromUs, perHour }] of steps.entries()) {
    const next = steps[index + 1]
    const end = shape === 'linear' && next !== undefined ? next.perHour : perHour
    pieces.push({ fromUs, untilUs: next?.fromUs ?? Math.max(untilUs, fromUs), start: perHour, end })
  }
  return pieces.filter((piece) => piece.untilUs > piece.fromUs)
}

/** The rate at a moment inside a piece. */
const rateAt = ({ fromUs, untilUs, start, end }: Piece, at: Micros): number =>
  start === end ? start : start + ((end - start) * (at - fromUs)) / (untilUs - fromUs)

function cut(piece: Piece, at: Micros): readonly Piece[] {
  if (at <= piece.fromUs || at >= piece.untilUs) return [piece]
  const rate = rateAt(piece, at)
  return [
    { ...piece, untilUs: at, end: rate },
    { ...piece, fromUs: at, start: rate },
  ]
}

/** Multiplies the rate from one moment to another. */
export function scale(curve: RateCurve, fromUs: Micros, untilUs: Micros, times: number): RateCurve {
  const pieces = curve.flatMap((piece) => cut(piece, fromUs)).flatMap((piece) => cut(piece, untilUs))
  return pieces.map((piece) => {
    if (piece.fromUs < fromUs || piece.untilUs > untilUs) return piece
    return { ...piece, start: piece.start * times, end: piece.end * times }
  })
}

export const peak = (curve: RateCurve): number => Math.max(0, ...curve.map(({ start, end }) => Math.max(start, end)))

/**
 * Back to steps. In a sloping curve a jump becomes a slope of one microsecond, so that moments strictly increase
 * and nobody has to ask which of two rates counts at one moment.
 */
export function stepsOf(curve: RateCurve): { readonly shape: 'steps' | 'linear'; readonly steps: readonly RateStep[] } {
  const shape = curve.every(({ start, end }) => start === end) ? 'steps' : 'linear'
  const points: RateStep[] = []
  for (const [index, piece] of curve.entries()) {
    points.push({ fromUs: piece.fromUs, perHour: piece.start })
    const jumps = piece.end !== (curve[index + 1]?.start ?? piece.end)
    const last = index === curve.length - 1
    if (shape === 'linear' && (jumps || last) && piece.untilUs - 1 > piece.fromUs) {
      points.push({ fromUs: piece.untilUs - 1, perHour: rateAt(piece, piece.untilUs - 1) })
    }
  }
  return { shape, steps: points.filter((_, index) => needed(points, index, shape)) }
}

/** A step at the rate that holds already says nothing. */
function needed(points: readonly RateStep[], index: number, shape: 'steps' | 'linear'): boolean {
  const rate = points[index]!.perHour
  if (rate !== points[index - 1]?.perHour) return true
  return shape === 'linear' && index + 1 < points.length && rate !== points[index + 1]!.perHour
}
