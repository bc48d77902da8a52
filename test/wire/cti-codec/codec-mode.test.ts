import { describe, expect, it } from 'vitest'
import { createContactCenter } from '../../../src/sim/contact-center.ts'
import type { SnapshotDeviceConf } from '../../../src/sim/domain/cti.ts'
import { ParticipantState } from '../../../src/sim/domain/dialog-state.ts'
import type { Deed } from '../../../src/sim/domain/fault.ts'
import { type MessageName, messageName } from '../../../src/sim/domain/messages.ts'
import type { Party } from '../../../src/sim/domain/voice.ts'
import type { Workload } from '../../../src/sim/domain/workload.ts'
import { MINUTE } from '../../../src/sim/kernel/time.ts'
import { type Carried, carryCtiByWire } from '../../../src/wire/cti-codec/codec-mode.ts'
import { createCtiNames } from '../../../src/wire/cti-codec/names.ts'
import { capped } from '../../determinism/capped.ts'

const EPOCH_MS = 1_767_600_000_000

/**
 * What GED-188 keeps of a body. It has durations in seconds where the world has moments, and of a contact no more than
 * its numbers; why a state is pending, and the phone of a mobile agent, are not told again with each state. A request
 * for the configuration has no number. A blind transfer tells who left; where the call goes, the next event tells.
 */
function comparable(name: MessageName, body: unknown): unknown {
  if (name === 'configRequest' || name === 'configEnd') return {}
  if (name === 'snapshotDeviceConf') return (body as SnapshotDeviceConf).calls.map(({ call }) => call)
  const kept = keep(body) as { parties?: Party[] }
  if (name !== 'connectionClearedEvent') return kept
  return { ...kept, parties: kept.parties!.filter(({ state }) => state !== ParticipantState.ALERTING) }
}

const lost = new Set(['since', 'startedAt', 'nextReason', 'mobile'])
const ofContact = new Set(['id', 'queue', 'ani', 'dialedNumber'])

function keep(value: unknown, key = ''): unknown {
  if (value instanceof Map) return [...value]
  if (Array.isArray(value)) return value.map((one) => keep(one))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(
    ([name, one]) => !lost.has(name) && one !== undefined && (key !== 'contact' || ofContact.has(name)),
  )
  return Object.fromEntries(entries.map(([name, one]) => [name, keep(one, name)]))
}

interface Coded {
  readonly carried: Carried
  readonly seen: ReadonlySet<MessageName>
}

/**
 * Runs a workload both ways, and the runs have to be one. Each message has to be read as it was sent, but for a client
 * that comes in the middle of calls: until it has its snapshot, it knows of them what events tell.
 */
function both(workload: Workload, seed = '1', isWhole = true): Coded {
  const until = workload.busyUs + workload.calmUs
  const plain = createContactCenter(workload, seed)
  plain.kernel.run(until)

  const center = createContactCenter(workload, seed)
  const carried = carryCtiByWire(center, createCtiNames({ center, epochMs: EPOCH_MS }))
  const seen = new Set<MessageName>()
  carried.watch = (kind, sent, read) => {
    const name = messageName(kind)!
    seen.add(name)
    if (isWhole) expect({ [name]: comparable(name, read) }).toEqual({ [name]: comparable(name, sent) })
  }
  center.kernel.run(until)
  expect(center.kernel.trace.digest()).toBe(plain.kernel.trace.digest())
  expect(center.kernel.events).toBe(plain.kernel.events)
  return { carried, seen }
}

const everyOpening: readonly MessageName[] = [
  'openReq',
  'openConf',
  'systemEvent',
  'configRequest',
  'configEnd',
  'queryAgentStateReq',
  'queryAgentStateConf',
  'heartbeatReq',
  'heartbeatConf',
]

