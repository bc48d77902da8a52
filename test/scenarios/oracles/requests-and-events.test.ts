import { describe, expect, it } from 'vitest'
import { authentication } from '../../../src/scenarios/oracles/authentication.ts'
import { eventsComeInOrder } from '../../../src/scenarios/oracles/events-come-in-order.ts'
import { every202HasOneOutcome } from '../../../src/scenarios/oracles/every-202-has-one-outcome.ts'
import { outOfServiceMeans503 } from '../../../src/scenarios/oracles/out-of-service-means-503.ts'
import { supervisorsAndTheirTeams } from '../../../src/scenarios/oracles/supervisors-and-their-teams.ts'
import { Operation, Topic } from '../../../src/sim/domain/rest.ts'
import { lines, tell } from '../story.ts'

const { putUser, putDialog, getUser, getSystemInfo } = Operation

describe('every 202 has one outcome', () => {
  it('finds nothing, whether the answer or the event comes first', () => {
    const { fact, end } = tell(every202HasOneOutcome)
    fact(1, 'requestSent', 0, 1, putUser)
    fact(1.1, 'requestAnswered', 0, 1, 202)
    fact(1.2, 'outcomeSeen', 0, 1, 0)
    fact(2, 'requestSent', 0, 2, putDialog)
    fact(2.1, 'outcomeSeen', 0, 2, 1)
    fact(2.2, 'requestAnswered', 0, 2, 202)
    fact(3, 'requestSent', 0, 3, putUser)
    fact(3.1, 'requestAnswered', 0, 3, 400)
    fact(4, 'requestSent', 0, 4, getUser)
    fact(4.1, 'requestAnswered', 0, 4, 200)
    expect(end()).toMatchObject({ judged: 3, violated: 0 })
  })

  it('names a second outcome, one for a refused request, one out of the blue', () => {
    const { fact, found } = tell(every202HasOneOutcome)
    fact(1, 'requestSent', 0, 1, putUser)
    fact(1.1, 'requestAnswered', 0, 1, 202)
    fact(1.2, 'outcomeSeen', 0, 1, 0)
    fact(1.3, 'outcomeSeen', 0, 1, 1)
    fact(2, 'requestSent', 0, 2, putUser)
    fact(2.1, 'outcomeSeen', 0, 2, 0)
    fact(2.2, 'outcomeSeen', 0, 2, 1)
    fact(2.3, 'requestAnswered', 0, 2, 401)
    fact(2.4, 'outcomeSeen', 0, 2, 0)
    fact(3, 'outcomeSeen', 0, 99, 0)
    expect(lines(found())).toEqual([
      '1.3 agent 1001: request 1 has a second outcome, an error',
      '2.2 agent 1001: request 2 has a second outcome, an error',
      '2.3 agent 1001: request 2 was refused with 401 but has an outcome',
      '2.4 agent 1001: request 2 was refused but has an outcome, a success',
      '3 agent 1001: a success came for request 99, which is not under way',
    ])
  })

  it('names a request that is sent or answered twice', () => {
    const { fact, found } = tell(every202HasOneOutcome)
    fact(1, 'requestSent', 0, 1, putUser)
    fact(2, 'requestSent', 0, 1, putUser)
    fact(3, 'requestAnswered', 0, 1, 202)
    fact(4, 'requestAnswered', 0, 1, 200)
    expect(lines(found())).toEqual([
      '2 agent 1001: request 1 was sent twice',
      '4 agent 1001: request 1 was answered twice, now with 200',
    ])
  })

  it('names what is missing at the end, and what a desktop gave up on', () => {
    const { fact, end } = tell(every202HasOneOutcome)
    fact(1, 'requestSent', 0, 1, putUser)
    fact(1.1, 'requestAnswered', 0, 1, 202)
    fact(2, 'requestSent', 1, 1, putDialog)
    fact(3, 'requestSent', 2, 1, putDialog)
    fact(30, 'outcomeUnknown', 2, 1, putDialog)
    fact(99, 'requestSent', 3, 1, putDialog)
    expect(lines(end(100))).toEqual([
      '30 agent 1003: no outcome came for request 1 (putDialog)',
      '100 agent 1001: request 1 (putUser, sent at 00:00:01.000) was accepted but has no outcome',
      '100 agent 1002: request 1 (putDialog, sent at 00:00:02.000) was never answered',
    ])
  })

  it('does not wait for the outcome of a click that was overtaken by the sign-out', () => {
    const { fact, end } = tell(every202HasOneOutcome)
    for (const [user, signedOut] of [
      [0, 1.4],
      [1, 7],
    ] as const) {
      fact(1, 'requestSent', user, 1, putDialog)
      fact(1.1, 'requestAnswered', user, 1, 202)
      fact(signedOut, 'signedOut', user)
    }
    expect(lines(end())).toEqual([
      '4200 agent 1002: request 1 (putDialog, sent at 00:00:01.000) was accepted but has no outcome',
    ])
  })

  it('lets an outcome stay unknown where things were made to fail', () => {
    const { fact, end } = tell(every202HasOneOutcome, { faults: true })
    fact(3, 'requestSent', 2, 1, putDialog)
    fact(30, 'outcomeUnknown', 2, 1, putDialog)
    expect(lines(end(100))).toEqual([])
  })
})

