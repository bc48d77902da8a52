/** What the detail of a syslog message means, by the message. */
import { maintenanceEvents } from '../sim/domain/maintenance.ts'

const SIDE = /^(CTI_|STANDBY_|SWAP_CTI|MAINTANCE_|MAINTENANCE_)/

export function syslogDetail(message: string, detail: number): string {
  if (SIDE.test(message)) return `CTI server ${detail === 1 ? 'B' : 'A'}`
  switch (message) {
    case 'AWDB_NOT_ACCESSIBLE':
      return `AWDB ${detail}`
    case 'API_ERROR_DETAIL':
    case 'SSO_API_ERROR':
      return `HTTP status ${detail}`
    case 'OF_STATE_CHANGED':
      return detail === 1 ? 'the Notification Service has started' : 'the Notification Service has stopped'
    case 'UNABLE_TO_CONNECT_TO_XMPP_SERVER':
      return detail === 1 ? 'not again before Tomcat is restarted' : 'the Notification Service is not there'
    case 'FINESSE_MAINTENANCE_MODE':
      return maintenanceEvents[detail] ?? ''
    default:
      return ''
  }
}
