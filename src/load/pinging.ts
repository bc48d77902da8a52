import type { Workload } from '../sim/domain/workload.ts'

/** On sockets silence is noticed by real pings that do not come. */
export function pinging(workload: Workload): Workload {
  return { ...workload, topology: { ...workload.topology, keepalives: 'always' } }
}
