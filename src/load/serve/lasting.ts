/**
 * A scenario as it is served: it does not end. Shifts and traffic that last to the end of its busy time go on for good;
 * what ends earlier ends as it says. Some agents, and a supervisor, are kept free for people to sign in as.
 */
import type { UserIndex } from '../../sim/domain/directory.ts'
import type { Topology, Workload } from '../../sim/domain/workload.ts'
import { HOUR, type Micros } from '../../sim/kernel/time.ts'

/** A hundred years. */
export const FOR_GOOD: Micros = 100 * 365 * 24 * HOUR

export function lasting(workload: Workload): Workload {
  const { busyUs, supervision, topology } = workload
  return {
    ...workload,
    // Clients on sockets ping by the wall clock, whatever the pace, and are looked after by it.
    topology: { ...topology, keepalives: 'quiescent' },
    // Whoever asks for the statistics of a queue finds some: a real node keeps them for everybody.
    supervision: { ...supervision, watchQueues: true },
    shifts: workload.shifts.map((shift) => (shift.endUs >= busyUs ? { ...shift, endUs: FOR_GOOD } : shift)),
    traffic: workload.traffic.map((stream) => (stream.untilUs >= busyUs ? { ...stream, untilUs: FOR_GOOD } : stream)),
  }
}

/** For a generator that plays all desktops itself. */
export function everybody({ agents, supervisors }: Topology): ReadonlySet<UserIndex> {
  return new Set(Array.from({ length: agents + supervisors }, (_, index) => index))
}

/** The first so many agents, and the first supervisor where any agent is free. */
export function freeUsers({ agents, supervisors }: Topology, count: number): ReadonlySet<UserIndex> {
  const first = Array.from({ length: Math.min(count, agents) }, (_, index) => index)
  return new Set(count > 0 && supervisors > 0 ? [...first, agents] : first)
}