describe('events come in order', () => {
  const story = () => {
    const told = tell(eventsComeInOrder)
    const publish = (at: number, user: number, number: number, by = 'finesse 1') =>
      told.fact(at, 'published', user, number, Topic.USER, by)
    const receive = (at: number, user: number, number: number) =>
      told.fact(at, 'received', user, number, Topic.USER, 'desktops')
    return { ...told, publish, receive }
  }

  it('finds nothing on one stream and on the next', () => {
    const { publish, receive, fact, end } = story()
    fact(0, 'presence', 0, 1, 0, 'finesse 1')
    for (const number of [1, 2, 3]) publish(1, 0, number)
    for (const number of [1, 2]) receive(2, 0, number)
    fact(3, 'presence', 0, 1, 0, 'finesse 2')
    publish(3, 0, 1, 'finesse 2')
    publish(3, 0, 2, 'finesse 2')
    receive(4, 0, 1)
    receive(4, 0, 2)
    expect(end()).toMatchObject({ judged: 5, violated: 0 })
  })

  it('asks for nothing of a stream that has ended, when the next one is quiet', () => {
    const found = (ends: boolean) => {
      const { publish, fact, end } = story()
      fact(0, 'presence', 0, 1, 0, 'finesse 1')
      publish(1, 0, 1)
      if (ends) fact(2, 'presence', 0, 0, 0, 'finesse 1')
      fact(3, 'presence', 0, 1, 0, 'finesse 1')
      return end().violated
    }
    expect([found(true), found(false)]).toEqual([0, 1])
  })

  it('names a gap, a repetition and an inversion', () => {
    const { publish, receive, found } = story()
    for (const number of [1, 2, 3, 4, 5, 6]) publish(1, 0, number)
    receive(2, 0, 1)
    receive(3, 0, 4)
    receive(4, 0, 3)
    receive(5, 0, 4)
    receive(6, 0, 6)
    publish(7, 0, 9)
    expect(lines(found())).toEqual([
      '3 agent 1001: event 4 came after 1: events 2 to 3 are lost',
      '4 agent 1001: event 3 came again, or late: 4 was there',
      '5 agent 1001: event 4 came again, or late: 4 was there',
      '6 agent 1001: event 6 came after 4: event 5 is lost',
      '7 agent 1001: finesse 1 published event 9 where 7 was next',
    ])
  })

  it('names a first event that comes again, or a new stream that nobody opened', () => {
    const { publish, receive, found } = story()
    publish(1, 0, 1)
    receive(2, 0, 1)
    receive(3, 0, 1)
    expect(lines(found())).toEqual(['3 agent 1001: event 1 came again, or late: 1 was there'])
  })

  it('names what never arrived while the stream was open, but not what a closed one took along', () => {
    const { publish, fact, end } = story()
    for (const user of [0, 1]) {
      fact(0, 'presence', user, 1, 0, 'finesse 1')
      publish(1, user, 1)
      publish(2, user, 2)
    }
    fact(3, 'presence', 1, 0, 0, 'finesse 1')
    const why = 'events 1 to 2 are lost, the last of 00:00:02.000'
    expect(lines(end(100))).toEqual([`100 agent 1001: ${why}`])
  })
})

describe('credentials are checked as documented', () => {
  const story = () => {
    const told = tell(authentication)
    const granted = (minute: number, by: number, user = 0, node = 'finesse 1') =>
      told.fact(minute * 60, 'authenticated', user, 1, by, node)
    const refused = (minute: number, by: number, user = 0, node = 'finesse 1') =>
      told.fact(minute * 60, 'authenticated', user, 0, by, node)
    return { ...told, granted, refused }
  }

  it('finds nothing while every success comes within 30 minutes of the last', () => {
    const { granted, end } = story()
    granted(0, 1)
    granted(30, 0)
    granted(60, 0)
    granted(91, 2)
    expect(end()).toMatchObject({ judged: 4, violated: 0 })
  })

  it('names a success from the cache that came too late, or at a node that knows nothing', () => {
    const { granted, found } = story()
    granted(0, 1)
    granted(31, 0)
    granted(32, 0, 0, 'finesse 2')
    expect(lines(found())).toEqual([
      '1860 agent 1001: was let in from the cache, but was let in last at 00:00:00.000',
      '1920 agent 1001: was let in from the cache, but was let in never before',
    ])
  })

  it('locks after five wrong passwords for five minutes, which every try begins anew', () => {
    const { granted, refused, end } = story()
    for (const minute of [0, 0.1, 0.2, 0.3, 0.4]) refused(minute, 4)
    refused(4, 3)
    refused(8, 3)
    granted(13.1, 1)
    for (const minute of [14, 14.1, 14.2, 14.3]) refused(minute, 4)
    granted(15, 1)
    refused(16, 4)
    expect(lines(end())).toEqual([])
  })

  it('names a lock that does not hold, and one that is not due', () => {
    const { granted, refused, found } = story()
    for (const minute of [0, 1, 2, 3, 4]) refused(minute, 4)
    granted(5, 1)
    for (const minute of [10, 11, 12, 13]) refused(minute, 4, 1)
    refused(14, 3, 1)
    granted(15, 4, 2)
    expect(lines(found())).toEqual([
      '300 agent 1001: was let in while locked until 00:09:00.000',
      '840 agent 1002: was refused as locked without being locked',
      '900 agent 1003: was let in although the password was wrong',
    ])
  })
})

