/**
 * k6 beside ccsim: the desktops of one scenario, played by k6 against servers in a process of their own. What k6 takes is read
 * from /proc, so on Linux only. k6 is not part of this project; without it on the path there is nothing to measure.
 */
import { execFileSync, fork, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundle } from '../src/load/k6/bundle.ts'
import { type Gathered, Gathering } from '../src/load/k6/gather.ts'
import { prepare } from '../src/load/k6/prepare.ts'
import { readSamples } from '../src/load/k6/samples.ts'
import type { Scenario } from '../src/scenarios/scenario.ts'

export interface K6Figures {
  /** As k6 says it. */
  readonly version: string
  readonly desktops: number
  readonly desktopsEach: number
  readonly seconds: number
  readonly cpuSeconds: number
  /** Largest resident memory of the process. */
  readonly peakBytes: number
  readonly requests: number
  readonly events: number
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

/** Undefined where k6 is not installed. */
export async function playedByK6(scenario: Scenario, desktopsEach: number): Promise<K6Figures | undefined> {
  const version = k6Version()
  if (version === undefined) return undefined
  const { load, desktops } = prepare(scenario, { version: 'bench', seed: '1', desktopsEach })
  const dir = mkdtempSync(join(tmpdir(), 'ccsim-bench-k6-'))
  const server = fork(fileURLToPath(new URL('k6-serving.ts', import.meta.url)), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    serialization: 'advanced',
  })
  try {
    const serving = await new Promise<K6Serving>((resolve, reject) => {
      server.once('message', (message) => resolve(message as K6Serving))
      server.once('exit', (code) => reject(new Error(`the server ended (${code})`)))
      server.send(scenario.workload)
    })
    const file = (name: string): string => join(dir, name)
    writeFileSync(file('script.js'), await bundle(load))
    writeFileSync(file('ca.pem'), serving.certificate)
    const samples = file('samples.json')
    const args = ['run', '--quiet', '--no-usage-report', '--out', `json=${samples}`]
    const usage = await run([...args, '-e', `CCSIM_NODES=${serving.nodes}`, file('script.js')], file('ca.pem'))
    const gathering = new Gathering(scenario.workload.busyUs + scenario.workload.calmUs)
    await readSamples(samples, (sample) => {
      gathering.take(sample)
      return true
    })
    return { version, desktops, desktopsEach, ...usage, ...figuresOf(gathering.gathered) }
  } finally {
    server.disconnect()
    rmSync(dir, { recursive: true, force: true })
  }
}

/** Operations that are one request each. */
const REQUEST = / request$|^read |^sign-in step: (?!stream$|login$)/

function figuresOf({ measured, lag }: Gathered) {
  const requests = measured.operations.filter(({ operation }) => REQUEST.test(operation))
  return {
    requests: requests.reduce((sum, { total }) => sum + total.done, 0),
    events: measured.counters.find(([name]) => name === 'events received')?.[1] ?? 0,
    lagP50Us: lag.quantile(0.5) ?? 0,
    lagP999Us: lag.quantile(0.999) ?? 0,
  }
}

/** Looks at k6 while it runs; what it took in the last moments before its end is not seen. */
function run(args: readonly string[], ca: string): Promise<Pick<K6Figures, 'seconds' | 'cpuSeconds' | 'peakBytes'>> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now()
    const child = spawn('k6', args, {
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
        peakBytes = Number(peak?.[1] ?? 0) * KIB
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
