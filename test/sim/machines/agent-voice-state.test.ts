import { describe, expect, it } from 'vitest'
import { agentVoiceState } from '../../../src/sim/machines/agent-voice-state.ts'
import { agentVoiceStateCcx } from '../../../src/sim/machines/agent-voice-state-ccx.ts'
import { compileMachine } from '../../../src/sim/machines/compile.ts'

const cce = compileMachine(agentVoiceState)
const ccx = compileMachine(agentVoiceStateCcx)

type Machine = typeof cce | typeof ccx

/** Every way from one state to another: `FROM > TO: the events`. */
function ways(machine: Machine): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const [state, from] of machine.states.entries()) {
    for (const [event, name] of machine.events.entries()) {
      const to = machine.next(state, event)
      if (to < 0) continue
      const way = `${from} > ${machine.states[to]}`
      found.set(way, [...(found.get(way) ?? []), name])
    }
  }
  return found
}

/** What an agent may ask for, and what only the system or a supervisor can cause. */
const ASKED = ['login.requested', 'logout.requested', 'ready.requested', 'not-ready.requested']

// Cisco Finesse Web Services Developer Guide 12.5(1), p. 42-50, "User - Change Agent State": the transitions of a
// Unified CCE agent. A: the agent asks for it. S: the system does it. LOGIN is transient and left out.
const GUIDE: [from: string, to: string, who: 'A' | 'S' | 'AS', when: string][] = [
  ['LOGOUT', 'NOT_READY', 'A', 'sign in'],
  ['NOT_READY', 'LOGOUT', 'A', 'sign out'],
  ['NOT_READY', 'NOT_READY', 'A', 'change of reason'],
  ['NOT_READY', 'READY', 'A', 'chosen'],
  ['NOT_READY', 'TALKING', 'S', 'places a call'],
  ['READY', 'NOT_READY', 'A', 'chosen'],
  ['READY', 'RESERVED', 'S', 'call offered'],
  ['READY', 'RESERVED_OUTBOUND', 'S', 'reserved by the dialer'],
  ['READY', 'RESERVED_OUTBOUND_PREVIEW', 'S', 'reserved by the dialer'],
  ['RESERVED', 'READY', 'S', 'the call never came'],
  ['RESERVED', 'TALKING', 'S', 'answered'],
  ['RESERVED_OUTBOUND', 'READY', 'A', 'leaves the reservation'],
  ['RESERVED_OUTBOUND', 'NOT_READY', 'A', 'leaves the reservation'],
  ['RESERVED_OUTBOUND', 'TALKING', 'S', 'call arrives'],
  ['RESERVED_OUTBOUND_PREVIEW', 'TALKING', 'S', 'call arrives'],
  ['RESERVED_OUTBOUND_PREVIEW', 'READY', 'S', 'reservation ended'],
  ['RESERVED_OUTBOUND_PREVIEW', 'NOT_READY', 'S', 'reservation ended, Not Ready was pending'],
  ['TALKING', 'HOLD', 'S', 'hold'],
  ['HOLD', 'TALKING', 'S', 'retrieve'],
  ['TALKING', 'READY', 'S', 'call ended, no wrap-up'],
  ['TALKING', 'NOT_READY', 'S', 'call ended, no wrap-up'],
  ['TALKING', 'WORK', 'S', 'call ended, wrap-up'],
  ['TALKING', 'WORK_READY', 'S', 'call ended, wrap-up'],
  ['HOLD', 'READY', 'S', 'call ended, no wrap-up'],
  ['HOLD', 'NOT_READY', 'S', 'call ended, no wrap-up'],
  ['HOLD', 'WORK', 'S', 'call ended, wrap-up'],
  ['HOLD', 'WORK_READY', 'S', 'call ended, wrap-up'],
  ['WORK', 'READY', 'A', 'chosen'],
  ['WORK', 'NOT_READY', 'AS', 'chosen, or the timer'],
  ['WORK_READY', 'READY', 'AS', 'chosen, or the timer'],
  ['WORK_READY', 'NOT_READY', 'A', 'chosen'],
]

