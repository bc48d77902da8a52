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
