import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type SignInOptions, trySignIns } from '../../../src/load/doctor/sign-in.ts'
import type { Served } from '../../../src/load/serve/serve.ts'
import { Guard } from '../../../src/load/target/guard.ts'
import type { Target } from '../../../src/load/target/target.ts'
import { AgentState } from '../../../src/sim/domain/agent-state.ts'
import { RestClient } from '../clients.ts'
import { servedTarget, servePair } from '../target/served.ts'

let served: Served
beforeEach(async () => {
  served = await servePair()
})
afterEach(() => served.close())

const ALLOW = '{ hosts: [fin1.ccsim.test, fin2.ccsim.test], agents: ["1001", "1002", "1005"] }'
/** The truth of the contact center, by user index. */
const stateOf = (user: number) => served.center.finesse[0]!.users[user]!.state
const signal = () => new AbortController().signal
const says = (target: Target, options: SignInOptions = { signal: signal() }) =>
  trySignIns(target, options).then((all) => all.map(({ outcome, subject, says }) => `${outcome}: ${subject}: ${says}`))

describe('a tried sign-in', () => {
  it('signs every allowed user in and out, at the nodes in turn, and nobody else', async () => {
    const [first, second] = served.nodes.map(({ domain, ports }) => `${domain}:${ports.https}`)
    const target = servedTarget(served, { allow: ALLOW })
    const guard = new Guard({ target, purpose: 'run' })
    const all = await trySignIns(target, { signal: signal(), guard })
    expect(all.map(({ subject, says }) => `${subject}: ${says}`)).toEqual([
      `user 1001: signed in with 31001 at ${first}: NOT_READY`,
      `user 1002: signed in with 31002 at ${second}: NOT_READY`,
      `user 1005: signed in with 31005 at ${first}: NOT_READY`,
      'user 1001: signed out',
      'user 1002: signed out',
      'user 1005: signed out',
    ])
    expect(guard.signedIn).toEqual([])
    expect(guard.account).toMatchObject({ signIns: 3, calls: 0, refused: new Map() })
    expect([0, 1, 2, 3, 4].map(stateOf)).toEqual(Array(5).fill(AgentState.LOGOUT))
  })

  it('leaves alone who is at work', async () => {
    const rest = new RestClient(served)
    const ann = served.users[0]!
    await rest.ask('PUT', 'User/1001', ann, '<User><state>LOGIN</state><extension>31001</extension></User>')
    await expect.poll(() => stateOf(0)).toBe(AgentState.NOT_READY)
    await rest.close()
    const target = servedTarget(served, { allow: '{ hosts: [fin1.ccsim.test], agents: ["1001"] }' })
    expect(await says(target)).toEqual(['warning: user 1001: was signed in before (NOT_READY), and was left alone'])
    expect(stateOf(0)).toBe(AgentState.NOT_READY)
  })

  it('tells of a sign-in that does not happen', async () => {
    const users = '\n  - { id: "1001", extension: "31002", password: pw-1001 }'
    const [first] = await says(servedTarget(served, { users, allow: '{ hosts: [fin1.ccsim.test], agents: ["1001"] }' }))
    expect(first).toMatch(
      /^problem: user 1001: a sign-in with 31002 (was accepted and did not happen|is answered 4\d\d)/,
    )
  })

  it('needs a list of what may be touched', async () => {
    await expect(says(servedTarget(served))).rejects.toThrow('allow: is missing, so nothing may be touched')
  })

  it('signs out, when stopped, who is in, and does not let in who still waits', async () => {
    const stopping = new AbortController()
    const limits = '{ signIns: 1/min, requests: 200/s, patience: 3s }'
    const target = servedTarget(served, { allow: ALLOW, limits })
    const guard = new Guard({ target, purpose: 'run' })
    const tried = says(target, { signal: stopping.signal, guard })
    // The second one waits for the cap.
    await expect.poll(() => guard.account.waitedMs, { timeout: 10_000 }).toBeGreaterThan(10_000)
    stopping.abort(new Error('stopped'))
    expect(await tried).toEqual([
      expect.stringContaining('fine: user 1001: signed in'),
      'skipped: user 1002: not finished: the run is over',
      'skipped: user 1005: not tried: it was stopped',
      'fine: user 1001: signed out',
    ])
    expect([0, 1, 4].map(stateOf)).toEqual(Array(3).fill(AgentState.LOGOUT))
  })

  it('signs out, when stopped, whose sign-in nobody has seen yet', async () => {
    const stopping = new AbortController()
    const target = servedTarget(served, { allow: ALLOW })
    const guard = new Guard({ target, purpose: 'run' })
    const asked = guard.rest.bind(guard)
    guard.rest = async (outgoing) => {
      const admission = await asked(outgoing)
      if (guard.account.signIns === 1) stopping.abort(new Error('stopped'))
      return admission
    }
    const all = await says(target, { signal: stopping.signal, guard })
    expect(all.at(-1)).toBe('fine: user 1001: signed out')
    expect(guard.account).toMatchObject({ signIns: 1 })
    expect([0, 1, 4].map(stateOf)).toEqual(Array(3).fill(AgentState.LOGOUT))
  })

  it('signs out at the other node when the first is gone', async () => {
    const target = servedTarget(served, { allow: ALLOW.replace('"1002", ', '').replace(', "1005"', '') })
    const guard = new Guard({ target, purpose: 'run' })
    const stopping = new AbortController()
    let looks = 0
    const clock = {
      now: () => performance.now(),
      sleep: async (ms: number) => {
        // After the sign-in was asked for, and before it is seen.
        if (++looks === 1)
          served.pace.enter(() =>
            served.center.operator.carryOut({ kind: 'end', node: 'finesse 1', silent: false }, () => undefined),
          )
        await new Promise((resolve) => setTimeout(resolve, Math.min(ms, 300)))
      },
    }
    const all = await trySignIns(target, { signal: stopping.signal, guard, clock })
    expect(all.at(-1)).toMatchObject({ subject: 'user 1001', outcome: 'fine', says: 'signed out' })
    expect(guard.signedIn).toEqual([])
  })
})
