import { describe, expect, it } from 'vitest'
import { beside } from '../../src/scenarios/extends.ts'
import { load, problemsOf } from './files.ts'

const BASE = `why: the base
topology: { agents: 50, queues: 4 }
desk: { wrapUp: { mode: required, mean: 20s } }
traffic:
  - { name: a, talk: 5s }
  - { name: b }
`

describe('extends', () => {
  it('merges mappings and replaces lists', () => {
    const { workload, why } = load({
      'x.yaml': 'why: the variant\nextends: base.yaml\ndesk: { wrapUp: { mode: optional } }\ntraffic: [{ name: c }]',
      'base.yaml': BASE,
    })
    expect(why).toBe('the variant')
    expect(workload.topology.agents).toBe(50)
    expect(workload.desk).toMatchObject({ wrapUpOnIncoming: 'OPTIONAL', wrapUp: { meanUs: 20_000_000 } })
    expect(workload.traffic.map(({ name }) => name)).toEqual(['c'])
  })

  it('follows several files, each named from the folder of the one before', () => {
    const { workload } = load({
      'x.yaml': 'why: a\nextends: bases/one.yaml',
      'bases/one.yaml': 'extends: ../two.yaml\nduration: 2h',
      'two.yaml': 'duration: 3h\ncalm: 7min',
    })
    expect(workload).toMatchObject({ busyUs: 7_200_000_000, calmUs: 420_000_000 })
  })

  it('names files the way paths do', () => {
    expect(beside('scenarios/a.yaml', 'b.yaml')).toBe('scenarios/b.yaml')
    expect(beside('scenarios/a.yaml', '../c/./b.yaml')).toBe('c/b.yaml')
    expect(beside('a.yaml', '../b.yaml')).toBe('../b.yaml')
    expect(beside('/w/a.yaml', 'b.yaml')).toBe('/w/b.yaml')
    expect(beside('/w/a.yaml', '/b.yaml')).toBe('/b.yaml')
  })

  it('points at the file in which a problem stands', () => {
    expect(
      problemsOf({
        'x.yaml': 'why: a\nextends: base.yaml\ntraffic:\n  - { talk: 3 }',
        'base.yaml': BASE.replace('agents: 50', 'agentz: 50').replace('talk: 5s', 'talk: 5'),
      }),
    ).toEqual([
      'x.yaml:4:7 traffic[0].talk: durations carry units; write "3s", "3min" or "3h"',
      'base.yaml:2:13 topology.agentz: unknown key; did you mean "agents"?',
    ])
  })

  it.each([
    [
      'a missing file',
      { 'x.yaml': 'why: a\nextends: y.yaml', 'y.yaml': 'extends: z.yaml' },
      ['y.yaml:1:1 extends: cannot be followed: x.yaml → y.yaml → z.yaml', 'z.yaml: there is no such file'],
    ],
    [
      'a circle',
      { 'x.yaml': 'why: a\nextends: y.yaml', 'y.yaml': 'extends: ./x.yaml' },
      ['y.yaml:1:1 extends: goes round in a circle: x.yaml → y.yaml → x.yaml'],
    ],
    [
      'itself',
      { 'x.yaml': 'why: a\nextends: x.yaml' },
      ['x.yaml:2:1 extends: goes round in a circle: x.yaml → x.yaml'],
    ],
    ['no name', { 'x.yaml': 'why: a\nextends: 3' }, ['x.yaml:2:1 extends: should be the name of a file']],
    [
      'a broken file',
      { 'x.yaml': 'why: a\nextends: y.yaml', 'y.yaml': '- a' },
      [
        'x.yaml:2:1 extends: cannot be followed: x.yaml → y.yaml',
        'y.yaml:1:1: is a list, not a mapping of keys; the least it needs is a line that begins with "why:"',
      ],
    ],
  ])('refuses %s and shows the chain', (_, files, lines) => {
    expect(problemsOf(files as unknown as Record<string, string>)).toEqual(lines)
  })
})
