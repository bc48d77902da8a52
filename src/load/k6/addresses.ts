/** Where the Finesse nodes are, from what the user of the bundle sets in the environment of k6. */
import type { Release } from '../../sim/domain/release.ts'
import { speechOf } from '../serve/doors.ts'

export interface Address {
  /** Such as `https://fin1.example:8445`. */
  readonly https: string
  /** `wss://` with host, port and path. */
  readonly notifications: string
  readonly host: string
  readonly port: number
}

export const NODES = 'CCSIM_NODES'
export const NOTIFICATIONS = 'CCSIM_NOTIFICATIONS'

const ORIGIN = /^https:\/\/(\[[^\]/]+\]|[^/:]+):(\d{1,5})$/
const SOCKET = /^wss:\/\/[^/]+\/\S*$/

type Environment = Readonly<Record<string, string | undefined>>

/** A problem in words otherwise. */
export function addressesIn(environment: Environment, release: Release, nodes: number): readonly Address[] | string {
  const origins = listed(environment[NODES])
  if (origins.length !== nodes) {
    const example = ['https://fin1.example:8445', 'https://fin2.example:8445'].slice(0, nodes).join(',')
    return `${NODES} names ${origins.length} of ${nodes} Finesse nodes; say: k6 run -e ${NODES}=${example} script.js`
  }
  const sockets = listed(environment[NOTIFICATIONS])
  if (sockets.length !== 0 && sockets.length !== nodes) return `${NOTIFICATIONS} names one address for each of ${NODES}`
  const found: Address[] = []
  for (const [index, origin] of origins.entries()) {
    const match = ORIGIN.exec(origin)
    if (match === null)
      return `${NODES}: ${origin} is no address of HTTPS with a port, such as https://fin1.example:8445`
    const [, host, port] = match
    const notifications = sockets[index] ?? `wss://${host}:${notificationPort(release, Number(port))}/ws`
    if (!SOCKET.test(notifications)) {
      return `${NOTIFICATIONS}: ${notifications} is no address of a WebSocket, such as wss://fin1.example:8445/ws`
    }
    found.push({ https: origin, notifications, host: host!, port: Number(port) })
  }
  return found
}

const listed = (text = ''): readonly string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')

/** Before notifications moved to the port of HTTPS they had one of their own, as far from it as it is by default. */
function notificationPort(release: Release, https: number): number {
  return speechOf(release).notificationsOnHttps ? https : https + NOTIFICATION_PORT - HTTPS_PORT
}

const HTTPS_PORT = 8445
const NOTIFICATION_PORT = 7443
