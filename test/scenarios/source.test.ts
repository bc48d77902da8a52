import { describe, expect, it } from 'vitest'
import { reading } from '../../src/scenarios/load.ts'
import { problemsOf } from './files.ts'

const SMALLEST = 'the least it needs is a line that begins with "why:"'

describe('a file that is no scenario', () => {
  it('is named when it is missing', () => {
    expect(problemsOf({})).toEqual(['x.yaml: there is no such file'])
  })

  it('is told from a directory and from one that may not be read', () => {
    const failing = (code: string) =>
      reading(() => {
        throw Object.assign(new Error('no'), { code })
      })
    expect(failing('ENOENT')('x')).toEqual({ problem: 'there is no such file' })
    expect(failing('EISDIR')('x')).toEqual({ problem: 'is a directory; name a scenario file' })
    expect(failing('EACCES')('x')).toEqual({ problem: 'may not be read' })
    expect(failing('EIO')('x')).toEqual({ problem: 'cannot be read: no' })
  })

  it.each([
    ['NUL bytes', 'why: \0'],
    ['bytes that are not UTF-8', new Uint8Array([0x77, 0xff, 0xfe])],
  ])('is refused with %s in it', (_, content) => {
    expect(problemsOf(content)).toEqual(['x.yaml: is not text; a scenario is a YAML file in UTF-8'])
  })

  it.each([
    ['nothing', '', `x.yaml: is empty; ${SMALLEST}`],
    ['comments only', '# later\n', `x.yaml: is empty; ${SMALLEST}`],
    ['a list', '- why: a', `x.yaml:1:1: is a list, not a mapping of keys; ${SMALLEST}`],
    ['plain text', 'hello', `x.yaml:1:1: is plain text, not a mapping of keys; ${SMALLEST}`],
    ['two documents', 'why: a\n---\nwhy: b', 'x.yaml:2:1: begins a second document; a file holds one scenario'],
    ['a tab', 'why: a\n\tcalm: 1s', 'x.yaml:2:1: is indented with a tab; use spaces'],
    ['too much', `why: ${'a'.repeat(1_000_001)}`, 'x.yaml: is too big for a scenario; up to 1000000 bytes'],
    ['endless nesting', '['.repeat(50_000), 'x.yaml: is nested too deeply'],
    ['deep nesting', `why: ${'['.repeat(150)}${']'.repeat(150)}`, 'x.yaml: is nested too deeply'],
    ['a strange tag', 'why: !run ls', 'x.yaml:1:6: is not YAML: Unresolved tag: !run'],
    ['a key that is a list', 'why: a\n? [b]\n: c', 'x.yaml:2:3: is not a key; keys are plain words'],
    ['a missing anchor', 'why: *a', 'x.yaml:1:6: there is no anchor &a'],
    ['an alias in itself', 'why: &a [*a]', 'x.yaml:1:10: the alias *a stands inside what it stands for'],
  ])('is refused with %s in it: one line says so', (_, content, line) => {
    expect(problemsOf(content)).toEqual([line])
  })

  it('says where its YAML breaks', () => {
    expect(problemsOf('why: a\ntopology: [1\n')[0]).toMatch(/^x\.yaml:3:1: is not YAML: /)
  })

  it('is not unfolded when its aliases would fill the memory', () => {
    const levels = ['a: &a [x,x,x,x,x,x,x,x,x]']
    for (const [below, name] of ['ab', 'bc', 'cd', 'de'].map((pair) => [...pair])) {
      levels.push(`${name}: &${name} [${Array(9).fill(`*${below}`).join(',')}]`)
    }
    expect(problemsOf(levels.join('\n'))).toEqual(['x.yaml: has aliases that unfold to far too much; write it out'])
  })

  it('may say a key twice without hiding its other problems', () => {
    expect(problemsOf('why: a\nwhy: b\ntopologi: {}')).toEqual([
      'x.yaml:2:1: the key "why" is there twice',
      'x.yaml:3:1 topologi: unknown key; did you mean "topology"?',
    ])
  })
})
