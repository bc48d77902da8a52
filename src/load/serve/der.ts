/** DER, as much of it as a certificate needs (ITU-T X.690). */
export const Tag = {
  BOOLEAN: 0x01,
  INTEGER: 0x02,
  BIT_STRING: 0x03,
  OCTET_STRING: 0x04,
  OBJECT_IDENTIFIER: 0x06,
  UTF8_STRING: 0x0c,
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

/** A moment of the years 0 to 9999 in milliseconds, whole seconds. */
export function generalizedTime(ms: number): Buffer {
  const text = new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')
  return der(Tag.GENERALIZED_TIME, Buffer.from(text.replace(/[-:T]/g, '')))
}

export const context = (number: number, ...contents: readonly Uint8Array[]): Buffer => der(0xa0 | number, ...contents)
