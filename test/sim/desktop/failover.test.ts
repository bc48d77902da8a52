import { describe, expect, it } from 'vitest'
import { AgentState } from '../../../src/sim/domain/agent-state.ts'
import { M } from '../../../src/sim/domain/messages.ts'
import { Operation, type RestRequest, type RestResponse, Topic } from '../../../src/sim/domain/rest.ts'
import type { Trouble } from '../../../src/sim/kernel/network.ts'
import { call } from '../simulation.ts'
import { office, type Scene } from './scene.ts'

const says = (lines: readonly { says: string }[]): string[] => lines.map((line) => line.says)
const times = (lines: readonly { after: number }[]): number[] => lines.map(({ after }) => after)

/** Node 1 says of itself that it is out of service, or is again; its answers say the same from then on. */
function outOfService(scene: Scene, node: 1 | 2 = 1): void {
  const { finesse } = scene.sim.center
  finesse[node - 1]!.cti.service.step('cti.lost')
  finesse[node - 1]!.cti.tellStatus()
}

function inService(scene: Scene, node: 1 | 2 = 1): void {
  const { finesse } = scene.sim.center
  finesse[node - 1]!.cti.service.step('cti.restored')
  finesse[node - 1]!.cti.tellStatus()
}

/** Runs until a look at the nodes has its first answer. */
function firstAnswer(scene: Scene): void {
  for (let tenths = 0; tenths < 300 && scene.polls().length === 0; tenths++) scene.runFor('100ms')
}

/** The link from a node to a desktop, and back. */
const links = (scene: Scene, node: 1 | 2, user = 0) => {
  const there = scene.sim.center.desktops[user]!.toFinesse[node - 1]!
  return { there, back: there ^ 1 }
}

/** The stream between a desktop and node 1 breaks, and cannot be opened until `restore`; `tries` are the times of tries. */
function breakStream(scene: Scene, user = 0): { restore: () => void; tries: number[] } {
  scene.now()
  const { kernel } = scene.sim.center
  const { there, back } = links(scene, 1, user)
  const tries: number[] = []
  const trouble: Trouble = {
    rule: ({ kind }) => {
      if (kind !== M.streamOpen) return 'pass'
      tries.push(scene.seconds(kernel.now))
      return 'drop'
    },
  }
  kernel.network.trouble(there, trouble)
  kernel.send(back, M.connectionReset, 0, 'stream')
  kernel.send(there, M.connectionReset, 0, 'stream')
  return { restore: () => kernel.network.settle(there, trouble), tries }
}

