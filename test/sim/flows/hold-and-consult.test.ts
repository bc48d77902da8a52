import { describe, expect, it } from 'vitest'
import type { Client } from '../client.ts'
import { call, type Options, type Simulation, simulation } from '../simulation.ts'

interface Scene {
  readonly sim: Simulation
  readonly ann: Client
  readonly ben: Client
  readonly contact: number
}

/** Ann talks with a caller; Ben is there, Not Ready. */
function scene(options: Options = {}): Scene {
  const sim = simulation({ agents: 4, ...options })
  const ann = sim.agent('1001').ready()
  const ben = sim.agent('1002')
  const contact = sim.caller({ talk: '10min' })
  sim.runFor('1s')
  ann.does(call(1), 'ANSWER')
  ann.heard()
  ben.heard()
  return { sim, ann, ben, contact }
}

/** Ann has the caller on hold and talks with Ben. */
function consulting(options: Options = {}): Scene {
  const all = scene(options)
  all.ann.does(call(1), 'CONSULT_CALL', { to: '31002' })
  all.ben.does(call(2), 'ANSWER')
  all.ann.heard()
  all.ben.heard()
  return all
}

describe('hold and retrieve', () => {
  it('[DIALOG-02] switch the own participant, and the agent between HOLD and TALKING', () => {
    const { ann } = scene()
    const hold = ann.does(call(1), 'HOLD')
    expect(hold.outcome).toEqual(['PUT call 1: 31001 HELD, 5550000001 ACTIVE'])
    expect(ann.state).toBe('HOLD')
    const retrieve = ann.does(call(1), 'RETRIEVE')
    expect(retrieve.outcome).toEqual(['PUT call 1: 31001 ACTIVE, 5550000001 ACTIVE'])
    expect(ann.state).toBe('TALKING')
  })

  it('[DIALOG-02] holding twice, or retrieving what is not held, is Generic Error 4047, told by an event', () => {
    const { ann } = scene()
    const early = ann.does(call(1), 'RETRIEVE')
    ann.does(call(1), 'HOLD')
    const twice = ann.does(call(1), 'HOLD')
    for (const { says, outcome, events } of [early, twice]) {
      expect(says).toBe('202')
      expect(outcome).toEqual(['error Generic Error 4047'])
      expect(events[0]!.error!.peripheral).toBe(4047)
    }
    expect(twice.events[0]!.error!.message).toBe('INVALID_ACTION HOLD on extension 31001')
    expect(ann.state).toBe('HOLD')
  })

  it('a caller on hold may hang up, and the agent is Ready again', () => {
    const { sim, ann } = scene()
    ann.does(call(1), 'HOLD')
    ann.heard()
    sim.runFor('10min')
    expect(ann.news('USER')).toEqual(['READY'])
    expect(ann.dialogs.size).toBe(0)
  })
})

