/** Breaks the reason codes of the system, and of administrators. */
import { edits } from './edit.ts'

const troubles = 'src/sim/gateway/device-troubles.ts'
const requests = 'src/sim/gateway/agent-requests.ts'

export const reasonCodes = [
  ...edits(
    'src/sim/gateway/call-ends.ts',
    [
      'REASON-01',
      'A call that rang out has no reason.',
      'callByCall ? Reason.MOBILE_NOT_ANSWERED : Reason.RONA',
      'callByCall ? Reason.MOBILE_NOT_ANSWERED : 0',
    ],
    [
      'REASON-13',
      'A mobile phone that is not answered is like any.',
      'callByCall ? Reason.MOBILE_NOT_ANSWERED : Reason.RONA',
      'Reason.RONA',
    ],
  ),
  ...edits(
    troubles,
    [
      'REASON-02',
      'A lifted handset has no reason.',
      'Reason.CALL_FROM_READY : Reason.OFF_HOOK',
      'Reason.CALL_FROM_READY : 0',
    ],
    [
      'REASON-06',
      'An agent stays signed in at a phone that is out of service.',
      'logOut(gateway, gateway.agents[index]!, Reason.DEVICE_ERROR)',
      '',
    ],
    [
      'REASON-07',
      'Nobody is logged out for inactivity.',
      'if (agent.calls.length === 0) logOut(gateway, agent, Reason.INACTIVITY)',
      '',
    ],
    [
      'REASON-08',
      'The second line counts whatever the setting says.',
      'if (gateway.desk.secondLineCounts !== true) return false',
      '',
    ],
    [
      'REASON-10',
      'Other skills leave an agent signed in.',
      'return logOut(gateway, gateway.agents[index]!, Reason.QUEUE_CHANGE)',
      'return gateway.agents[index] !== undefined',
    ],
    [
      'REASON-11',
      'A number given away twice has the reason of a failed phone.',
      'Reason.DEVICE_CONFLICT',
      'Reason.DEVICE_ERROR',
    ],
    [
      'REASON-12',
      'A failed call to a mobile agent has the reason of a broken line.',
      'isNailed ? Reason.MOBILE_DISCONNECT : Reason.MOBILE_CALL_FAIL',
      'Reason.MOBILE_DISCONNECT',
    ],
    [
      'REASON-14',
      'A broken line has the reason of a failed call.',
      'isNailed ? Reason.MOBILE_DISCONNECT : Reason.MOBILE_CALL_FAIL',
      'isNailed ? Reason.MOBILE_CALL_FAIL : Reason.MOBILE_CALL_FAIL',
    ],
    [
      'REASON-17',
      'Another extension is no reason to be Not Ready.',
      "return move(gateway, agent, Step['not-ready.forced'], Reason.EXTENSION_CHANGED)",
      'return true',
    ],
  ),
  ...edits(
    'src/sim/gateway/pg-pair.ts',
    [
      'REASON-15',
      'What agents were is remembered through the loss of the phone system.',
      'if (this.#forgotten === 0 && this.sides.every(({ up }) => !up.jgw1))',
      'if (this.#forgotten > 0 && this.sides.every(({ up }) => !up.jgw1))',
    ],
    [
      'REASON-16',
      'The loss of one side is enough to forget what agents were.',
      'if (!this.sides.some((side) => this.#runs(side)))',
      'if (!this.sides.every((side) => this.#runs(side)))',
    ],
  ),
  ...edits('src/sim/gateway/routing.ts', [
    'REASON-09',
    'One routed call that does not arrive is enough.',
    'const OVERLAP = 2',
    'const OVERLAP = 1',
  ]),
  ...edits(
    requests,
    [
      'REASON-04',
      'A logout forced with LOAD 1 keeps the number of Finesse.',
      'renames ? Reason.CONNECTION_FAILURE : request.reason',
      'request.reason',
    ],
    [
      'REASON-05',
      'A logout forced with LOAD 0 keeps the number of Finesse.',
      'renames ? Reason.CONNECTION_FAILURE : request.reason',
      'request.reason',
    ],
    [
      'REASON-18',
      'A forced login logs out at once.',
      'if (goesByNotReady) move(gateway, agent, first, Reason.FORCE_LOGOUT_BEGINS)',
      'void goesByNotReady',
    ],
    ['REASON-19', 'A forced login leaves the session there is.', "if (signedIn && forced) return 'take over'", ''],
  ),
  ...edits(
    'src/sim/finesse/rest-user.ts',
    [
      'REASON-21',
      'A supervisor who makes Not Ready gives no reason.',
      'const SUPERVISOR_REASON = { cce: 999, ccx: 33 } as const',
      'const SUPERVISOR_REASON = { cce: 0, ccx: 33 } as const',
    ],
    [
      'REASON-22',
      'A supervisor who signs out gives no reason.',
      'const SUPERVISOR_LOGOUT_REASON = { cce: 999, ccx: 22 } as const',
      'const SUPERVISOR_LOGOUT_REASON = { cce: 0, ccx: 22 } as const',
    ],
    [
      'REASON-33',
      'A reason need not be given.',
      'if (codes.length > 0) return needsReason',
      'if (codes.length < 0) return needsReason',
    ],
  ),
  ...edits('src/sim/finesse/presence.ts', [
    'REASON-23',
    'A forced logout has another number.',
    'reason: Reason.PRESENCE_LOST,',
    'reason: Reason.CONNECTION_FAILURE,',
  ]),
  ...edits('src/sim/gateway/device-events.ts', [
    'REASON-24',
    'A call placed from Ready has no reason.',
    "move(gateway, agent, Step['not-ready.forced'], Reason.CALL_FROM_READY)",
    "move(gateway, agent, Step['not-ready.forced'], 0)",
  ]),
  ...edits(
    'src/sim/finesse/config/offered.ts',
    [
      'REASON-33',
      'Codes of the system are offered.',
      '(code) => code.category === category && !code.systemCode',
      '(code) => code.category === category',
    ],
    [
      'REASON-32',
      'Codes of a team are offered to nobody.',
      "global<StoredReasonCode>(objects, 'ReasonCode', `TeamReasonCodes/${category}`, team)",
      "global<StoredReasonCode>(objects, 'ReasonCode', `TeamReasonCodes/${category}`, -1)",
    ],
  ),
]
