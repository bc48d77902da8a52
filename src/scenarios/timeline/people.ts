/** Who is meant by `agent 1007`, `agents 1007-1020, 1033`, `10% of agents`, `agents at finesse 1`, `supervisors`. */
import { createDirectory, type Directory } from '../../sim/domain/directory.ts'
import type { Topology } from '../../sim/domain/workload.ts'
import { parseShare } from '../units.ts'
import type { Lack, People } from './target.ts'

/** `word` is what such a person is called here: agent, desktop or phone. */
export function parsePeople(text: string, topology: Topology, word: string): People | Lack | undefined {
  const { agents, supervisors } = topology
  const many = `${word}s`
  const range = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index)
  const shared = new RegExp(`^(\\S+)\\s+of\\s+${many}$`).exec(text)
  if (shared !== null) return shareOf(shared[1]!, agents, text)
  const at = new RegExp(`^${many}\\s+at\\s+finesse\\s+(\\d+)$`).exec(text)
  if (at !== null) {
    const node = Number(at[1])
    if (node < 1 || node > topology.finesseNodes) return lackOf('finesse', node, topology.finesseNodes)
    return { crowd: { at: node as 1 | 2 }, users: undefined, says: text }
  }
  if (text === many) return { crowd: { share: 1 }, users: range(0, agents), says: text }
  if (text === 'everybody') return { crowd: { everybody: true }, users: range(0, agents + supervisors), says: text }
  if (text === 'supervisors') {
    if (supervisors === 0) return { lacks: 'there are no supervisors; say how many with "topology.supervisors"' }
    const users = range(agents, supervisors)
    return { crowd: { users }, users, says: text }
  }
  const named = new RegExp(`^(${word}|supervisor)s?\\s+([\\d\\s,–-]+)$`).exec(text)
  return named === null ? undefined : byIds(named[1]!, named[2]!, topology, text)
}

export const lackOf = (noun: string, number: number, count: number): Lack => ({
  lacks: `there is no ${noun} ${number}; the topology has ${count === 1 ? `only ${noun} 1` : `${noun} 1 to ${count}`}`,
})

function shareOf(written: string, agents: number, says: string): People | Lack {
  const share = parseShare(written)
  if (!share.ok) return { lacks: share.problem }
  const count = Math.round(agents * share.value)
  if (count === 0) return { lacks: `is nobody: ${written} of ${agents} agents` }
  return { crowd: { share: share.value }, users: Array.from({ length: count }, (_, index) => index), says }
}

let latest: { readonly topology: Topology; readonly directory: Directory } | undefined

/** The people of a topology. The last one asked for is kept, as a timeline asks for the same one again and again. */
export function directoryOf(topology: Topology): Directory {
  if (latest?.topology !== topology) latest = { topology, directory: createDirectory(topology) }
  return latest.directory
}

function byIds(word: string, list: string, topology: Topology, says: string): People | Lack | undefined {
  const { users: all } = directoryOf(topology)
  const role = word === 'supervisor' ? 'supervisor' : 'agent'
  const users: number[] = []
  for (const part of list.split(',')) {
    const ends = /^\s*(\d+)(?:\s*[–-]\s*(\d+))?\s*$/.exec(part)
    if (ends === null) return undefined
    const [from, to] = [Number(ends[1]), Number(ends[2] ?? ends[1])]
    if (to < from) return { lacks: `${from}-${to} goes backwards; write the smaller id first` }
    for (const id of from === to ? [from] : [from, to]) {
      const user = all.find(({ loginId }) => Number(loginId) === id)
      if (user !== undefined && user.role === role) continue
      return { lacks: noSuch(role, id, topology, user?.role) }
    }
    const first = Number(all[0]!.loginId)
    for (let id = from; id <= to; id++) users.push(id - first)
  }
  if (new Set(users).size < users.length) return { lacks: 'names somebody twice' }
  return { crowd: { users }, users, says }
}

function noSuch(role: string, id: number, topology: Topology, other: string | undefined): string {
  if (other !== undefined) return `${id} is ${other === 'agent' ? 'an agent' : 'a supervisor'}; write "${other} ${id}"`
  const { users } = directoryOf(topology)
  const there = users.filter((user) => user.role === role)
  if (there.length === 0) return `there is no ${role} ${id}; the topology has no ${role}s`
  return `there is no ${role} ${id}; there are ${there[0]!.loginId} to ${there.at(-1)!.loginId}`
}