describe('a consult call', () => {
  it('[DIALOG-03] holds the original and opens a dialog that points to it', () => {
    const { sim, ann, ben } = scene()
    const consult = ann.does(call(1), 'CONSULT_CALL', { to: '31002' })
    expect(consult.says).toBe('202')
    expect(consult.outcome).toEqual(['POST call 2: 31001 INITIATING'])
    expect(ann.news()).toEqual([
      'PUT call 1: 31001 HELD, 5550000001 ACTIVE',
      'POST call 2: 31001 INITIATING',
      'PUT call 2: 31001 INITIATED, 31002 ALERTING',
      'PUT call 2: 31001 INITIATED, 31002 ALERTING',
    ])
    expect(ann.dialogs.get(call(2))!.associated).toBe(call(1))
    expect(ann.dialogs.get(call(1))!.associated).toBe(0)
    ben.does(call(2), 'ANSWER')
    expect(ann.news()).toEqual(['PUT call 2: 31001 ACTIVE, 31002 ACTIVE'])
    expect(ben.news()).toEqual([
      'POST call 2: 31001 INITIATED, 31002 ALERTING',
      'PUT call 2: 31001 ACTIVE, 31002 ACTIVE',
    ])
    expect(sim.truth('1001').slice(-3)).toEqual(['TALKING', 'HOLD', 'TALKING'])
  })

  it('[DIALOG-03] takes the call data along', () => {
    const { ben, ann } = scene({ callVariables: new Map([[1, 'customer 8']]) })
    ann.does(call(1), 'CONSULT_CALL', { to: '31002' })
    expect(ben.dialogs.get(call(2))!.data.variables[0]).toBe('customer 8')
  })

  it('[DIALOG-03] of a ringing or held call is a Generic Error', () => {
    const sim = simulation({ agents: 2 })
    const ann = sim.agent('1001').ready()
    sim.agent('1002')
    sim.caller({ talk: '10min' })
    sim.runFor('1s')
    const ringing = ann.does(call(1), 'CONSULT_CALL', { to: '31002' })
    ann.does(call(1), 'ANSWER')
    ann.does(call(1), 'HOLD')
    const held = ann.does(call(1), 'CONSULT_CALL', { to: '31002' })
    expect(ringing.outcome).toEqual(['error Generic Error 4047'])
    expect(held.outcome).toEqual(['error Generic Error 4047'])
    expect(ann.dialogs.size).toBe(1)
  })

  it.each([
    ['without a number', undefined, '400 Parameter Missing toAddress'],
    ['to the own number', '31001', '400 Invalid Destination 31001'],
  ])('[API-02] %s is refused at once, and the call is not put on hold', (_how, to, says) => {
    const { ann } = scene()
    const consult = ann.does(call(1), 'CONSULT_CALL', { to })
    expect(consult.says).toBe(says)
    expect(ann.state).toBe('TALKING')
  })

  it('that the colleague ends leaves the caller on hold', () => {
    const { ann, ben } = consulting()
    ben.does(call(2), 'DROP')
    expect(ann.state).toBe('HOLD')
    expect([...ann.dialogs.keys()]).toEqual([call(1)])
    ann.does(call(1), 'RETRIEVE')
    expect(ann.state).toBe('TALKING')
    expect(ben.state).toBe('NOT_READY')
  })

  it('goes on when the caller on hold hangs up', () => {
    const { sim, ann, contact } = consulting()
    sim.runFor('10min')
    expect(sim.contact(contact).at(-1)).toBe('ended')
    expect([...ann.dialogs.keys()]).toEqual([call(2)])
    expect(ann.state).toBe('TALKING')
    ann.does(call(2), 'DROP')
    expect(ann.state).toBe('READY')
  })

  it('can be swapped with the call on hold, one of the two being held all the time', () => {
    const { ann } = consulting()
    const early = ann.does(call(1), 'RETRIEVE')
    expect(early.outcome).toEqual(['error Generic Error 4047'])
    ann.does(call(2), 'HOLD')
    expect(ann.state).toBe('HOLD')
    ann.does(call(1), 'RETRIEVE')
    expect(ann.state).toBe('TALKING')
  })
})

