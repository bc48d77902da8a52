import { describe, expect, it } from 'vitest'
import { expiredTokensAreRefused } from '../../../src/scenarios/oracles/expired-tokens-are-refused.ts'
import { phonesNoticeAsDocumented } from '../../../src/scenarios/oracles/phones-notice-as-documented.ts'
import { phonesStayWhereTheyAre } from '../../../src/scenarios/oracles/phones-stay-where-they-are.ts'
import { finesseStatusNames } from '../../../src/scenarios/oracles/service-status.ts'
import { defaultPhoneHabits } from '../../../src/sim/domain/phone-habits.ts'
import { Operation } from '../../../src/sim/domain/rest.ts'
import { phoneAgent } from '../../../src/sim/machines/phone-agent.ts'
import { lines, tell } from '../story.ts'

type Told = ReturnType<typeof tell>
const states = Object.keys(phoneAgent.states)
const phone = ({ fact }: Told, at: number, name: keyof typeof phoneAgent.states, node = 1) =>
  fact(at, 'phoneAgent', 0, states.indexOf(name), node, 'desktops')
const status = ({ fact }: Told, at: number, name: (typeof finesseStatusNames)[number]) =>
  fact(at, 'finesseStatus', 1, finesseStatusNames.indexOf(name), 0, 'finesse 1')

describe('IP phones stay where they are', () => {
  it('finds nothing when the agent leaves one service and opens the other', () => {
    const told = tell(phonesStayWhereTheyAre)
    phone(told, 1, 'SIGNED_IN')
    told.fact(5, 'phoneCheck', 0, 1, 0, 'desktops')
    phone(told, 20, 'UNAVAILABLE')
    phone(told, 50, 'EXITED')
    phone(told, 50, 'SIGNED_OUT', 2)
    expect(told.end()).toMatchObject({ judged: 5, violated: 0 })
  })

  it('names a phone that asks the other node, moves in the middle of work, or without anybody', () => {
    const told = tell(phonesStayWhereTheyAre)
    phone(told, 1, 'SIGNED_IN')
    told.fact(5, 'phoneCheck', 0, 2, 0, 'desktops')
    phone(told, 10, 'ONE_CHECK_FAILED', 2)
    phone(told, 20, 'UNAVAILABLE', 2)
    phone(told, 20, 'EXITED', 2)
    phone(told, 20, 'SIGNED_OUT', 1)
    expect(lines(told.end())).toEqual([
      '5 agent 1001: asks Finesse 2, and its service is that of Finesse 1',
      '10 agent 1001: went from Finesse 1 to Finesse 2 while SIGNED_IN since 00:00:01.000',
      "20 agent 1001: went from Finesse 2 to Finesse 1 without anybody's doing",
    ])
  })

  it('names a move to a service that the phone does not have', () => {
    const told = tell(phonesStayWhereTheyAre, { desk: { phone: { ...defaultPhoneHabits, otherService: undefined } } })
    phone(told, 1, 'SIGNED_OUT')
    phone(told, 60, 'SIGNED_OUT', 2)
    expect(lines(told.end())).toEqual([
      '60 agent 1001: went from Finesse 1 to Finesse 2, whose service the phone does not have',
    ])
  })
})

describe('IP phones notice as documented', () => {
  it('finds nothing when three checks tell, and both are back for the return', () => {
    const told = tell(phonesNoticeAsDocumented, { faults: true })
    status(told, 1, 'IN_SERVICE')
    told.fact(2, 'presence', 0, 1, 0, 'finesse 1')
    phone(told, 2, 'SIGNED_IN')
    status(told, 100, 'OUT_OF_SERVICE')
    told.fact(100, 'presence', 0, 0, 0, 'finesse 1')
    phone(told, 105, 'ONE_CHECK_FAILED')
    phone(told, 115, 'UNAVAILABLE')
    status(told, 200, 'IN_SERVICE')
    told.fact(203, 'presence', 0, 1, 0, 'finesse 1')
    phone(told, 205, 'SIGNED_OUT')
    expect(told.end()).toMatchObject({ violated: 0 })
  })

  it('names a phone that does not notice, when the node is back or at the end', () => {
    const told = tell(phonesNoticeAsDocumented, { faults: true })
    status(told, 1, 'IN_SERVICE')
    phone(told, 2, 'SIGNED_IN')
    status(told, 100, 'OUT_OF_SERVICE')
    status(told, 120, 'IN_SERVICE')
    status(told, 200, 'OUT_OF_SERVICE')
    status(told, 300, 'IN_SERVICE')
    expect(lines(told.end())).toEqual([
      '300 agent 1001: the IP phone has not noticed that its server is gone since 00:03:20.000',
    ])
  })

  it('names a return without notifications', () => {
    const told = tell(phonesNoticeAsDocumented, { faults: true })
    status(told, 1, 'IN_SERVICE')
    phone(told, 2, 'SIGNED_IN')
    phone(told, 115, 'UNAVAILABLE')
    phone(told, 205, 'SIGNED_OUT')
    phone(told, 230, 'SIGNING_IN')
    expect(lines(told.end())).toEqual([
      '230 agent 1001: the IP phone took its server for back at 00:03:25.000, without notifications',
    ])
  })

  it('goes by the word of a node in service alone: another has streams, and knows of no presence', () => {
    const told = tell(phonesNoticeAsDocumented, { faults: true })
    status(told, 100, 'PARTIAL_SERVICE')
    phone(told, 115, 'UNAVAILABLE')
    phone(told, 205, 'SIGNED_OUT')
    expect(told.end()).toMatchObject({ violated: 0 })
  })

  it('names who looks elsewhere for more than 120 s, and who is signed out before', () => {
    const told = tell(phonesNoticeAsDocumented)
    phone(told, 2, 'SIGNED_IN')
    phone(told, 10, 'INACTIVE')
    phone(told, 130, 'SIGNING_OUT')
    phone(told, 200, 'INACTIVE')
    phone(told, 260, 'SIGNING_OUT')
    phone(told, 300, 'INACTIVE')
    expect(lines(told.end(500))).toEqual([
      '260 agent 1001: was signed out after 60 s on another screen',
      '500 agent 1001: looked at another screen for 200 s and was not signed out',
    ])
  })

  it('lets everybody look elsewhere where there is no timeout', () => {
    const told = tell(phonesNoticeAsDocumented, { settings: { ippaInactivityTimeoutSec: 0 } })
    phone(told, 10, 'INACTIVE')
    phone(told, 900, 'SIGNED_IN')
    expect(told.end()).toMatchObject({ violated: 0 })
  })
})

describe('expired tokens are refused', () => {
  it('finds nothing in 401 and 503, and in what needs no token', () => {
    const told = tell(expiredTokensAreRefused)
    for (const [id, operation, answer] of [
      [1, Operation.putUser, 401],
      [2, Operation.getUser, 503],
      [3, Operation.getSystemInfo, 200],
    ] as const) {
      told.fact(id, 'expiredToken', 0, id, operation, 'desktops')
      told.fact(id + 0.1, 'requestAnswered', 0, id, answer, 'desktops')
    }
    told.fact(9, 'requestAnswered', 0, 4, 202, 'desktops')
    expect(told.end()).toMatchObject({ judged: 2, violated: 0 })
  })

  it('names a request that was served', () => {
    const told = tell(expiredTokensAreRefused)
    told.fact(1, 'expiredToken', 0, 7, Operation.putUser, 'desktops')
    told.fact(1.1, 'requestAnswered', 0, 7, 202, 'desktops')
    expect(lines(told.end())).toEqual(['1.1 agent 1001: request 7 was answered 202, and its token had expired'])
  })
})
