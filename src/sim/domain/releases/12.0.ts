/** What is new in release 12.0: notifications over WebSocket, and any CTI side that runs will do. */
import { release116 } from './11.6.ts'
import { changed } from './constant.ts'
import { admin } from './sources.ts'

export const release120 = {
  ...release116,
  ctiVersion: changed(release116.ctiVersion, 22),
  ctiOtherSideFirst: changed(release116.ctiOtherSideFirst, 0, admin('15.0(1)')),
  webSocket: changed(release116.webSocket, 1),
} as const