describe('a transfer', () => {
  it('[DIALOG-04] removes both dialogs from the one who transfers and gives the other the original', () => {
    const { sim, ann, ben, contact } = consulting()
    const transfer = ann.does(call(1), 'TRANSFER')
    expect(transfer.says).toBe('202')
    expect(transfer.events.map(({ verb }) => verb)).toEqual(['DELETE'])
    expect(ann.news()).toEqual([
      'DELETE call 2: 31001 DROPPED, 31002 DROPPED',
      'DELETE call 1: 5550000001 ACTIVE, 31002 ACTIVE',
    ])
    expect(ben.news()).toEqual([
      'DELETE call 2: 31001 DROPPED, 31002 DROPPED',
      'POST call 1: 5550000001 ACTIVE, 31002 ACTIVE',
    ])
    expect(ben.dialogs.get(call(1))!.secondary).toBe(call(2))
    expect(sim.truth('1001').at(-1)).toBe('READY')
    expect(sim.truth('1002').at(-1)).toBe('TALKING')
    ben.does(call(1), 'DROP')
    expect(sim.contact(contact).at(-1)).toBe('ended')
  })

  it('[DIALOG-04] completed from the consult call after a swap lets the consult call survive', () => {
    const { sim, ann, ben, contact } = consulting()
    ann.does(call(2), 'HOLD')
    ann.does(call(1), 'RETRIEVE')
    ann.heard()
    ben.heard()
    const transfer = ann.does(call(2), 'TRANSFER')
    expect(transfer.outcome.length).toBe(1)
    expect(ben.news()).toEqual(['PUT call 2: 31002 ACTIVE, 5550000001 ACTIVE'])
    expect(ben.dialogs.get(call(2))!.secondary).toBe(call(1))
    expect(ann.dialogs.size).toBe(0)
    sim.runFor('10min')
    expect(ben.dialogs.size).toBe(0)
    expect(sim.contact(contact).at(-1)).toBe('ended')
  })

  it('[DIALOG-04] without a second active call is refused at once', () => {
    const { ann } = scene()
    ann.does(call(1), 'HOLD')
    const transfer = ann.does(call(1), 'TRANSFER')
    expect(transfer.says).toBe('400 Invalid State')
    expect(transfer.error!.message).toBe('No Active call available on agent for TRANSFER')
    expect(ann.dialogs.size).toBe(1)
  })

  it('[DIALOG-04] to a colleague who has not answered is refused', () => {
    const { ann } = scene()
    ann.does(call(1), 'CONSULT_CALL', { to: '31002' })
    expect(ann.does(call(1), 'TRANSFER').says).toBe('400 Invalid State')
    expect(ann.dialogs.size).toBe(2)
  })

  it('[WRAP-04] gives wrap-up to both agents where it is Required', () => {
    const { sim, ann, ben } = consulting({ desk: { wrapUpOnIncoming: 'REQUIRED' } })
    ann.does(call(1), 'TRANSFER')
    expect(sim.truth('1001').at(-1)).toBe('WORK_READY')
    ben.does(call(1), 'DROP')
    expect(sim.truth('1002').at(-1)).toBe('WORK')
  })
})

describe('a single-step transfer', () => {
  it('[DIALOG-06] moves the call to a number in one request', () => {
    const { sim, ann, ben, contact } = scene()
    const transfer = ann.does(call(1), 'TRANSFER_SST', { to: '31002' })
    expect(transfer.says).toBe('202')
    expect(transfer.events.map(({ verb }) => verb)).toEqual(['DELETE'])
    expect(ann.dialogs.size).toBe(0)
    expect(ann.state).toBe('READY')
    expect(ben.news()).toEqual(['POST call 1: 5550000001 ACTIVE, 31002 ALERTING'])
    ben.does(call(1), 'ANSWER')
    expect(ben.news()).toEqual(['PUT call 1: 5550000001 ACTIVE, 31002 ACTIVE'])
    sim.runFor('10min')
    expect(sim.contact(contact).at(-1)).toBe('ended')
    expect(sim.truth('1002')).toEqual(['NOT_READY', 'TALKING', 'NOT_READY'])
  })

  it('[DIALOG-06] to a bad number is an Invalid Destination, and the call stays', () => {
    const { ann } = scene()
    const own = ann.does(call(1), 'TRANSFER_SST', { to: '31001' })
    const unknown = ann.does(call(1), 'TRANSFER_SST', { to: '39999' })
    const none = ann.does(call(1), 'TRANSFER_SST')
    expect(own.says).toBe('400 Invalid Destination 31001')
    expect(unknown.outcome).toEqual(['error Invalid Destination 14'])
    expect(none.says).toBe('400 Parameter Missing toAddress')
    expect(ann.state).toBe('TALKING')
  })

  it('[DIALOG-06] before the call is answered is a Generic Error', () => {
    const sim = simulation({ agents: 2 })
    const ann = sim.agent('1001').ready()
    sim.agent('1002')
    sim.caller()
    sim.runFor('1s')
    expect(ann.does(call(1), 'TRANSFER_SST', { to: '31002' }).outcome).toEqual(['error Generic Error 4047'])
    expect(ann.dialogs.size).toBe(1)
  })
})

