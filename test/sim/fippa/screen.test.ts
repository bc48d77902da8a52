import { describe, expect, it } from 'vitest'
import { settings } from '../../../src/scenarios/schema/settings.ts'
import { defaultPhoneHabits } from '../../../src/sim/domain/phone-habits.ts'
import type { ReasonCode } from '../../../src/sim/domain/reason-codes.ts'
import { releaseProfile } from '../../../src/sim/domain/release.ts'
import { entries } from '../../../src/sim/fippa/entries.ts'
import { type Options, simulation } from '../simulation.ts'
import { constant } from '../workload.ts'
import { onPhones, SECOND, screens } from './scene.ts'

/** Looks at another screen after a minute, for five. */
const otherScreen = { every: constant(60 * SECOND), for: constant(300 * SECOND) }
const elsewhere = (options: Options = {}) =>
  onPhones({
    ...options,
    desk: { phone: { ...defaultPhoneHabits, otherScreen }, backAfterRingOut: constant(600 * SECOND) },
  })

describe('another screen of the phone', () => {
  it('[FIPPA-10] signs an agent out after 120 s', () => {
    const sim = elsewhere()
    sim.runFor('4min')
    expect(sim.truth('1001')).toEqual(['NOT_READY', 'READY', 'NOT_READY 1', 'LOGOUT 1'])
    const [away, out] = screens(sim)
    // Signed in at second 29, away a minute later.
    expect([away, out]).toEqual(['29.0 INACTIVE', '149.0 SIGNING_OUT'])
    expect(sim.center.phoneAgents[0]!.session.name).toBe('SIGNED_OUT')
  })

  it('[FIPPA-10] signs nobody out before the time that was set, or where it was switched off', () => {
    const late = elsewhere({ settings: { ippaInactivityTimeoutSec: 200 } })
    late.runFor('228s')
    expect(late.truth('1001')).toEqual(['NOT_READY', 'READY'])
    late.runFor('2s')
    expect(late.truth('1001').at(-1)).toBe('LOGOUT 1')
    const never = elsewhere({ settings: { ippaInactivityTimeoutSec: 0 } })
    never.runFor('24h')
    expect(never.truth('1001')).toEqual(['NOT_READY', 'READY'])
  })

  it('[FIPPA-10] cannot be set to less than 120 s, or more than a day', () => {
    const takes = (ippaInactivityTimeoutSec: number) => settings.safeParse({ ippaInactivityTimeoutSec }).success
    expect([119, 120, 86_400, 86_401].map(takes)).toEqual([false, true, true, false])
  })

  it('[FIPPA-10] signs out nobody who works at the phone again after that sign-out failed', () => {
    const sim = elsewhere()
    sim.runFor('145s')
    sim.deed({ kind: 'command', to: 'finesse 1', command: { what: 'answer-all', status: 503 } })
    sim.runFor('10s')
    sim.deed({ kind: 'command', to: 'finesse 1', command: { what: 'answer-all', status: undefined } })
    expect(screens(sim).map((shown) => shown.split(' ')[1])).toEqual(['INACTIVE', 'SIGNING_OUT', 'SIGNED_IN'])
    sim.runFor('20s')
    sim.center.phoneAgents[0]!.putState(2, 2)
    sim.runFor('1min')
    expect(sim.truth('1001')).toEqual(['NOT_READY', 'READY', 'NOT_READY 2'])
    expect(sim.center.phoneAgents[0]!.session.name).toBe('SIGNED_IN')
  })

  it('is left by whoever presses a key of the service', () => {
    const sim = elsewhere({ settings: { ippaInactivityTimeoutSec: 0 } })
    sim.runFor('60s')
    expect(screens(sim).at(-1)).toContain('INACTIVE')
    sim.center.phoneAgents[0]!.putState(2, 2)
    sim.runFor('1s')
    expect(screens(sim).at(-1)).toContain('SIGNED_IN')
    expect(sim.truth('1001').at(-1)).toBe('NOT_READY 2')
  })
})

describe('the lists on a phone', () => {
  it('[FIPPA-09] have the first 100 entries that apply', () => {
    const configured = Array.from({ length: 260 }, (_, n): ReasonCode => {
      return {
        id: n + 1,
        code: n + 1,
        category: n % 2 === 0 ? 'NOT_READY' : 'LOGOUT',
        label: `Code ${n}`,
        forAll: true,
      }
    })
    const shown = entries(releaseProfile('12.6'), 'NOT_READY', configured)
    expect(shown.map(({ id }) => id)).toEqual(Array.from({ length: 100 }, (_, n) => 2 * n + 1))
  })
})

describe('a supervisor on a phone', () => {
  it('[FIPPA-08] changes states and has calls, and cannot listen in, barge in or intercept', () => {
    const sim = simulation({
      supervisors: 1,
      topology: { phoneAgents: { share: 0, supervisors: 1 } },
      shift: { startUs: 20 * SECOND },
      desk: { outbound: { perAgentHour: 60, talk: constant(20 * SECOND), busy: 0, noAnswer: 0 } },
    })
    sim.runFor('10min')
    expect(sim.truth('1002').slice(0, 4)).toEqual(['NOT_READY', 'READY', 'NOT_READY 50006', 'TALKING'])
    const [phone] = sim.center.phoneAgents
    const from = sim.now
    phone!.place('SILENT_MONITOR', '31001')
    phone!.place('BARGE_CALL', '31001', { associatedDialog: 1 })
    phone!.control(1, 'PARTICIPANT_DROP')
    sim.runFor('10s')
    expect(sim.sent.filter(({ at, from: sender }) => at >= from && sender === 'ip-phone 1002')).toEqual([])
  })
})
