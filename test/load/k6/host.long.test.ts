/** A failover as the host on goja plays it: a node crashes under desktops, each in an engine of its own. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundle } from '../../../src/load/k6/bundle.ts'
import { Gathering } from '../../../src/load/k6/gather.ts'
import { prepare } from '../../../src/load/k6/prepare.ts'
import { readSamples } from '../../../src/load/k6/samples.ts'
import { everybody, lasting } from '../../../src/load/serve/lasting.ts'
import { serve } from '../../../src/load/serve/serve.ts'
import { defineScenario } from '../../../src/scenarios/define.ts'
import { buildGo, hasGo } from './go.ts'
import { runAsK6 } from './k6.ts'
import { SPEED } from './whole-shift.ts'

/** By the clock of the servers, which have been there for a while when the first desktop comes. */
const crash = defineScenario({
  name: 'k6-crash',
  why: 'a node goes away under its desktops',
  duration: '140s',
  calm: '30s',
  topology: { agents: 12, supervisors: 1, teamSize: 12, queues: ['sales'], queuesPerAgent: 1 },
  // Wrap-up that is drawn may outlast the plan.
  desk: { readyAfterSignIn: '300ms', agentHangsUp: '90%', wrapUp: { mode: 'required', time: '1s' } },
  shifts: [{ start: '1s', spread: '1s' }],
  traffic: [{ queue: 'all', arrive: { poisson: '60/min' }, talk: '2s', patience: '20s' }],
  timeline: [{ at: '40s', do: 'crash', what: 'finesse 1' }],
})

const dir = mkdtempSync(join(tmpdir(), 'ccsim-host-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))
const host = join(dir, 'host')

// On CI there is Go, and nothing is skipped.
describe.skipIf(!hasGo() && process.env['CI'] === undefined)('desktops in the host on goja', () => {
  beforeAll(() => buildGo('host', host))

  it('find the other node when theirs crashes, and go on there to the end', async () => {
    const { workload } = crash
    const { load } = prepare(crash, { version: '0.1.0', seed: '1' })
    const target = await serve({
      workload: lasting(workload),
      seed: '1',
      speed: SPEED,
      ports: { https: 0 },
      domains: ['localhost'],
      free: everybody(workload.topology),
    })
    try {
      const origins = target.nodes.map(({ addresses }) => addresses.https).join(',')
      const environment = { CCSIM_NODES: origins, CCSIM_SPEED: String(SPEED) }
      const { exit, err, samples } = await runAsK6(host, {
        script: await bundle(load),
        ca: target.certificate,
        environment,
      })
      expect([0, 99], err).toContain(exit)
      const gathering = new Gathering(workload.busyUs + workload.calmUs)
      await readSamples(samples, (sample) => {
        gathering.take(sample)
        return true
      })
      const { plan, finished, phases, measured } = gathering.gathered
      expect([plan, finished]).toEqual([load.plan, 13])
      const back = phases.get('desktop-back')?.count ?? 0
      expect(back).toBeGreaterThan(3)
      expect(phases.get('detect')?.count).toBe(back)
      const total = (name: string) => measured.operations.find(({ operation }) => operation === name)?.total
      expect(total('sign-in')).toMatchObject({ planned: 13, done: 13 })
      expect(total('sign-out')).toMatchObject({ planned: 13, done: 13 })
    } finally {
      await target.close()
    }
  })
})