describe('a conference', () => {
  /** Ann, Ben and the caller in one call. */
  function conferring(options: Options = {}): Scene {
    const all = consulting(options)
    all.ann.does(call(1), 'CONFERENCE')
    return all
  }

  it('[DIALOG-05] merges both calls into one dialog of three', () => {
    const { ann, ben } = consulting()
    const conference = ann.does(call(1), 'CONFERENCE')
    expect(conference.says).toBe('202')
    expect(conference.outcome).toEqual(['PUT call 1: 31001 ACTIVE, 5550000001 ACTIVE, 31002 ACTIVE'])
    expect(ann.news()).toEqual([
      'DELETE call 2: 31001 DROPPED, 31002 DROPPED',
      'PUT call 1: 31001 ACTIVE, 5550000001 ACTIVE, 31002 ACTIVE',
    ])
    expect(ben.news()).toEqual([
      'DELETE call 2: 31001 DROPPED, 31002 DROPPED',
      'POST call 1: 31001 ACTIVE, 5550000001 ACTIVE, 31002 ACTIVE',
    ])
    expect(ann.state).toBe('TALKING')
    expect(ben.dialogs.get(call(1))!.secondary).toBe(call(2))
  })

  it('[DIALOG-05] grows by its controller only; a participant who tries gets Generic Error 20999', () => {
    const { sim, ann, ben } = conferring()
    const chi = sim.agent('1003')
    ben.does(call(1), 'CONSULT_CALL', { to: '31003' })
    chi.does(call(3), 'ANSWER')
    const byBen = ben.does(call(1), 'CONFERENCE')
    expect(byBen.says).toBe('202')
    expect(byBen.outcome).toEqual(['error Generic Error 20999'])
    expect(ben.dialogs.size).toBe(2)
    ben.does(call(3), 'DROP')
    ben.does(call(1), 'RETRIEVE')

    ann.does(call(1), 'CONSULT_CALL', { to: '31003' })
    chi.does(call(4), 'ANSWER')
    const byAnn = ann.does(call(1), 'CONFERENCE')
    expect(byAnn.outcome).toEqual(['PUT call 1: 31001 ACTIVE, 5550000001 ACTIVE, 31002 ACTIVE, 31003 ACTIVE'])
  })

  it('[DIALOG-05] on CCX a participant who tries gets Invalid State 22', () => {
    const { sim, ben } = conferring({ deployment: 'ccx' })
    const chi = sim.agent('1003')
    ben.does(call(1), 'CONSULT_CALL', { to: '31003' })
    chi.does(call(3), 'ANSWER')
    expect(ben.does(call(1), 'CONFERENCE').outcome).toEqual(['error Invalid State 22'])
  })

  it('goes on when an agent leaves', () => {
    const { sim, ann, ben, contact } = conferring()
    ann.heard()
    ben.heard()
    const drop = ann.does(call(1), 'DROP')
    expect(drop.events.map(({ verb }) => verb)).toEqual(['DELETE'])
    expect(ann.dialogs.size).toBe(0)
    expect(ann.state).toBe('READY')
    expect(ben.news()).toEqual(['PUT call 1: 5550000001 ACTIVE, 31002 ACTIVE'])
    expect(ben.state).toBe('TALKING')
    ben.does(call(1), 'DROP')
    expect(sim.contact(contact).at(-1)).toBe('ended')
  })

  it('goes on between the agents when the caller leaves', () => {
    const { sim, ann, ben, contact } = conferring()
    ann.heard()
    ben.heard()
    sim.runFor('10min')
    expect(sim.contact(contact).at(-1)).toBe('ended')
    expect(ann.news()).toEqual(['PUT call 1: 31001 ACTIVE, 31002 ACTIVE'])
    expect(ben.state).toBe('TALKING')
    ben.does(call(1), 'DROP')
    expect([ann.state, ben.state]).toEqual(['READY', 'NOT_READY'])
    expect(ann.dialogs.size + ben.dialogs.size).toBe(0)
  })

  it('with a number outside goes on between agent and caller when that number hangs up', () => {
    const { sim, ann, contact } = scene()
    const farEnd = { answer: 'answers', afterUs: 1_000_000, talkUs: 20_000_000 } as const
    ann.does(call(1), 'CONSULT_CALL', { to: '5551234', farEnd })
    sim.runFor('2s')
    ann.does(call(1), 'CONFERENCE')
    ann.heard()
    sim.runFor('30s')
    expect(ann.news()).toEqual(['PUT call 1: 31001 ACTIVE, 5550000001 ACTIVE'])
    expect(ann.state).toBe('TALKING')
    ann.does(call(1), 'DROP')
    expect(sim.contact(contact).at(-1)).toBe('ended')
  })
})

