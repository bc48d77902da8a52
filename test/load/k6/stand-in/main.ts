/**
 * A stand-in for `k6 run`: plays a bundle in a world that has the globals of JavaScript and no others, with modules `k6/…` on
 * undici and ws, and writes samples as `--out json` does. It is not k6 and says nothing of its speed; it shows that a
 * bundle needs nothing but what the documentation of k6 and @types/k6 promise, and what it does with it.
 *
 *   node --experimental-vm-modules main.ts SCRIPT SAMPLES.json CA.pem [NAME=VALUE …]
 *
 * USERS=1,3 plays only virtual users with these numbers, as one of several machines does. Exits with 108 where the script
 * aborts, as k6 does.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { load, type Script, type World } from './world.ts'

const ABORTED = 108
const [scriptFile, samplesFile, caFile, ...settings] = process.argv.slice(2) as [string, string, string, ...string[]]
const environment = Object.fromEntries(settings.map((one) => one.split(/=(.*)/s).slice(0, 2) as [string, string]))

class Aborted extends Error {}

let aborted = false
let common: Readonly<Record<string, string>> = {}
const world: World = {
  samples: [],
  environment,
  ca: readFileSync(caFile, 'utf8'),
  startedAt: performance.now(),
  abort: (why) => {
    if (!aborted) process.stderr.write(`test aborted: ${why}\n`)
    aborted = true
    throw new Aborted(why)
  },
}

async function run(): Promise<void> {
  const text = readFileSync(scriptFile, 'utf8')
  const first: Script = await load(text, world, 0)
  common = first.options.tags
  const data: unknown = JSON.parse(JSON.stringify(first.setup() ?? null))
  const { vus } = first.options.scenarios.desktops
  const users = environment['USERS']?.split(',').map(Number) ?? Array.from({ length: vus }, (_, index) => index + 1)
  const scripts = await Promise.all(users.map((id) => load(text, world, id)))
  await Promise.all(scripts.map(async (script) => await script.default(data)))
}

try {
  await run()
} catch (error) {
  if (!(error instanceof Aborted)) throw error
}
const seen = new Set<string>()
const lines = world.samples.flatMap(({ metric, type, value, tags, timeMs }) => {
  const point = {
    metric,
    type: 'Point',
    data: { time: new Date(timeMs).toISOString(), value, tags: { ...common, ...tags } },
  }
  if (seen.has(metric)) return [point]
  seen.add(metric)
  const about = {
    name: metric,
    type,
    contains: type === 'trend' ? 'time' : 'default',
    thresholds: [],
    submetrics: null,
  }
  return [{ type: 'Metric', data: about, metric }, point]
})
writeFileSync(samplesFile, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
process.exit(aborted ? ABORTED : 0)
