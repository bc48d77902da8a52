import { describe, expect, it } from 'vitest'
import { contactsAreConserved } from '../../../src/scenarios/oracles/contacts-are-conserved.ts'
import { contactsGoToTheRightAgent } from '../../../src/scenarios/oracles/contacts-go-to-the-right-agent.ts'
import { ringNoAnswer } from '../../../src/scenarios/oracles/ring-no-answer.ts'
import { lines, type StoryOptions, tell } from '../story.ts'

const CALL = 16777217

describe('contacts are conserved', () => {
  const story = (options?: StoryOptions) => tell(contactsAreConserved, options)

  it('finds nothing in a call that is queued, answered and over', () => {
    const { fact, end } = story()
    fact(1, 'contactOffered', 1, 0)
    fact(2, 'contactQueued', 1, 0)
    fact(3, 'contactRouted', 1, 2, 0)
    fact(3.1, 'contactRinging', 1, CALL, 2)
    fact(5, 'contactAnswered', 1, 2, CALL)
    fact(60, 'contactEnded', 1, 1)
    expect(end()).toMatchObject({ judged: 1, violated: 0 })
  })

  it('finds nothing in a caller who gives up, one who rings out and one who is transferred', () => {
    const { fact, end } = story()
    fact(1, 'contactOffered', 1, 0)
    fact(2, 'contactAbandoned', 1, -1)
    fact(1, 'contactOffered', 2, 0)
    fact(2, 'contactQueued', 2, 0)
    fact(3, 'contactRouted', 2, 2, 0)
    fact(4, 'contactRinging', 2, CALL, 2)
    fact(16, 'contactReturned', 2, 2, 0)
    fact(16, 'contactQueued', 2, 0, 1)
    fact(17, 'contactRouted', 2, 1, 0)
    fact(17.1, 'contactRinging', 2, CALL + 1, 1)
    fact(18, 'contactAnswered', 2, 1, CALL + 1)
    fact(30, 'contactAnswered', 2, 3, CALL + 1)
    fact(40, 'contactEnded', 2, 2)
    fact(50, 'contactOffered', 3, 0)
    fact(51, 'contactRejected', 3)
    fact(51.1, 'contactEnded', 3, 2)
    expect(lines(end())).toEqual([])
  })

  it('allows a caller to give up in the moment of the answer, whichever is first', () => {
    const { fact, end } = story()
    for (const contact of [1, 2]) {
      fact(1, 'contactOffered', contact, 0)
      fact(2, 'contactQueued', contact, 0)
      fact(3, 'contactRouted', contact, 2, 0)
      fact(3.1, 'contactRinging', contact, CALL, 2)
    }
    fact(5, 'contactAnswered', 1, 2, CALL)
    fact(5.001, 'contactAbandoned', 1, 0, 3000)
    fact(5, 'contactAbandoned', 2, 0, 3000)
    fact(5.001, 'contactAnswered', 2, 2, CALL)
    expect(lines(end())).toEqual([])
  })

  it('names a contact that is in two places', () => {
    const { fact, found } = story()
    fact(1, 'contactOffered', 1, 0)
    fact(2, 'contactQueued', 1, 0)
    fact(3, 'contactRouted', 1, 2, 0)
    fact(4, 'contactRouted', 1, 3, 0)
    fact(5, 'contactEnded', 7, 1)
    fact(6, 'contactOffered', 1, 0)
    expect(lines(found())).toEqual([
      '4 contact 1: it is routed, but was routed since 00:00:03.000',
      '5 contact 7: it is handled, but was never offered',
      '6 contact 1: it is offered, but was routed since 00:00:04.000',
    ])
  })

  it('names a call that is both abandoned and answered', () => {
    const { fact, found } = story()
    fact(1, 'contactOffered', 1, 0)
    fact(2, 'contactQueued', 1, 0)
    fact(3, 'contactRouted', 1, 2, 0)
    fact(4, 'contactRinging', 1, CALL, 2)
    fact(5, 'contactAbandoned', 1, 0, 3000)
    fact(8, 'contactAnswered', 1, 2, CALL)
    expect(lines(found())).toEqual(['8 contact 1: it is answered, but was abandoned since 00:00:05.000'])
  })

  it('names what is left after the calm, but not a patient caller for whom nobody is there', () => {
    const { fact, states, end } = story({ queues: ['sales', 'support'], queuesPerAgent: 1, agents: 2 })
    states(0, [1, 'NOT_READY'], [2, 'READY'])
    for (const [contact, queue] of [
      [1, 0],
      [2, 1],
      [3, 0],
    ] as const) {
      fact(10, 'contactOffered', contact, queue)
      fact(11, 'contactQueued', contact, queue)
    }
    fact(12, 'contactRouted', 3, 0, 0)
    // One call that may well go on, and one that nobody can have meant to.
    for (const [contact, answered] of [
      [4, 90],
      [5, 10],
    ] as const) {
      fact(answered - 3, 'contactOffered', contact, 0)
      fact(answered - 3, 'contactQueued', contact, 0)
      fact(answered - 3, 'contactRouted', contact, 1, 0)
      fact(answered - 2, 'contactRinging', contact, CALL + contact, 1)
      fact(answered, 'contactAnswered', contact, 1, CALL + contact)
    }
    expect(lines(end(100))).toEqual([
      '100 contact 1: it is still queued after the calm, since 00:00:11.000, while agent 1001 is READY',
      '100 contact 3: it is still routed after the calm, since 00:00:12.000',
      '100 contact 5: it is still answered after the calm, since 00:00:10.000',
    ])
  })
})

