import { describe, expect, it } from 'vitest'
import type { ProgressNews } from '../../src/cli/job.ts'
import { LiveCounts } from '../../src/cli/live-counts.ts'
import { ProgressLine, progressText } from '../../src/cli/progress.ts'
import type { Terminal } from '../../src/cli/terminal.ts'
import { AgentState } from '../../src/sim/domain/agent-state.ts'
import { Fact } from '../../src/sim/domain/facts.ts'
import { HOUR, MINUTE } from '../../src/sim/kernel/time.ts'

const news: ProgressNews = {
  kind: 'progress',
  seed: '7',
  index: 2,
  pass: 1,
  at: 3 * HOUR,
  untilUs: 8 * HOUR + 30 * MINUTE,
  wallMs: 5_000,
  calls: 123_456,
  states: [
    ['TALKING', 1_400],
    ['READY', 210],
  ],
}

const terminal = (rewrites: boolean) => {
  const said: string[] = []
  const it: Terminal = {
    out: () => {},
    err: (text) => void said.push(text),
    colour: false,
    width: 80,
    rewrites,
    errWidth: 80,
    env: {},
  }
  return { it, said }
}

describe('the line of progress', () => {
  it('says when it is, how fast it goes and what everybody does', () => {
    expect(progressText(news, 1, 200)).toBe(
      '03:00:00 of 08:30:00 (35 %)  2,160 × real time  123,456 calls  1,400 TALKING  210 READY',
    )
  })

  it('names the seed among many, and the second of two runs', () => {
    expect(progressText(news, 50, 200)).toMatch(/^seed 7, 3 of 50 {2}03:00:00/)
    expect(progressText({ ...news, pass: 2 }, 1, 200)).toBe(
      'once more, to compare  03:00:00 of 08:30:00 (35 %)  2,160 × real time',
    )
  })

  it('leaves out what has no room', () => {
    expect(progressText(news, 1, 60)).toBe('03:00:00 of 08:30:00 (35 %)  2,160 × real time')
  })

  it('is rewritten on a terminal, and taken away in the end', () => {
    const { it: on, said } = terminal(true)
    const line = new ProgressLine(on, 1)
    line.show(news)
    line.show(news)
    line.clear()
    expect(said.map((text) => text.startsWith('\r\u001b[K'))).toEqual([true, true, true])
    expect(said.join('')).not.toContain('\n')
  })

  it('comes after two seconds elsewhere, then every five, and not at all in a short run', () => {
    const { it: on, said } = terminal(false)
    let now = 0
    const line = new ProgressLine(on, 1, () => now)
    for (now = 0; now < 2_000; now += 100) line.show(news)
    expect(said).toEqual([])
    for (; now <= 8_000; now += 100) line.show(news)
    line.clear()
    expect(said).toHaveLength(2)
    expect(said[0]).toMatch(/^03:00:00 .*READY\n$/)
  })
})

describe('counts of a run that goes on', () => {
  it('follow agents from state to state, and leave supervisors out', () => {
    const live = new LiveCounts(2)
    const say = (kind: number, about: number, x: number) => live.tap(new Int32Array([0, 0, kind, 0, about, x, 0, 0]), 0)
    say(Fact.truthAgentState, 0, AgentState.READY)
    say(Fact.truthAgentState, 1, AgentState.READY)
    say(Fact.truthAgentState, 1, AgentState.TALKING)
    say(Fact.truthAgentState, 2, AgentState.NOT_READY)
    say(Fact.contactOffered, 9, 0)
    expect(live.states()).toEqual([
      ['READY', 1],
      ['TALKING', 1],
    ])
    expect(live.calls).toBe(1)
  })
})
