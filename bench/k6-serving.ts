/** Serves the center whose workload its parent sends, everybody free to sign in, until the parent goes. */
import { lasting } from '../src/load/serve/lasting.ts'
import { serve } from '../src/load/serve/serve.ts'
import type { Workload } from '../src/sim/domain/workload.ts'
import type { K6Serving } from './k6.ts'

process.once('message', async (message) => {
  const workload = message as Workload
  const { agents, supervisors } = workload.topology
  const free = new Set(Array.from({ length: agents + supervisors }, (_, user) => user))
  const served = await serve({ workload: lasting(workload), seed: '1', ports: { https: 0 }, free })
  process.on('disconnect', () => void served.close().finally(() => process.exit()))
  const nodes = served.nodes.map(({ addresses }) => addresses.https).join(',')
  process.send!({ nodes, certificate: served.certificate } satisfies K6Serving)
})
