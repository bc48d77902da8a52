/** Maintenance mode of a Finesse node, as its clients, its administrator and the other node hear of it. */
import type { Micros } from '../kernel/time.ts'

/**
 * To a client of the node: it is going to be moved (`soon`), it will be reloaded at `atUs` (`now`, with the gadget event
 * FINESSE_MAINTENANCE_MODE_EVENT), or there will be no move after all (`failed`). Phones get warnings, and no move.
 */
export interface MaintenanceWarning {
  readonly what: 'soon' | 'now' | 'failed'
  /** When the desktop is to be reloaded on the other node; -1 where that is not known yet. */
  readonly atUs: Micros
}

/** What one node tells the other of itself. */
export interface PeerStatus {
  readonly inService: boolean
  /** Its maintenance mode: '', IN_PROGRESS, COMPLETED or FAILED. */
  readonly maintenance: string
  /** The sender wants to know the same of the other. */
  readonly asks: boolean
}

/**
 * What a node writes to syslog of a maintenance; the detail of FINESSE_MAINTENANCE_MODE is the place here. Reasons to
 * refuse a start and to fail: Cisco Finesse 12.6(1), Perform Routine Maintenance.
 */
export const maintenanceEvents = [
  'accepted',
  'completed',
  'refused: this release has no maintenance mode',
  'refused: this node is out of service',
  'refused: maintenance of CTI is running',
  'refused: maintenance is running already',
  'refused: maintenance was completed already',
  'refused: there is one node only',
  'refused: the other node is out of service',
  'refused: the other node is in maintenance',
  'failed: the node went out of service',
  'failed: the other node was lost',
  'failed: third-party clients are connected',
  'failed: agents were not migrated in time',
] as const
export type MaintenanceEvent = (typeof maintenanceEvents)[number]
