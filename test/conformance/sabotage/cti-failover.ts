/** Breaks CTI failover. */
import { edits } from './edit.ts'

const client = 'src/sim/finesse/cti-client.ts'

export const ctiFailover = [
  ...edits(
    client,
    [
      'CTI-01',
      'Two missed heartbeats end a link.',
      'link.missed >= this.#node.profile.ctiMissedHeartbeats',
      'link.missed >= this.#node.profile.ctiMissedHeartbeats - 1',
    ],
    [
      'CTI-02',
      'A broken socket is left to the heartbeats.',
      "} else this.#drop(side, 'connection.lost')",
      "} else if (side !== this.side) this.#drop(side, 'connection.lost')",
    ],
    [
      'CTI-04',
      'After a try that failed the same side is tried once more.',
      'this.links.length === 1 ? side : 1 - side',
      'this.links.length === 1 || this.#tries % 2 === 1 ? side : 1 - side',
    ],
    [
      'CTI-06',
      'After a try that failed there is none at the other side.',
      'this.links.length === 1 ? side : 1 - side',
      'this.links.length === 1 ? side : side',
    ],
    [
      'CTI-06',
      'The side that was lost is not looked for again.',
      'if (!this.keepsStandby) return\n    this.links[lost]!.timer',
      'if (this.keepsStandby || lost >= 0) return\n    this.links[lost]!.timer',
    ],
    [
      'CTI-15',
      'The second node does not notice that its CTI server is gone.',
      'if (side < 0) return\n    if (side === this.maintenance.leaving)',
      'if (side < 0 || this.#node.options.number === 2) return\n    if (side === this.maintenance.leaving)',
    ],
  ),
  ...edits('src/sim/contact-center.ts', [
    'CTI-03',
    'Finesse goes to a second side whether or not it is filled in.',
    'const ctiSides = topology.ctiSides.length\n',
    "const ctiSides = 2\n  if (topology.ctiSides.length < 2) return createContactCenter({ ...workload, topology: { ...topology, ctiSides: 'AB' } }, seed)\n",
  ]),
  ...edits(
    'src/sim/finesse/rest.ts',
    [
      'CTI-07',
      'A node out of service goes on answering what it knows of users.',
      'else if (!node.inService) answer(',
      'else if (!node.inService && request.operation !== Operation.getUser) answer(',
    ],
    [
      'CTI-08',
      'A change of state is accepted also when the loss of CTI is known.',
      'else if (!node.inService) answer(',
      'else if (!node.inService && request.operation !== Operation.putUser) answer(',
    ],
  ),
  ...edits(
    'src/sim/finesse/publish.ts',
    [
      'CTI-09',
      'A node goes on publishing while it is out of service.',
      "node.inService || node.options.defects['events-in-outage'] === true",
      'node.users.length > 0',
    ],
    [
      'CTI-11',
      'A node publishes what it hears while it reads agents and calls anew.',
      "node.inService || node.options.defects['events-in-outage'] === true",
      'node.users.length > 0',
    ],
  ),
  ...edits(
    'src/sim/finesse/resynchronization.ts',
    [
      'CTI-10',
      'The end of a call that ended meanwhile is not published.',
      'if (user.dialogs.some(({ call }) => call === dialog.call)) continue',
      'continue',
    ],
    [
      'CTI-10',
      'The last state of an agent is not published.',
      'if (user.present || node.teamWatchers[user.team]!.length > 0) publishUser(node, user, 0)',
      '',
    ],
    [
      'CTI-11',
      'A call that began meanwhile and goes on is not published.',
      "publishDialog(node, user, known ? 'PUT' : 'POST', 0, dialog)",
      "if (known) publishDialog(node, user, 'PUT', 0, dialog)",
    ],
    [
      'CTI-12',
      'Only one party of a conference has it back on the desktop.',
      'for (const party of event.parties) {',
      'for (const party of event.parties.slice(0, 2)) {',
    ],
  ),
  ...edits('src/sim/domain/releases/11.6.ts', [
    'CTI-13',
    'A loss is detected as fast as from 12.5 on.',
    'ctiDetectionUs: time(\n    40 * SECOND',
    'ctiDetectionUs: time(\n    0 * SECOND',
  ]),
  ...edits('src/sim/domain/releases/11.6.ts', [
    'CTI-14',
    'Finesse loads a message in less than half the time.',
    'finesseLoadUs: time(\n    5 * MILLISECOND',
    'finesseLoadUs: time(\n    2 * MILLISECOND',
  ]),
  ...edits(
    'src/sim/gateway/outages.ts',
    [
      'CTI-17',
      'Whoever was logged out by the failover of the PG is Not Ready afterwards.',
      'agent.returnsTo = agent.home\n',
      'agent.returnsTo = AgentState.NOT_READY\n',
    ],
    [
      'CTI-18',
      'A state asked for during a call outlives the loss of all CTI clients.',
      'setPending(gateway, agent, 0, 0)\n    if (agent.state === AgentState.NOT_READY && agent.calls.length === 0)',
      'if (agent.state === AgentState.NOT_READY && agent.calls.length === 0)',
    ],
    [
      'DESK-08',
      'An agent in Not Ready keeps its reason when no CTI client is left.',
      "move(gateway, agent, Step['not-ready.forced'], Reason.CONNECTION_FAILURE)",
      "move(gateway, agent, Step['not-ready.forced'], agent.reason)",
    ],
    [
      'DESK-09',
      'The next Not Ready of a Ready agent says nothing of the lost connection.',
      '} else agent.clientLost = true',
      '} else agent.clientLost = false',
    ],
  ),
]
