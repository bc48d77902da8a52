/** AGENT_TEAM_CONFIG_EVENT: who is in which team. Members and supervisors of a team come in messages of their own. */
import { AgentState } from '../../sim/domain/agent-state.ts'
import type { Team } from '../../sim/domain/directory.ts'
import { floatsOf } from '../ged188/floats.ts'
import type { Message } from '../ged188/layouts.ts'
import { make } from './make.ts'
import { agentIdOf } from './names.ts'
import { fit } from './text.ts'
import type { Writing } from './writing.ts'

const AGENTS_MOST = 64
const ADD = 1
/** AgentFlags. */
const MEMBER = 0
const PRIMARY_SUPERVISOR = 1

export function writeTeams(writing: Writing): readonly Message[] {
  return writing.names.directory.teams.flatMap((team) => writeTeam(writing, team))
}

export function writeTeam(writing: Writing, team: Team): readonly Message[] {
  return [...parts(writing, team, team.members, MEMBER), ...parts(writing, team, team.supervisors, PRIMARY_SUPERVISOR)]
}

/** States are told by AGENT_STATE_EVENT; here they are not known. */
function parts(writing: Writing, team: Team, users: readonly number[], flags: number): readonly Message[] {
  const messages: Message[] = []
  for (let at = 0; at < users.length; at += AGENTS_MOST) {
    const some = users.slice(at, at + AGENTS_MOST)
    messages.push(
      make(
        'AGENT_TEAM_CONFIG_EVENT',
        {
          PeripheralID: writing.names.peripheralId,
          TeamID: team.id,
          NumberOfAgents: some.length,
          ConfigOperation: ADD,
          DepartmentID: 0,
        },
        [
          ...floatsOf({ AgentTeamName: fit(team.name, 'AgentTeamName', writing.version) }),
          ...some.flatMap((user) =>
            floatsOf({
              AtcAgentID: agentIdOf(writing.names, user),
              AgentFlags: flags,
              AtcAgentState: AgentState.UNKNOWN,
              AtcStateDuration: 0,
            }),
          ),
        ],
      ),
    )
  }
  return messages
}
