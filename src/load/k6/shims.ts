/**
 * What codecs take for granted and the engine of k6 does not have in every version: text to bytes and Base64 (WHATWG Encoding,
 * HTML atob and btoa). Only what is missing is added, and only as much of it as codecs use. To be imported before them.
 */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

class Utf8Encoder {
  encode(text: string): Uint8Array {
    const escaped = encodeURIComponent(text)
    const bytes: number[] = []
    for (let at = 0; at < escaped.length; at++) {
      if (escaped[at] === '%') {
        bytes.push(Number.parseInt(escaped.slice(at + 1, at + 3), 16))
        at += 2
      } else bytes.push(escaped.charCodeAt(at))
    }
    return Uint8Array.from(bytes)
  }
}

class Utf8Decoder {
  /** Throws on bytes that are no UTF-8. */
  decode(bytes: Uint8Array): string {
    return decodeURIComponent(Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''))
  }
}

function toBase64(binary: string): string {
  let text = ''
  for (let at = 0; at < binary.length; at += 3) {
    const [a, b, c] = [binary.charCodeAt(at), binary.charCodeAt(at + 1), binary.charCodeAt(at + 2)]
    const bits = (a << 16) | ((b || 0) << 8) | (c || 0)
    text += LETTERS[bits >> 18]! + LETTERS[(bits >> 12) & 63]!
    text += at + 1 < binary.length ? LETTERS[(bits >> 6) & 63]! : '='
    text += at + 2 < binary.length ? LETTERS[bits & 63]! : '='
  }
  return text
}

function fromBase64(text: string): string {
  let binary = ''
  let bits = 0
  let count = 0
  for (const letter of text.replace(/=+$/, '')) {
    const value = LETTERS.indexOf(letter)
    if (value < 0) throw new Error('no Base64')
    bits = ((bits << 6) | value) & 0xffffff
    count += 6
    if (count < 8) continue
    count -= 8
    binary += String.fromCharCode((bits >> count) & 255)
  }
  return binary
}

export const shims: Readonly<Record<string, unknown>> = {
  TextEncoder: Utf8Encoder,
  TextDecoder: Utf8Decoder,
  btoa: toBase64,
  atob: fromBase64,
}

const world = globalThis as unknown as Record<string, unknown>
for (const [name, shim] of Object.entries(shims)) world[name] ??= shim
