/**
 * A scenario cut to what a target allows: its agents become the users that may be signed in, its nodes those that may be
 * used, and what only the owner of a contact center can do is left out, and said.
 */
import type { Scenario } from '../../scenarios/scenario.ts'
import type { Act } from '../../sim/domain/fault.ts'
import type { Topology, Workload } from '../../sim/domain/workload.ts'
import type { Micros } from '../../sim/kernel/time.ts'
import type { Target, TargetNode, TargetUser } from './target.ts'

/** What the scenario wants and nobody does. */
export interface NotDone {
  /** Undefined for what has no moment. */
  readonly atUs: Micros | undefined
  readonly says: string
}

export interface Fitted {
  readonly workload: Workload
  readonly nodes: readonly [TargetNode, ...TargetNode[]]
  /** By index of the user in the workload: agents first, then supervisors. */
  readonly users: readonly TargetUser[]
  readonly notDone: readonly NotDone[]
}

/** A file that does not allow what is asked of it. */
export class NotAllowed extends Error {
  override readonly name = 'NotAllowed'
}

export function fit(scenario: Scenario, target: Target): Fitted {
  const { workload } = scenario
  const { topology } = workload
  const [first, ...others] = allowedNodes(target)
  const agents = allowedUsers(target, 'agent').slice(0, topology.agents)
  const supervisors = allowedUsers(target, 'supervisor').slice(0, topology.supervisors)
  if (agents.length === 0)
    throw new NotAllowed(`${target.file}: allow.agents names no user with "role: agent"; a run needs one`)
  const nodes = [first, ...others] as const
  const seatOf = (user: number): number => {
    const isAgent = user < topology.agents
    const seat = isAgent ? user : user - topology.agents
    return seat >= (isAgent ? agents : supervisors).length ? NOBODY : isAgent ? seat : agents.length + seat
  }
  const acts = workload.faults.flatMap((act) => ofBrowsers(act, seatOf))
  const kept = new Set(acts.map(({ entry }) => entry))
  const notDone: NotDone[] = [
    ...fewer('agents', topology.agents, agents.length),
    ...fewer('supervisors', topology.supervisors, supervisors.length),
    ...otherClients(topology),
    ...notPlayed(workload, supervisors.length),
    ...(workload.release === target.release && workload.deployment === target.deployment
      ? []
      : [
          {
            atUs: undefined,
            says: `the scenario is for ${workload.release}; desktops behave as with ${target.release}`,
          },
        ]),
    ...workload.traffic.map(({ name }) => {
      return { atUs: undefined, says: `callers "${name}" are not played: those of the target call its agents` }
    }),
    ...scenario.timeline
      .filter((_, entry) => !kept.has(entry))
      .map(({ atUs, says }) => ({ atUs, says: `${says}: not ours to do; do it by hand if it shall happen` })),
  ]
  return {
    nodes,
    users: [...agents, ...supervisors],
    notDone,
    workload: {
      ...workload,
      release: target.release,
      deployment: target.deployment,
      traffic: [],
      faults: acts,
      desk: {
        ...workload.desk,
        home: workload.desk.home === 2 && nodes.length === 1 ? 1 : workload.desk.home,
        wrongPassword: undefined,
      },
      supervision: { watchTeams: false, watchQueues: false, acts: [] },
      topology: {
        ...topology,
        finesseNodes: nodes.length === 1 ? 1 : 2,
        agents: agents.length,
        supervisors: supervisors.length,
        mobile: { ...topology.mobile, share: 0 },
        phoneAgents: { share: 0 },
        thirdParty: { ...topology.thirdParty, share: 0 },
      },
    },
  }
}

export function allowedNodes({ file, nodes, allowsRuns }: Target): readonly [TargetNode, ...TargetNode[]] {
  const hint = 'a run needs a list of hosts and agents, each by its name'
  if (!allowsRuns) throw new NotAllowed(`${file}: allow: is missing, so nothing may be touched; ${hint}`)
  // The file was checked: each of allow.hosts is a node of it.
  return nodes.filter(({ isAllowed }) => isAllowed) as unknown as readonly [TargetNode, ...TargetNode[]]
}

export const allowedUsers = ({ users }: Target, role: TargetUser['role']): readonly TargetUser[] =>
  users.filter((user) => user.isAllowed && user.role === role)

const NOBODY = -1

/** What people do to their own browsers happens on our side; of some users, to those who are there. */
function ofBrowsers(act: Act, seatOf: (user: number) => number): readonly Act[] {
  const { deed } = act
  if (deed.kind !== 'command' || deed.command.what !== 'desktop' || typeof deed.to === 'string') return []
  const { desktopsOf } = deed.to
  if (!('users' in desktopsOf)) return [act]
  const users = desktopsOf.users.map(seatOf).filter((seat) => seat !== NOBODY)
  return users.length === 0 ? [] : [{ ...act, deed: { ...deed, to: { desktopsOf: { users } } } }]
}

function fewer(what: string, wanted: number, are: number): readonly NotDone[] {
  return are === wanted ? [] : [{ atUs: undefined, says: `${wanted} ${what} in the scenario, ${are} of them allowed` }]
}

function notPlayed({ desk, supervision }: Workload, supervisors: number): readonly NotDone[] {
  const { watchTeams, watchQueues, acts } = supervision
  const found: string[] = []
  if (desk.wrongPassword !== undefined) found.push('passwords are not mistyped: five wrong ones lock a user')
  if (supervisors > 0 && (watchTeams || watchQueues || acts.length > 0))
    found.push('supervisors only sign in: which teams and queues are theirs, the target knows')
  return found.map((says) => ({ atUs: undefined, says }))
}

function otherClients({ mobile, phoneAgents, thirdParty }: Topology): readonly NotDone[] {
  const shares = [
    ['mobile agents', mobile.share],
    ['agents on IP phones', phoneAgents.share],
    ['clients of others', thirdParty.share],
  ] as const
  return shares
    .filter(([, share]) => share > 0)
    .map(([what]) => ({ atUs: undefined, says: `${what} are played as desktops` }))
}
