import { describe, expect, it } from 'vitest'
import { AgentState } from '../../../src/sim/domain/agent-state.ts'
import { openingMessages } from '../../../src/sim/domain/cti-opening.ts'
import { phaseNames } from '../../../src/sim/domain/facts.ts'
import { type Release, releaseProfile } from '../../../src/sim/domain/release.ts'
import { ConfigClass, classesKept, writeConfiguration } from '../../../src/wire/cti-codec/configuration.ts'
import { createCtiNames } from '../../../src/wire/cti-codec/names.ts'
import { writeTeams } from '../../../src/wire/cti-codec/teams.ts'
import { type Options, type Simulation, simulation } from '../simulation.ts'
import { workloadOf } from '../workload.ts'

/** The benchmark of the 12.0 guide: 2,000 agents signed in and 6,000 configured, on a LAN. */
const benchmark: Options = {
  agents: 2000,
  teamSize: 50,
  topology: { configuredAgents: 6000 },
  latency: { serverUs: 500 },
}

/** The CTI server dies under them; how long each phase takes a node. */
function recovery(options: Options): Record<'pg-found' | 'finesse-loaded' | 'finesse-back', number> {
  const sim = simulation({ ...benchmark, ...options })
  sim.runFor('30s')
  // At the PG alone: what counts is how much the CTI server has to tell.
  for (const agent of sim.center.gateway.agents) agent.state = AgentState.NOT_READY
  sim.deed({ kind: 'end', node: 'cti A', silent: false })
  sim.runFor('10min')
  return {
    'pg-found': phase(sim, 'pg-found'),
    'finesse-loaded': phase(sim, 'finesse-loaded'),
    'finesse-back': phase(sim, 'finesse-back'),
  }
}

function phase(sim: Simulation, name: (typeof phaseNames)[number]): number {
  const told = sim.facts('phase').filter(({ x, about }) => x === phaseNames.indexOf(name) && about === 1)
  expect(told).toHaveLength(1)
  return told[0]!.y / 1000
}

const loaded = (options: Options) => recovery(options)['finesse-loaded']

describe('time to be back in service after CTI was lost', () => {
  it.each(['11.6', '12.0'] as const)(
    '[CTI-13] is between 75 and 120 s with a PG of %s, 40 s of it until the failover is detected',
    (release) => {
      const times = recovery({ release })
      expect(times['finesse-back']).toBeGreaterThanOrEqual(75)
      expect(times['finesse-back']).toBeLessThanOrEqual(120)
      expect(times['pg-found']).toBeGreaterThanOrEqual(40)
    },
  )

  it.each(['12.5', '12.6', '15.0'] as const)(
    '[CTI-14] is between 35 and 75 s with a PG of %s, counted from when an active PG is found',
    (release) => {
      const times = recovery({ release })
      expect(times['finesse-loaded']).toBeGreaterThanOrEqual(35)
      expect(times['finesse-loaded']).toBeLessThanOrEqual(75)
      expect(times['pg-found']).toBeLessThan(15)
      expect(times['pg-found'] + times['finesse-loaded']).toBeCloseTo(times['finesse-back'], 2)
    },
  )

  it('[CTI-14] is a fifth shorter on eight processors: the CTI server is what everything waits for then', () => {
    const ratio = loaded({ topology: { configuredAgents: 6000, finesseCpus: 8 } }) / loaded({})
    expect(ratio).toBeGreaterThan(0.75)
    expect(ratio).toBeLessThan(0.85)
  })

  it('[CTI-13] is that of the PG: an old one makes a new Finesse as slow to notice', () => {
    const times = recovery({ release: '12.6', topology: { configuredAgents: 6000, pgRelease: '12.0' } })
    expect(times['pg-found']).toBeGreaterThanOrEqual(40)
  })
})

describe('what a node loads takes longer', () => {
  it('the more agents are configured, and for each who is signed in', () => {
    const times = [2000, 6000, 12_000].map((configuredAgents) => loaded({ topology: { configuredAgents } }))
    const perAgent = [times[1]! - times[0]!, times[2]! - times[1]!]
    expect(perAgent[0]! / 4000).toBeCloseTo(perAgent[1]! / 6000, 3)
    // One question for each, and a tenth of a message of configuration.
    expect(perAgent[0]! / 4000 / (releaseProfile('12.6').finesseLoadUs / 1e6)).toBeCloseTo(1.1, 1)
    const few = loaded({ agents: 500 })
    expect(few).toBeLessThan(times[1]! - 5)
  })

  it('the longer a message takes between CTI server and node, once that is longer than the work', () => {
    const times = [500, 25_000, 100_000].map((serverUs) => loaded({ latency: { serverUs } }))
    expect(times[1]! / times[0]!).toBeLessThan(1.1)
    expect(times[2]! / times[0]!).toBeGreaterThan(1.5)
  })

  it('by as much as there are calls to ask for', () => {
    const sim = simulation({ agents: 40, latency: { serverUs: 500 } })
    const clients = Array.from({ length: 40 }, (_, index) => sim.agent(String(1001 + index)).ready())
    const before = () => {
      sim.deed({ kind: 'end', node: `cti ${'AB'[sim.center.finesse[0]!.cti.side]!}`, silent: false })
      const from = sim.now
      sim.runFor('1min')
      const told = sim.facts('phase').find(({ at, x, about }) => at > from && x === LOADED && about === 1)
      sim.deed({ kind: 'start', node: `cti ${'BA'[sim.center.finesse[0]!.cti.side]!}` })
      sim.runFor('10s')
      return { took: told!.y, asked: sim.messages('snapshotCallReq', from).filter(({ to }) => to === 'gateway').length }
    }
    const idle = before()
    for (let n = 0; n < 20; n++) sim.caller({ talk: '10min' })
    sim.runFor('1s')
    for (const client of clients) for (const [id] of client.dialogs) client.does(id, 'ANSWER')
    sim.runFor('1s')
    const busy = before()
    expect([idle.asked, busy.asked]).toEqual([0, 2 * 20])
    expect(busy.took - idle.took).toBeGreaterThanOrEqual(20 * 4)
  })

  it('and costs nothing where a run begins, in a center that has been up for long', () => {
    const sim = simulation({ ...benchmark, cold: true })
    sim.runFor('3s')
    expect(sim.center.finesse.map(({ inService }) => inService)).toEqual([true, true])
  })
})

const LOADED = phaseNames.indexOf('finesse-loaded')

describe('the configuration that a CTI server sends', () => {
  it.each(['11.6', '12.6'] as const)('has as many messages as it is charged for, in protocol of %s', (release) => {
    const workload = workloadOf({ agents: 130, teamSize: 65, supervisors: 2, topology: { configuredAgents: 305 } })
    const center = simulation({ agents: 130, teamSize: 65, supervisors: 2, topology: workload.topology }).center
    const names = createCtiNames({ center, epochMs: 0 })
    const writing = { names, version: releaseProfile(release as Release).ctiVersion, now: () => 0 }
    const messages = [...writeConfiguration(writing, classesKept), ...writeTeams(writing)]
    // Peripherals and desk settings are records from protocol 22 on.
    const missing = release === '11.6' ? 2 : 0
    expect(messages.length + missing).toBe(openingMessages(center.directory, center.workload.topology))
    expect(classesKept & ConfigClass.AGENTS).toBe(ConfigClass.AGENTS)
  })
})