describe('a number outside', () => {
  const farEnd = { answer: 'answers', afterUs: 1_000_000, talkUs: 20_000_000 } as const

  it('to which a call is transferred hangs up, and the caller is gone as well', () => {
    const { sim, ann, contact } = scene()
    ann.does(call(1), 'CONSULT_CALL', { to: '5551234', farEnd })
    sim.runFor('2s')
    ann.does(call(1), 'TRANSFER')
    expect(ann.state).toBe('READY')
    expect(sim.contact(contact).at(-1)).toBe('answered')
    sim.runFor('30s')
    expect(sim.contact(contact).at(-1)).toBe('ended')
    expect(sim.facts('truthCallEnded').map(({ about }) => about)).toEqual([call(2), call(1)])
  })

  it('in a conference stays on with the agent when the caller leaves', () => {
    const { sim, ann, contact } = scene()
    ann.does(call(1), 'CONSULT_CALL', { to: '5551234', farEnd: { ...farEnd, talkUs: Infinity } })
    sim.runFor('2s')
    ann.does(call(1), 'CONFERENCE')
    ann.heard()
    sim.runFor('10min')
    expect(sim.contact(contact).at(-1)).toBe('ended')
    expect(ann.news()).toEqual(['PUT call 1: 31001 ACTIVE, 5551234 ACTIVE'])
    ann.does(call(1), 'DROP')
    expect(ann.dialogs.size).toBe(0)
  })
})

describe('a participant dropped by a supervisor', () => {
  /** Ann, the caller, and the supervisor who barged in. */
  function barged(options: Options = {}): Scene & { readonly sue: Client } {
    const all = scene({ supervisors: 1, ...options })
    const sue = all.sim.agent('1005')
    sue.post('SILENT_MONITOR', '31001')
    all.sim.runFor('1s')
    sue.post('BARGE_CALL', '31001', { associatedDialog: call(2) })
    all.sim.runFor('1s')
    all.ann.heard()
    sue.heard()
    return { ...all, sue }
  }

  it('[DIALOG-11] leaves the dialog, and the supervisor hears of it under the request id', () => {
    const { ann, sue } = barged()
    const drop = sue.does(call(1), 'PARTICIPANT_DROP', { target: '31001' })
    expect(drop.says).toBe('202')
    expect(drop.outcome).toEqual(['PUT call 1: 5550000001 ACTIVE, 31005 ACTIVE'])
    expect(ann.news().map((line) => line.split(' ')[0])).toEqual(['DELETE'])
    expect(ann.state).toBe('READY')
  })

  it('[DIALOG-11] is never dropped by an agent: only supervisors may', () => {
    const { ann } = barged()
    expect(ann.does(call(1), 'PARTICIPANT_DROP', { target: '31005' }).says).toMatch(/^400 Generic Error/)
    expect(ann.dialogs.size).toBe(1)
  })

  it('[DIALOG-11] is an unknown action before 12.6', () => {
    const { ann, sue } = barged({ release: '12.5' })
    expect(sue.does(call(1), 'PARTICIPANT_DROP', { target: '31001' }).says).toMatch(/^400 Invalid Input/)
    expect(ann.dialogs.size).toBe(1)
  })

  it('[DIALOG-11] has to be an agent of the call', () => {
    const { sue } = barged()
    for (const target of ['31002', '5550000001', '39999']) {
      expect(sue.does(call(1), 'PARTICIPANT_DROP', { target }).says).toBe(`400 Invalid Destination ${target}`)
    }
  })

  it('[DIALOG-11] needs a supervisor who takes part', () => {
    const { sim } = barged({ supervisors: 2 })
    const other = sim.agent('1006')
    const drop = other.does(call(1), 'PARTICIPANT_DROP', { target: '31001' })
    expect(drop.says).toBe('401 Invalid Authorization User Specified 1006')
  })
})