describe('contacts go to the right agent', () => {
  const story = (options?: StoryOptions) => {
    const told = tell(contactsGoToTheRightAgent, options)
    told.states(2, [1, 'NOT_READY'], [2, 'READY'])
    return told
  }

  it('finds nothing when the agent is ready, reserved, then talking', () => {
    const { fact, states, end } = story()
    fact(10, 'contactRouted', 1, 2, 0)
    states(2, [10.1, 'RESERVED'])
    fact(10.2, 'contactRinging', 1, CALL, 2)
    fact(12, 'contactAnswered', 1, 2, CALL)
    states(2, [12.1, 'TALKING'])
    expect(end()).toMatchObject({ judged: 3, violated: 0 })
  })

  it('allows a choice that crosses a change on the way', () => {
    const { fact, states, end } = story()
    states(2, [9.9, 'NOT_READY'])
    fact(10, 'contactRouted', 1, 2, 0)
    fact(10.1, 'contactQueued', 1, 0, 1)
    expect(lines(end())).toEqual([])
  })

  it('names an agent who was not ready, not skilled, or offered another contact', () => {
    const { fact, states, found } = story({ queuesPerAgent: 1 })
    states(2, [5, 'NOT_READY', 1])
    fact(10, 'contactRouted', 1, 2, 0)
    fact(11, 'contactRouted', 2, 2, 1)
    expect(lines(found())).toEqual([
      '10 agent 1003: contact 1 was routed there, but the agent is NOT_READY since 00:00:05.000',
      '11 agent 1003: contact 2 was routed to someone without the skill of its queue',
      '11 agent 1003: contact 2 was routed there while contact 1 is offered',
      '11 agent 1003: contact 2 was routed there, but the agent is NOT_READY since 00:00:05.000',
    ])
  })

  it('names an agent whose phone rings without a reservation', () => {
    const { fact, found } = story()
    fact(10, 'contactRouted', 1, 2, 0)
    fact(10.2, 'contactRinging', 1, CALL, 2)
    expect(lines(found())).toEqual(['10.2 agent 1003: contact 1 rings as call 16777217, but the agent is READY'])
  })

  it('names who answers the call of another, or is not talking after', () => {
    const { fact, states, found } = story()
    fact(10, 'contactRouted', 1, 2, 0)
    states(2, [10.1, 'RESERVED'])
    fact(12, 'contactAnswered', 1, 3, CALL)
    fact(20, 'contactRouted', 2, 2, 0)
    fact(21, 'contactAnswered', 2, 2, CALL)
    states(2, [22, 'NOT_READY', 32767])
    expect(lines(found())).toEqual([
      '12 agent 1004: answered contact 1, which was routed to agent 1003',
      '20 agent 1003: contact 2 was routed there, but the agent is RESERVED since 00:00:10.100',
      '22 agent 1003: answered contact 2 but went from RESERVED to NOT_READY',
    ])
  })
})

