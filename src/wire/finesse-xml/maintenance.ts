/**
 * Maintenance of a node as its clients hear of it: an event of the feed of SystemInfo, whose `finesseMMode` is documented
 * (12.6(1), MaintenanceMode API). Beside it, when the desktop is about to be reloaded, stands the one name that is published,
 * FINESSE_MAINTENANCE_MODE_EVENT, with the seconds until then (Administration Guide 15.0(1), Finesse Maintenance Mode).
 *
 * Assumed: that it comes by this feed, and the elements round the name; no payload of it was published. Clients that read
 * `systemInfo` alone are not disturbed.
 */
import type { MaintenanceWarning } from '../../sim/domain/maintenance.ts'
import { type SystemInfoView, Topic } from '../../sim/domain/rest.ts'
import { answerLimits, child, childText, parseXml } from '../xml/parse.ts'
import { leaf, wrap } from '../xml/write.ts'
import { feedName, type Names } from './names.ts'
import { writeSystemInfo } from './others.ts'

const EVENT = 'FINESSE_MAINTENANCE_MODE_EVENT'

export const maintenanceFeed = (names: Names): string => feedName(names, Topic.SYSTEM_INFO, 0)

export function writeMaintenance(names: Names, info: SystemInfoView, { what, atUs }: MaintenanceWarning): string {
  const seconds = Math.max(0, Math.ceil((atUs - info.now) / 1e6))
  const name = what === 'now' ? wrap('maintenance', leaf('event', EVENT), leaf('secondsToReload', seconds)) : ''
  return wrap(
    'Update',
    wrap('data', name, writeSystemInfo(names, info, 'systemInfo')),
    leaf('event', 'PUT'),
    leaf('requestId', ''),
    leaf('source', maintenanceFeed(names)),
  )
}

/** What an Update says of a maintenance, or undefined; `seconds` until the reload, where that is known. */
export function readMaintenance(
  text: string,
): { readonly what: MaintenanceWarning['what']; readonly seconds: number | undefined } | undefined {
  const data = child(parseXml(text, answerLimits), 'data')
  const told = child(data, 'maintenance')
  if (told !== undefined && childText(told, 'event') === EVENT) {
    return { what: 'now', seconds: Number(childText(told, 'secondsToReload')) }
  }
  const mode = childText(child(data, 'systemInfo'), 'finesseMMode')
  if (mode === 'IN_PROGRESS') return { what: 'soon', seconds: undefined }
  return mode === 'FAILED' ? { what: 'failed', seconds: undefined } : undefined
}
