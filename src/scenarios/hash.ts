/** Names what a scenario means, whatever file, order of keys or spelling of units it was written in. */

/** JSON with sorted keys, Maps as sorted lists of pairs, and nothing for what is undefined. */
export function canonicalJson(value: unknown): string {
  if (value instanceof Map) return canonicalJson([...value].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined)
    entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`
  }
  return value === undefined ? 'null' : JSON.stringify(value)
}

const TWO_32 = 2 ** 32

/**
 * FNV-1a of the UTF-8 bytes, 64 bits in hex. The prime is 2^40 + 0x1b3, so a step on two 32-bit halves is one
 * shift and two products that stay exact in a number.
 */
export function fnv1a64(text: string): string {
  let high = 0xcbf29ce4
  let low = 0x84222325
  for (const byte of new TextEncoder().encode(text)) {
    low = (low ^ byte) >>> 0
    const product = low * 0x1b3
    high = (high * 0x1b3 + Math.floor(product / TWO_32) + ((low << 8) >>> 0)) % TWO_32
    low = product % TWO_32
  }
  const hex = (half: number) => half.toString(16).padStart(8, '0')
  return hex(high) + hex(low)
}
