/** What a fault takes hold of, as a phrase says it: `ctisvr A`, `agents 1007-1020`, `finesse 1 – awdb 1`. */
import type { Crowd, Place, Side } from '../../sim/domain/fault.ts'

/** Every noun of the language, with how it is written and what it is. */
export const nouns = {
  finesse: { written: 'finesse 1', is: 'a Finesse node as a whole' },
  tomcat: { written: 'tomcat 1', is: 'the Tomcat service of a Finesse node: desktop, REST and administration' },
  notification: { written: 'notification 1', is: 'the Notification Service of a Finesse node' },
  database: { written: 'database 1', is: 'the configuration database of a Finesse node' },
  ctisvr: { written: 'ctisvr A', is: 'a CTI server' },
  pg: { written: 'pg A', is: 'a side of the agent PG, with its CTI server' },
  pgag: { written: 'pgag A', is: 'the agent process of a PG side' },
  opc: { written: 'opc A', is: 'the open peripheral controller of a PG side' },
  pim: { written: 'pim A', is: 'the peripheral interface manager of a PG side' },
  jgw1: { written: 'jgw1 A', is: 'the JTAPI gateway of a PG side' },
  rtr: { written: 'rtr', is: 'the router process of the central controller' },
  mds: { written: 'mds', is: 'the message delivery process of the central controller' },
  ccag: { written: 'ccag', is: "the central controller's agent for PGs" },
  awdb: { written: 'awdb 1', is: 'an agent database' },
  distributor: { written: 'distributor 1', is: 'the distributor that keeps an agent database up to date' },
  phone: { written: 'phone 1007', is: 'the phone of an agent' },
  phones: { written: 'phones', is: 'the phones of all agents' },
  'agent-pg': { written: 'agent-pg', is: 'the agent PG as a pair' },
  'pguser password': { written: 'pguser password', is: 'the password of the PG at Unified CM' },
  'extension length': { written: 'extension length of agents 1007-1010', is: 'the length of extensions in the PG' },
  credentials: { written: 'credentials of awdb 1', is: 'what Finesse signs in to an agent database with' },
  events: { written: 'events of ctisvr A', is: 'what a CTI server sends of its own' },
  agents: { written: 'agents 1007-1020', is: 'people: by id, a share, those at a node, supervisors, everybody' },
  link: { written: 'finesse 1 – ctisvr A', is: 'the connection of two' },
  'private link': { written: 'private link', is: 'the link between the sides of the PG' },
  'public link': { written: 'public link A', is: 'the link of the PG to the central controller: of a side, or both' },
  ports: { written: 'ports 42027', is: 'what is reached by a port' },
  message: { written: '', is: 'messages, on whichever link they take; said with `message` instead of `what`' },
} as const
export type NounName = keyof typeof nouns

export const examplesOf = (names: readonly NounName[]): readonly string[] =>
  names.map((noun) => nouns[noun].written).filter((written) => written !== '')

export interface Target {
  readonly noun: NounName
  /** As people say it, blanks put right. */
  readonly says: string
  /** Of Finesse nodes, their services, and agent databases. */
  readonly number?: 1 | 2
  /** Of PG sides and what is on them; of a public link, undefined means both. */
  readonly side?: Side
  readonly people?: People
  /** Of links and ports: what is troubled. */
  readonly links?: readonly Link[]
  /** What nobody else may take hold of meanwhile; `a/b` is a part of `a`. */
  readonly holds: readonly string[]
}

export interface People {
  readonly crowd: Crowd
  /** Indexes, where they are known before the run. */
  readonly users: readonly number[] | undefined
  readonly says: string
}

export interface Link {
  readonly from: Place
  readonly to: Place
  /** Of a port that is but one channel of the link. */
  readonly names?: readonly string[]
}

/** A phrase that makes sense as such, but not here. */
export interface Lack {
  readonly lacks: string
}

export const side = (word: string): Side => (word.toUpperCase() === 'A' ? 0 : 1)
export const sideName = (which: Side): string => (which === 0 ? 'A' : 'B')
