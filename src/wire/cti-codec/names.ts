/**
 * What numbers of the simulated world are called on the CTI link: users by agent id and extension, queues by skill
 * group number, moments by seconds since 1970. Made once for a contact center; both ends of a link share it.
 */
import { configuredAgents } from '../../sim/domain/cti-opening.ts'
import type { Directory, User } from '../../sim/domain/directory.ts'
import { OUTSIDE } from '../../sim/domain/voice.ts'
import type { Desk, Queue, Workload } from '../../sim/domain/workload.ts'
import type { Micros } from '../../sim/kernel/time.ts'

export interface CtiNames {
  readonly directory: Directory
  readonly queues: readonly Queue[]
  readonly desk: Desk
  /** Agents and supervisors of the configuration; those beyond the directory's never sign in. */
  readonly configured: number
  /** Number of the agent PG's peripheral; 5000 where nobody says otherwise, as in Finesse's own settings. */
  readonly peripheralId: number
  /** Milliseconds since 1970 at virtual time 0. */
  readonly epochMs: number
}

export interface CtiNamesOptions {
  readonly center: { readonly workload: Workload; readonly directory: Directory }
  readonly epochMs: number
  readonly peripheralId?: number | undefined
}

export const usualPeripheral = 5000

export function createCtiNames({ center, epochMs, peripheralId = usualPeripheral }: CtiNamesOptions): CtiNames {
  const { directory, workload } = center
  const configured = configuredAgents(directory, workload.topology)
  return { directory, queues: workload.topology.queues, desk: workload.desk, configured, peripheralId, epochMs }
}

export const secondsOf = ({ epochMs }: CtiNames, at: Micros): number => Math.floor((epochMs + at / 1000) / 1000)

export const extensionOf = ({ directory }: CtiNames, user: number): string => directory.users[user]?.extension ?? ''
export const agentIdOf = ({ directory }: CtiNames, user: number): string => directory.users[user]?.loginId ?? ''

/** Index of the user whose agent id or device this is, or -1. A device may be written `31001;5551234` (mobile agent). */
export function userByAgentId({ directory }: CtiNames, id: string | undefined): number {
  const user = id === undefined ? undefined : directory.byLoginId(id)
  return user?.loginId === id ? (user?.index ?? -1) : -1
}
export function userByDevice({ directory }: CtiNames, device: string | undefined): number {
  return device === undefined ? -1 : (directory.byExtension(device.replace(/;.*$/s, ''))?.index ?? -1)
}

/** The same as a party of a call: OUTSIDE where no user has the number. */
export const deviceOf = (names: CtiNames, address: string): number => {
  const user = userByDevice(names, address)
  return user < 0 ? OUTSIDE : user
}

/** Index of the queue with this skill group number, or -1. */
export const queueOf = ({ queues }: CtiNames, number: number): number => queues.findIndex(({ id }) => id === number)

const FIRST_SKILL_TARGET = 10_000
/** The database's number of an agent (ICMAgentID). */
export const skillTargetOf = (user: number): number => FIRST_SKILL_TARGET + user
/** Index of an agent by that number, or -1: also of one who is configured and no more. */
export function agentBySkillTarget({ configured }: CtiNames, id: number): number {
  const agent = id - FIRST_SKILL_TARGET
  return agent >= 0 && agent < configured ? agent : -1
}
export function userBySkillTarget({ directory }: CtiNames, id: number): User | undefined {
  return directory.users[id - FIRST_SKILL_TARGET]
}

/** Nulls of the protocol: calls, peripherals, services and skill groups; call types, causes and device types. */
export const NULL_ID = 0xffff_ffff
export const NULL_CODE = 0xffff
/** PeripheralType of an agent PG of Unified CCE (Enterprise Agent). */
export const ENTERPRISE_AGENT = 17
/** Media routing domain of voice. */
export const VOICE = 1
