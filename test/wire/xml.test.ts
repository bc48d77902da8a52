import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isoMoment, isoSeconds, isoText } from '../../src/wire/time-text.ts'
import { child, childText, parseXml, XmlProblem } from '../../src/wire/xml/parse.ts'
import { leaf, list, wrap } from '../../src/wire/xml/write.ts'

describe('XML from outside', () => {
  it('is read leniently where the standard lets it', () => {
    const user = parseXml(`\ufeff<?xml version="1.0" encoding="UTF-8"?>
      <!-- hello --><User a='1' b = "&lt;2"> <state>LOGIN</state>\r\n<x/><![CDATA[<raw>&]]>&#x41;&#66;<state> READY </state></User >\n`)
    expect([...user.attributes]).toEqual([
      ['a', '1'],
      ['b', '<2'],
    ])
    expect(childText(user, 'state')).toBe('READY')
    expect(user.text).toContain('<raw>&AB')
    expect(child(user, 'nothing')).toBeUndefined()
  })

  it.each([
    ['', 'no root'],
    ['plain', 'text outside'],
    ['<a>', 'not closed'],
    ['<a></b>', 'closes nothing'],
    ['</a>', 'closes nothing'],
    ['<a/><b/>', 'more than one root'],
    ['<a/>text', 'text outside'],
    ['<a b=1/>', 'not well-formed'],
    ['<a b="1" b="2"/>', 'twice'],
    ['<a b="<"/>', 'not well-formed'],
    ['<1/>', 'not well-formed'],
    ['<a>&x;</a>', 'entity x is unknown'],
    ['<a>& </a>', 'no reference'],
    ['<a>&#0;</a>', 'not allowed'],
    ['<a>&#xd800;</a>', 'not allowed'],
    ['<a>\u0001</a>', 'control character'],
    ['<a><!-- ', 'no -->'],
    ['<a><![CDATA[', 'no ]]>'],
    ['<!DOCTYPE a><a/>', 'document types'],
    ['<a><!ENTITY b "c"></a>', 'document types'],
    ['<a>'.repeat(17), 'deeper than'],
    [`<a>${'<b/>'.repeat(2001)}</a>`, 'more than 2000 elements'],
    [`<a>${' '.repeat(70_000)}</a>`, 'longer than'],
  ])('is refused: %s', (text, why) => {
    expect(() => parseXml(text)).toThrow(XmlProblem)
    expect(() => parseXml(text)).toThrow(why)
  })

  it('has the characters that XML has, and no others: neither read nor written', () => {
    const controls = Array.from({ length: 0x20 }, (_, code) => code).filter((code) => ![9, 10, 13].includes(code))
    const all = Array.from({ length: 0x10400 }, (_, code) => code)
    const isRefused = (code: number): boolean => {
      const text = String.fromCodePoint(code)
      if (text === '<' || text === '&') return false
      try {
        return parseXml(`<a>${text}</a>`).text !== text
      } catch {
        return true
      }
    }
    expect(all.filter(isRefused)).toEqual(controls)
    const isLost = (code: number): boolean => leaf('a', `1${String.fromCodePoint(code)}2`) === '<a>12</a>'
    const halves = Array.from({ length: 0x800 }, (_, index) => 0xd800 + index)
    expect(all.filter(isLost)).toEqual([...controls, ...halves, 0xfffe, 0xffff])
  })

  it('never throws anything else, whatever it is', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '/',
      '!',
      '?',
      '&',
      ';',
      '#',
      '"',
      "'",
      '=',
      'a',
      'b',
      ' ',
      '-->',
      '<![CDATA[',
      ']]>',
      '<!DOCTYPE',
      '&lt;',
      'x',
    )
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        try {
          parseXml(pieces.join(''))
        } catch (error) {
          expect(error).toBeInstanceOf(XmlProblem)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('takes time in proportion to its length', () => {
    const long = `<a>${'<'.repeat(60_000)}</a>`
    expect(() => parseXml(long)).toThrow(XmlProblem)
    expect(() => parseXml(`<a ${' '.repeat(60_000)}`)).toThrow(XmlProblem)
    expect(() => parseXml(`<a>${'&'.repeat(60_000)}</a>`)).toThrow(XmlProblem)
  })
})

describe('XML we write', () => {
  const sayable = fc.string({ unit: 'binary' }).filter((text) => !/[^\P{Cc}\t\n]|[\ufffe\uffff]/u.test(text))

  it('is read back as it was, any text', () => {
    fc.assert(
      fc.property(sayable, (text) => {
        expect(child(parseXml(wrap('a', leaf('b', text))), 'b')!.text).toBe(text)
      }),
    )
  })

  it('leaves out what XML cannot say', () => {
    expect(leaf('a', 'x\u0000\u000c\ufffey\ud800z\ud83d\ude00')).toBe('<a>xyz\ud83d\ude00</a>')
  })

  it('has one form for a list without items', () => {
    expect(list('Dialogs', [])).toBe('<Dialogs/>')
    expect(leaf('pendingState', '')).toBe('<pendingState></pendingState>')
  })
})

describe('moments', () => {
  it('are what Date says, for every millisecond of 4000 years', () => {
    fc.assert(
      fc.property(fc.integer({ min: -62_135_596_800_000, max: 64_092_211_200_000 }), (ms) => {
        expect(isoText(ms)).toBe(new Date(ms).toISOString())
        expect(isoMoment(isoText(ms))).toBe(ms)
      }),
    )
  })

  it('have a form without milliseconds, and know what they are not', () => {
    expect(isoSeconds(1_767_600_000_123)).toBe('2026-01-05T08:00:00Z')
    expect(isoMoment('2026-01-05T08:00:00Z')).toBe(1_767_600_000_000)
    expect(isoMoment('yesterday')).toBeUndefined()
  })
})
