/**
 * Natural logarithm and exponential from additions and multiplications only. `Math.log` and `Math.exp` may
 * differ in their last bit between engines, and one bit is enough to change a run; IEEE arithmetic may not.
 */
const LN2_HIGH = 0.6931471803691238
const LN2_LOW = 1.9082149292705877e-10
const float = new Float64Array(1)
const words = new Uint32Array(float.buffer)

/** ln(x) for a finite x > 0; anything else is a mistake of the caller. */
export function ln(x: number): number {
  if (!(x > 0) || x === Infinity) throw new RangeError(`ln(${x}): a finite number above 0 is needed`)
  let exponent = 0
  if (x < 2.2250738585072014e-308) {
    x *= 18014398509481984 // Lifts a subnormal by 2^54.
    exponent = -54
  }
  float[0] = x
  exponent += (words[1]! >>> 20) - 1023
  words[1] = (words[1]! & 0xfffff) | 0x3ff00000
  let mantissa = float[0]!
  if (mantissa > Math.SQRT2) {
    mantissa *= 0.5
    exponent += 1
  }
  const s = (mantissa - 1) / (mantissa + 1)
  const z = s * s
  let sum = 1 / 21
  for (let k = 19; k >= 1; k -= 2) sum = sum * z + 1 / k
  return exponent * LN2_HIGH + (2 * s * sum + exponent * LN2_LOW)
}

/** e to the power x, for |x| up to about 700. */
export function exp(x: number): number {
  if (x > 709) return Infinity
  if (x < -708) return 0
  const power = Math.round(x * Math.LOG2E)
  const r = x - power * LN2_HIGH - power * LN2_LOW
  let sum = 1
  for (let k = 14; k >= 1; k--) sum = 1 + (r * sum) / k
  words[0] = 0
  words[1] = (power + 1023) << 20
  return sum * float[0]!
}