describe('a desktop loses its server', () => {
  it('[CLIENT-01] by the event OUT_OF_SERVICE of its node, at once and before any poll', () => {
    const scene = office().now()
    outOfService(scene)
    scene.runFor('1s')
    expect(scene.sessions()).toEqual([{ after: 0, says: 'FAILING_OVER 1' }])
    expect(scene.polls()).toEqual([])
    expect(scene.retries()).toEqual([])
  })

  it('counts from the last sign of life of what its node has lost', () => {
    const scene = office().now()
    const { sim } = scene
    sim.deed({ kind: 'end', node: 'cti A', silent: true })
    scene.runFor('40s')
    const [detect] = scene.phases('detect', 0)
    // The PG misses the server before Finesse does, and the other one says that it is active now.
    expect(detect).toBeGreaterThan(5)
    expect(detect).toBeLessThan(20)
    const broken = office().now()
    broken.sim.deed({ kind: 'end', node: 'cti A', silent: false })
    broken.runFor('40s')
    expect(broken.phases('detect', 0)[0]).toBeLessThan(0.1)
    const stopped = office().now()
    const tomcat = { what: 'service', service: 'tomcat', state: 'down' } as const
    stopped.sim.deed({ kind: 'command', to: 'finesse 1', command: tomcat })
    stopped.runFor('40s')
    expect(stopped.phases('detect', 0)).toHaveLength(1)
  })

  it('[CLIENT-01] but not by that of the other node', () => {
    const scene = office().now()
    outOfService(scene, 2)
    scene.runFor('1min')
    expect(scene.sessions()).toEqual([])
  })

  it.each(['11.6', '12.5'] as const)('[CLIENT-02][CLIENT-03] by its stream, in release %s', (release) => {
    const scene = office({ release })
    breakStream(scene)
    scene.runFor('30s')
    expect(scene.sessions().slice(0, 2)).toEqual([
      { after: 0, says: 'RECONNECTING 1' },
      { after: 21, says: 'FAILING_OVER 1' },
    ])
  })

  it('[CLIENT-04] by the presence of the user finesse, although REST still answers', () => {
    const scene = office().now()
    scene.sim.center.kernel.send(links(scene, 1).back, M.systemPresence, 0, undefined)
    scene.runFor('1s')
    expect(scene.sessions()).toEqual([{ after: 0, says: 'FAILING_OVER 1' }])
    scene.runFor('30s')
    // Its node was good all the time.
    expect(scene.session()).toBe('USABLE 1')
  })

  it('[CLIENT-04] and not when that user turns available', () => {
    const scene = office().now()
    scene.sim.center.kernel.send(links(scene, 1).back, M.systemPresence, 1, undefined)
    scene.runFor('1min')
    expect(scene.sessions()).toEqual([])
  })

  it('[CLIENT-05] after three tries, each seen before the first look at the nodes', () => {
    const scene = office()
    breakStream(scene)
    scene.runFor('60s')
    expect(scene.retries()).toEqual([
      { after: 2, says: 'try 1' },
      { after: 9, says: 'try 2' },
      { after: 16, says: 'try 3' },
    ])
    expect(scene.polls()[0]!.after).toBeGreaterThan(21)
    expect(scene.phases('detect')).toEqual([21])
  })

  it('[CLIENT-05] and not at all when the stream is back with the second try: no banner, no look, fresh data', () => {
    const scene = office()
    const { restore } = breakStream(scene)
    scene.runFor('8s')
    restore()
    scene.runFor('60s')
    expect(scene.sessions()).toEqual([
      { after: 0, says: 'RECONNECTING 1' },
      { after: 9, says: 'REFRESHING 1' },
      { after: 9.002, says: 'USABLE 1' },
    ])
    expect(scene.notices()).toEqual([])
    expect(scene.polls()).toEqual([])
    expect(scene.asked('finesse 1')).toEqual(['streamOpen', 'presence', 'getUser', 'getDialogs'])
  })

  it('[CLIENT-05] and takes the answer to a try that was given up for nothing', () => {
    const scene = office()
    const { tries } = breakStream(scene)
    scene.runFor('10s')
    expect(tries).toEqual([2, 9])
    // The sign-in was the first connection, so the tries are the second and the third.
    const answer = (attempt: number) => {
      scene.sim.center.kernel.send(links(scene, 1).back, M.streamOpened, 0, { attempt })
      scene.runFor('100ms')
    }
    answer(2)
    expect(scene.session()).toBe('RECONNECTING 1')
    answer(3)
    expect(scene.session()).not.toBe('RECONNECTING 1')
  })

  it.each([
    ['quiescent', 36.098],
    ['always', 30.014],
  ] as const)(
    '[XMPP-07] by silence, after a ping and two retries went unanswered, with keep-alives %s',
    (keepalives, s) => {
      const scene = office({ keepalives })
      scene.cut('finesse 1').runFor('60s')
      expect(scene.sessions()[0]).toEqual({ after: s, says: 'RECONNECTING 1' })
    },
  )

  it('[XMPP-07] by silence between 30 and 40 s, wherever in its interval the last ping was', () => {
    const scene = office({ agents: 200 })
    scene.cut('finesse 1', { everybody: true }).runFor('60s')
    const noticed = Array.from({ length: 200 }, (_, user) => scene.sessions(user)[0]!.after)
    expect(Math.min(...noticed)).toBeGreaterThanOrEqual(30)
    expect(Math.max(...noticed)).toBeLessThanOrEqual(40)
    expect(new Set(noticed.map(Math.floor)).size).toBe(10)
  })

  it('[XMPP-08] a cut that nobody notices still breaks the connection, as what was sent is lost', () => {
    const scene = office()
    scene.cut('finesse 1').runFor('10s')
    scene.sim.client('1001', 2).put({ state: 'NOT_READY', reasonCodeId: 2 })
    scene.runFor('5s').heal('finesse 1')
    scene.runFor('10s')
    expect(says(scene.sessions())).toEqual(['RECONNECTING 1', 'REFRESHING 1', 'USABLE 1'])
    // No event of the time between ever comes; what is read is the truth.
    const shown = scene.sim.facts('desktopAgentState').filter(({ at }) => at >= scene.since)
    expect(shown.map(({ at, x, y }) => [Math.floor(scene.seconds(at)), x, y])).toEqual([
      [17, AgentState.NOT_READY, 2],
      [17, AgentState.READY, 0],
    ])
    expect(scene.truth()).toEqual(['NOT_READY 2', 'READY'])
  })

  it('ends what was under way as unknown, and asks nothing that waited in line', () => {
    const scene = office()
    scene.now()
    const { kernel, desktops } = scene.sim.center
    const { back } = links(scene, 1)
    kernel.network.trouble(back, { rule: ({ kind }) => (kind === M.event ? 'drop' : 'pass') })
    const [desktop] = desktops
    desktop!.place('MAKE_CALL', '95551234')
    desktop!.place('MAKE_CALL', '95551235')
    scene.runFor('1s').crash('finesse 1')
    scene.runFor('1s')
    const unknown = scene.sim.facts('outcomeUnknown').filter(({ about }) => about === 0)
    expect(unknown.map(({ at, y }) => [scene.seconds(at), y])).toEqual([[0, Operation.postDialog]])
    scene.runFor('60s')
    expect(scene.asked('finesse 2')).not.toContain('postDialog')
  })

  it('ends a request that nobody answers as unknown after 5 s', () => {
    const scene = office().now()
    const { kernel, desktops } = scene.sim.center
    kernel.network.trouble(links(scene, 1).back, { rule: ({ kind }) => (kind === M.restResponse ? 'drop' : 'pass') })
    kernel.network.trouble(links(scene, 1).back, { rule: ({ kind }) => (kind === M.event ? 'drop' : 'pass') })
    desktops[0]!.place('MAKE_CALL', '95551234')
    scene.runFor('10s')
    const unknown = scene.sim.facts('outcomeUnknown')
    expect(unknown.map(({ at, y }) => [scene.seconds(at), y])).toEqual([[5, Operation.postDialog]])
  })
})

