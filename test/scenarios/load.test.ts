import { describe, expect, it } from 'vitest'
import { load, problemsOf } from './files.ts'

const withLoad = (lines: string) => `why: A test.\nduration: 1h\nload:\n${lines}\n`

describe('load in a scenario', () => {
  it.each([
    ['  - { do: rampp, over: 10min }', 'did you mean "ramp"?'],
    ['  - { do: ramp, over: 2h }', 'past the busy time'],
    ['  - { do: ramp, over: 10min }\n  - { do: login-storm }', 'decides the same as ramp before it'],
    ['  - { do: constant-calls, rate: 30 }', 'rate'],
    ['  - { do: constant-calls, rate: 1/h, from: 20min, until: 10min }', 'not after "from"'],
    ['  - { do: step-calls, first: 100/h, step: 0/h, steps: 3, hold: 5min }', 'no step differs'],
    ['  - { do: step-calls, first: 100/h, step: 1/h, steps: 13, hold: 5min }', 'past the busy time'],
    ['  - { do: shift-change, at: 10min }', 'before the run starts'],
    ['  - { do: shift-change, at: 30min, share: 100% }', 'leaves nobody'],
    ['  - { do: soak, for: 30min }', 'shorter than one round'],
    ['  - { do: soak, for: 90d }', 'is too long'],
    ['  - { do: login-storm, at: 2h }', 'past the busy time'],
  ])('is refused with its place: %s', (lines, says) => {
    const problems = problemsOf(withLoad(lines))
    expect(problems.join('\n')).toContain(says)
    expect(problems[0]).toMatch(/^x\.yaml:[45]/)
    expect(problems[0]).toContain('load[')
  })

  it('tells what is wrong with a failover where it was written', () => {
    const text = `${withLoad('  - { do: failover-relogin, at: 20min, node: 2 }')}topology: { finesse: 1 }\ntimeline: [{ at: 1min, do: surge, times: 2, for: 1min }]\n`
    const problems = problemsOf(text)
    expect(problems.length).toBe(1)
    expect(problems[0]).toContain('load[0]')
    expect(problems[0]).toMatch(/^x\.yaml:4/)
  })

  it('needs traffic where it sets rates', () => {
    expect(problemsOf(`${withLoad('  - { do: constant-calls, rate: 1/s }')}traffic: []\n`).join()).toContain(
      'there is none',
    )
  })

  it('ends with the run when that is cut short', () => {
    const cut = load(withLoad('  - { do: ramp, over: 10min, down: 20min }'), { until: '30min' })
    expect(cut.windows!.map(({ name, untilUs }) => [name, untilUs / 60e6])).toEqual([
      ['ramp', 10],
      ['plateau', 30],
    ])
  })
})
