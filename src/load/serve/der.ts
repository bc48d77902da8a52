/** DER, as much of it as a certificate needs (ITU-T X.690). */
export const Tag = {
  BOOLEAN: 0x01,
  INTEGER: 0x02,
  BIT_STRING: 0x03,
  OCTET_STRING: 0x04,
  OBJECT_IDENTIFIER: 0x06,
  UTF8_STRING: 0x0c,
  UTC_TIME: 0x17,
  GENERALIZED_TIME: 0x18,
  SEQUENCE: 0x30,
  SET: 0x31,
} as const

export function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents)
  const { length } = content
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), content])
  const size = length < 0x100 ? Buffer.of(length) : Buffer.of(length >> 8, length & 0xff)
  return Buffer.concat([Buffer.of(tag, 0x80 | size.length), size, content])
}

export const sequence = (...items: readonly Uint8Array[]): Buffer => der(Tag.SEQUENCE, ...items)

/** `1.2.840.10045.4.3.2` and the like. */
export function objectIdentifier(dotted: string): Buffer {
  const [first, second, ...rest] = dotted.split('.').map(Number) as [number, number, ...number[]]
  const bytes = [first * 40 + second]
  for (const part of rest) {
    const groups = [part & 0x7f]
    for (let left = part >>> 7; left > 0; left >>>= 7) groups.unshift((left & 0x7f) | 0x80)
    bytes.push(...groups)
  }
  return der(Tag.OBJECT_IDENTIFIER, Buffer.from(bytes))
}

/** A moment in milliseconds, to the second; until 2049 with two digits of the year (RFC 5280 §4.1.2.5). */
export function moment(ms: number): Buffer {
  const text = new Date(ms)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:T]/g, '')
  const isShort = text < '2050'
  return der(isShort ? Tag.UTC_TIME : Tag.GENERALIZED_TIME, Buffer.from(isShort ? text.slice(2) : text))
}

/** Key usages, as a bit string (RFC 5280 §4.2.1.3). */
const usages = { digitalSignature: 0, keyCertSign: 5, cRLSign: 6 } as const

export function bits(...set: readonly (keyof typeof usages)[]): Buffer {
  const last = Math.max(...set.map((name) => usages[name]))
  const byte = set.reduce((sum, name) => sum | (0x80 >> usages[name]), 0)
  return der(Tag.BIT_STRING, Buffer.of(7 - last, byte))
}

export const context = (number: number, ...contents: readonly Uint8Array[]): Buffer => der(0xa0 | number, ...contents)
