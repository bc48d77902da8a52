/** Breaks what supervisors may do. */
import { edits } from './edit.ts'

export const supervisor = [
  ...edits(
    'src/sim/finesse/rest-user.ts',
    [
      'SUP-01',
      'A state set by a supervisor has no reason of its own.',
      'const reason = body.state === AgentState.READY ? 0 : reasons[deployment]',
      'const reason = body.state === AgentState.READY ? reasons[deployment] : 0',
    ],
    [
      'SUP-01',
      'A supervisor acts on members of all teams.',
      "if (!self && !supervised) return failure(401, 'Invalid Supervisor', 'UNAUTHORIZED', caller.loginId)",
      'void supervised',
    ],
  ),
  ...edits(
    'src/sim/gateway/call-requests.ts',
    [
      'SUP-02',
      'A supervisor listens also while Ready.',
      'if (supervisor.state !== AgentState.NOT_READY) gateway.fail(',
      'if (supervisor.state === AgentState.LOGOUT) gateway.fail(',
    ],
    [
      'SUP-03',
      'A supervisor barges in while the agent has a consult call.',
      'const talking = agent?.state === AgentState.TALKING && agent.calls.length === 1',
      'const talking = agent?.state === AgentState.TALKING',
    ],
  ),
  ...edits('src/sim/finesse/rest-dialog.ts', [
    'SUP-03',
    'Barging in needs no monitored call.',
    'if (listening?.type !== CallType.SUPERVISOR_MONITOR || listening.to !== to) {',
    'if (listening === undefined && to === undefined) {',
  ]),
  ...edits('src/sim/finesse/publish.ts', [
    'SUP-04',
    'Each change of a member is told twice.',
    "if (watcher.present) hand(node, watcher, Topic.TEAM_USERS, user.team, 'PUT', 0, view, undefined, nothingElse)",
    "for (let n = 0; n < 2; n++) {\n      if (watcher.present) hand(node, watcher, Topic.TEAM_USERS, user.team, 'PUT', 0, view, undefined, nothingElse)\n    }",
  ]),
]
