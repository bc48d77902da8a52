/** Breaks the maintenance of Finesse nodes. */
import { edits } from './edit.ts'

const mode = 'src/sim/finesse/maintenance.ts'
const moves = 'src/sim/finesse/maintenance-moves.ts'

export const finesseMaintenance = [
  ...edits('src/sim/finesse/rest-service.ts', [
    'FMM-01',
    'Maintenance asked for over REST does not begin.',
    'const against = maintenance.initiate()',
    'const against: string | undefined = undefined',
  ]),
  ...edits(
    mode,
    [
      'FMM-02',
      'Nobody is counted as one who is still to go.',
      'pendingUserDisconnections: this.isRunning ? this.#pending().length : this.#left',
      'pendingUserDisconnections: this.#left',
    ],
    [
      'FMM-02',
      'No time is estimated.',
      'estimatedCompletionTime: this.isRunning ? Math.ceil(this.#moves.leftUs() / SECOND) : 0',
      'estimatedCompletionTime: 0',
    ],
    [
      'FMM-05',
      'The longest time is an hour, whatever is set.',
      'const limitUs = settings.maxMMTimeSec * SECOND',
      'const limitUs = Math.max(settings.maxMMTimeSec, 3600) * SECOND',
    ],
    [
      'FMM-10',
      'A node is maintained whatever the other one is.',
      "return peer.inService ? undefined : 'refused: the other node is out of service'",
      'return undefined',
    ],
    [
      'FMM-10',
      'A node is maintained while the other one is.',
      "if (peer.maintenance === 'IN_PROGRESS' || peer.maintenance === 'COMPLETED') {",
      "if (peer.maintenance === 'FAILED') {",
    ],
    [
      'FMM-10',
      'A node is maintained twice at once.',
      "if (name === 'IN_PROGRESS') return 'refused: maintenance is running already'",
      '',
    ],
    [
      'FMM-10',
      'A node is maintained out of service.',
      "if (!inService) return 'refused: this node is out of service'",
      'void inService',
    ],
    [
      'FMM-11',
      'Maintenance goes on when the other node is lost.',
      "this.#fail('alternate.lost', 'failed: the other node was lost')",
      '',
    ],
    [
      'FMM-11',
      'Maintenance goes on when the node goes out of service.',
      "if (!this.#node.inService) this.#fail('node.out-of-service', 'failed: the node went out of service')",
      '',
    ],
    [
      'FMM-13',
      'The services go on when everybody has moved.',
      "for (const service of ['tomcat', 'notification'] as const) {",
      "for (const service of ['tomcat', 'notification'].slice(2) as never[]) {",
    ],
    [
      'FMM-13',
      'SystemInfo does not tell how long it has been going on.',
      'return this.isRunning ? Math.floor((this.#node.env.now() - this.#startedAt) / SECOND) : -1',
      'return -1',
    ],
  ),
  ...edits(
    moves,
    [
      'FMM-03',
      'All desktops are moved at one time.',
      "this.#gapUs = options.defects['maintenance-all-at-once'] ? 0 :",
      'this.#gapUs = line.length > 0 ? 0 :',
    ],
    [
      'FMM-04',
      'There is no early warning.',
      "if (this.#node.options.defects['maintenance-without-warning']) return",
      'if (user.index >= 0) return',
    ],
    [
      'FMM-04',
      'The event comes 5 s before the reload.',
      "const leadUs = options.defects['maintenance-without-event'] ? 0 : profile.maintenanceWarningUs",
      'const leadUs = options.number * 0 + profile.maintenanceWarningUs / 3',
    ],
    [
      'FMM-08',
      'A Ready agent stays so whatever the property says.',
      "if (settings.agentStateAfterMigration !== 'NOT_READY' || user.state !== AgentState.READY) return",
      'if (settings.agentStateAfterMigration !== undefined) return',
    ],
    [
      'FMM-08',
      'The reason of Not Ready is not the configured one.',
      'setState(this.#node, user.index, AgentState.NOT_READY, settings.migrationNotReadyReasonCode)',
      'setState(this.#node, user.index, AgentState.NOT_READY, 0)',
    ],
    [
      'FMM-09',
      'The property has an effect with every PG.',
      "if (pgProfile.ctiVersion >= CTI_KEEPS_STATE && !options.defects['migration-state-always']) return",
      'void pgProfile',
    ],
  ),
  ...edits(
    'src/sim/finesse/maintenance-phones.ts',
    [
      'FMM-06',
      'Phone agents are warned once.',
      '} else if (isTime) this.#warn()',
      '} else if (isTime) this.#warnings++',
    ],
    ['FMM-06', 'Phone agents are warned and never logged out.', 'if (isTime || this.#hasAsked) this.#logOut()', ''],
  ),
]
