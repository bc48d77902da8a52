/** Scenarios at a Finesse that is not ours: here an embedded one, which knows nothing of the run. */
import { afterEach, describe, expect, it } from 'vitest'
import { runOnTarget, type TargetRunOptions } from '../../src/load/run-target.ts'
import type { Served } from '../../src/load/serve/serve.ts'
import { fit } from '../../src/load/target/fit.ts'
import { Guard } from '../../src/load/target/guard.ts'
import { defineScenario, type ScenarioDefinition } from '../../src/scenarios/define.ts'
import { agentStateName } from '../../src/sim/domain/agent-state.ts'
import { RestClient } from './clients.ts'
import { DOMAINS, servedTarget, servePair } from './target/served.ts'

const ALLOW = `{ hosts: [${DOMAINS.join(', ')}], agents: ["1001", "1002", "1005"], dial: [] }`
let served: Served | undefined

afterEach(async () => {
  await served?.close()
  served = undefined
})

const shift = (more: Partial<ScenarioDefinition> = {}) =>
  defineScenario({
    name: 'at-a-target',
    why: 'a few seconds of work',
    duration: '14s',
    calm: '3s',
    topology: { agents: 2, supervisors: 1, teamSize: 2, queues: ['sales'], finesse: 2 },
    desk: { answer: '300ms', readyAfterSignIn: '300ms', wrapUp: { mode: 'required', time: '1s' } },
    shifts: [{ spread: '1s' }],
    traffic: [{ queue: 'all', arrive: { poisson: '60/min' }, talk: '1s' }],
    ...more,
  })

async function play(
  scenario: ReturnType<typeof shift>,
  { allow = ALLOW, ...more }: Partial<TargetRunOptions> & { readonly allow?: string } = {},
) {
  const target = servedTarget(served!, { allow })
  const guard = new Guard({ target, purpose: 'run' })
  const usual = { seed: '1', version: '0', nodeVersion: '0', now: () => performance.now() }
  const fitted = fit(scenario, target)
  const signal = new AbortController().signal
  return { guard, ...(await runOnTarget(scenario, { ...usual, guard, fitted, signal, ...more })) }
}

/** Of all users, as the target itself sees them. */
const states = () => {
  const { gateway, directory } = served!.center
  return directory.users.map(({ index }) => agentStateName(gateway.agents[index]!.state))
}

const out = ['LOGOUT', 'LOGOUT', 'LOGOUT', 'LOGOUT', 'LOGOUT']

describe('a run on a target', () => {
  it('signs its users in, has them take the calls that come there, and signs them out', async () => {
    served = await servePair({
      traffic: [{ queue: 'sales', arrive: { poisson: '60/min' }, from: '1s', talk: '1s' }],
    })
    const { run, guard, departures, unfit } = await play(shift())
    expect(unfit).toEqual([])
    expect(run!.result).toMatchObject({ verdict: 'passed', world: 'wire', wire: { target: 'target.yaml' } })
    expect(run!.result.counts.find(({ name }) => name === 'sign-ins')!.value).toBe(3)
    const dialogs = run!.result.oracles.find(({ name }) => name === 'dialogs run their course')!
    expect(dialogs.judged).toBeGreaterThan(6)
    expect(departures.map(({ isOut }) => isOut)).toEqual([true, true, true])
    expect(states()).toEqual(out)
    expect([...guard.account.byUser.keys()].sort()).toEqual(['', '1001', '1002', '1005'])
    expect(guard.account.refused.size).toBe(0)
  })

  it('signs nobody in where somebody is at work, or a password is wrong', async () => {
    served = await servePair()
    const rest = new RestClient(served)
    const [user] = served.users
    const login = '<User><state>LOGIN</state><extension>31001</extension></User>'
    await rest.ask('PUT', 'User/1001', user, login)
    await rest.close()
    const { run, unfit, guard } = await play(shift())
    expect(run).toBeUndefined()
    expect(unfit).toEqual([{ user: '1001', says: '1001 is signed in (NOT_READY); somebody may be at work there' }])
    expect(guard.account.signIns).toBe(0)
    expect(states()).toEqual(['NOT_READY', ...out.slice(1)])
  })

  it('calls the numbers of allow.dial in the place of those that a scenario makes up', async () => {
    served = await servePair()
    const allow = ALLOW.replace('dial: []', 'dial: ["31003"]')
    const desk = { answer: '300ms', outbound: { rate: '900/agent/h', talk: '1s' } } as never
    const { guard } = await play(shift({ desk, traffic: [] }), { allow })
    expect(guard.account.calls).toBeGreaterThan(0)
    expect(guard.account.refused.size).toBe(0)
  })

  it('ends early when told to, and still signs everybody out', async () => {
    served = await servePair()
    const stop = new AbortController()
    const timer = setTimeout(() => stop.abort(), 5_000)
    const { run, departures } = await play(shift(), { signal: stop.signal })
    clearTimeout(timer)
    expect(run!.result.verdict).toBe('interrupted')
    expect(departures).toHaveLength(3)
    expect(states()).toEqual(out)
  })
})