describe('codec mode of the CTI links', () => {
  it('gives the smoke scenario the run it has without', () => {
    const { carried, seen } = both(capped('smoke').workload)
    expect([...seen]).toEqual(expect.arrayContaining([...everyOpening, 'setAgentStateReq', 'answerCallReq']))
    expect(carried.messages).toBeGreaterThan(500)
    expect(carried.bytes).toBeGreaterThan(20_000)
    expect([...carried.uncoded]).toEqual([])
  })

  it('gives transfers and conferences the run they have without', () => {
    const { carried, seen } = both(capped('transfers-and-conferences').workload)
    const joins: MessageName[] = [
      'holdCallReq',
      'retrieveCallReq',
      'consultationCallReq',
      'transferCallReq',
      'transferredEvent',
      'conferenceCallReq',
      'conferencedEvent',
      'singleStepTransferReq',
      'setCallDataReq',
      'callDataUpdateEvent',
      'controlFailureConf',
    ]
    expect([...seen]).toEqual(expect.arrayContaining(joins))
    expect([...carried.uncoded]).toEqual([])
  })

  it('gives an hour of supervisors the run it has without', () => {
    const { carried, seen } = both(capped('a-supervisors-hour').workload)
    const acts: MessageName[] = ['superviseCallReq', 'conferencedEvent', 'skillGroupStatisticsConf']
    expect([...seen]).toEqual(expect.arrayContaining(acts))
    expect([...carried.uncoded]).toEqual([])
  })

  it.each(['outbound-and-internal-calls', 'mobile-agents', 'ring-no-answer', 'wrap-up-optional', 'ccx-small-center'])(
    'gives %s the run it has without',
    (name) => {
      const { workload } = capped(name)
      expect([...both({ ...workload, busyUs: Math.min(workload.busyUs, 900_000_000) }).carried.uncoded]).toEqual([])
    },
  )

  it.each(['11.6', '12.6'] as const)(
    'gives CTI servers of release %s that die and fall silent the run they have without',
    (release) => {
      const { workload } = capped('transfers-and-conferences')
      const acts: readonly (readonly [minutes: number, deed: Deed])[] = [
        [12, { kind: 'end', node: 'cti A', silent: false }],
        [16, { kind: 'start', node: 'cti A' }],
        [20, { kind: 'hang', node: 'cti B' }],
        [23, { kind: 'resume', node: 'cti B' }],
        [28, { kind: 'reset', from: 'finesse 1', to: 'cti A' }],
        [
          33,
          {
            kind: 'command',
            to: 'gateway',
            command: { what: 'pg-component', component: 'pim', side: 0, state: 'down' },
          },
        ],
      ]
      const faults = acts.map(([minutes, deed], entry) => ({ atUs: minutes * MINUTE, entry, repairs: false, deed }))
      const { carried, seen } = both(
        { ...workload, release, topology: { ...workload.topology, pgRelease: release }, faults },
        '1',
        false,
      )
      expect([...seen]).toEqual(
        expect.arrayContaining(['failureConf', 'snapshotDeviceConf', 'snapshotCallConf'] satisfies MessageName[]),
      )
      expect([...carried.uncoded.keys()].map(messageName)).toEqual([])
    },
  )

  it('gives planned moves of the PG, there and back, the run they have without', () => {
    const { carried, seen } = both(capped('pg-maintenance-at-lunch').workload)
    const ofTheMove: MessageName[] = [
      'activeMaintenanceReq',
      'activeMaintenanceResp',
      'activeMaintenanceEvent',
      'standbyActiveEvent',
      'stoppingRequestsInd',
    ]
    expect([...seen]).toEqual(expect.arrayContaining(ofTheMove))
    expect([...carried.uncoded.keys()].map(messageName)).toEqual([])
  })

  it.each(['11.6', '12.0', '12.5', '12.6', '15.0'] as const)('speaks the protocol version of release %s', (release) => {
    const { workload } = capped('smoke')
    expect([...both({ ...workload, release }, 'versions').carried.uncoded]).toEqual([])
  })
})