describe('a lost desktop looks round', () => {
  it.each([
    ['11.6', 10],
    ['12.0', 10],
    ['12.5', 20],
    ['12.6', 20],
    ['15.0', 20],
  ] as const)(
    '[CLIENT-06][CLIENT-07] in release %s at both nodes every %i s, and never while connected',
    (release, period) => {
      const scene = office({ release })
      expect(scene.polls()).toEqual([])
      scene.now()
      outOfService(scene)
      outOfService(scene, 2)
      scene.runFor('100s')
      const at = (node: string) => times(scene.polls().filter((poll) => poll.says.startsWith(node)))
      for (const node of ['1', '2']) {
        expect(at(node).length).toBe(100 / period)
        const gaps = at(node)
          .slice(1)
          .map((time, n) => Math.round(time - at(node)[n]!))
        expect(new Set(gaps)).toEqual(new Set([period]))
      }
    },
  )

  it('[CLIENT-07] and not all at one instant: 100 a second at each node for 2,000 at 20 s', () => {
    const scene = office({ agents: 200 }).now()
    outOfService(scene)
    outOfService(scene, 2)
    scene.runFor('60s')
    const polls = scene.sim.facts('polled').filter(({ x }) => x === 1)
    const perSecond = Array.from({ length: 20 }, (_, s) => {
      return polls.filter(({ at }) => Math.floor((at - scene.since) / 1e6) === 20 + s).length
    })
    expect(perSecond.reduce((sum, n) => sum + n)).toBe(200)
    expect(Math.max(...perSecond)).toBeLessThanOrEqual(20)
  })

  it('[CLIENT-08] and needs the stream before it reads anything: IN_SERVICE alone is not enough', () => {
    const scene = office({ finesseNodes: 1 })
    const { restore, tries } = breakStream(scene)
    scene.runFor('65s')
    expect(scene.polls()[0]!.says).toBe('1 good')
    // Each good answer leads to one try, and to nothing else.
    expect(tries.slice(0, 3)).toEqual([2, 9, 16])
    expect(tries.slice(3)).toEqual(times(scene.polls()))
    expect(new Set(scene.asked('finesse 1'))).toEqual(new Set(['getSystemInfo']))
    restore()
    scene.runFor('20s')
    const since = scene.asked('finesse 1')
    expect(since.slice(since.indexOf('streamOpen'))).toEqual([
      'streamOpen',
      'presence',
      'getUser',
      'getDialogs',
      // The node had forced the agent out meanwhile, and the agent is Ready again.
      'putUser',
    ])
    expect(scene.session()).toBe('USABLE 1')
  })

  it.each([
    ['12.0', 'USABLE 2'],
    ['12.5', 'FAILING_OVER 1'],
  ] as const)('[CLIENT-09] in release %s a node without a good CTI heartbeat leaves it %s', (release, then) => {
    const scene = office({ release }).now()
    const { kernel } = scene.sim.center
    const doubtful = kernel.codec!
    kernel.codec = (kind, body, link) => {
      doubtful(kind, body, link)
      const response = body as RestResponse
      if (kind !== M.restResponse || response.content?.kind !== 'systemInfo') return body
      if (kernel.nameOf(kernel.network.from(link)) !== 'finesse 2' || scene.seconds(kernel.now) > 60) return body
      return { ...response, content: { kind: 'systemInfo', info: { ...response.content.info, heartbeatOk: false } } }
    }
    outOfService(scene)
    scene.runFor('60s')
    expect(scene.session()).toBe(then)
    scene.runFor('60s')
    expect(scene.session()).toBe('USABLE 2')
  })

  it('[CLIENT-10] and is kept by its own node if that recovers just before the other answers', () => {
    const scene = office().now()
    const { kernel } = scene.sim.center
    outOfService(scene)
    const { there } = links(scene, 2)
    kernel.network.trouble(there, { delayUs: 1_000_000 })
    scene.runFor('1s')
    const due = Math.max(...times(scene.polls()), 0)
    expect(due).toBe(0)
    firstAnswer(scene)
    expect(says(scene.polls())).toEqual(['1 bad'])
    inService(scene)
    scene.runFor('10s')
    expect(says(scene.polls())).toEqual(['1 bad', '2 good', '1 good'])
    expect(says(scene.sessions())).toEqual([
      'FAILING_OVER 1',
      'POLLING 1',
      'CHECKING_CURRENT 1',
      'REFRESHING 1',
      'USABLE 1',
    ])
    expect(scene.asked('finesse 2')).toEqual(['getSystemInfo'])
  })

  it('[CLIENT-10] with that planted as a defect it moves', () => {
    const scene = office({ defects: ['poll-without-bias'] }).now()
    outOfService(scene)
    scene.sim.center.kernel.network.trouble(links(scene, 2).there, { delayUs: 1_000_000 })
    firstAnswer(scene)
    inService(scene)
    scene.runFor('60s')
    expect(scene.session()).toBe('USABLE 2')
  })
})

