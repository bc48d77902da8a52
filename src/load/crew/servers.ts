/** The process of the servers: everything but the desktops, with the Finesse nodes open on sockets. */

import { pinging } from '../pinging.ts'
import { serve } from '../serve/serve.ts'
import { portsFor, waysIn } from '../ways-in.ts'
import { inert } from './inert.ts'
import { type BuildOptions, type Built, Member } from './member.ts'
import { type Told, toParent } from './words.ts'

async function build(options: BuildOptions): Promise<Built> {
  const { assignment, pace, elsewhere, takesAct, created, failed } = options
  const { workload, seed, speed, carrier } = assignment
  const served = await serve({
    workload: pinging(workload),
    seed,
    speed,
    pace,
    headStartUs: 0,
    ports: portsFor(workload, carrier),
    failed,
    created,
    standIn: inert,
    elsewhere,
    takesAct,
  })
  const { names, certificate } = served
  return {
    center: served.center,
    pace: served.pace,
    close: () => served.close(),
    doors: {
      epochMs: names.epochMs,
      addresses: names.nodes,
      certificate,
      nodes: waysIn(served, workload, carrier),
    },
  }
}

const member = new Member('servers', build, toParent)
process.on('message', (told: Told) => member.told(told))
process.on('disconnect', () => void member.close().finally(() => process.exit()))
