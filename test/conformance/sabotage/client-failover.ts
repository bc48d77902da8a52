/** Breaks the failover of desktops. */
import { edits } from './edit.ts'

const failover = 'src/sim/desktop/failover.ts'

export const clientFailover = [
  ...edits('src/sim/desktop/desktop.ts', [
    'CLIENT-01',
    'The event OUT_OF_SERVICE means nothing to a desktop.',
    "if (status !== 'IN_SERVICE' && node === this.node + 1) this.failover.serverLost(since)",
    'if (since < 0) this.failover.serverLost(since)',
  ]),
  ...edits(
    failover,
    [
      'CLIENT-02',
      'A desktop whose stream cannot be opened again tries for ever.',
      'if (this.#tries < profile.streamRetries) this.#tryLater()',
      'if (this.#tries < 1000) this.#tryLater()',
    ],
    [
      'CLIENT-03',
      'A desktop whose stream cannot be opened again tries for ever.',
      'if (this.#tries < profile.streamRetries) this.#tryLater()',
      'if (this.#tries < 1000) this.#tryLater()',
    ],
    [
      'CLIENT-05',
      'There are four tries.',
      'if (this.#tries < profile.streamRetries) this.#tryLater()',
      'if (this.#tries <= profile.streamRetries) this.#tryLater()',
    ],
    [
      'CLIENT-08',
      'Data are read although the stream is gone.',
      "if (this.#desktop.stream.state === 'open') this.#read(0)",
      "if (this.#desktop.stream.state !== 'open') this.#desktop.stream.open()\n    if (this.#desktop.stream.state !== 'closed') this.#read(0)",
    ],
    [
      'CLIENT-09',
      'The status of the CTI heartbeat is not looked at.',
      'const beats = heartbeatOk || this.#desktop.profile.pollNeedsHeartbeat === 0',
      'const beats = heartbeatOk || true',
    ],
    [
      'CLIENT-10',
      'A desktop moves without a second look at its own node.',
      "const noLook = current === GOOD || desktop.options.defects['poll-without-bias'] === true",
      'const noLook = true',
    ],
    [
      'CLIENT-13',
      'Nobody is told that the connection is back.',
      'desktop.tell(Notice[notice], desktop.node + 1)\n    this.since',
      'this.since',
    ],
    [
      'CLIENT-13',
      'Nobody is told that the connection is lost.',
      "this.tellOnce(Notice['connection-lost'], desktop.node + 1)",
      '',
    ],
    [
      'CLIENT-14',
      'A desktop whose stream cannot be opened again tries for ever.',
      'if (this.#tries < profile.streamRetries) this.#tryLater()',
      'if (this.#tries < 1000) this.#tryLater()',
    ],
    [
      'CLIENT-15',
      'Ready is not asked for after a move.',
      'if (this.#moved && this.#keepsReady()) desktop.putState(AgentState.READY)',
      '',
    ],
    [
      'CLIENT-15',
      'Ready is asked for whoever had chosen it.',
      'if (profile.keepsReady === 0 || !choseReady) return false',
      'if (profile.keepsReady === 0) return false',
    ],
    [
      'CLIENT-16',
      'Ready is asked for also after the system or a supervisor made the agent Not Ready.',
      'if (profile.keepsReady === 0 || !choseReady) return false',
      'if (profile.keepsReady === 0) return false\n    if (state !== AgentState.LOGOUT) return true',
    ],
    [
      'CLIENT-14',
      'A desktop that has found no good node does not look again.',
      "} else if (desktop.session.step('neither.in-service')) this.#enter()",
      "} else desktop.session.step('neither.in-service')",
    ],
    [
      'CLIENT-12',
      'A desktop that has moved goes back when the state of its agent changes.',
      'if (this.#readySince < 0 || this.isRunning',
      "if (this.#moved && !this.isRunning && this.#desktop.session.step('maintenance.announced')) this.#desktop.wait(0, M.maintenanceDue)\n    if (this.#readySince < 0 || this.isRunning",
    ],
  ),
  ...edits('src/sim/desktop/inbox.ts', [
    'CLIENT-04',
    'The presence of the user finesse means nothing to a desktop.',
    'if (available === 0 && desktop.isFromNode(link)) desktop.failover.serverLost(gone?.at)',
    'if (available === 2 && desktop.isFromNode(link)) desktop.failover.serverLost(gone?.at)',
  ]),
  ...edits('src/sim/desktop/inbox.ts', [
    'CLIENT-14',
    'The presence of the user finesse means nothing to a desktop.',
    'if (available === 0 && desktop.isFromNode(link)) desktop.failover.serverLost(gone?.at)',
    'if (available === 2 && desktop.isFromNode(link)) desktop.failover.serverLost(gone?.at)',
  ]),
  ...edits('src/sim/finesse/reload-slots.ts', [
    'CLIENT-18',
    'All desktops that move get the same slot.',
    'return Math.floor(((this.#given++ * GOLDEN_SECTION) % 1) * this.#spanUs)',
    'return 0',
  ]),
  ...edits('src/sim/domain/releases/11.6.ts', [
    'CLIENT-06',
    'A lost desktop looks every 20 s also in 11.6.',
    "desktopPollUs: time(10 * SECOND, 'interval",
    "desktopPollUs: time(20 * SECOND, 'interval",
  ]),
  ...edits(
    'src/sim/domain/releases/12.5.ts',
    [
      'CLIENT-07',
      'A lost desktop looks every 10 s also from 12.5 on.',
      "desktopPollUs: changed(release120.desktopPollUs, 20 * SECOND, admin('15.0(1)')),",
      '',
    ],
    ['CLIENT-18', 'Reloads are not coordinated.', 'reloadsCoordinated: changed(release120.reloadsCoordinated, 1),', ''],
  ),
  ...edits(
    'src/sim/desktop/sign-in.ts',
    [
      'CLIENT-11',
      'After a move the page waits at its sign-in form.',
      'begin(way: Way): void {\n',
      "begin(way: Way): void {\n    if (way === 'move') return\n",
    ],
    [
      'CLIENT-19',
      'The gadgets of a desktop that moves take three times as long.',
      'return done < gadgets.xml ? gadgetUs : gadgetUs * JSP_IS_SLOWER',
      'return done < gadgets.xml ? gadgetUs * JSP_IS_SLOWER : gadgetUs * JSP_IS_SLOWER',
    ],
  ),
  ...edits('src/sim/gateway/agent-requests.ts', [
    'CLIENT-17',
    'Signing in again makes an agent Not Ready.',
    "return signedIn ? 'repeat' : 'check device'",
    "return signedIn ? (busy ? 'repeat' : Step['not-ready.requested']) : 'check device'",
  ]),
]
