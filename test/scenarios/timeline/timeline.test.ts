/** From entries of a timeline to acts: when faults begin, what ends them, who is hit. */
import { describe, expect, it } from 'vitest'
import { defineScenario } from '../../../src/scenarios/define.ts'
import { createContactCenter } from '../../../src/sim/contact-center.ts'
import type { Act } from '../../../src/sim/domain/fault.ts'
import { load } from '../files.ts'

const MINUTE = 60_000_000
const SECOND = 1_000_000

const loaded = (...entries: string[]) =>
  load(`why: a\ntopology: { agents: 30, supervisors: 2 }\ntimeline:\n${entries.map((one) => `  - ${one}\n`).join('')}`)

/** Acts in short: minute, + for a beginning and - for a repair, entry, deed. */
const told = ({ atUs, repairs, entry, deed }: Act): string => {
  const what = deed.kind === 'end' || deed.kind === 'start' ? `${deed.kind} ${String(deed.node)}` : deed.kind
  return `${atUs / MINUTE} ${repairs ? '-' : '+'} ${entry} ${what}`
}
const acts = (...entries: string[]) => loaded(...entries).workload.faults.map(told)
const says = (...entries: string[]) => loaded(...entries).timeline.map((entry) => entry.says)

describe('a fault ends', () => {
  it('after its time', () => {
    const entry = '{ at: 5min, do: stop, what: ctisvr A, for: 2min }'
    expect(acts(entry)).toEqual(['5 + 0 end cti A', '7 - 0 start cti A'])
    expect(says(entry)).toEqual(['stop of ctisvr A for 2min'])
    expect(loaded(entry).timeline[0]).toMatchObject({
      atUs: 5 * MINUTE,
      do: 'stop',
      what: 'ctisvr A',
      forUs: 2 * MINUTE,
    })
  })

  it('when the calm begins, and says so', () => {
    const entry = '{ at: 5min, do: stop, what: ctisvr A }'
    expect(acts(entry)).toEqual(['5 + 0 end cti A', '60 - 0 start cti A'])
    expect(says(entry)).toEqual(['stop of ctisvr A until the calm'])
  })

  it('never, where the scenario wants it so', () => {
    const entry = '{ at: 5min, do: crash, what: finesse 1, until: end }'
    expect(acts(entry)).toEqual(['5 + 0 end finesse 1'])
    expect(says(entry)).toEqual(['crash of finesse 1 to the very end'])
  })

  it('when somebody starts it again', () => {
    const entries = ['{ at: 5min, do: stop, what: ctisvr A }', '{ at: 9min, do: start, what: ctisvr A }']
    expect(acts(...entries)).toEqual(['5 + 0 end cti A', '9 + 1 start cti A'])
    expect(says(...entries)).toEqual(['stop of ctisvr A', 'start of ctisvr A'])
  })

  it('when somebody heals it', () => {
    const entries = ['{ at: 9min, do: heal, what: private link }', '{ at: 5min, do: cut, what: private link }']
    const { workload } = loaded(...entries)
    expect(workload.faults.map(({ deed }) => deed)).toEqual([
      { kind: 'command', to: 'gateway', command: { what: 'private-link', up: false } },
      { kind: 'command', to: 'gateway', command: { what: 'private-link', up: true } },
    ])
    expect(says(...entries)).toEqual(['cut of private link', 'heal of private link'])
  })

  it('with the services started, after a maintenance', () => {
    const entries = ['{ at: 5min, do: maintenance, what: finesse 1 }', '{ at: 30min, do: start, what: finesse 1 }']
    expect(
      loaded(...entries)
        .workload.faults.slice(1)
        .map(({ deed }) => deed),
    ).toEqual(
      ['database', 'notification', 'tomcat'].map((service) => ({
        kind: 'command',
        to: 'finesse 1',
        command: { what: 'service', service, state: 'up' },
      })),
    )
  })

  it('with the old side started, after a maintenance of the PG', () => {
    const entries = ['{ at: 5min, do: maintenance, what: agent-pg }', '{ at: 30min, do: start, what: pg A }']
    expect(
      loaded(...entries)
        .workload.faults.slice(1)
        .map(({ deed }) => deed),
    ).toEqual([{ kind: 'command', to: 'gateway', command: { what: 'pg-side', side: 0, up: true } }])
  })

  it('not at all, when it is what people do', () => {
    expect(acts('{ at: 5min, do: close, what: agent 1007 }')).toEqual(['5 + 0 command'])
    expect(acts('{ at: 5min, do: close, what: agent 1007, for: 1min }')).toEqual(['5 + 0 command', '6 - 0 command'])
  })
})

