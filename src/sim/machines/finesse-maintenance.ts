// Maintenance mode of one Finesse node: its users are moved to the other node, then its services stop.
// Source: Cisco Finesse Administration Guide, Release 15.0(1), "Finesse Maintenance Mode"; developer.cisco.com/docs/
// finesse, "MaintenanceMode API" (IN_PROGRESS, COMPLETED, FAILED); same guide 12.6(1), "Perform Routine Maintenance".
// Left out on purpose: why a start was rejected; how moves are spread over time (not published); abandoned users, who
// are counted but do not fail the operation; SystemInfo's finesseMMode, empty in IDLE.
import { defineMachine } from './definition.ts'

export const finesseMaintenance = defineMachine({
  id: 'finesse-maintenance',
  initial: 'IDLE',
  states: {
    IDLE: { on: { 'maintenance.accepted': 'IN_PROGRESS', 'maintenance.rejected': 'IDLE' } },
    IN_PROGRESS: {
      on: {
        'users.moved': 'COMPLETED',
        'node.out-of-service': 'FAILED',
        'alternate.lost': 'FAILED',
        // Desktops of other makers cannot be moved, and the node is not set up to wait for them.
        'third-party.unsupported': 'FAILED',
        // A second start while one runs.
        'maintenance.rejected': 'IN_PROGRESS',
      },
      after: { maxMaintenanceTime: 'FAILED' },
    },
    // The services are shut down; the mode ends with their next start.
    COMPLETED: { on: { 'services.started': 'IDLE', 'maintenance.rejected': 'COMPLETED' } },
    FAILED: {
      on: { 'maintenance.accepted': 'IN_PROGRESS', 'maintenance.rejected': 'FAILED', 'services.started': 'IDLE' },
    },
  },
})
