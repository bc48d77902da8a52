/** Runs a bundle against served nodes: by k6 itself, where it is installed, by the stand-in, and by the host on goja. */
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { lasting } from '../../../src/load/serve/lasting.ts'
import { type Served, serve } from '../../../src/load/serve/serve.ts'
import type { Scenario } from '../../../src/scenarios/scenario.ts'

const dir = mkdtempSync(join(tmpdir(), 'ccsim-k6-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

export interface RunOf {
  readonly script: string
  readonly ca: string
  readonly environment: Readonly<Record<string, string>>
}

export interface Ended {
  readonly exit: number
  readonly err: string
  /** Where the samples are, as `--out json` writes them. */
  readonly samples: string
}

let runs = 0

function files({ script, ca }: RunOf) {
  const own = (name: string): string => join(dir, `${runs}-${name}`)
  runs++
  const paths = { script: own('script.js'), ca: own('ca.pem'), samples: own('samples.json') }
  writeFileSync(paths.script, script)
  writeFileSync(paths.ca, ca)
  return paths
}

const STAND_IN = new URL('./stand-in/main.ts', import.meta.url).pathname

export function runStandIn(run: RunOf): Promise<Ended> {
  const { script, ca, samples } = files(run)
  const settings = Object.entries(run.environment).map(([name, value]) => `${name}=${value}`)
  const flags = ['--experimental-vm-modules', '--no-warnings']
  return ended(process.execPath, [...flags, STAND_IN, script, samples, ca, ...settings], {}, samples)
}

export const runK6 = (run: RunOf): Promise<Ended> => runAsK6('k6', run)

/** `program` takes the command line of k6: k6 itself, or the host on goja. */
export function runAsK6(program: string, run: RunOf): Promise<Ended> {
  const { script, ca, samples } = files(run)
  const settings = Object.entries(run.environment).flatMap(([name, value]) => ['-e', `${name}=${value}`])
  const args = ['run', '--quiet', '--no-color', '--no-usage-report', '--out', `json=${samples}`, ...settings, script]
  return ended(program, args, { SSL_CERT_FILE: ca }, samples)
}

/** The version of k6 that is installed, or undefined. */
export function k6Version(): string | undefined {
  try {
    return execFileSync('k6', ['version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return undefined
  }
}

function ended(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  samples: string,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env: { ...process.env, ...environment } })
    let err = ''
    child.stdout.resume()
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ exit: code ?? -1, err, samples }))
  })
}

/** The nodes of a scenario, with everybody free to sign in, and callers for as long as it takes. */
export async function served(scenario: Scenario, speed: number): Promise<Served & { readonly origins: string }> {
  const { topology } = scenario.workload
  const everybody = Array.from({ length: topology.agents + topology.supervisors }, (_, index) => index)
  const one = await serve({
    workload: lasting({ ...scenario.workload, faults: [] }),
    seed: '1',
    speed,
    ports: { https: 0 },
    domains: ['localhost'],
    free: new Set(everybody),
  })
  return { ...one, origins: one.nodes.map(({ addresses }) => addresses.https).join(',') }
}