// The same guide, p. 47: what a supervisor may do to an agent of the team, and p. 29-33: signing in twice.
const SUPERVISOR_LOGOUT =
  'NOT_READY READY RESERVED RESERVED_OUTBOUND RESERVED_OUTBOUND_PREVIEW TALKING HOLD WORK WORK_READY'
const SUPERVISOR_NOT_READY = 'READY WORK WORK_READY'
const SIGNED_IN = SUPERVISOR_LOGOUT

// Not in the table of the guide, and why they are here.
const OURS: [from: string, to: string, why: string][] = [
  ['READY', 'TALKING', "answers a colleague's call, which reserves nobody"],
  ['RESERVED', 'NOT_READY', 'ring no answer, system code 32767'],
]

describe('agent-voice-state (Unified CCE)', () => {
  const found = ways(cce)
  const loginAgain = (way: string[]) => way.filter((event) => event !== 'login.requested')

  it.each(GUIDE)('%s to %s (%s: %s), as the developer guide says', (from, to, who) => {
    const events = found.get(`${from} > ${to}`) ?? []
    const asked = events.filter((event) => ASKED.includes(event))
    const forced = events.filter((event) => !ASKED.includes(event) && !event.endsWith('.forced'))
    if (who.includes('A')) expect(asked).not.toEqual([])
    else expect(asked).toEqual([])
    if (who.includes('S')) expect(forced).not.toEqual([])
  })

  it('has no way that neither the guide nor a stated reason knows', () => {
    const known = new Set([...GUIDE, ...OURS].map(([from, to]) => `${from} > ${to}`))
    for (const from of SUPERVISOR_LOGOUT.split(' ')) known.add(`${from} > LOGOUT`)
    const unknown = [...found].filter(([way, events]) => loginAgain(events).length > 0 && !known.has(way))
    expect(unknown).toEqual([])
  })

  it('lets a supervisor sign out anybody signed in, and make Not Ready whoever is not on a call', () => {
    const from = (event: 'logout.forced' | 'not-ready.forced') =>
      cce.states.filter((_, state) => cce.next(state, cce.eventOf(event)) >= 0).sort()
    expect(from('logout.forced')).toEqual(SUPERVISOR_LOGOUT.split(' ').sort())
    // NOT_READY itself: the system changes the reason code.
    expect(from('not-ready.forced')).toEqual(['NOT_READY', ...SUPERVISOR_NOT_READY.split(' ')].sort())
  })

  it('keeps the state of an agent who signs in again', () => {
    for (const name of SIGNED_IN.split(' ') as (typeof cce.states)[number][]) {
      expect(cce.next(cce.stateOf(name), cce.eventOf('login.requested'))).toBe(cce.stateOf(name))
    }
  })

  it('ends wrap-up where the pending state points', () => {
    const timer = cce.eventOf('after.workTimer')
    expect(cce.states[cce.next(cce.stateOf('WORK'), timer)]).toBe('NOT_READY')
    expect(cce.states[cce.next(cce.stateOf('WORK_READY'), timer)]).toBe('READY')
    expect(cce.states.filter((_, state) => cce.delayOf(state) !== undefined)).toEqual(['WORK', 'WORK_READY'])
  })

  it('leaves these requests and events unhandled', () => {
    const unhandled = Object.fromEntries(
      cce.states.map((name, state) => [name, cce.events.filter((_, event) => cce.next(state, event) < 0).join(' ')]),
    )
    expect(unhandled).toMatchInlineSnapshot(`
      {
        "HOLD": "after.workTimer call.ended.hold call.held call.offered call.rang-out logout.requested not-ready.forced not-ready.requested offer.withdrawn offer.withdrawn.not-ready ready.forced ready.requested reservation.ended.not-ready reservation.ended.ready reservation.offered reservation.preview-offered",
        "LOGOUT": "after.workTimer call.answered call.ended.hold call.ended.not-ready call.ended.ready call.ended.work call.ended.work-ready call.held call.joined call.offered call.placed call.rang-out call.retrieved logout.forced logout.requested not-ready.forced not-ready.requested offer.withdrawn offer.withdrawn.not-ready ready.forced ready.requested reservation.ended.not-ready reservation.ended.ready reservation.offered reservation.preview-offered",
        "NOT_READY": "after.workTimer call.ended.hold call.ended.not-ready call.ended.ready call.ended.work call.ended.work-ready call.held call.offered call.rang-out call.retrieved offer.withdrawn offer.withdrawn.not-ready reservation.ended.not-ready reservation.ended.ready reservation.offered reservation.preview-offered",
        "READY": "after.workTimer call.ended.hold call.ended.not-ready call.ended.ready call.ended.work call.ended.work-ready call.held call.joined call.placed call.rang-out call.retrieved logout.requested offer.withdrawn offer.withdrawn.not-ready ready.forced ready.requested reservation.ended.not-ready reservation.ended.ready",
        "RESERVED": "after.workTimer call.ended.hold call.ended.not-ready call.ended.ready call.ended.work call.ended.work-ready call.held call.joined call.offered call.placed call.retrieved logout.requested not-ready.forced not-ready.requested ready.forced ready.requested reservation.ended.not-ready reservation.ended.ready reservation.offered reservation.preview-offered",
        "RESERVED_OUTBOUND": "after.workTimer call.ended.hold call.ended.not-ready call.ended.ready call.ended.work call.ended.work-ready call.held call.joined call.offered call.placed call.rang-out call.retrieved logout.requested not-ready.forced offer.withdrawn offer.withdrawn.not-ready ready.forced reservation.offered reservation.preview-offered",
        "RESERVED_OUTBOUND_PREVIEW": "after.workTimer call.ended.hold call.ended.not-ready call.ended.ready call.ended.work call.ended.work-ready call.held call.joined call.offered call.placed call.rang-out call.retrieved logout.requested not-ready.forced not-ready.requested offer.withdrawn offer.withdrawn.not-ready ready.forced ready.requested reservation.offered reservation.preview-offered",
        "TALKING": "after.workTimer call.answered call.joined call.offered call.placed call.rang-out call.retrieved logout.requested not-ready.forced not-ready.requested offer.withdrawn offer.withdrawn.not-ready ready.forced ready.requested reservation.ended.not-ready reservation.ended.ready reservation.offered reservation.preview-offered",
        "WORK": "call.answered call.ended.hold call.ended.not-ready call.ended.ready call.ended.work call.ended.work-ready call.held call.joined call.offered call.placed call.rang-out call.retrieved logout.requested offer.withdrawn offer.withdrawn.not-ready reservation.ended.not-ready reservation.ended.ready reservation.offered reservation.preview-offered",
        "WORK_READY": "call.answered call.ended.hold call.ended.not-ready call.ended.ready call.ended.work call.ended.work-ready call.held call.joined call.offered call.placed call.rang-out call.retrieved logout.requested offer.withdrawn offer.withdrawn.not-ready reservation.ended.not-ready reservation.ended.ready reservation.offered reservation.preview-offered",
      }
    `)
  })
})

