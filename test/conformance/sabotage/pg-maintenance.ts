/** Breaks planned moves of the agent PG. */
import { edits } from './edit.ts'

const move = 'src/sim/gateway/maintenance.ts'
const server = 'src/sim/cti/maintenance.ts'
const finesse = 'src/sim/finesse/cti-maintenance.ts'

export const pgMaintenance = [
  ...edits('src/sim/domain/releases/12.6.ts', [
    'PGMM-01',
    'Finesse keeps no standby session.',
    'ctiStandby: changed(release125.ctiStandby, 1),',
    '',
  ]),
  ...edits('src/sim/cti/cti-server.ts', [
    'PGMM-02',
    'A standby server takes requests like the active one.',
    'if (session?.state !== ACTIVE) {\n      const status',
    'if (session === undefined || session.state === CLOSED) {\n      const status',
  ]),
  ...edits(
    server,
    [
      'PGMM-03',
      'Silence counts as consent.',
      "if (this.phase === 'asking') this.#decide('client silent')",
      "if (this.phase === 'asking') this.#decide('none')",
    ],
    [
      'PGMM-04',
      'A refusal counts as consent.',
      "if (!accepted) this.#decide('client refused')\n    else if (this.#awaited.size === 0)",
      'if (this.#awaited.size === 0)',
    ],
    [
      'PGMM-05',
      'A client that has not left in time is waited for.',
      'for (const session of [...this.#server.serving]) this.#hangUp(session)\n    this.#finish()',
      'this.#finish()',
    ],
  ),
  ...edits(
    move,
    ['PGMM-06', 'Calls are rebuilt without their cause.', 'const CAUSE_REBUILT = 50', 'const CAUSE_REBUILT = 0'],
    ['PGMM-09', 'Congestion is no reason to refuse.', "if (this.congestion > 0) return 'congestion'", ''],
    ['PGMM-09', 'A PG of another type is moved.', "if (pgType !== 'cucm') return 'PG type'", 'void pgType'],
    ['PGMM-09', 'A PG without the central controller is moved.', "if (!pair.controllerUp) return 'no majority'", ''],
    [
      'PGMM-10',
      'States asked for during a call survive the move.',
      "if (gateway.options.defects['pg-maintenance-keeps-pending'] === true) return",
      'if (gateway.agents.length > 0) return',
    ],
    [
      'PGMM-11',
      'A PG that fails in the middle of a move is not given up.',
      'pair.giveUp(this.#old)\n    this.stopped = this.#old\n    return true',
      'return false',
    ],
    [
      'PGMM-12',
      'A second request is told to nobody.',
      '// The clients hear of it, and log it.\n      env.send(toCti[this.#old]!, M.maintenanceRequested, 1)\n',
      '',
    ],
  ),
  ...edits('src/sim/gateway/pg-pair.ts', [
    'PGMM-07',
    'A planned move loses the phones.',
    "this.#step(next, 'peer.handed-over')",
    "this.#step(next, 'peer.handed-over')\n    this.#goOffline()\n    this.#activate()",
  ]),
  ...edits(
    finesse,
    [
      'PGMM-05',
      'The old side is not told that its client has left.',
      'env.send(toCti[this.leaving]!, M.stoppingRequestsInd, 0)',
      'void env',
    ],
    [
      'PGMM-07',
      'What the new side tells meanwhile is lost.',
      'for (const { kind, about, body, link } of held) this.#node.receive(kind, about, body, link)\n',
      'void held\n',
    ],
    ['PGMM-08', 'A switch that does not come is waited for.', 'cti.dropAll()', 'void cti'],
    ['PGMM-13', 'SystemInfo goes from INITIATING to the end.', "this.mode = 'IN_PROGRESS'", "this.mode = 'INITIATING'"],
    [
      'PGMM-13',
      'The time in the mode is counted from the start of the node.',
      'this.#since < 0 ? -1 :',
      'this.#since < 0 ? 0 :',
    ],
  ),
  ...edits('src/sim/finesse/orders.ts', [
    'PGMM-12',
    'The CTI connection is tested during a move.',
    'if (cti.maintenance.isRunning) return CtiTest.REFUSED',
    '',
  ]),
  ...edits('src/sim/finesse/maintenance.ts', [
    'PGMM-12',
    'A node is maintained while the PG is moved.',
    "if (cti.maintenance.isRunning) return 'refused: maintenance of CTI is running'",
    'void cti',
  ]),
]
