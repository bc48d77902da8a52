/** Breaks what closing, crashing and losing a desktop leads to. */
import { edits } from './edit.ts'

const presence = 'src/sim/finesse/presence.ts'

export const desktop = [
  ...edits(
    'src/sim/desktop/deeds.ts',
    [
      'DESK-01',
      'A browser that is closed never says goodbye.',
      'if (noticed ?? desktop.luck.chance(desktop.profile.goodbyePercent / 100)) desktop.stream.takeLeave()',
      '',
    ],
    [
      'DESK-01',
      'A browser that is closed always says goodbye.',
      'if (noticed ?? desktop.luck.chance(desktop.profile.goodbyePercent / 100))',
      'if (noticed ?? true)',
    ],
    [
      'DESK-07',
      'A browser that crashes says goodbye all the same.',
      "case 'crash':\n      if (!isThere) return false\n",
      "case 'crash':\n      if (!isThere) return false\n      desktop.stream.takeLeave()\n",
    ],
  ),
  ...edits(
    presence,
    [
      'DESK-02',
      'The grace is half a minute.',
      "const graceUs = options.defects['forced-logout-without-grace'] ? 0 : profile.forcedLogoutGraceUs",
      'const graceUs = profile.forcedLogoutGraceUs / 2',
    ],
    [
      'DESK-03',
      'A silent client is missed only after five minutes.',
      'lookIn(node, user, node.profile.crashDetectionUs - ago)',
      'lookIn(node, user, 300_000_000 - ago)',
    ],
    [
      'DESK-04',
      'Coming back does not cancel the forced logout.',
      "if (!(options.defects['grace-not-cancelled'] && user.presenceTimer >= 0)) step(node, user, 'presence.available')",
      "if (user.presenceTimer < 0) step(node, user, 'presence.available')",
    ],
    [
      'DESK-05',
      'The forced logout is sent also for a user who has signed out.',
      "if (user.state === AgentState.LOGOUT) step(node, user, 'user.signed-out')\n  else if (user.presence === CALL_GOES_ON",
      'if (user.state === AgentState.LOGOUT) send(node, user.index)\n  else if (user.presence === CALL_GOES_ON',
    ],
    [
      'DESK-06',
      'The late forced logout spares an agent who works.',
      'if (step(node, user, waits ?',
      'if (user.state !== AgentState.NOT_READY) return\n  if (step(node, user, waits ?',
    ],
    [
      'DESK-11',
      'The late forced logout spares an agent who works.',
      'if (step(node, user, waits ?',
      'if (user.state !== AgentState.NOT_READY) return\n  if (step(node, user, waits ?',
    ],
    [
      'DESK-12',
      'The forced logout does not wait for the end of a call.',
      "const waits = talks && !user.tookLeave && node.options.defects['forced-logout-during-call'] !== true",
      'const waits = talks && user.tookLeave',
    ],
  ),
  ...edits('src/sim/desktop/failover.ts', [
    'DESK-10',
    'A glitch makes nobody move while the node is in service.',
    "else if (session.step('retries.exhausted')) this.#enter()",
    'else this.#tryLater()',
  ]),
  ...edits(
    'src/sim/desktop/token.ts',
    [
      'DESK-13',
      'A desktop whose refresh token expires sends no forced logout.',
      'desktop.sendToNode(M.restRequest, request)\n',
      'void request\n',
    ],
    [
      'DESK-14',
      'There is one warning, ten minutes before.',
      "this.#at(lifeUs - refreshWarningSecondUs, 'second')",
      'void refreshWarningSecondUs',
    ],
  ),
  ...edits(
    'src/sim/gateway/agent-requests.ts',
    ['DESK-15', 'LOAD 0 logs out.', "(desk.load === 1) !== (defects['load-reversed'] === true)", 'desk.load < 2'],
    [
      'DESK-16',
      'With LOAD 0 nothing comes of it when the call is over.',
      "agent.failedDuringCall = defects['load-0-forgotten'] !== true",
      'agent.failedDuringCall = false',
    ],
    [
      'DESK-17',
      'LOAD 1 makes Not Ready.',
      "(desk.load === 1) !== (defects['load-reversed'] === true)",
      'desk.load === 2',
    ],
    [
      'DESK-18',
      'LOAD 1 waits for the end of a call.',
      "if (logsOut && !(busy && defects['load-1-waits']))",
      'if (logsOut && !busy)',
    ],
    [
      'DESK-19',
      'CCX goes by LOAD.',
      "deployment === 'ccx' && defects['load-counts-on-ccx'] !== true",
      "deployment === 'ccx' && desk.load === 1",
    ],
    [
      'DESK-20',
      'CTI records the 255 of Finesse as it came.',
      "forcedByLoss && !ccx && !gateway.options.defects['forced-logout-not-renamed']",
      'forcedByLoss && ccx',
    ],
  ),
  ...edits('src/sim/desktop/sign-in.ts', [
    'DESK-22',
    'The sign-in is put before the stream is opened.',
    "...pages(2),\n  'stream',\n  'page',\n  'login',",
    "...pages(2),\n  'login',\n  'page',\n  'stream',",
  ]),
]
