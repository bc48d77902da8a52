/** What is new in release 12.0: notifications over WebSocket. */
import { release116 } from './11.6.ts'
import { changed } from './constant.ts'

export const release120 = {
  ...release116,
  ctiVersion: changed(release116.ctiVersion, 22),
  webSocket: changed(release116.webSocket, 1),
} as const