describe('a desktop moves', () => {
  it('[CLIENT-11][CLIENT-14][SVC-06] with all others of its node, and nobody is asked for a password', () => {
    const scene = office({ agents: 100, desk: { home: 'balanced' } })
    scene.crash('finesse 1').runFor('2min')
    const back = scene.sim.facts('signedIn').filter(({ at }) => at >= scene.since)
    expect(back.map(({ x }) => x)).toEqual(new Array(50).fill(2))
    expect(new Set(Array.from({ length: 100 }, (_, user) => scene.session(user)))).toEqual(new Set(['USABLE 2']))
    // A sign-in by hand begins at the sign-in form.
    const forms = scene.sessions().filter((line) => line.says.startsWith('SIGNED_OUT'))
    expect(forms).toEqual([])
  })

  it('[CLIENT-12] and stays, also when the first node is back', () => {
    const scene = office({ agents: 10 })
    outOfService(scene.now())
    scene.runFor('60s')
    expect(scene.session()).toBe('USABLE 2')
    inService(scene.now())
    scene.runFor('10min')
    expect(Array.from({ length: 10 }, (_, user) => scene.session(user))).toEqual(new Array(10).fill('USABLE 2'))
    expect(scene.asked('finesse 1')).toEqual([])
  })

  it('[CLIENT-13] and says so: what was lost once, and where it is again', () => {
    const scene = office().now()
    outOfService(scene)
    scene.runFor('60s')
    expect(says(scene.notices())).toEqual(['connection-lost 1', 'out-of-service 1', 'reconnected-to-the-other-node 2'])
  })

  it('[CLIENT-13][OOS-13] or that it is where it was, each once however long it took', () => {
    const scene = office().now()
    outOfService(scene)
    outOfService(scene, 2)
    scene.runFor('5min')
    inService(scene)
    scene.runFor('30s')
    expect(says(scene.notices())).toEqual(['connection-lost 1', 'out-of-service 1', 'reconnected-to-the-same-node 1'])
    expect(scene.notices()[0]!.after).toBe(0)
  })

  it('[CLIENT-22] with what it has: files from the cache, configuration kept', () => {
    const scene = office()
    scene.crash('finesse 1').runFor('60s')
    const asked = scene.asked('finesse 2')
    expect(asked.filter((name) => name === 'getPage').length).toBe(2 + 12)
    expect(asked).not.toContain('getReasonCodes')
    expect(asked).not.toContain('getWorkflows')
  })

  it.each([
    ['without the preload', { settings: { preLoadSecondaryResources: false } }],
    ['in release 12.0', { release: '12.0' }],
  ] as const)('[CLIENT-22] %s the files are fetched from the other node', (_when, options) => {
    const scene = office(options)
    scene.crash('finesse 1').runFor('60s')
    expect(scene.asked('finesse 2').filter((name) => name === 'getPage').length).toBe(2 + 12 + 12)
  })

  it('in release 12.0 at once, without asking for a slot', () => {
    const scene = office({ release: '12.0' })
    scene.crash('finesse 1').runFor('60s')
    expect(scene.asked('finesse 2')).not.toContain('getDesktopConfig')
    const [moving, loading] = scene.sessions().filter(({ says }) => /MOVING|LOADING/.test(says))
    expect(loading!.after).toBe(moving!.after)
  })

  it('and if the other node fails in the meantime looks round again', () => {
    const scene = office({ agents: 50 })
    scene.crash('finesse 1').runFor('15s')
    outOfService(scene, 2)
    scene.runFor('60s')
    expect(new Set(Array.from({ length: 50 }, (_, user) => scene.session(user).split(' ')[0]))).toEqual(
      new Set(['FAILING_OVER']),
    )
    inService(scene, 2)
    scene.runFor('2min')
    expect(new Set(Array.from({ length: 50 }, (_, user) => scene.session(user)))).toEqual(new Set(['USABLE 2']))
  })

  it.each([
    ['other-finesse', ['connection-lost 1', 'certificate-not-accepted 2']],
    ['other-notification', ['connection-lost 1', 'certificate-not-accepted 2']],
  ] as const)('[CLIENT-25] never, without the certificate %s, and says why', (which, notices) => {
    const scene = office({ release: '12.5', topology: { certificates: { missing: 1, which } } })
    scene.crash('finesse 1').runFor('5min')
    expect(scene.sessions().some((line) => line.says === 'USABLE 2')).toBe(false)
    expect(says(scene.notices())).toEqual(notices)
    scene.command({ what: 'certificate', of: 2, accepted: true })
    scene.command({ what: 'certificate', of: 2, accepted: true, service: 'notification' })
    scene.runFor('1min')
    expect(scene.session()).toBe('USABLE 2')
  })

  it('[CLIENT-25] nor does a desktop load without the certificate of its own Notification Service', () => {
    const scene = office({ topology: { certificates: { missing: 1, which: 'own-notification' } } })
    scene.runFor('2min')
    expect(scene.sim.facts('signedIn')).toEqual([])
    expect(scene.sim.facts('notice').length).toBe(1)
  })

  it('[AGENT-12] a mobile agent without what was typed at the first sign-in', () => {
    const scene = office({ mobile: { share: 1, mode: 'CALL_BY_CALL' } })
    const mobile = (node: 1 | 2) => {
      const reader = scene.sim.client('1001', node)
      const read = reader.send('getUser', 0)
      scene.runFor('1s')
      return (read.content as { user: { mobile: unknown } }).user.mobile
    }
    expect(mobile(1)).toEqual({ mode: 'CALL_BY_CALL', dialNumber: '978531001' })
    scene.crash('finesse 1').runFor('60s')
    expect(scene.session()).toBe('USABLE 2')
    expect(mobile(2)).toBeUndefined()
  })

  it('a supervisor too, who follows teams and queues again', () => {
    const scene = office({ agents: 4, supervisors: 1, watchQueues: true })
    scene.crash('finesse 1').runFor('60s')
    expect(scene.session(4)).toBe('USABLE 2')
    const asked = scene.sim.sent.filter(
      ({ at, name, to }) => at >= scene.since && name === 'subscribe' && to === 'finesse 2',
    )
    expect(asked.map(({ body }) => (body as { topic: number }).topic)).toEqual([Topic.TEAM_USERS, Topic.QUEUE])
    const team = scene.sim.sent.filter(
      ({ at, body }) => at >= scene.since && (body as RestRequest | undefined)?.operation === Operation.getTeam,
    )
    expect(team.length).toBe(1)
  })
})