describe('a call that rings out parks the agent', () => {
  const story = (options?: StoryOptions) => {
    const told = tell(ringNoAnswer, options)
    told.states(2, [1, 'NOT_READY'], [2, 'READY'], [10, 'RESERVED'])
    told.fact(10.1, 'contactRinging', 1, CALL, 2)
    return told
  }

  it('finds nothing when the agent is parked in time and the contact waits again', () => {
    const { fact, states, end } = story()
    states(2, [22.1, 'NOT_READY', 32767])
    fact(22.2, 'contactReturned', 1, 2, 0)
    fact(22.2, 'contactQueued', 1, 0, 1)
    expect(end()).toMatchObject({ judged: 2, violated: 0 })
  })

  it('lets a mobile agent be parked with 50041, and a caller give up as the ringing ends', () => {
    const { fact, states, end } = story({ mobileShare: 1 })
    states(2, [22.1, 'NOT_READY', 50041])
    fact(22.2, 'contactReturned', 1, 2, 0)
    fact(22.2, 'contactAbandoned', 1, 0, 20000)
    expect(lines(end())).toEqual([])
  })

  it('names an agent who is not parked', () => {
    const { fact, states, found } = story()
    states(2, [22.1, 'READY'])
    fact(22.2, 'contactReturned', 1, 2, 0)
    const why = 'let contact 1 ring out and is READY (0), not NOT_READY (32767)'
    expect(lines(found())).toEqual([`22.2 agent 1003: ${why}`])
  })

  it('names one who is parked too early, or without a call', () => {
    const { states, found } = story()
    states(2, [15.1, 'NOT_READY', 32767])
    states(3, [16, 'NOT_READY', 32767])
    expect(lines(found())).toEqual([
      '15.1 agent 1003: the call rang for 5 s instead of 12 s',
      '16 agent 1004: is NOT_READY with 32767, but no call was ringing',
    ])
  })

  it('excuses an agent who was forced out while it rang, and has signed in again since', () => {
    const { fact, states, end } = story()
    states(2, [15, 'LOGOUT', 50002], [20, 'NOT_READY'])
    fact(22.2, 'contactReturned', 1, 2, 0)
    fact(22.2, 'contactQueued', 1, 0, 1)
    expect(lines(end(100))).toEqual([])
  })

  it('names a contact that is queued late or never, and one that never comes back', () => {
    const { fact, states, end } = story()
    states(2, [22.1, 'NOT_READY', 32767])
    fact(22.2, 'contactReturned', 1, 2, 0)
    fact(30, 'contactQueued', 1, 0, 1)
    fact(40, 'contactReturned', 2, 2, 0)
    states(3, [50, 'RESERVED'])
    fact(50, 'contactRinging', 3, CALL + 2, 3)
    states(3, [62, 'NOT_READY', 32767])
    expect(lines(end(100))).toEqual([
      '30 contact 1: it rang out at agent 1003 but was queued again only 7.8 s later',
      '100 contact 2: it rang out at agent 1003 at 00:00:40.000 and was never queued again',
      '100 agent 1004: contact 3 rang out at 00:01:02.000 and never came back to the router',
    ])
  })
})
