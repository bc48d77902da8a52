/** Breaks calls on the desktop, call data and wrap-up. */
import { edits } from './edit.ts'

const events = 'src/sim/finesse/call-events.ts'
const merging = 'src/sim/phones/merging.ts'
const dialing = 'src/sim/phones/dialing.ts'
const ends = 'src/sim/gateway/call-ends.ts'

export const callsAndWrapUp = [
  ...edits(events, [
    'DIALOG-01',
    'A dialog that appears is said to have changed.',
    "publishDialog(node, user, 'POST', requestId, dialog)",
    "publishDialog(node, user, 'PUT', requestId, dialog)",
  ]),
  ...edits('src/sim/gateway/device-events.ts', [
    'DIALOG-02',
    'Nobody is told that a call is retrieved.',
    'tell(gateway, M.retrievedEvent, call, event.device)',
    '',
  ]),
  ...edits(
    dialing,
    [
      'DIALOG-03',
      'A consult call leaves the first one active.',
      'setParty(original, request.device, ParticipantState.HELD)\n  phones.tell(M.deviceHeld, original, request.device)\n',
      '',
    ],
    [
      'DIALOG-08',
      'A call to a colleague who is busy rings.',
      'const busy = !phones.registered[target] || phones.deviceCalls[target]!.length > 0 || target === device',
      'const busy = !phones.registered[target]',
    ],
  ),
  ...edits(events, [
    'DIALOG-04',
    'A call that was passed on does not name the other one.',
    'dialog.secondary = event.other\n',
    '',
  ]),
  ...edits(
    merging,
    [
      'DIALOG-05',
      'Whoever is in a conference adds others to it.',
      'return call.controller === OUTSIDE || call.controller === device',
      'return call.parties.length > 0 || device < 0',
    ],
    [
      'DIALOG-06',
      'A single-step transfer needs a call on hold.',
      'const active = call !== undefined && partyOf(call, request.device)?.state === ParticipantState.ACTIVE',
      'const active = call !== undefined && partyOf(call, request.device)?.state === ParticipantState.HELD',
    ],
  ),
  ...edits('src/sim/gateway/call-requests.ts', [
    'DIALOG-09',
    'Variables that are not named are emptied.',
    'request.variables.get(at + 1) ?? value)',
    "request.variables.get(at + 1) ?? (value === '' ? value : ''))",
  ]),
  ...edits('src/sim/finesse/operations.ts', [
    'DIALOG-10',
    'A second request goes to CTI before the first is confirmed.',
    'if (operation.confirmed) continue\n',
    'if (operation.confirmed || operation.invoke !== 0) continue\n',
  ]),
  ...edits(
    ends,
    [
      'WRAP-03',
      'Wrap-up follows also calls that agents place.',
      "return call.contact !== undefined && gateway.options.directory.users[agent.index]!.role === 'agent'",
      "return gateway.options.directory.users[agent.index]!.role === 'agent'",
    ],
    [
      'WRAP-04',
      'Wrap-up follows only who chose it, where it is Required.',
      "(wrapUpOnIncoming !== 'OPTIONAL' || agent.wrapUpChosen)",
      '(wrapUpOnIncoming === undefined || agent.wrapUpChosen)',
    ],
    [
      'WRAP-05',
      'Optional wrap-up follows always.',
      "(wrapUpOnIncoming !== 'OPTIONAL' || agent.wrapUpChosen)",
      '(wrapUpOnIncoming !== undefined || agent.wrapUpChosen)',
    ],
    [
      'WRAP-07',
      'The state chosen during a call comes before wrap-up.',
      "move(gateway, agent, wrapUp ? Step['call.ended.work'] : Step['call.ended.not-ready'], wrapUp ? 0 : reason)",
      "move(gateway, agent, Step['call.ended.not-ready'], reason)",
    ],
  ),
  ...edits('src/sim/gateway/agent-requests.ts', [
    'WRAP-08',
    'The timer of wrap-up leads to Ready whatever was chosen.',
    "move(gateway, agent, Step['after.workTimer'], agent.state === AgentState.WORK ? reason : 0)",
    "move(gateway, agent, Step['ready.requested'], reason * 0)",
  ]),
  ...edits(
    'src/sim/gateway/outages.ts',
    [
      'CALLVAR-05',
      'The layout of a call outlives the failover of the PG.',
      "name.toLowerCase() !== 'user.layout'",
      "name !== ''",
    ],
    [
      'CALLVAR-05',
      'All ECC variables of a call are lost with the PG.',
      "name.toLowerCase() !== 'user.layout'",
      "name === ''",
    ],
  ),
  ...edits('src/sim/gateway/snapshots.ts', [
    'CALLVAR-04',
    'Calls that a node asks for come without their data.',
    'data: call.data,',
    'data: { ...call.data, ecc: new Map() },',
  ]),
]