describe('CTI lost', () => {
  it('[CLIENT-14] at both sides leaves desktops looking round until one is back, and then on their node', () => {
    const scene = office({ agents: 4, desk: { home: 'balanced' } })
    scene.crash('cti A')
    scene.sim.deed({ kind: 'end', node: 'cti B', silent: false })
    scene.runFor('5min')
    for (let user = 0; user < 4; user++) {
      expect(scene.session(user)).toBe(`FAILING_OVER ${1 + (user % 2)}`)
      expect(new Set(says(scene.polls(user)))).toEqual(new Set(['1 bad', '2 bad']))
      expect(scene.polls(user).length).toBeGreaterThanOrEqual(28)
    }
    scene.start('cti A').start('cti B')
    scene.runFor('3min')
    for (let user = 0; user < 4; user++) expect(scene.session(user)).toMatch(/^USABLE/)
    expect(scene.forced()).toEqual([])
  })
})

describe('an agent whose desktop is out', () => {
  it('answers and ends calls at the phone, and works on afterwards', () => {
    const scene = office({ desk: { home: 1, agentHangsUp: 1 } })
    outOfService(scene)
    outOfService(scene, 2)
    scene.runFor('1s')
    const contact = scene.sim.caller({ talk: '20s' })
    scene.runFor('60s')
    expect(scene.sim.contact(contact)).toEqual(['offered', 'queued', 'routed', 'ringing', 'answered', 'ended'])
    const keys = scene.sim.messages('handset').map(({ at, body }) => [scene.seconds(at), (body as { key: string }).key])
    expect(keys.map(([, key]) => key)).toEqual(['answer', 'drop'])
    expect(scene.truth()).toEqual(['RESERVED', 'TALKING', 'READY'])
  })

  it('ends a call by the phone that was answered on the desktop', () => {
    const scene = office({ desk: { home: 1, agentHangsUp: 1 } })
    const contact = scene.sim.caller({ talk: '60s' })
    scene.runFor('10s').crash('finesse 1')
    scene.runFor('2min')
    expect(scene.sim.contact(contact).at(-1)).toBe('ended')
    expect(scene.session()).toBe('USABLE 2')
    expect(scene.sim.center.desktops[0]!.dialogs.size).toBe(0)
    expect(scene.truth()).toEqual(['READY'])
  })

  it('picks up a call that a desktop with a dead connection does not show', () => {
    const scene = office()
    scene.cut('finesse 1').runFor('2s')
    const contact = scene.sim.caller({ talk: '60s' })
    scene.runFor('10s')
    expect(scene.session()).toBe('USABLE 1')
    expect(scene.sim.contact(contact).at(-1)).toBe('answered')
  })

  it('ends a call by the phone when the button brought nothing about', () => {
    const scene = office({ desk: { home: 1, agentHangsUp: 1 } })
    const contact = scene.sim.caller({ talk: '20s' })
    scene.runFor('10s').cut('finesse 1').runFor('25s')
    expect(scene.session()).toBe('USABLE 1')
    expect(scene.sim.contact(contact).at(-1)).toBe('ended')
    const [dropped] = scene.sim.messages('handset', scene.since)
    const [unknown] = scene.sim.facts('outcomeUnknown').filter(({ at }) => at >= scene.since)
    expect(dropped!.at).toBe(unknown!.at)
    expect(unknown!.y).toBe(Operation.putDialog)
  })

  it('signs out when the desktop is back, if the shift is over meanwhile', () => {
    const scene = office({ shift: { endUs: 70_000_000 } })
    scene.now()
    outOfService(scene)
    outOfService(scene, 2)
    scene.runFor('2min')
    expect(scene.truth()).toEqual([])
    inService(scene)
    scene.runFor('30s')
    expect(scene.truth()).toEqual(['NOT_READY 1', 'LOGOUT 1'])
  })

  it('shows the calls of the time between only if they still last', () => {
    const scene = office({ desk: { home: 1, agentHangsUp: 1 } })
    scene.crash('finesse 1').runFor('1s')
    scene.sim.caller({ talk: '5min' })
    scene.runFor('60s')
    expect([...scene.sim.center.desktops[0]!.dialogs.keys()]).toEqual([call(1)])
    scene.runFor('6min')
    expect(scene.sim.center.desktops[0]!.dialogs.size).toBe(0)
    expect(scene.truth().at(-1)).toBe('READY')
  })
})
