/**
 * A streamed 128-bit digest over 32-bit words: four independent lanes, folded at the end. It is there to tell two
 * traces apart, not to withstand an attacker; every step is a bijection of the lane, so no single change is lost.
 */
const PRIMES = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f] as const

export class Digest {
  #lanes = new Int32Array(PRIMES)
  #words = 0

  /** Takes `count` words, a multiple of four, from the start of `words`. */
  update(words: Int32Array, count: number): void {
    const lanes = this.#lanes
    let a = lanes[0]!
    let b = lanes[1]!
    let c = lanes[2]!
    let d = lanes[3]!
    for (let i = 0; i < count; i += 4) {
      a ^= words[i]!
      b ^= words[i + 1]!
      c ^= words[i + 2]!
      d ^= words[i + 3]!
      a = Math.imul((a << 13) | (a >>> 19), 0x9e3779b1)
      b = Math.imul((b << 15) | (b >>> 17), 0x85ebca77)
      c = Math.imul((c << 16) | (c >>> 16), 0xc2b2ae3d)
      d = Math.imul((d << 17) | (d >>> 15), 0x27d4eb2f)
    }
    lanes[0] = a
    lanes[1] = b
    lanes[2] = c
    lanes[3] = d
    this.#words += count
  }

  /** The digest so far, as 32 hex digits. Reading it changes nothing. */
  hex(): string {
    let [a, b, c, d] = this.#lanes as unknown as [number, number, number, number]
    a ^= this.#words
    for (let round = 0; round < 4; round++) {
      a = scramble(a + d)
      b = scramble(b + a)
      c = scramble(c + b)
      d = scramble(d + c)
    }
    return [a, b, c, d].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('')
  }
}

/** The finaliser of MurmurHash3 (Appleby). */
function scramble(h: number): number {
  h |= 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}
