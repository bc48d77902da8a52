import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Listeners } from '../../../src/scenarios/listeners.ts'
import { oracles } from '../../../src/scenarios/oracles/index.ts'
import { type Oracle, seat } from '../../../src/scenarios/oracles/oracle.ts'
import { Fact } from '../../../src/sim/domain/facts.ts'
import { M } from '../../../src/sim/domain/messages.ts'
import { lines, nodes, stage, tell } from '../story.ts'

const complains: Oracle = {
  name: 'complains',
  says: 'Nothing is right.',
  behaviours: [],
  watch(watch) {
    watch.on(Fact.truthAgentState, (at, agent) => {
      watch.judged++
      watch.violate(at, watch.user(agent), 'is wrong')
    })
    return (now) => watch.violate(now, 'everything', 'is wrong at the end')
  },
}

describe('oracles', () => {
  it('keep the first twenty violations and count the others', () => {
    const { states, end } = tell(complains)
    for (let at = 1; at <= 30; at++) states(0, [at, 'READY'])
    const result = end()
    expect(result).toMatchObject({ judged: 30, violated: 31 })
    expect(lines(result)).toHaveLength(20)
  })

  it('follow a violation back through the messages that led to it', () => {
    const { trace, subject, listeners } = stage()
    const bench = seat([complains], subject, listeners)
    listeners.attach(trace)
    const node = (name: string) => nodes.indexOf(name)
    trace.record(1e6, M.thinkDone, node('desktops'), 0, 0, -1, 1)
    trace.record(2e6, M.restRequest, node('finesse 1'), 0, 1, 4, 2)
    trace.record(2e6, Fact.authenticated, node('finesse 1'), 0, 1, 0, 2)
    trace.record(2e6, M.pong, node('finesse 2'), 3, 0, 9, 3)
    trace.record(3e6, M.setAgentStateReq, node('gateway'), 0, 2, 6, 4)
    trace.record(3e6, Fact.truthAgentState, node('gateway'), 0, 3, 0, 4)
    expect(bench.results()[0]!.violations[0]!.chain).toEqual([
      { at: 1e6, where: 'desktops', what: 'thinkDone, agent 1001' },
      { at: 2e6, where: 'finesse 1', what: 'restRequest, agent 1001' },
      { at: 3e6, where: 'gateway', what: 'setAgentStateReq, agent 1001' },
      { at: 3e6, where: 'gateway', what: 'truthAgentState, agent 1001, READY, reason 0' },
    ])
  })

  it('have no chain for what is missing at the end', () => {
    const { states, end } = tell(complains)
    states(0, [1, 'READY'])
    expect(end().violations.at(-1)!.chain).toEqual([])
  })

  it('say when they had nothing to judge', () => {
    const { subject, trace } = stage()
    const listeners = new Listeners()
    const bench = seat(oracles, subject, listeners)
    listeners.attach(trace)
    bench.atEnd(0)
    expect(bench.results().map(({ judged, violated }) => [judged, violated])).toEqual(oracles.map(() => [0, 0]))
  })
})

describe('the list of oracles', () => {
  it('names each rule once, as a sentence, with the behaviours it holds', () => {
    expect(new Set(oracles.map(({ name }) => name)).size).toBe(oracles.length)
    for (const { name, says, behaviours } of oracles) {
      expect(says, name).toMatch(/^[A-Z0-9].*\.$/)
      expect(behaviours.length, name).toBeGreaterThan(0)
      for (const id of behaviours) expect(id).toMatch(/^[A-Z]+-\d{2}$/)
    }
  })

  it('has every file that holds an oracle', () => {
    const folder = new URL('../../../src/scenarios/oracles/', import.meta.url)
    const holding = readdirSync(folder).filter((file) =>
      /: Oracle = \{/.test(readFileSync(new URL(file, folder), 'utf8')),
    )
    expect(oracles).toHaveLength(holding.length)
  })
})
