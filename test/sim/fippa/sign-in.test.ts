import { describe, expect, it } from 'vitest'
import { defaultPhoneHabits, type PhoneHabits } from '../../../src/sim/domain/phone-habits.ts'
import { prompts } from '../../../src/sim/fippa/sign-in.ts'
import { type Options, simulation } from '../simulation.ts'
import { onPhones, SECOND, told } from './scene.ts'

const habits = (some: Partial<PhoneHabits>): PhoneHabits => ({ ...defaultPhoneHabits, ...some })

/** When an agent whose shift begins at second 20 was signed in. */
function signedInAt(options: Options): number {
  const sim = onPhones(options)
  return Math.floor(sim.facts('signedIn')[0]!.at / SECOND)
}

describe('an IP phone agent', () => {
  it('signs in on the screen of the phone, works by its keys, and goes home', () => {
    const sim = onPhones({ desk: { agentHangsUp: 1 }, shift: { endUs: 200 * SECOND } })
    const contact = sim.caller({ talk: '30s' })
    sim.runFor('200s')
    expect(sim.contact(contact)).toEqual(['offered', 'queued', 'routed', 'ringing', 'answered', 'ended'])
    expect(sim.truth('1001')).toEqual(['NOT_READY', 'READY', 'RESERVED', 'TALKING', 'READY', 'NOT_READY 1', 'LOGOUT 1'])
    expect(sim.center.desktops).toEqual([])
    expect(sim.messages('handset').map(({ body }) => (body as { key: string }).key)).toEqual(['answer', 'drop'])
  })

  it('asks nothing of its server on an ordinary day, and everything where keep-alives are played', () => {
    const quiet = onPhones()
    quiet.runFor('10min')
    expect(quiet.messages('restRequest', 60 * SECOND)).toEqual([])
    const loud = onPhones({ keepalives: 'always' })
    loud.runFor('10min')
    const times = loud.messages('restRequest', 60 * SECOND).map(({ at }) => at)
    expect(times.length).toBe(120)
    expect(new Set(times.slice(1).map((at, n) => at - times[n]!))).toEqual(new Set([5 * SECOND]))
  })

  it('[FIPPA-11] types what the service URL does not bring along, and all of it with an enterprise subscription', () => {
    expect(prompts(habits({ prefilled: ['extension'] }))).toEqual(['id', 'password'])
    expect(prompts(habits({ prefilled: ['id', 'extension', 'password'] }))).toEqual([])
    expect(prompts(habits({ prefilled: ['id', 'extension', 'password'], enterpriseSubscription: true }))).toEqual([
      'id',
      'extension',
      'password',
    ])
    expect(signedInAt({})).toBe(29)
    expect(signedInAt({ desk: { phone: habits({ prefilled: ['extension'] }) } })).toBe(26)
    expect(signedInAt({ desk: { phone: habits({ prefilled: ['id', 'extension', 'password'] }) } })).toBe(20)
  })

  it('tries again every 5 s while its node is not there', () => {
    const sim = simulation({
      topology: { phoneAgents: { share: 1 } },
      desk: { home: 1, phone: habits({ otherService: undefined }) },
      shift: { startUs: 60 * SECOND },
    })
    sim.deed({ kind: 'end', node: 'finesse 1', silent: false })
    sim.runUs(95 * SECOND - sim.now)
    // Nine seconds of typing each time.
    expect(told(sim).filter((what) => what.endsWith('unavailable'))).toEqual([
      '9.0 server-unavailable',
      '23.0 server-unavailable',
    ])
  })
})
