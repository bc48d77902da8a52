/** Breaks the states of agents. */
import { edits } from './edit.ts'

export const agentState = [
  ...edits(
    'src/sim/gateway/agent-requests.ts',
    [
      'AGENT-01',
      'A sign-in ends in Ready.',
      "move(gateway, agent, Step['login.requested'], 0)",
      "move(gateway, agent, Step['login.requested'], 0)\n  move(gateway, agent, Step['ready.requested'], 0)",
    ],
    [
      'AGENT-02',
      'A second sign-in makes the agent Not Ready.',
      "return signedIn ? 'repeat' : 'check device'",
      "return signedIn ? Step['not-ready.requested'] : 'check device'",
    ],
    [
      'AGENT-03',
      'On CCE an agent signs out from Ready.',
      "return forced ? stepOfLoss(gateway, agent) : Step['logout.requested']",
      "return forced ? stepOfLoss(gateway, agent) : Step['logout.forced']",
    ],
    [
      'AGENT-06',
      'A state asked for during a call is taken at once, or not at all.',
      "if (step === 'pending') setPending(gateway, agent, request.state, request.reason)",
      "if (step === 'pending') setPending(gateway, agent, 0, 0)",
    ],
    [
      'AGENT-13',
      'A phone that is out of service is no hindrance.',
      "if (answer.cause !== '') {",
      "if (answer.cause === 'none') {",
    ],
  ),
  ...edits(
    'src/sim/gateway/call-ends.ts',
    [
      'AGENT-04',
      'A call that rang out has another reason.',
      'callByCall ? Reason.MOBILE_NOT_ANSWERED : Reason.RONA',
      'callByCall ? Reason.MOBILE_NOT_ANSWERED : 0',
    ],
    [
      'AGENT-06',
      'The state asked for is forgotten at the end of the call.',
      'const target = agent.next !== 0 ? agent.next : agent.home\n',
      'const target = agent.home\n',
    ],
    [
      'AGENT-08',
      'After a call everybody is Ready.',
      'const target = agent.next !== 0 ? agent.next : agent.home\n',
      'const target = agent.next !== 0 ? agent.next : AgentState.READY\n',
    ],
    [
      'AGENT-08',
      'After a call everybody is Not Ready.',
      'const target = agent.next !== 0 ? agent.next : agent.home\n',
      'const target = agent.next !== 0 ? agent.next : AgentState.NOT_READY\n',
    ],
    [
      'AGENT-09',
      'Wrap-up is WORK whichever state follows.',
      "wrapUp ? Step['call.ended.work-ready'] : Step['call.ended.ready']",
      "wrapUp ? Step['call.ended.work'] : Step['call.ended.ready']",
    ],
  ),
  ...edits('src/sim/finesse/rest-user.ts', [
    'AGENT-05',
    'System states may be asked for.',
    'const settable: readonly number[] = [\n',
    'const settable: readonly number[] = [\n  AgentState.TALKING,\n  AgentState.HOLD,\n',
  ]),
  ...edits('src/sim/finesse/agent-events.ts', [
    'AGENT-07',
    'A state asked for during a call is shown while the agent talks, and not on hold.',
    'user.pendingState = event.next\n',
    'user.pendingState = event.state === AgentState.HOLD ? 0 : event.next\n',
  ]),
  ...edits(
    'src/sim/gateway/device-events.ts',
    [
      'AGENT-10',
      'A call placed from Not Ready changes nothing.',
      "if (state === AgentState.NOT_READY || state === AgentState.HOLD) onCall(gateway, agent, Step['call.placed'])",
      "if (state === AgentState.HOLD) onCall(gateway, agent, Step['call.placed'])",
    ],
    [
      'AGENT-11',
      'A call placed from Ready leads through Not Ready without its reason.',
      "move(gateway, agent, Step['not-ready.forced'], Reason.CALL_FROM_READY)",
      "move(gateway, agent, Step['not-ready.forced'], 0)",
    ],
  ),
  ...edits('src/sim/gateway/call-requests.ts', [
    'AGENT-11',
    'A call may be placed from Ready in every release.',
    '(agent.state === AgentState.READY && callFromReady)',
    '(agent.state === AgentState.READY && callFromReady !== undefined)',
  ]),
]
