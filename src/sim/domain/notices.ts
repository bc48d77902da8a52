/** What a desktop or an IP phone tells its user beyond states and calls. Their numbers stand in the fact `notice`. */
export const notices = [
  /** The server is lost; the desktop tries to reconnect. */
  'connection-lost',
  'reconnected-to-the-same-node',
  'reconnected-to-the-other-node',
  /** Out of service: contact the administrator. */
  'out-of-service',
  'maintenance-soon',
  /** The second alert, with the gadget event FINESSE_MAINTENANCE_MODE_EVENT. */
  'maintenance-now',
  /** IP phone: server unavailable. */
  'server-unavailable',
  'sign-in-screen',
  'wrong-user-or-password',
  'operation-timed-out',
  'token-expires-in-10-minutes',
  'token-expires-in-5-minutes',
  'token-countdown',
  'certificate-not-accepted',
] as const

export type NoticeName = (typeof notices)[number]

export const Notice = Object.fromEntries(notices.map((name, index) => [name, index])) as {
  readonly [Name in NoticeName]: number
}
