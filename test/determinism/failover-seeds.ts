/**
 * `npm run test:seeds`: each failover scenario, capped, and each of the selftest over 500 seeds, with a line for each as it is done and a summary,
 * also when it is stopped. What was green with the sources as they are is not run again; `--fresh` does so all the same.
 */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { failoverNames, selftestNames } from './capped.ts'
import { runSeeds } from './seed-crews.ts'
import { SeedLog } from './seed-log.ts'
import type { SeedsDone } from './seeds-of-scenario.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '500' },
    workers: { type: 'string', default: String(availableParallelism()) },
    /** Part of the names. */
    only: { type: 'string', default: '' },
    log: { type: 'string', default: 'reports/failover-seeds.jsonl' },
    fresh: { type: 'boolean', default: false },
  },
})
const seeds = Number(values.seeds)
const log = new SeedLog(values.log)
const names = [...failoverNames(), ...selftestNames()].filter((name) => name.includes(values.only))
if (names.length === 0) {
  console.error(`no failover or selftest scenario has "${values.only}" in its name`)
  process.exit(6)
}
const before = values.fresh ? [] : log.passed(seeds).filter(({ name }) => names.includes(name))
const wanted = names.filter((name) => !before.some((one) => one.name === name))
const results: SeedsDone[] = []
const startedAt = performance.now()

console.log(`${wanted.length} of ${names.length} scenarios to run over ${seeds} seeds each, sources ${log.sources}`)

function done(one: SeedsDone): void {
  results.push(one)
  log.add(one)
  const { name, failures, repeated } = one
  const outcome = failures.length === 0 ? 'green' : `${failures.length} FAILED`
  const minutes = ((performance.now() - startedAt) / 60_000).toFixed(1)
  console.log(`${results.length}/${wanted.length}  ${minutes} min  ${name}: ${outcome}, ${repeated} run twice`)
  for (const { seed, why } of failures) console.log(`    seed ${seed}: ${why}`)
}

function summary(): void {
  const green = results.filter(({ failures }) => failures.length === 0).length
  const failed = results.filter(({ failures }) => failures.length > 0)
  console.log(
    `${before.length + green} of ${names.length} failover scenarios green over ${seeds} seeds (${before.length} before)`,
  )
  if (failed.length > 0) console.log(`failed: ${failed.map(({ name }) => name).join(', ')}`)
  const left = wanted.length - results.length
  if (left > 0) console.log(`not run: ${left}`)
  process.exitCode = failed.length === 0 && left === 0 ? 0 : 1
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    summary()
    process.exit(1)
  })
}
await runSeeds({ names: wanted, seeds, workers: Number(values.workers), done })
summary()
