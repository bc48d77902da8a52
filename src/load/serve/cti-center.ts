/**
 * A contact center for a Finesse that is somewhere else: callers, phones, router, PG and CTI servers run, the process
 * of the embedded Finesse never does, and nobody sits at a simulated desktop. It does not end.
 */
import { type ContactCenter, createContactCenter } from '../../sim/contact-center.ts'
import type { Workload } from '../../sim/domain/workload.ts'
import { Life } from '../../sim/kernel/kernel.ts'
import { lasting } from './lasting.ts'

export function createCtiCenter(workload: Workload, seed: string): ContactCenter {
  const { agents, supervisors } = workload.topology
  const everybody = new Set(Array.from({ length: agents + supervisors }, (_, user) => user))
  // Only at a simulated desktop an agent hears that the caller has said all; so callers hang up by themselves.
  const desk = { ...workload.desk, agentHangsUp: 0 }
  const center = createContactCenter(lasting({ ...workload, desk }), seed, { free: everybody })
  for (const node of center.finesse) center.kernel.end(node.env.node, Life.DOWN)
  return center
}
