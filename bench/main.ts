/**
 * `npm run bench`: how fast this is, on this machine. `-- --short` is a look for CI, `-- --virtual` measures the virtual world alone,
 * `-- --load` load over sockets alone, `-- --k6` k6 and the host on goja beside ccsim alone (`--minutes=N --desktops=N`), `-- --write` publishes the
 * figures in docs/performance.md. Each center runs in a process of its own, one after the other.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { arch, availableParallelism, cpus, platform, release, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { count } from '../src/report/figures.ts'
import { besideK6 } from './k6-table.ts'
import { desktops, plainRest } from './load.ts'
import type { Measured } from './measure.ts'
import { shift } from './scenario.ts'

const isShort = process.argv.includes('--short')
const isWritten = process.argv.includes('--write')
const GIB = 1024 ** 3

function measured(agents: number, minutes: number, runs = 1, warmUps = 0): Measured {
  const script = fileURLToPath(new URL('measure.ts', import.meta.url))
  const args = [script, ...[agents, minutes, runs, warmUps].map(String)]
  process.stderr.write(`${count(agents)} agents, ${minutes} min\n`)
  const result = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Measured
  if (result.verdict !== 'passed') process.stderr.write(`  ${result.verdict}: ${result.headline}\n`)
  return result
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
const wall = ({ wallSeconds }: Measured) => median(wallSeconds)
const rate = (one: Measured) => one.events / wall(one)
const table = (rows: readonly (readonly string[])[]) =>
  [rows[0]!, rows[0]!.map((_, index) => (index === 0 ? ':---' : '---:')), ...rows.slice(1)]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n')

function machine(): string {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  const cpu = cpus()[0]?.model.trim() ?? 'unknown'
  return table([
    ['machine', ''],
    ['processor', `${cpu}, ${availableParallelism()} cores (a run uses one)`],
    ['memory', `${(totalmem() / GIB).toFixed(0)} GiB`],
    ['system', `${platform()} ${release()} ${arch()}`],
    ['Node, V8', `${process.version}, ${process.versions.v8}`],
    ['ccsim', version],
  ])
}

function figures(): string {
  const hours = isShort ? 0.5 : 8
  const day = measured(2000, hours * 60)
  const seed = measured(200, 10, isShort ? 5 : 20, 3)
  const ratio = Math.floor(day.virtualSeconds / wall(day))
  return table([
    ['what', 'measured', 'goal'],
    ['events a second, one core, digest and all oracles on', count(Math.floor(rate(day))), '2,000,000'],
    [
      `2,000 agents × 30 calls/h (75 s talk, 15 s wrap-up) × ${hours} h: wall time`,
      `${wall(day).toFixed(1)} s`,
      isShort ? '' : '10 s',
    ],
    ['… events', count(day.events), ''],
    ['… virtual time over wall time', `${count(ratio)} ×`, '2,880 ×'],
    ['… peak memory of the process', `${(day.peakBytes / GIB).toFixed(2)} GiB`, '1 GB'],
    ['200 agents for 10 min, one seed, median', `${Math.ceil(wall(seed) * 1000)} ms`, '50 ms'],
    ['… events', count(seed.events), ''],
  ])
}

function growth(): string {
  const sizes = isShort ? [250, 1000] : [250, 500, 1000, 2000, 4000]
  const minutes = isShort ? 15 : 60
  const all = sizes.map((agents) => measured(agents, minutes, 1, 1))
  const rows = all.map((one) => [
    count(one.agents),
    count(one.events),
    `${wall(one).toFixed(2)} s`,
    count(Math.floor(rate(one))),
    `${((wall(one) / one.agents) * 1000).toFixed(2)} ms`,
    `${(one.peakBytes / GIB).toFixed(2)} GiB`,
  ])
  const [least, most] = [all[0]!, all.at(-1)!]
  const exponent = Math.log(wall(most) / wall(least)) / Math.log(most.agents / least.agents)
  const said = `Wall time grows with the number of agents to the power of ${exponent.toFixed(2)} (1 is linear).`
  const head = ['agents', 'events', 'wall time', 'events/s', 'wall time per agent', 'peak memory']
  return `${minutes} minutes of traffic, and 15 of calm:\n\n${table([head, ...rows])}\n\n${said}`
}

/** Played in real time, so for as long as it takes: not with `--short`. */
async function k6(): Promise<string> {
  const agents = given('desktops') ?? 1000
  const minutes = given('minutes') ?? 10
  process.stderr.write(`${count(agents)} desktops over sockets, ${minutes} min\n`)
  return `Desktops over sockets (docs/k6.md), generator and servers in processes of their own:\n\n${table(await besideK6(shift(agents, minutes)))}`
}

async function overSockets(): Promise<string> {
  process.stderr.write('desktops and plain REST over sockets\n')
  const cost = await desktops(isShort ? 50 : 500, isShort ? 1 : 4)
  const rest = await plainRest(isShort ? 3 : 10)
  return `Over sockets, servers and generator each in a process:\n\n${table(cost)}\n\n${table(rest)}`
}

/** The number of `--name=N`. */
function given(name: string): number | undefined {
  const found = process.argv.find((one) => one.startsWith(`--${name}=`))
  return found === undefined ? undefined : Number(found.slice(name.length + 3))
}

const only = ['--virtual', '--load', '--k6'].find((one) => process.argv.includes(one))
const wanted = (part: string): boolean => only === undefined || only === part

/** Each part is out as soon as it is measured: the last takes longer than all others. */
const parts: string[] = []
function out(part: string): void {
  parts.push(part)
  process.stdout.write(`${part}\n\n`)
}

/** What is measured so far, where it is all of what the page is about. */
function publish(): void {
  if (!isWritten || isShort || !wanted('--virtual')) return
  const page = new URL('../docs/performance.md', import.meta.url)
  const measuredPart = /(<!-- measured -->\n)[\s\S]*(<!-- \/measured -->)/
  const report = `${parts.join('\n\n')}\n`
  writeFileSync(
    page,
    readFileSync(page, 'utf8').replace(measuredPart, (_, start, end) => start + report + end),
  )
}

out(machine())
if (wanted('--virtual')) {
  out(figures())
  out(growth())
  publish()
}
if (wanted('--load')) {
  out(await overSockets())
  publish()
}
if (wanted('--k6') && !isShort) {
  out(await k6())
  publish()
}
