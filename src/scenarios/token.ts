/**
 * A repro token names everything a run depended on: ccsim's version, the scenario and its hash, the seed, what was
 * overridden, where it was cut. `ccsim1.` and base64url (RFC 4648 §5) of compact JSON: it survives a chat window.
 */
import type { Micros } from '../sim/kernel/time.ts'

export interface Repro {
  readonly version: string
  readonly scenario: string
  readonly file: string | undefined
  readonly hash: string
  readonly seed: string
  readonly overrides: readonly string[]
  readonly until: Micros | undefined
  /** In codec mode. */
  readonly codec?: boolean | undefined
  /** On the wire, at this speed. Such a run is made once more, but never the same to the byte. */
  readonly wire?: number | undefined
  /** On the wire, with desktops in so many processes of their own. */
  readonly workers?: number | undefined
}

export type ParsedToken =
  | { readonly ok: true; readonly repro: Repro }
  | { readonly ok: false; readonly problem: string }

const PREFIX = 'ccsim1.'

export function formatToken(repro: Repro): string {
  const { version, scenario, file, hash, seed, overrides, until, codec, wire, workers } = repro
  const content = {
    v: version,
    s: scenario,
    f: file,
    h: hash,
    d: seed,
    o: overrides.length === 0 ? undefined : overrides,
    u: until,
    c: codec === true ? 1 : undefined,
    w: wire,
    n: workers,
  }
  return PREFIX + toBase64Url(JSON.stringify(content))
}

export function replayCommand(token: string): string {
  return `ccsim replay ${token}`
}

export function parseToken(text: string): ParsedToken {
  const token = text.trim()
  if (!token.startsWith(PREFIX)) return no(prefixProblem(token))
  const encoded = token.slice(PREFIX.length)
  const strange = /[^A-Za-z0-9_-]/.exec(encoded)?.[0]
  if (strange !== undefined) return no(`the token holds "${strange}", which no token does; copy it again`)
  let content: unknown
  try {
    content = JSON.parse(fromBase64Url(encoded))
  } catch {
    return no('the token is damaged or cut short; copy it again, up to its last character')
  }
  return readContent(content)
}

const no = (problem: string): ParsedToken => ({ ok: false, problem })

function prefixProblem(token: string): string {
  const version = /^ccsim(\d+)\./.exec(token)?.[1]
  if (version !== undefined) return `the token is of format ${version}, which this ccsim does not know; update ccsim`
  return token === '' ? 'the token is empty' : `a token begins with "${PREFIX}", this one with "${token.slice(0, 12)}"`
}

function readContent(content: unknown): ParsedToken {
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return no('the token holds no run')
  const { v, s, f, h, d, o = [], u, c, w, n } = content as Record<string, unknown>
  for (const [name, value] of [
    ['the version of ccsim', v],
    ['the scenario', s],
    ['the hash of the scenario', h],
    ['the seed', d],
  ] as const) {
    if (typeof value !== 'string') return no(`the token lacks ${name}`)
  }
  if (f !== undefined && typeof f !== 'string') return no('the file in the token is not a text')
  if (!Array.isArray(o) || !o.every((one) => typeof one === 'string'))
    return no('the overrides in the token are no texts')
  if (u !== undefined && !(typeof u === 'number' && Number.isInteger(u) && u >= 0)) {
    return no('the end in the token is not a time')
  }
  if (c !== undefined && c !== 1) return no('the codec mode in the token is neither there nor not')
  if (w !== undefined && !(typeof w === 'number' && w > 0)) return no('the speed in the token is none')
  if (n !== undefined && !(typeof n === 'number' && Number.isInteger(n) && n > 0 && w !== undefined))
    return no('the number of processes in the token is none')
  const wire = w === undefined ? {} : { wire: w, ...(n === undefined ? {} : { workers: n }) }
  const mode = { ...(c === 1 ? { codec: true } : {}), ...wire }
  const repro = { ...mode, version: v, scenario: s, file: f, hash: h, seed: d, overrides: o, until: u } as Repro
  return { ok: true, repro }
}

function toBase64Url(text: string): string {
  let bytes = ''
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte)
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

function fromBase64Url(text: string): string {
  const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0)))
}
