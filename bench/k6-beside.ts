/** Plays what a virtual user of k6 would play, by the same code on lines of Node: ccsim beside k6. */

import { nodeLines } from '../src/load/clients/node-lines.ts'
import { trust } from '../src/load/clients/trust.ts'
import { addressesIn, NODES } from '../src/load/k6/addresses.ts'
import { Gathering } from '../src/load/k6/gather.ts'
import { type K6Load, partOf } from '../src/load/k6/load.ts'
import type { Meter } from '../src/load/k6/measuring.ts'
import { metricNames } from '../src/load/k6/metric-names.ts'
import { type K6World, play } from '../src/load/k6/play.ts'
import { sleep } from '../src/load/pace.ts'
import { figuresOf, type K6Serving } from './k6.ts'

interface Question {
  readonly load: K6Load
  readonly serving: K6Serving
}

const LEAD_MS = 1_000

process.once('message', async (message) => {
  const { load, serving } = message as Question
  const { workload, virtualUsers, shard } = load
  const addresses = addressesIn({ [NODES]: serving.nodes }, workload.release, workload.topology.finesseNodes)
  if (typeof addresses === 'string') throw new Error(addresses)
  trust({ ca: serving.certificate })
  const gathering = new Gathering(workload.busyUs + workload.calmUs)
  const clock = (): number => performance.now()
  const startedAt = clock()
  const cpu = process.cpuUsage()
  const part = {
    shard: partOf(shard, 1, virtualUsers),
    addresses,
    domains: addresses.map(() => 'localhost'),
    ca: serving.certificate,
    epochMs: Date.now() + LEAD_MS,
    startsAt: startedAt + LEAD_MS,
    speed: 1,
  }
  await play(load, part, { lines: nodeLines, meters: metersInto(gathering), clock, wake: sleep })
  const { user, system } = process.cpuUsage(cpu)
  process.send!({
    generator: `ccsim on Node ${process.versions.node}`,
    seconds: (clock() - startedAt) / 1000,
    cpuSeconds: (user + system) / 1e6,
    // Kilobytes on Linux and macOS alike, says libuv.
    peakBytes: process.resourceUsage().maxRSS * 1024,
    ...figuresOf(gathering.gathered),
  })
})

function metersInto(gathering: Gathering): K6World['meters'] {
  const meter = (metric: string): Meter => ({
    add: (value, tags = {}) => gathering.take({ metric, value, tags, atMs: 0 }),
  })
  return {
    planned: meter(metricNames.planned),
    failed: meter(metricNames.failed),
    intended: meter(metricNames.intended),
    actual: meter(metricNames.actual),
    phase: meter(metricNames.phase),
    count: meter(metricNames.count),
    lag: meter(metricNames.lag),
    planEntries: meter(metricNames.planEntries),
    planHash: metricNames.planHash.map(meter),
    finished: meter(metricNames.finished),
  }
}
