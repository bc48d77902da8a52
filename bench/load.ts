/** Load over sockets: what a desktop costs a generator in memory and CPU, and plain REST beside other generators. */
import { execFileSync } from 'node:child_process'
import { runByCrew } from '../src/load/crew/conduct-crew.ts'
import { count } from '../src/report/figures.ts'
import { bytesPerUser } from '../src/report/load-rows.ts'
import { defineScenario } from '../src/scenarios/define.ts'
import type { RunResult } from '../src/scenarios/result.ts'
import { answerOf, forked, script } from './child.ts'
import { isRequest } from './requests.ts'
import { generators, type RestFigures } from './rest.ts'
import type { Serving } from './serving.ts'

type Rows = readonly (readonly string[])[]

/** Each generator of plain REST alone with the server, one after the other, the first one once more to warm the server. */
export async function plainRest(seconds: number): Promise<Rows> {
  const server = forked('serving.ts')
  try {
    const { serving, certificate } = await answerOf<{ serving: Serving; certificate: string }>(server)
    const target = JSON.stringify({ ...serving, ca: certificate })
    const names = Object.keys(generators)
    const run = (name: string, duration: number): RestFigures =>
      JSON.parse(
        execFileSync(process.execPath, [script('rest.ts'), name, String(duration), target], { encoding: 'utf8' }),
      )
    run(names[0]!, Math.min(3, seconds))
    const all = names.map((name) => run(name, seconds))
    const perCore = ({ requests, cpuSeconds }: RestFigures) => requests / cpuSeconds
    const own = perCore(all[0]!)
    return [
      ['plain REST over 10 connections', 'requests/s', 'failed', 'p50', 'p99', 'per core of the generator', 'to ccsim'],
      ...all.map((one) => [
        one.generator,
        count(Math.round(one.requests / one.seconds)),
        count(one.failed),
        `${(one.p50Us / 1000).toFixed(2)} ms`,
        `${(one.p99Us / 1000).toFixed(2)} ms`,
        count(Math.round(perCore(one))),
        `${(perCore(one) / own).toFixed(2)} ×`,
      ]),
    ]
  } finally {
    server.disconnect()
  }
}

/** A crew of one generator at 30 calls an agent and hour. */
export async function desktops(agents: number, minutes: number): Promise<Rows> {
  const scenario = defineScenario({
    name: 'desktops',
    why: 'what desktops cost a generator',
    duration: `${minutes}min`,
    calm: '30s',
    topology: {
      agents,
      supervisors: agents / 10,
      teamSize: 20,
      queues: 10,
      queuesPerAgent: 5,
      latency: { desktop: '0ms' },
    },
    traffic: [{ queue: 'all', talk: { lognormal: { mean: '75s', cv: 0.8 } }, patience: { exponential: '2min' } }],
    load: [
      { do: 'ramp', over: `${minutes * 15}s` },
      { do: 'constant-calls', rate: '30/agent/h', from: `${minutes * 15}s` },
    ],
  })
  const options = { seed: '1', version: 'bench', nodeVersion: process.version, now: () => performance.now() }
  const { result } = await runByCrew(scenario, { ...options, workers: 1, speed: 1, carrier: undefined })
  const [server, generator] = result.generators!
  const rate = (done: number, cpu: number) => count(Math.round(done / (cpu * generator!.seconds)))
  const [requests, events] = [doneOf(result, isRequest), doneOf(result, (operation) => operation === 'event')]
  return [
    [
      `${count(agents)} agents and ${count(agents / 10)} supervisors, ${minutes} min, 30 calls/agent/h`,
      'generator',
      'servers',
    ],
    ['CPU, of a core', `${(generator!.cpu * 100).toFixed(0)} %`, `${(server!.cpu * 100).toFixed(0)} %`],
    ['REST requests a second of CPU', rate(requests, generator!.cpu), rate(requests, server!.cpu)],
    ['events a second of CPU, besides', rate(events, generator!.cpu), rate(events, server!.cpu)],
    [
      'memory a desktop, peak',
      `${count(Math.round(bytesPerUser(generator!)! / 1024))} KiB`,
      perDesktop(server!, generator!.users!),
    ],
    ['schedule lag p50, p99.9', lagOf(result), ''],
    ['verdict', result.verdict, ''],
  ]
}

const perDesktop = (
  { rssBytes, startBytes = 0 }: { rssBytes: number; startBytes?: number | undefined },
  users: number,
) => `${count(Math.round((rssBytes - startBytes) / users / 1024))} KiB`

const doneOf = ({ operations = [] }: RunResult, isWanted: (operation: string) => boolean): number =>
  operations
    .filter(({ operation, window }) => window === 'run' && isWanted(operation))
    .reduce((sum, { done }) => sum + done, 0)

function lagOf({ operations = [] }: RunResult): string {
  const { intended } = operations.find(({ operation, window }) => operation === 'schedule lag' && window === 'run')!
  return `${(intended.p50Us / 1000).toFixed(2)} ms, ${(intended.p999Us / 1000).toFixed(2)} ms`
}
