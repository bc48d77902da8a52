/** What is new in release 12.6: a standby CTI session, planned moves, everything on one port. */
import { release125 } from './12.5.ts'
import { changed } from './constant.ts'

export const release126 = {
  ...release125,
  ctiVersion: changed(release125.ctiVersion, 24),
  ctiStandby: changed(release125.ctiStandby, 1),
  pgMaintenance: changed(release125.pgMaintenance, 1),
  finesseMaintenance: changed(release125.finesseMaintenance, 1),
  dropParticipant: changed(release125.dropParticipant, 1),
  notificationPort: changed(release125.notificationPort, 8445),
} as const