describe('503 exactly while out of service', () => {
  const OUT = 2
  const IN = 4
  const story = () => {
    const told = tell(outOfServiceMeans503)
    const status = (at: number, value: number, node = 1) =>
      told.fact(at, 'finesseStatus', 0, value, 0, `finesse ${node}`)
    const send = (at: number, id: number, operation = getUser) =>
      told.fact(at, 'requestSent', 0, id, operation, 'desktops')
    const answer = (at: number, id: number, with_: number) => told.fact(at, 'requestAnswered', 0, id, with_, 'desktops')
    const ask = (at: number, id: number, answered: number, with_: number, operation = getUser) => {
      send(at, id, operation)
      answer(answered, id, with_)
    }
    for (const node of [1, 2]) status(3, IN, node)
    told.fact(4, 'signedIn', 0, 1)
    return { ...told, status, send, answer, ask }
  }

  it('finds nothing while a node is in service, out of it and back', () => {
    const { status, send, answer, ask, fact, end } = story()
    ask(5, 1, 5.1, 200)
    fact(5.2, 'published', 0, 1, Topic.USER, 'finesse 1')
    send(9.98, 2)
    send(9.99, 7)
    status(10, OUT)
    fact(10, 'published', 0, 2, Topic.SYSTEM_INFO, 'finesse 1')
    answer(10.1, 2, 200)
    answer(10.1, 7, 503)
    ask(11, 3, 11.1, 503)
    ask(12, 4, 12.1, 200, getSystemInfo)
    send(19.98, 5)
    send(19.99, 8)
    status(20, IN)
    answer(20.1, 5, 503)
    answer(20.1, 8, 200)
    ask(21, 6, 21.1, 202, putUser)
    expect(lines(end())).toEqual([])
  })

  it('names an event, an answer and a 503 that should not be', () => {
    const { status, ask, fact, found } = story()
    ask(5, 1, 5.1, 503)
    status(10, OUT)
    fact(11, 'published', 0, 2, Topic.USER, 'finesse 1')
    fact(11, 'published', 1, 1, Topic.USER, 'finesse 2')
    ask(12, 2, 12.1, 202, putUser)
    expect(lines(found())).toEqual([
      '5.1 agent 1001: a request was answered 503 by a node in service',
      '11 agent 1001: finesse 1 published an event while OUT_OF_SERVICE',
      '12.1 agent 1001: putUser was answered 202 by a node out of service',
    ])
  })
})

describe('supervisors act on their teams', () => {
  const FORCE_NOT_READY = 3
  // Four agents in teams of two; the one supervisor of each team is 1005 and 1006.
  const story = (deployment: 'cce' | 'ccx' = 'cce') =>
    tell(supervisorsAndTheirTeams, { agents: 4, supervisors: 2, deployment })

  it('finds nothing when a supervisor parks a member of the team', () => {
    const { fact, states, end } = story()
    fact(1, 'supervisorAct', 4, 0, FORCE_NOT_READY, 'desktops')
    states(0, [1.2, 'NOT_READY', 999])
    expect(end()).toMatchObject({ judged: 2, violated: 0 })
  })

  it('names a supervisor of another team, and a reason that nobody gave', () => {
    const { fact, states, found } = story()
    fact(1, 'supervisorAct', 4, 2, FORCE_NOT_READY, 'desktops')
    states(2, [1.2, 'NOT_READY', 999])
    states(3, [5, 'LOGOUT', 999])
    states(2, [200, 'READY'], [201, 'NOT_READY', 999])
    expect(lines(found())).toEqual([
      '1 supervisor 1005: force-not-ready on agent 1003, who is in no team of this supervisor',
      '5 agent 1004: is LOGOUT with reason 999, but no supervisor asked for it',
      '201 agent 1003: is NOT_READY with reason 999, but no supervisor asked for it',
    ])
  })

  it('knows the reasons of CCX', () => {
    const { states, found } = story('ccx')
    states(0, [1, 'NOT_READY', 33])
    expect(lines(found())).toEqual(['1 agent 1001: is NOT_READY with reason 33, but no supervisor asked for it'])
  })
})
