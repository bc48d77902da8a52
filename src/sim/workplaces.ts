/** Who works where: a desktop or an IP phone for each user, and the person in front of it. */
import { Desktop } from './desktop/desktop.ts'
import { planted } from './domain/defects.ts'
import { colleaguesOf, type Directory, type User, workplaceName } from './domain/directory.ts'
import type { Crowd } from './domain/fault.ts'
import { defaultPhoneHabits } from './domain/phone-habits.ts'
import type { ReleaseProfile } from './domain/release.ts'
import { authMode } from './domain/single-sign-on.ts'
import type { Workload } from './domain/workload.ts'
import { PhoneAgent } from './fippa/phone-agent.ts'
import type { Kernel } from './kernel/kernel.ts'
import { Agent } from './people/agent.ts'
import { shiftOf, supervisorShift } from './people/attendance.ts'
import type { Person } from './people/person.ts'
import { Supervisor } from './people/supervisor.ts'

export type ClientPart = Desktop | PhoneAgent

/** The client of each user, by user index. */
export function createWorkplaces(
  kernel: Kernel,
  workload: Workload,
  profile: ReleaseProfile,
  directory: Directory,
): readonly ClientPart[] {
  return directory.users.map((user) => createWorkplace(kernel, workload, profile, directory, user))
}

export function createWorkplace(
  kernel: Kernel,
  workload: Workload,
  profile: ReleaseProfile,
  directory: Directory,
  user: User,
): ClientPart {
  const client = createClient(kernel, workload, profile, user)
  client.person = createPerson(client, workload, profile, directory)
  return client
}

function createClient(kernel: Kernel, workload: Workload, profile: ReleaseProfile, user: User): ClientPart {
  const { topology, desk, settings } = workload
  const home =
    desk.home === 'balanced' ? user.index % topology.finesseNodes : Math.min(desk.home, topology.finesseNodes) - 1
  const playsPings = topology.keepalives === 'always'
  if (user.client === 'ip-phone') {
    const habits = desk.phone ?? defaultPhoneHabits
    const { wrongPassword } = desk
    const defects = planted(workload.defects)
    const options = { user, profile, settings, habits, home, playsPings, wrongPassword, defects }
    return new PhoneAgent(kernel.node(workplaceName(user)), options)
  }
  const { certificates, gadgets, agents, supervisors } = topology
  const distrusts = user.index < Math.round((agents + supervisors) * certificates.missing)
  return new Desktop(kernel.node(workplaceName(user)), {
    user,
    profile,
    settings,
    home,
    mobileMode: topology.mobile.mode,
    gadgets,
    sso: authMode(desk.sso, user) === 'SSO' ? desk.sso : undefined,
    wrongPassword: desk.wrongPassword,
    distrusts: distrusts ? certificates.which : undefined,
    playsPings,
    chats: user.role === 'agent' && user.index < Math.round(agents * (topology.chats?.share ?? 0)),
    defects: planted(workload.defects),
  })
}

function createPerson(client: ClientPart, workload: Workload, profile: ReleaseProfile, directory: Directory): Person {
  const { topology, desk, shifts, supervision } = workload
  const { user } = client
  // On a phone a supervisor can do what an agent can, and no more.
  if (user.role === 'agent' || user.client === 'ip-phone') {
    const colleagues = colleaguesOf(directory, user)
    const shift = shiftOf(shifts, user.index, topology.agents)
    return new Agent(client, { desk, shift, colleagues, callFromReady: profile.callFromReady === 1 })
  }
  const attendance = supervisorShift(shifts, user.index - topology.agents, topology.supervisors)
  return new Supervisor(client, { supervision, directory, ...attendance })
}

/** Those of a crowd, as it is now. */
export function peopleOf(crowd: Crowd, clients: readonly ClientPart[]): readonly ClientPart[] {
  if ('users' in crowd) return crowd.users.map((user) => clients[user]!)
  if ('at' in crowd) return clients.filter(({ node, isOpen }) => isOpen && node === crowd.at - 1)
  if ('everybody' in crowd) return clients
  const agents = clients.filter(({ user }) => user.role === 'agent')
  return agents.slice(0, Math.round(agents.length * crowd.share))
}
