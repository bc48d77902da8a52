/** Who is who: users by index (agents first, then supervisors), and the texts the outside world knows them by. */
import type { ClientKind, Topology } from './workload.ts'

/** Index of a user: 0 .. agents-1 are agents, then the supervisors. */
export type UserIndex = number

const FIRST_LOGIN_ID = 1001
const FIRST_EXTENSION = 31001
const FIRST_TEAM_ID = 5001
const givenNames = ['Ana', 'Ben', 'Chi', 'Dora', 'Eli', 'Femi', 'Gus', 'Hana', 'Ida', 'Jon', 'Kai', 'Lea', 'Mia', 'Noa']
const familyNames = ['Adler', 'Brook', 'Cruz', 'Dunn', 'Ek', 'Foster', 'Gray', 'Hale', 'Ito', 'Jung', 'Klein', 'Lund']

export interface User {
  readonly index: UserIndex
  readonly loginId: string
  readonly loginName: string
  readonly password: string
  readonly firstName: string
  readonly lastName: string
  readonly extension: string
  readonly role: 'agent' | 'supervisor'
  /** Index of the own team; supervisors also belong to the first team they supervise. */
  readonly team: number
  /** Indexes of teams supervised. */
  readonly supervises: readonly number[]
  /** Indexes of the queues the user is skilled for. */
  readonly queues: readonly number[]
  readonly mobile: boolean
  readonly client: ClientKind
}

export interface Team {
  readonly index: number
  readonly id: number
  readonly name: string
  readonly members: readonly UserIndex[]
  readonly supervisors: readonly UserIndex[]
}

export interface Directory {
  readonly users: readonly User[]
  readonly teams: readonly Team[]
  byLoginId(loginId: string): User | undefined
  byExtension(extension: string): User | undefined
}

/** The people of a topology. Skills walk round the queues, so each queue has its share of agents. */
export function createDirectory(topology: Topology): Directory {
  const { agents, supervisors, teamSize, queuesPerAgent } = topology
  const queueCount = topology.queues.length
  const teamCount = Math.max(1, Math.ceil(agents / teamSize))
  const members: number[][] = Array.from({ length: teamCount }, () => [])
  const leaders: number[][] = Array.from({ length: teamCount }, () => [])
  const firstMobile = agents - Math.round(agents * topology.mobile.share)
  const firstOnPhone = firstMobile - Math.round(agents * topology.phoneAgents.share)
  const firstThirdParty = firstOnPhone - Math.round(agents * topology.thirdParty.share)
  const firstSupervisorOnPhone =
    agents + supervisors - Math.round(supervisors * (topology.phoneAgents.supervisors ?? 0))
  const clientOf = (index: number): ClientKind => {
    if (index >= firstMobile || index < firstThirdParty) return 'desktop'
    return index < firstOnPhone ? 'third-party' : 'ip-phone'
  }
  const users: User[] = []
  const person = (index: number, rest: Pick<User, 'role' | 'team' | 'supervises' | 'queues' | 'mobile'>): User => ({
    index,
    loginId: String(FIRST_LOGIN_ID + index),
    loginName: `${rest.role}${FIRST_LOGIN_ID + index}`,
    password: `pw-${FIRST_LOGIN_ID + index}`,
    firstName: givenNames[index % givenNames.length]!,
    lastName: familyNames[Math.floor(index / givenNames.length) % familyNames.length]!,
    extension: String(FIRST_EXTENSION + index),
    client: rest.role === 'agent' ? clientOf(index) : index < firstSupervisorOnPhone ? 'desktop' : 'ip-phone',
    ...rest,
  })
  for (let index = 0; index < agents; index++) {
    const team = Math.floor(index / teamSize)
    members[team]!.push(index)
    const queues: number[] = []
    const stride = Math.max(1, Math.floor(queueCount / queuesPerAgent))
    for (let k = 0; k < queuesPerAgent; k++) queues.push((index + k * stride) % queueCount)
    users.push(person(index, { role: 'agent', team, supervises: [], queues, mobile: index >= firstMobile }))
  }
  for (let s = 0; s < supervisors; s++) {
    const index = agents + s
    const supervises: number[] = []
    for (let team = s % teamCount; team < teamCount; team += supervisors) supervises.push(team)
    for (const team of supervises) leaders[team]!.push(index)
    users.push(person(index, { role: 'supervisor', team: supervises[0]!, supervises, queues: [], mobile: false }))
  }
  const teams = members.map((team, index) => ({
    index,
    id: FIRST_TEAM_ID + index,
    name: `Team ${index + 1}`,
    members: team,
    supervisors: leaders[index]!,
  }))
  return {
    users,
    teams,
    byLoginId(loginId) {
      const number = Number(loginId)
      const user = Number.isInteger(number) ? users[number - FIRST_LOGIN_ID] : undefined
      return user?.loginId === loginId ? user : users.find((other) => other.loginName === loginId)
    },
    byExtension(extension) {
      const user = users[Number(extension) - FIRST_EXTENSION]
      return user?.extension === extension ? user : undefined
    },
  }
}

/** What the outside world knows a user by. */
export type Person = Pick<User, 'loginId' | 'password' | 'extension'>

/** The same people under other ids, by user index: those of a system that is not ours. */
export function renamed(directory: Directory, people: readonly Person[]): Directory {
  const users = directory.users.map((user): User => {
    const { loginId, password, extension } = people[user.index]!
    return { ...user, loginId, loginName: loginId, password, extension }
  })
  const byLoginId = new Map(users.map((user) => [user.loginId, user]))
  const byExtension = new Map(users.map((user) => [user.extension, user]))
  return {
    users,
    teams: directory.teams,
    byLoginId: (loginId) => byLoginId.get(loginId),
    byExtension: (extension) => byExtension.get(extension),
  }
}

/** Whether somebody works at a desktop, and not at an IP phone. */
export const hasDesktop = ({ client }: User): boolean => client !== 'ip-phone'

/**
 * Name of the kernel node that a user works at; what the user draws comes from its streams, and is the same whatever the
 * outside world calls its user.
 */
export const workplaceName = (user: User): string =>
  `${hasDesktop(user) ? 'desktop' : 'ip-phone'} ${FIRST_LOGIN_ID + user.index}`

/** Extensions of the others in the team, whom one calls, consults and transfers to. */
export function colleaguesOf({ teams, users }: Directory, { index: own, team }: User): readonly string[] {
  return teams[team]!.members.filter((index) => index !== own).map((index) => users[index]!.extension)
}
