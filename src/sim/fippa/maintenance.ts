/**
 * Maintenance of the phone's Finesse node: the agent is warned again and again, then logged out by the server, and signs in on
 * the other node by hand (Administration Guide 15.0(1), Finesse Maintenance Mode).
 */
import type { MaintenanceWarning } from '../domain/maintenance.ts'
import type { PhoneAgent } from './phone-agent.ts'

export function maintenanceWarned(phone: PhoneAgent, _about: number, warning: MaintenanceWarning, link: number): void {
  if (!phone.isOwn(link) || !phone.isOpen || warning.what === 'failed') return
  phone.notice(warning.what === 'soon' ? 'maintenance-soon' : 'maintenance-now')
  phone.habits.warned()
}
