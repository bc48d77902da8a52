/** What a check of the doctor is, and what the checks before it found out. */
import type { XmlElement } from '../../wire/xml/parse.ts'
import type { Guard } from '../target/guard.ts'
import type { TargetRest } from '../target/rest-client.ts'
import type { Target, TargetDoor, TargetNode, TargetUser } from '../target/target.ts'

/** A warning leaves runs possible; a problem does not; what is skipped could not be looked at because of another. */
export type Outcome = 'fine' | 'warning' | 'problem' | 'skipped'

export interface Observation {
  /** A node, a port of it, or a user. */
  readonly subject: string
  readonly outcome: Outcome
  readonly says: string
  /** What to do about it. */
  readonly advice?: string | undefined
}

/** One file each, and a line in `checks.ts`. A check never throws for what a target does; it says so. */
export interface Check {
  readonly name: string
  /** What it looks at, for documents and help. */
  readonly says: string
  run(examination: Examination): Promise<readonly Observation[]>
}

/** What is known of a node so far. Each check fills in what later ones build on. */
export interface Patient {
  readonly node: TargetNode
  /** Addresses of its name. */
  addresses: readonly string[]
  /** Doors where somebody listens. */
  readonly open: Set<TargetDoor>
  /** Doors whose certificate is trusted and has the right name: only there is a password sent. */
  readonly trusted: Set<TargetDoor>
  /** HTTP/2 was agreed on. */
  speaksHttp2: boolean
  info: SystemInfo | undefined
}

export interface SystemInfo {
  readonly xml: XmlElement
  /** When it was asked for and answered, by our clock (epoch milliseconds). */
  readonly askedMs: number
  readonly answeredMs: number
  /** The Date header. */
  readonly date: string | undefined
}

/** Real time. Tests hand in their own. */
export interface DoctorClock {
  /** Epoch milliseconds. */
  now(): number
}

/** The resolver of this machine: addresses of a name. Rejects as Node's does. */
export type Resolve = (host: string) => Promise<readonly string[]>

export interface Examination {
  readonly target: Target
  readonly guard: Guard
  readonly patients: readonly [Patient, ...Patient[]]
  /** With credentials, over connections that are trusted. */
  readonly rest: TargetRest
  /** Without credentials, over any. */
  readonly rash: TargetRest
  readonly clock: DoctorClock
  readonly resolve: Resolve
  /** Users whose password was taken, with what the node said of them. */
  readonly proven: Map<TargetUser, XmlElement>
}

export const fine = (subject: string, says: string): Observation => ({ subject, outcome: 'fine', says })
export const skipped = (subject: string, says: string): Observation => ({ subject, outcome: 'skipped', says })
export const warning = (subject: string, says: string, advice?: string): Observation => {
  return { subject, outcome: 'warning', says, advice }
}
export const problem = (subject: string, says: string, advice?: string): Observation => {
  return { subject, outcome: 'problem', says, advice }
}

/** The same question to each node, all at once. */
export async function perNode(
  { patients }: Examination,
  ask: (patient: Patient, subject: string) => Promise<readonly Observation[]> | readonly Observation[],
): Promise<readonly Observation[]> {
  const answers = await Promise.all(patients.map((patient) => ask(patient, subjectOf(patient))))
  return answers.flat()
}

export const subjectOf = ({ node }: Patient, door: TargetDoor = 'https'): string => `${node.host}:${node.ports[door]}`
