/**
 * Texts of the CTI link are eight bits a character. What has more goes as UTF-8, each byte a character of the wire,
 * as call variables count bytes, not letters.
 */
import { type TagName, tagMax } from '../ged188/tags.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })
// biome-ignore lint/suspicious/noControlCharactersInRegex: the plain half of the eight-bit codes.
const PLAIN = /^[\u0001-\u007f]*$/

export function toWire(text: string): string {
  if (PLAIN.test(text)) return text
  let bytes = ''
  for (const byte of encoder.encode(text)) if (byte !== 0) bytes += String.fromCharCode(byte)
  return bytes
}

/** Bytes that are no UTF-8 are taken for Latin-1, as old clients send it. */
export function fromWire(text: string): string {
  if (PLAIN.test(text)) return text
  try {
    return decoder.decode(Uint8Array.from(text, (character) => character.charCodeAt(0)))
  } catch {
    return text
  }
}

/** As much of a text as fits into so many bytes, in the characters of the wire. */
export function cut(text: string, bytesMax: number): string {
  const bytes = toWire(text)
  if (bytes.length <= bytesMax) return bytes
  let end = bytesMax
  // Not in the middle of a character.
  while (end > 0 && (bytes.charCodeAt(end) & 0xc0) === 0x80) end--
  return bytes.slice(0, end)
}

/** The same for a floating field, whose closing NUL counts. */
export const fit = (text: string, tag: TagName, version: number): string => cut(text, tagMax(tag, version) - 1)
