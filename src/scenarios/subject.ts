/** What oracles and collectors may know of a run: its workload, its people, the names of its nodes, its trace. */
import type { Directory } from '../sim/domain/directory.ts'
import type { Workload } from '../sim/domain/workload.ts'
import type { Trace } from '../sim/kernel/trace.ts'

export interface Subject {
  readonly workload: Workload
  readonly directory: Directory
  readonly trace: Trace
  /** Nodes are numbered from 0; facts name theirs as `where`. */
  readonly nodes: number
  nameOf(node: number): string
  /** Whether the timeline lets things fail: some outcomes are then nobody's fault. */
  readonly faults: boolean
}

/** The part of a user, call or contact in a sentence. */
export function userText(directory: Directory, user: number): string {
  const found = directory.users[user]
  return found === undefined ? `user ${user}` : `${found.role} ${found.loginId}`
}

/** Finesse node 0, 1 … of each node of the world, or -1 for a node that is no Finesse. */
export function finesseNodes(subject: Subject): Int8Array {
  const numbers = new Int8Array(Math.max(1, subject.nodes)).fill(-1)
  for (let node = 0; node < subject.nodes; node++) {
    const number = /^finesse (\d+)$/.exec(subject.nameOf(node))?.[1]
    if (number !== undefined) numbers[node] = Number(number) - 1
  }
  return numbers
}