describe('an entry', () => {
  it('has the number it has among all, by time', () => {
    const scenario = loaded(
      '{ at: 20min, do: stop, what: rtr, for: 1min }',
      '{ at: 10min, do: surge, times: 2, for: 1min }',
      '{ at: 5min, do: restart, what: mds }',
    )
    expect(scenario.timeline.map((entry) => entry.do)).toEqual(['restart', 'surge', 'stop'])
    expect(scenario.workload.faults.map(({ entry }) => entry)).toEqual([0, 0, 2, 2])
  })

  it('can be about several at once', () => {
    const entry = '{ at: 5min, do: stop, what: [ctisvr A, ctisvr B], for: 1min }'
    expect(acts(entry)).toEqual(['5 + 0 end cti A', '5 + 0 end cti B', '6 - 0 start cti A', '6 - 0 start cti B'])
    expect(says(entry)).toEqual(['stop of ctisvr A and stop of ctisvr B for 1min'])
  })

  it('can be several faults, one after the other', () => {
    const parts = '{ do: stop, what: ctisvr A, for: 1min }, { do: crash, what: finesse 1, after: 30s }'
    const entry = `{ at: 5min, together: [${parts}] }`
    expect(acts(entry)).toEqual([
      '5 + 0 end cti A',
      '5.5 + 0 end finesse 1',
      '6 - 0 start cti A',
      '60 - 0 start finesse 1',
    ])
    expect(says(entry)).toEqual(['together: stop of ctisvr A for 1min; 30s later crash of finesse 1 until the calm'])
  })

  it('can come again and again', () => {
    const entry = '{ at: 40min, do: restart, what: ctisvr A, down: 30s, every: 8min }'
    expect(acts(entry)).toEqual([
      ...['40 + 0 end cti A', '40.5 - 0 start cti A', '48 + 0 end cti A', '48.5 - 0 start cti A'],
      ...['56 + 0 end cti A', '56.5 - 0 start cti A'],
    ])
    expect(says(entry)).toEqual(['restart of ctisvr A, 30s down, every 8min, 3 times'])
  })

  it('is the same in TypeScript', () => {
    const entry = { at: '5min', do: 'delay', what: '10% of desktops – finesse 1', by: '200ms', for: '1min' } as const
    const inTypeScript = defineScenario({
      name: 'x',
      why: 'a',
      topology: { agents: 30, supervisors: 2 },
      timeline: [entry],
    })
    const inYaml = loaded('{ at: 5min, do: delay, what: 10% of desktops – finesse 1, by: 200ms, for: 1min }')
    expect(inTypeScript.hash).toBe(inYaml.hash)
  })

  it('is cut short with the busy time', () => {
    const text = 'why: a\ntimeline:\n  - { at: 5min, do: stop, what: rtr }\n  - { at: 20min, do: stop, what: mds }\n'
    const { workload, timeline } = load(text, { until: '10min' })
    expect(timeline).toHaveLength(1)
    expect(workload.faults.map(told)).toEqual(['5 + 0 command', '10 - 0 command'])
  })
})

describe('a message', () => {
  const match = (message: string) => {
    const { deed } = loaded(`{ at: 5min, do: drop, message: ${message} }`).workload.faults[0]!
    if (deed.kind !== 'trouble') return expect.unreachable()
    const { from, to, both, trouble } = deed
    return { from, to, both, ...trouble.match }
  }
  const everybody = { desktopsOf: { everybody: true } }

  it.each([
    [
      'third Dialog event of agent 1007',
      { from: 'finesse 1', to: { desktopsOf: { users: [6] } }, names: ['event'], topic: 1, about: 6, nth: 3 },
    ],
    ['{ event: Dialog, verb: DELETE, of: agent 1007, nth: 3 }', { topic: 1, verb: 'DELETE', about: 6, nth: 3 }],
    ['all DELETE events', { from: 'finesse 1', to: everybody, names: ['event'], verb: 'DELETE' }],
    ['12th SystemInfo event', { names: ['event'], topic: 4, nth: 12 }],
    [
      'requests of supervisor 1031',
      { from: { desktopsOf: { users: [30] } }, to: 'finesse 1', names: ['restRequest'], about: 30 },
    ],
    ['heartbeat confirmations only', { from: 'cti A', to: 'finesse 1', names: ['heartbeatConf'] }],
    ['every heartbeat', { from: 'finesse 1', to: 'cti A', names: ['heartbeatReq'] }],
    ['credential queries', { from: 'finesse 1', to: 'awdb 1', names: ['credentialQuery'] }],
  ])('%s', (message, expected) => {
    expect(match(message)).toMatchObject({ ...expected, both: false })
  })
})

describe('what is drawn', () => {
  const victim = (seed: string): string => {
    const { workload } = loaded('{ at: 1s, do: crash, random: [awdb 1, awdb 2], for: 1s, jitter: 3s }')
    const { kernel } = createContactCenter(workload, seed)
    const life = (name: string) => {
      for (let node = 0; node < kernel.nodes; node++) if (kernel.nameOf(node) === name) return kernel.lifeOf(node)
      return expect.unreachable()
    }
    const seen: string[] = []
    for (let at = 0; at <= 6 * SECOND; at += SECOND / 4) {
      kernel.run(at)
      for (const name of ['awdb 1', 'awdb 2']) if (life(name) !== 0) seen.push(`${name} at ${at / SECOND}`)
    }
    expect(new Set(seen.map((one) => one.slice(0, 6))).size).toBe(1)
    // Down for a second, which is seen four times, and then up again.
    expect(seen).toHaveLength(4)
    return seen[0]!
  }

  it('is drawn in the run: one victim, the same one repaired, by seed', () => {
    const seeds = Array.from({ length: 20 }, (_, index) => `seed ${index}`)
    const victims = seeds.map(victim)
    expect(new Set(victims.map((one) => one.slice(0, 6)))).toEqual(new Set(['awdb 1', 'awdb 2']))
    expect(new Set(victims.map((one) => one.slice(10))).size).toBeGreaterThan(5)
    expect(victim('seed 3')).toBe(victims[3])
  })
})