describe('agent-voice-state-ccx (Unified CCX)', () => {
  const after = (from: (typeof ccx.states)[number], event: (typeof ccx.events)[number]) =>
    ccx.states[ccx.next(ccx.stateOf(from), ccx.eventOf(event))]

  it('speaks the events of the CCE machine and numbers its states alike', () => {
    expect(ccx.events).toEqual(cce.events)
    expect(ccx.states).toEqual(cce.states.slice(0, ccx.states.length))
    expect(cce.states.slice(ccx.states.length)).toEqual(['HOLD'])
  })

  it('differs from it in what the guide says of CCX', () => {
    expect(after('READY', 'logout.requested')).toBe('LOGOUT')
    expect(after('TALKING', 'call.held')).toBe('TALKING')
    expect(after('TALKING', 'call.retrieved')).toBe('TALKING')
    // Calls no queue delivered.
    expect(after('NOT_READY', 'call.placed')).toBe('NOT_READY')
    expect(after('NOT_READY', 'call.answered')).toBe('NOT_READY')
    expect(after('READY', 'call.answered')).toBe('NOT_READY')
    // The dialer's reservation cannot be left.
    expect(after('RESERVED_OUTBOUND', 'ready.requested')).toBeUndefined()
    expect(after('RESERVED_OUTBOUND', 'not-ready.requested')).toBeUndefined()
  })
})
