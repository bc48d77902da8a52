/**
 * Critical messages that a Finesse server writes to syslog, under Cisco's names and spelling. Source: Cisco Finesse
 * Administration Guide 11.6(1), ch. 12, "Syslog Support for Critical Log Messages"; 12.6(1), "Perform Routine
 * Maintenance".
 */
export const syslogMessages = [
  'CTI_SOCKET_ERROR',
  'CTI_CONNECTION_LOST',
  'CTI_OPEN_FAILURE',
  'CTI_CONNECTION_RETRIES_EXCEEDED',
  'CTI_CONNECTION_ESTABLISHED',
  'SUBSYS_INIT_ERROR',
  'UNABLE_TO_CONNECT_TO_XMPP_SERVER',
  'DB_SS_CONNECTION_CHECK',
  'cfservice_CORE_ERROR_DB_CONNECTION',
  'AWDB_NOT_ACCESSIBLE',
  'VOS_DB_ADAPTER_ERROR',
  'FINESSE_APP_STARTUP_ERROR',
  'OF_STATE_CHANGED',
  'CONNECTED_TO_XMPP_SERVER',
  'SSO_API_ERROR',
  'API_ERROR_DETAIL',
  'MAINTANCE_MODE_CONTINUE_CTI',
  'STANDBY_ACTIVE_EVENT',
  'MAINTENANCE_MODE_REQUEST_TIMEOUT',
  'SWAP_CTI_CONNECTIONS',
  'CTI_DISCONNECT',
  'STANDBY_CTI_DISCONNECT',
  'MAINTANCE_MODE_DUPLICATE_REQUEST',
  'FINESSE_MAINTENANCE_MODE',
] as const

export type SyslogMessage = (typeof syslogMessages)[number]

export const Syslog = Object.fromEntries(syslogMessages.map((name, index) => [name, index])) as {
  readonly [Name in SyslogMessage]: number
}
