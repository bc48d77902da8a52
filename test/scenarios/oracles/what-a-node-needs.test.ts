import { describe, expect, it } from 'vitest'
import { finesseStatusNames } from '../../../src/scenarios/oracles/service-status.ts'
import { whatANodeNeeds } from '../../../src/scenarios/oracles/what-a-node-needs.ts'
import type { Act } from '../../../src/sim/domain/fault.ts'
import { SECOND } from '../../../src/sim/kernel/time.ts'
import { lines, tell } from '../story.ts'

const [STOPPED, STARTING, OUT_OF_SERVICE, , IN_SERVICE] = finesseStatusNames.map((_name, index) => index)
const NOTIFICATION = 1

/** A node that came into service as it should. */
function served(acts: readonly Act[] = []) {
  const story = tell(whatANodeNeeds, { acts })
  const { fact } = story
  fact(0, 'awdbStatus', 0, 1, 0, 'awdb 1')
  fact(0, 'awdbInUse', 1, 0, 0, 'finesse 1')
  fact(0, 'finesseStatus', 1, OUT_OF_SERVICE, 0, 'finesse 1')
  fact(1, 'awdbInUse', 1, 1, 0, 'finesse 1')
  fact(3, 'finesseStatus', 1, IN_SERVICE, 0, 'finesse 1')
  return story
}

describe('what a node needs', () => {
  it('is nothing to complain of while it is there', () => {
    expect(served().end()).toMatchObject({ judged: 1, violated: 0 })
  })

  it('is an AWDB that has answered since its start', () => {
    const { fact, end } = served()
    fact(10, 'finesseStatus', 1, STOPPED, 0, 'finesse 1')
    fact(20, 'finesseStatus', 1, STARTING, 0, 'finesse 1')
    fact(30, 'finesseStatus', 1, OUT_OF_SERVICE, 0, 'finesse 1')
    fact(40, 'finesseStatus', 1, IN_SERVICE, 0, 'finesse 1')
    expect(lines(end())).toEqual(['40 finesse 1: is in service, and no AWDB has answered since its start'])
  })

  it('is its Notification Service', () => {
    const { fact, end } = served()
    fact(10, 'service', 1, NOTIFICATION, 0, 'finesse 1')
    fact(20, 'service', 1, NOTIFICATION, 1, 'finesse 1')
    expect(lines(end())).toEqual(['20 finesse 1: stayed in service while its Notification Service was stopped'])
    const other = served()
    other.fact(10, 'service', 1, NOTIFICATION, 0, 'finesse 1')
    other.fact(10, 'finesseStatus', 1, OUT_OF_SERVICE, 0, 'finesse 1')
    other.fact(20, 'finesseStatus', 1, IN_SERVICE, 0, 'finesse 1')
    expect(lines(other.found())).toEqual(['20 finesse 1: is in service without its Notification Service'])
  })

  it('is one AWDB that answers, and no more', () => {
    const { fact, end } = served()
    fact(60, 'authenticated', 0, 0, 5, 'finesse 1')
    fact(70, 'awdbStatus', 0, 0, 0, 'awdb 1')
    fact(80, 'authenticated', 0, 0, 5, 'finesse 1')
    expect(lines(end())).toEqual(['60 agent 1001: was refused although an AWDB runs'])
  })

  it('is the primary AWDB, once it runs again: one answer of the secondary may come first', () => {
    const { fact, end } = served([
      { atUs: 100 * SECOND, entry: 0, repairs: false, deed: { kind: 'end', node: 'awdb 1', silent: false } },
      { atUs: 200 * SECOND, entry: 0, repairs: true, deed: { kind: 'start', node: 'awdb 1' } },
    ])
    fact(100, 'fault', 0, 1)
    fact(100, 'awdbStatus', 0, 0, 0, 'awdb 1')
    fact(101, 'awdbInUse', 1, 2, 0, 'finesse 1')
    fact(120, 'authenticated', 0, 1, 2, 'finesse 1')
    fact(200, 'fault', 0, 0)
    fact(200, 'awdbStatus', 0, 1, 0, 'awdb 1')
    fact(300, 'authenticated', 0, 1, 2, 'finesse 1')
    fact(600, 'authenticated', 0, 1, 2, 'finesse 1')
    fact(700, 'authenticated', 0, 1, 2, 'finesse 1')
    expect(lines(end())).toEqual(['700 agent 1001: was let in by the secondary AWDB although the primary runs again'])
  })
})
