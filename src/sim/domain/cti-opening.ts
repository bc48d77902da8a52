/**
 * What a CTI server sends a client that opens a session of all events, before anything is asked: its configuration in
 * records of at most ten a message, and the teams (CTI Server Message Reference Guide, Protocol Version 24,
 * CONFIG_REQUEST_EVENT and AGENT_TEAM_CONFIG_EVENT). In the simulation CONFIG_END stands for all of them.
 */
import { type Micros, SECOND } from '../kernel/time.ts'
import type { Directory } from './directory.ts'
import type { ReleaseProfile } from './release.ts'
import type { Topology } from './workload.ts'

const RECORDS_A_MESSAGE = 10
const TEAM_MEMBERS_A_MESSAGE = 64
/** CONFIG_BEGIN and CONFIG_END. */
const FRAME = 2
/** One message each: media routing domains, peripherals, desk settings. */
const OTHER_CLASSES = 3

/** A run begins with a center that was up before: what a node loads within this time costs nobody anything. */
export const STANDING_US: Micros = 5 * SECOND

/** Agents and supervisors of the PG's configuration, whether they ever sign in here or not. */
export function configuredAgents({ users }: Directory, { configuredAgents: told = 0 }: Topology): number {
  return Math.max(users.length, told)
}

/** The longest wait of a client for OPEN_CONF: longer where many come back at once. */
export function openTimeoutUs(profile: ReleaseProfile, { finesseNodes, otherCtiClients = 0 }: Topology): Micros {
  const clients = finesseNodes + otherCtiClients
  return clients > profile.ctiManyClients ? profile.ctiOpenTimeoutManyUs : profile.ctiOpenTimeoutUs
}

export function openingMessages(directory: Directory, topology: Topology): number {
  const agents = Math.ceil(configuredAgents(directory, topology) / RECORDS_A_MESSAGE)
  const devices = Math.ceil(directory.users.length / RECORDS_A_MESSAGE)
  const queues = Math.ceil(topology.queues.length / RECORDS_A_MESSAGE)
  const parts = (count: number) => Math.ceil(count / TEAM_MEMBERS_A_MESSAGE)
  const teams = directory.teams.reduce(
    (sum, { members, supervisors }) => sum + parts(members.length) + parts(supervisors.length),
    0,
  )
  return FRAME + OTHER_CLASSES + queues + agents + devices + teams
}
