import { describe, expect, it } from 'vitest'
import { AgentState } from '../../../src/sim/domain/agent-state.ts'
import { Operation, type RestRequest, type UserBody } from '../../../src/sim/domain/rest.ts'
import type { Options } from '../simulation.ts'
import { constant } from '../workload.ts'
import { office, type Scene } from './scene.ts'

const SECOND = 1_000_000
/** Longer than any test: whoever is Not Ready stays it. */
const NEVER = constant(3600 * SECOND)

/** States asked for at node 2 after the move, of the agent's own. */
function asked(scene: Scene): number[] {
  return scene.sim.sent
    .filter(({ at, from, to }) => at >= scene.since && from === 'desktop 1001' && to === 'finesse 2')
    .map(({ body }) => body as RestRequest | undefined)
    .filter((request) => request?.operation === Operation.putUser)
    .map((request) => (request!.body as UserBody).state)
    .filter((state) => state !== AgentState.LOGIN)
}

function afterCrash(scene: Scene): Scene {
  scene.crash('finesse 1').runFor('60s')
  expect(scene.session()).toBe('USABLE 2')
  return scene
}

describe('after the move of a desktop, Ready is', () => {
  it('[CLIENT-15] asked for once, and accepted, where the agent chose it', () => {
    const scene = afterCrash(office())
    expect(asked(scene)).toEqual([AgentState.READY])
    expect(scene.sim.center.desktops[0]!.state).toBe(AgentState.READY)
    expect(scene.phases('ready').length).toBe(1)
  })

  it.each(['11.6', '12.0'] as const)('[CLIENT-15] not asked for in release %s', (release) => {
    expect(asked(afterCrash(office({ release })))).toEqual([])
  })

  it('[CLIENT-15] not asked for where a supervisor had chosen it', () => {
    const scene = office({ supervisors: 1, desk: { home: 1, readyAfterSignIn: NEVER } })
    scene.sim.client('1002').put({ state: 'READY' }, 0)
    scene.runFor('1s')
    expect(scene.sim.truth('1001')).toEqual(['NOT_READY', 'READY'])
    expect(asked(afterCrash(scene))).toEqual([])
    expect(scene.sim.truth('1001').at(-1)).toBe('READY')
  })

  it('[CLIENT-16] not asked for in wrap-up', () => {
    const scene = office({
      desk: { home: 1, wrapUpOnIncoming: 'REQUIRED', wrapUp: NEVER, workTimerUs: 7200 * SECOND, agentHangsUp: 0 },
    })
    scene.sim.caller({ talk: '10s' })
    scene.runFor('20s')
    expect(scene.sim.truth('1001').at(-1)).toBe('WORK_READY')
    expect(asked(afterCrash(scene))).toEqual([])
  })

  it('[CLIENT-16] not asked for after a supervisor made the agent Not Ready', () => {
    const scene = office({ supervisors: 1, desk: { home: 1, backAfterRingOut: NEVER } })
    scene.runFor('1s')
    scene.sim.client('1002').put({ state: 'NOT_READY' }, 0)
    scene.runFor('1s')
    expect(scene.sim.truth('1001').at(-1)).toBe('NOT_READY 999')
    const [desktop] = scene.sim.center.desktops
    expect(desktop!.choseReady).toBe(false)
    scene.crash('finesse 1').runFor('30s')
    const own = asked(scene)
    // The person chooses Ready in the end; the desktop did not of its own.
    expect(own.slice(0, -1)).toEqual([])
  })

  it('[CLIENT-16] not asked for after a call rang out', () => {
    const scene = office({ desk: { home: 1, ringOut: 1, backAfterRingOut: NEVER, readyAfterSignIn: constant(0) } })
    scene.sim.caller({ patience: '20s' })
    scene.runFor('30s')
    expect(scene.sim.truth('1001').at(-1)).toBe('NOT_READY 32767')
    expect(scene.sim.center.desktops[0]!.choseReady).toBe(false)
  })
})

describe('the state of an agent across the loss of a Finesse node', () => {
  const state = (options: Options, prepare: (scene: Scene) => void): string[] => {
    const scene = office(options)
    prepare(scene)
    scene.now()
    const before = scene.sim.truth('1001').at(-1)!
    scene.crash('finesse 1').runFor('60s')
    expect(scene.session()).toBe('USABLE 2')
    return [before, ...scene.truth()]
  }

  it('[CLIENT-17] Ready stays Ready', () => {
    expect(state({}, () => undefined)).toEqual(['READY'])
  })

  it('[CLIENT-17] Not Ready stays Not Ready', () => {
    expect(state({ desk: { home: 1, readyAfterSignIn: NEVER } }, () => undefined)).toEqual(['NOT_READY'])
  })

  it('[CLIENT-17] Reserved becomes Ready again', () => {
    const desk = { home: 1, ringOut: 0, answer: constant(100 * SECOND), ringNoAnswerUs: 3600 * SECOND } as const
    const ring = (scene: Scene) => {
      scene.sim.caller({ patience: '10s' })
      scene.runFor('1s')
    }
    expect(state({ desk }, ring)).toEqual(['RESERVED', 'READY'])
  })

  it('[CLIENT-17] wrap-up returns to the state before the call', () => {
    const desk = { home: 1, wrapUpOnIncoming: 'REQUIRED', wrapUp: constant(40 * SECOND), agentHangsUp: 1 } as const
    const wrapUp = (scene: Scene) => {
      scene.sim.caller({ talk: '10s' })
      scene.runFor('15s')
    }
    expect(state({ desk }, wrapUp)).toEqual(['WORK_READY', 'READY'])
  })
})
