/** What is new in release 12.5: faster failover of the PG and of desktops, HTTPS alone. */
import { SECOND } from '../../kernel/time.ts'
import { release120 } from './12.0.ts'
import { changed } from './constant.ts'
import { admin } from './sources.ts'

export const release125 = {
  ...release120,
  ctiVersion: changed(release120.ctiVersion, 23),
  ctiDetectionUs: changed(release120.ctiDetectionUs, 0),
  ctiSecure: changed(release120.ctiSecure, 1),
  callFromReady: changed(release120.callFromReady, 1),
  desktopPollUs: changed(release120.desktopPollUs, 20 * SECOND, admin('15.0(1)')),
  pollNeedsHeartbeat: changed(release120.pollNeedsHeartbeat, 1),
  reloadsCoordinated: changed(release120.reloadsCoordinated, 1),
  preloadsOtherNode: changed(release120.preloadsOtherNode, 1),
  keepsReady: changed(release120.keepsReady, 1),
  deviceRetries: changed(release120.deviceRetries, 3),
  xmppPlainOpen: changed(release120.xmppPlainOpen, 0),
  httpRedirects: changed(release120.httpRedirects, 1),
} as const
