import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatToken, parseToken, type Repro, replayCommand } from '../../src/scenarios/token.ts'

const repro: Repro = {
  version: '0.1.0',
  scenario: 'cti-dies-at-noon',
  file: 'scenarios/cti-dies-at-noon.yaml',
  hash: '5be1c0f7a9d34e21',
  seed: '7',
  overrides: ['topology.agents=200'],
  until: undefined,
}

const problemOf = (token: string) => {
  const parsed = parseToken(token)
  return parsed.ok ? 'no problem' : parsed.problem
}

const encoded = (content: unknown) => `ccsim1.${Buffer.from(JSON.stringify(content)).toString('base64url')}`

describe('a repro token', () => {
  it('is one word that reads back as the same run', () => {
    const token = formatToken(repro)
    expect(token).toMatch(/^ccsim1\.[A-Za-z0-9_-]+$/)
    expect(parseToken(token)).toEqual({ ok: true, repro })
    expect(replayCommand(token)).toBe(`ccsim replay ${token}`)
  })

  it('does so for every run', () => {
    const text = fc.string({ unit: 'grapheme' })
    const anyRepro = fc.record({
      version: text,
      scenario: text,
      file: fc.option(text, { nil: undefined }),
      hash: text,
      seed: text,
      overrides: fc.array(text),
      until: fc.option(fc.nat(), { nil: undefined }),
    })
    fc.assert(
      fc.property(anyRepro, (any) => {
        expect(parseToken(` ${formatToken(any)}\n`)).toEqual({ ok: true, repro: any })
      }),
    )
  })

  it('says whether it was in codec mode', () => {
    const coded = { ...repro, codec: true }
    expect(parseToken(formatToken(coded))).toEqual({ ok: true, repro: coded })
    expect(formatToken({ ...repro, codec: false })).toBe(formatToken(repro))
  })

  it('says at which speed it was on the wire, and in how many processes', () => {
    const onWire = { ...repro, wire: 2, workers: 3 }
    expect(parseToken(formatToken(onWire))).toEqual({ ok: true, repro: onWire })
    const { workers: _, ...alone } = onWire
    expect(parseToken(formatToken(alone))).toEqual({ ok: true, repro: alone })
    const content = { v: 'x', s: 'x', h: 'x', d: '1' }
    expect(problemOf(encoded({ ...content, w: 1, n: 0.5 }))).toMatch(/number of processes/)
    expect(problemOf(encoded({ ...content, n: 2 }))).toMatch(/number of processes/)
  })

  it('says what is wrong with one that cannot be read', () => {
    const token = formatToken(repro)
    expect(problemOf('')).toBe('the token is empty')
    expect(problemOf('hello')).toBe('a token begins with "ccsim1.", this one with "hello"')
    expect(problemOf('ccsim2.abc')).toBe('the token is of format 2, which this ccsim does not know; update ccsim')
    expect(problemOf(`${token}…`)).toBe('the token holds "…", which no token does; copy it again')
    expect(problemOf(token.slice(0, -7))).toMatch(/damaged or cut short/)
    expect(problemOf('ccsim1.')).toMatch(/damaged or cut short/)
    expect(problemOf(encoded([1]))).toBe('the token holds no run')
    expect(problemOf(encoded({ v: '1', s: 'x', h: 'y' }))).toBe('the token lacks the seed')
    expect(problemOf(encoded({ v: '1', s: 'x', h: 'y', d: '1', o: 'z' }))).toBe(
      'the overrides in the token are no texts',
    )
    expect(problemOf(encoded({ v: '1', s: 'x', h: 'y', d: '1', f: 3 }))).toBe('the file in the token is not a text')
    expect(problemOf(encoded({ v: '1', s: 'x', h: 'y', d: '1', c: 2 }))).toMatch(/codec mode/)
    expect(problemOf(encoded({ v: '1', s: 'x', h: 'y', d: '1', u: -3 }))).toBe('the end in the token is not a time')
  })

  it('never throws on any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const token of [text, `ccsim1.${text}`]) expect(problemOf(token)).not.toBe('')
      }),
    )
  })
})
