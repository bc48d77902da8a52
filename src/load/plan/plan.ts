/**
 * The plan of a run: who signs in when, which calls come when for which queue with how much to say, when breaks are due.
 * A pure function of workload, seed and shard, drawn from the streams that people and callers of the virtual world draw
 * from, by the same code. What depends on how the center fares is not in it: who answers, and what an agent then does.
 */
import { nextArrival } from '../../sim/callers/arrivals.ts'
import { CALLERS, drawCaller, firstAttempts } from '../../sim/callers/caller.ts'
import { colleaguesOf, createDirectory, type Directory, type User, workplaceName } from '../../sim/domain/directory.ts'
import type { Workload } from '../../sim/domain/workload.ts'
import { randomStream } from '../../sim/kernel/random.ts'
import { type Attendance, drawAttendance, shiftOf, supervisorShift } from '../../sim/people/attendance.ts'
import { drawOwnCall, drawPause, OWN_CALLS } from '../../sim/people/own-calls.ts'
import { compareEntries, type PlanEntry } from './entry.ts'
import { merge } from './merge.ts'
import { type Shard, takesCall, takesUser, WHOLE } from './shard.ts'

/**
 * The entries of one shard, in order. Lazy: each call begins anew. `directory`: that of the topology, where it was made before,
 * as it takes its time.
 */
export function* planEntries(
  workload: Workload,
  seed: string,
  shard: Shard = WHOLE,
  directory: Directory = createDirectory(workload.topology),
): Generator<PlanEntry> {
  const traffic = workload.traffic.map((_, index) => calls(workload, seed, index, shard))
  yield* merge([people(workload, seed, shard, directory), ...traffic])
}

function people(workload: Workload, seed: string, shard: Shard, directory: Directory): readonly PlanEntry[] {
  return directory.users
    .filter(({ index }) => takesUser(shard, index))
    .flatMap((user) => [...day(workload, seed, directory, user)])
    .sort(compareEntries)
}

/** On an IP phone a supervisor does what an agent does. */
const worksAsAgent = ({ role, client }: User): boolean => role === 'agent' || client === 'ip-phone'

function* day(workload: Workload, seed: string, directory: Directory, user: User): Generator<PlanEntry> {
  const { shifts, topology, busyUs, calmUs } = workload
  const shift = worksAsAgent(user)
    ? shiftOf(shifts, user.index, topology.agents)
    : supervisorShift(shifts, user.index - topology.agents, topology.supervisors)
  const attendance = drawAttendance(shift, randomStream(seed, workplaceName(user)))
  const { signInUs, signOutUs, breaks } = attendance
  const endUs = busyUs + calmUs
  const { index } = user
  yield { kind: 'sign-in', at: signInUs, user: index }
  if (signOutUs <= endUs) yield { kind: 'sign-out', at: signOutUs, user: index }
  for (const { atUs, forUs, pause } of breaks) {
    if (isThere(attendance, atUs)) yield { kind: 'break', at: atUs, user: index, forUs, reason: pause.reason }
  }
  if (worksAsAgent(user)) yield* ownCalls(workload, seed, directory, user, attendance)
}

const isThere = ({ signInUs, signOutUs }: Attendance, at: number): boolean => at >= signInUs && at < signOutUs

function* ownCalls(
  { desk, busyUs, calmUs }: Workload,
  seed: string,
  directory: Directory,
  user: User,
  attendance: Attendance,
): Generator<PlanEntry> {
  const random = randomStream(seed, `${workplaceName(user)}/${OWN_CALLS}`)
  const colleagues = colleaguesOf(directory, user)
  const endUs = Math.min(attendance.signOutUs, busyUs + calmUs)
  let at = 0
  for (let number = 0; ; number++) {
    const pauseUs = drawPause(desk, random)
    if (pauseUs === undefined || (at += pauseUs) >= endUs) return
    const { to, farEnd } = drawOwnCall(desk, colleagues, random)
    if (isThere(attendance, at)) yield { kind: 'own-call', at, user: user.index, number, to, farEnd }
  }
}

/** Every shard draws all callers of a traffic, since each draw depends on the one before, and keeps its own. */
function* calls(
  { traffic, topology, desk }: Workload,
  seed: string,
  index: number,
  shard: Shard,
): Generator<PlanEntry> {
  const own = traffic[index]!
  const random = randomStream(seed, `${CALLERS}/${firstAttempts(own, index)}`)
  const queues = own.queues.map((id) => topology.queues.findIndex((queue) => queue.id === id))
  let at = nextArrival(own.arrivals, 0, own.untilUs, random)
  for (let number = 0; at !== undefined; number++) {
    const { queue, ivrUs, patienceUs, talkUs, agentEnds, redialUs } = drawCaller(
      own,
      queues,
      desk.agentHangsUp,
      1,
      random,
    )
    if (takesCall(shard, index, number)) {
      yield { kind: 'call', at, traffic: index, number, queue, ivrUs, patienceUs, talkUs, agentEnds, redialUs }
    }
    at = nextArrival(own.arrivals, at, own.untilUs, random)
  }
}
