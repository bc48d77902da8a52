/**
 * A contact center for a Finesse that is somewhere else: callers, phones, router, PG and CTI servers run, the process
 * of the embedded Finesse never does, and nobody sits at a simulated desktop.
 */
import { type ContactCenter, createContactCenter } from '../../sim/contact-center.ts'
import type { Workload } from '../../sim/domain/workload.ts'
import { Life } from '../../sim/kernel/kernel.ts'

export function createCtiCenter(workload: Workload, seed: string): ContactCenter {
  const { agents, supervisors } = workload.topology
  const everybody = new Set(Array.from({ length: agents + supervisors }, (_, user) => user))
  // An agent hears a caller's goodbye at a simulated desktop only; so callers hang up by themselves.
  const center = createContactCenter({ ...workload, desk: { ...workload.desk, agentHangsUp: 0 } }, seed, {
    free: everybody,
  })
  for (const node of center.finesse) center.kernel.end(node.env.node, Life.DOWN)
  return center
}
