/**
 * k6 and the like beside ccsim: the desktops of one scenario, played by a program that takes the command line of k6, against
 * servers in a process of their own. What it takes is read from /proc, so on Linux only. k6 is not part of this project, and is
 * measured where it is on the path; the host on goja of the tests is measured where there is Go.
 */
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundle } from '../src/load/k6/bundle.ts'
import { type Gathered, Gathering } from '../src/load/k6/gather.ts'
import { prepare } from '../src/load/k6/prepare.ts'
import { readSamples } from '../src/load/k6/samples.ts'
import { count } from '../src/report/figures.ts'
import type { Scenario } from '../src/scenarios/scenario.ts'
import { answerOf, forked } from './child.ts'
import { isRequest } from './requests.ts'

/** What a generator of load did, and what it took. */
export interface Figures {
  /** Such as `ccsim`, or k6 with its version. */
  readonly generator: string
  readonly desktops: number
  readonly seconds: number
  readonly cpuSeconds: number
  /** Largest resident memory of the process. */
  readonly peakBytes: number
  readonly requests: number
  readonly events: number
  readonly signedIn: number
  readonly lagP50Us: number
  readonly lagP999Us: number
}

export interface K6Serving {
  readonly nodes: string
  readonly certificate: string
}

const LOOK_MS = 250
/** Ticks of a second in /proc (sysconf _SC_CLK_TCK), which is 100 wherever Linux runs. */
const TICKS = 100
const KIB = 1024

export function k6Version(): string | undefined {
  try {
    return execFileSync('k6', ['version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return undefined
  }
}

/** Servers in a process of their own, for as long as `use` takes. */
async function served<T>(scenario: Scenario, use: (serving: K6Serving) => Promise<T>): Promise<T> {
  const server = forked('k6-serving.ts')
  try {
    return await use(await answerOf<K6Serving>(server, scenario.workload))
  } finally {
    server.disconnect()
  }
}

/** The same part of the same plan by ccsim, in a process of its own. */
export const playedByCcsim = (scenario: Scenario): Promise<Figures> =>
  served(scenario, async (serving) => {
    const { load, desktops } = prepare(scenario, { version: 'bench', seed: '1', desktopsEach: MANY })
    const child = forked('k6-beside.ts')
    const figures = await answerOf<Omit<Figures, 'desktops'>>(child, { load, serving })
    child.disconnect()
    return { ...figures, desktops }
  })

/** One virtual user plays all. */
const MANY = 1_000_000

/** A program that plays bundles for k6. */
export interface Player {
  readonly program: string
  /** What it is, for the reader of figures. */
  readonly name: string
}

export async function playedByBundle(
  scenario: Scenario,
  { program, name }: Player,
  desktopsEach: number,
): Promise<Figures> {
  const { load, desktops } = prepare(scenario, { version: 'bench', seed: '1', desktopsEach })
  const dir = mkdtempSync(join(tmpdir(), 'ccsim-bench-k6-'))
  try {
    return await served(scenario, async (serving) => {
      const file = (name: string): string => join(dir, name)
      writeFileSync(file('script.js'), await bundle(load))
      writeFileSync(file('ca.pem'), serving.certificate)
      const samples = file('samples.json')
      const args = ['run', '--quiet', '--no-usage-report', '--out', `json=${samples}`]
      const given = [...args, '-e', `CCSIM_NODES=${serving.nodes}`, file('script.js')]
      const usage = await run(program, given, file('ca.pem'))
      const gathering = new Gathering(scenario.workload.busyUs + scenario.workload.calmUs)
      await readSamples(samples, (sample) => {
        gathering.take(sample)
        return true
      })
      return {
        generator: `${name}, ${count(desktopsEach)} ${desktopsEach === 1 ? 'desktop' : 'desktops'} each`,
        desktops,
        ...usage,
        ...figuresOf(gathering.gathered),
      }
    })
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

export function figuresOf({ measured, lag }: Gathered) {
  const requests = measured.operations.filter(({ operation }) => isRequest(operation))
  return {
    requests: requests.reduce((sum, { total }) => sum + total.done, 0),
    events: measured.counters.find(([name]) => name === 'events received')?.[1] ?? 0,
    signedIn: measured.operations.find(({ operation }) => operation === 'sign-in')?.total.done ?? 0,
    lagP50Us: lag.quantile(0.5) ?? 0,
    lagP999Us: lag.quantile(0.999) ?? 0,
  }
}

/** Looks at it while it runs; what it took in the last moments before its end is not seen. */
function run(
  program: string,
  args: readonly string[],
  ca: string,
): Promise<Pick<Figures, 'seconds' | 'cpuSeconds' | 'peakBytes'>> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now()
    const child = spawn(program, args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, SSL_CERT_FILE: ca },
    })
    let cpuSeconds = 0
    let peakBytes = 0
    const look = setInterval(() => {
      try {
        const [, after] = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(/\)(.*)/s) as [string, string]
        const fields = after.trim().split(' ')
        cpuSeconds = (Number(fields[11]) + Number(fields[12])) / TICKS
        const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))
        // One that has ended and is not yet buried has no memory any more.
        peakBytes = Math.max(peakBytes, Number(peak?.[1] ?? 0) * KIB)
      } catch {
        // It has just ended.
      }
    }, LOOK_MS)
    child.on('error', reject)
    child.on('close', () => {
      clearInterval(look)
      resolve({ seconds: (performance.now() - startedAt) / 1000, cpuSeconds, peakBytes })
    })
  })
}
