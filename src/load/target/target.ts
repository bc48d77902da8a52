/** A target as it is used: a real Finesse, who may be signed in there, and how fast. */
import type { Release } from '../../sim/domain/release.ts'
import type { Secret } from './secret.ts'

/** Doors of a Finesse node that a client may knock at; plain HTTP is none of them. */
export const targetDoors = ['https', 'notification', 'insecure', 'xmpp', 'xmpps'] as const
export type TargetDoor = (typeof targetDoors)[number]

export interface TargetNode {
  readonly number: 1 | 2
  /** In lower case. */
  readonly host: string
  /** Where to connect to, when DNS is not to be asked. */
  readonly address: string | undefined
  readonly ports: Readonly<Partial<Record<TargetDoor, number>>>
  /** A run may use it. */
  readonly isAllowed: boolean
}

export interface TargetUser {
  readonly id: string
  readonly extension: string
  readonly password: Secret
  readonly role: 'agent' | 'supervisor'
  /** A run may sign this user in. */
  readonly isAllowed: boolean
}

export interface TargetLimits {
  readonly signInsPerHour: number
  readonly requestsPerHour: number
  readonly callsPerHour: number
  readonly patienceMs: number
}

export interface Target {
  readonly file: string
  readonly why: string
  readonly release: Release
  readonly deployment: 'cce' | 'ccx'
  /** Certificates to trust, in PEM; undefined: those that Node trusts. */
  readonly ca: string | undefined
  readonly nodes: readonly [TargetNode, ...TargetNode[]]
  readonly users: readonly TargetUser[]
  /** Whether there is a list of what a run may touch; without it there are no runs. */
  readonly allowsRuns: boolean
  /** Numbers that may be called besides the extensions of users that are allowed. */
  readonly dial: ReadonlySet<string>
  readonly limits: TargetLimits
}

export const nodeText = ({ host, ports }: TargetNode): string => `${host}:${ports.https}`
