import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Finding } from '../../src/load/doctor/doctor.ts'
import type { Served } from '../../src/load/serve/serve.ts'
import { AgentState } from '../../src/sim/domain/agent-state.ts'
import { servePair, type TargetParts, textOf } from '../load/target/served.ts'
import { ccsim, ccsimProcess, fileIn, folder } from './ccsim.ts'

const dir = folder()
const env = { P_1001: 'pw-1001' }
const ALLOW = '{ hosts: [fin1.ccsim.test, fin2.ccsim.test], agents: ["1001", "1002"] }'
let served: Served

beforeAll(async () => {
  served = await servePair()
  fileIn(dir, 'ca.pem', served.certificate)
})
afterAll(() => served.close())

const fileOf = (name: string, parts: TargetParts = {}) => fileIn(dir, name, textOf(served, parts))
const doctor = (file: string, ...args: readonly string[]) => ccsim(['doctor', '--target', file, ...args], { env })
const isOut = (user: number) => served.center.finesse[0]!.users[user]!.state === AgentState.LOGOUT

describe('ccsim doctor', () => {
  it('prints a table, and exits 0 where all is well', async () => {
    const { exit, out, err } = await doctor(fileOf('sound.yaml'))
    expect({ exit, err }).toEqual({ exit: 0, err: '' })
    expect(out).toMatch(/sound\.yaml {2}Finesse 12\.6, 2 nodes, 3 users, ccsim /)
    expect(out).toMatch(/^certificate\n {2}✔ fin1\.ccsim\.test:\d+ +TLSv1\.3, for fin1/m)
    expect(out).toMatch(
      /^No problem, 0 warnings; \d+ fine, 0 skipped\. \d+ requests, \d+ connections; nobody was signed\sin\.$/m,
    )
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
    expect(out).not.toMatch(/pw-100/)
  })

  it('exits 7 where something is wrong, and says what to do', async () => {
    const { exit, out } = await doctor(fileOf('ccx.yaml', { deployment: 'ccx' }))
    expect(exit).toBe(7)
    expect(out).toMatch(/✖ fin1\.ccsim\.test:\d+ +it is a UCCE, and the file says ccx\n +→ Write "deployment: cce"\./)
    expect(out).toMatch(/^2 problems/m)
  })

  it('prints JSON without passwords', async () => {
    const { exit, out } = await doctor(fileOf('json.yaml'), '--json')
    expect(exit).toBe(0)
    expect(out.trimEnd()).not.toContain('\n')
    expect(out).not.toContain('pw-100')
    const json = JSON.parse(out) as { exit: number; findings: Finding[]; account: { signIns: number; byUser: object } }
    expect(json).toMatchObject({ exit: 0, account: { signIns: 0, byUser: { 1002: 1 } } })
    expect(json.findings).toContainEqual(
      expect.objectContaining({ check: 'user', subject: 'user 1002', outcome: 'fine' }),
    )
  })

  it('exits 6 for a wrong file, with the line and the nearest key', async () => {
    const { exit, err } = await doctor(fileIn(dir, 'wrong.yaml', textOf(served).replace('users:', 'user:')))
    expect(exit).toBe(6)
    expect(err).toMatch(/wrong\.yaml:8:1 user: unknown key; did you mean "users"\?/)
    expect((await ccsim(['doctor'])).exit).toBe(6)
    expect((await doctor('nowhere.yaml')).err).toBe('nowhere.yaml: there is no such file\n')
    expect((await ccsim(['doctor', '--target', fileOf('env.yaml')])).err).toContain('the environment has no P_1001')
  })

  it('says what it would do, and does none of it', async () => {
    const file = fileOf('dry.yaml', { allow: ALLOW })
    const { exit, out } = await doctor(file, '--sign-in', '--dry-run')
    expect(exit).toBe(0)
    const [first, second] = served.nodes.map(({ domain, ports }) => `${domain}:${ports.https}`)
    const plain = out.replace(/\s+/g, ' ')
    expect(plain).toContain('Dry run: nothing is sent.')
    expect(plain).toContain(`at most 50/s sign-ins: 1001 with 31001 at ${first}; 1002 with 31002 at ${second};`)
    expect(plain).not.toContain('pw-')
    // Nobody listens there, and it does not mind.
    const gone = fileIn(dir, 'gone.yaml', 'why: x\nrelease: "12.6"\nnodes: [nowhere.invalid]\n')
    expect((await doctor(gone, '--dry-run')).exit).toBe(0)
  })

  it('signs in nobody without a list of who may be', async () => {
    const { exit, err } = await doctor(fileOf('bare.yaml'), '--sign-in')
    expect(exit).toBe(6)
    expect(err).toContain('allow: is missing, so nothing may be touched')
  })

  it('signs the allowed users in, and out again', async () => {
    const { exit, out } = await doctor(fileOf('try.yaml', { allow: ALLOW }), '--sign-in')
    expect(exit).toBe(0)
    expect(out).toMatch(/^sign-in\n {2}✔ user 1001 +signed in with 31001 at fin1/m)
    expect(out).toMatch(/✔ user 1002 +signed out$/m)
    expect([isOut(0), isOut(1)]).toEqual([true, true])
  })

  it('signs everybody out on Ctrl-C, and exits 130', async () => {
    const limits = '{ signIns: 1/min, requests: 200/s, patience: 3s }'
    const file = fileOf('stopped.yaml', { allow: ALLOW, limits })
    const signalled = async (kill: (name: NodeJS.Signals) => void) => {
      await expect.poll(() => isOut(0), { timeout: 30_000 }).toBe(false)
      kill('SIGINT')
    }
    let ended: Promise<void> | undefined
    const { exit, out, err } = await ccsimProcess(['doctor', '--target', file, '--sign-in'], {
      env,
      begun: (kill) => {
        ended = signalled(kill)
      },
    })
    await ended
    expect(exit).toBe(130)
    expect(err).toContain('Stopping, and signing out who is in.')
    expect(out).toMatch(/✔ user 1001 +signed out$/m)
    expect([isOut(0), isOut(1)]).toEqual([true, true])
  })
})

describe('ccsim run --target', () => {
  const planned = (file: string, ...args: readonly string[]) =>
    ccsim(['run', 'smoke', '--target', file, ...args], { env })

  it('prints who would do what when, and sends nothing', async () => {
    const { exit, out, err } = await planned(fileOf('plan.yaml', { allow: ALLOW }), '--dry-run')
    expect({ exit, err }).toEqual({ exit: 0, err: '' })
    expect(out).toContain('Dry run: nothing was sent.')
    expect(out).toMatch(/^ {2}00:00:\d\d +1001 +fin1\.ccsim\.test:\d+ +signs in with 31001$/m)
    expect(out).toMatch(/^ {2}00:00:\d\d +1002 +fin2\.ccsim\.test:\d+ +signs in with 31002/m)
    expect(out).toContain('10 agents in the scenario, 2 of them allowed')
    expect(out).not.toContain('pw-')
    expect(isOut(0)).toBe(true)
  })

  it('refuses a file without a list, and a dry run without a target', async () => {
    const bare = await planned(fileOf('no-list.yaml'), '--dry-run')
    expect(bare).toMatchObject({ exit: 6, out: '' })
    expect(bare.err).toContain('allow: is missing, so nothing may be touched')
    expect((await ccsim(['run', 'smoke', '--dry-run'])).err).toContain('--target FILE')
  })
})
