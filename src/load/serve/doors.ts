/**
 * The doors of a Finesse node, by release: which ports are open as it is installed, and what is behind each (Finesse
 * Web Services Developer and JavaScript Guide 12.5(1), p. 6-9; Finesse 12.6 release notes; developer.cisco.com
 * (Finesse): FAQs, HTTPS Requests, Managing Notifications in Third-Party Applications).
 */
import { type Release, releaseProfile, releases } from '../../sim/domain/release.ts'

export const doorNames = ['https', 'http', 'notification', 'insecure', 'xmpp', 'xmpps'] as const
export type DoorName = (typeof doorNames)[number]
export type Ports = Readonly<Partial<Record<DoorName, number>>>

interface Door {
  readonly port: number
  /** Between the ports of two nodes on one address: 5222 and 5223 are neighbours. */
  readonly apart: 1 | 2
  readonly says: string
  /** What an administrator does to open it, where a release keeps it closed. */
  readonly opensBy: string
  /** From the first release until this one it is open without that. */
  readonly closedFrom: Release | undefined
}

const { restPort, xmppPort, xmppSecurePort } = releaseProfile('15.0')
// From 12.6 on notifications are on the port of HTTPS as well, and this one stays.
const { notificationPort } = releaseProfile('12.5')

export const doors: Readonly<Record<DoorName, Door>> = {
  https: {
    port: restPort,
    apart: 1,
    says: 'REST, desktop, from 12.6 notifications',
    opensBy: '',
    closedFrom: undefined,
  },
  // A Finesse of CCE listens on port 80, too, which an ordinary user may not open.
  http: { port: 8082, apart: 1, says: 'plain HTTP', opensBy: '', closedFrom: undefined },
  notification: {
    port: notificationPort,
    apart: 1,
    says: 'BOSH, from 12.0 WebSocket',
    opensBy: '',
    closedFrom: undefined,
  },
  insecure: {
    port: 7071,
    apart: 1,
    says: 'BOSH and WebSocket without TLS',
    opensBy: 'utils finesse set_property webservices enableInsecureOpenfirePort true',
    closedFrom: '12.5',
  },
  xmpp: {
    port: xmppPort,
    apart: 2,
    says: 'XMPP over TCP, STARTTLS',
    opensBy: 'utils finesse set_property webservices enableInsecureOpenfirePort true',
    closedFrom: undefined,
  },
  xmpps: {
    port: xmppSecurePort,
    apart: 2,
    says: 'XMPP over TLS',
    opensBy: 'utils finesse set_property webservices enableExternalNotificationPortAccess true',
    closedFrom: '12.6',
  },
}

const isFrom = (release: Release, first: Release): boolean => releases.indexOf(release) >= releases.indexOf(first)

export function isUsuallyOpen(name: DoorName, release: Release): boolean {
  const { closedFrom } = doors[name]
  if (name === 'xmpp') return releaseProfile(release).xmppPlainOpen === 1
  return closedFrom === undefined || !isFrom(release, closedFrom)
}

export interface PortWishes {
  /** Doors to open although the release keeps them closed. */
  readonly open?: readonly DoorName[] | undefined
  /** Port of HTTPS on the first node: the others move along with it. 0 lets the system choose all of them. */
  readonly https?: number | undefined
}

/** Ports of the first node as the release has them. */
export function usualPorts(release: Release, { open = [], https = doors.https.port }: PortWishes = {}): Ports {
  const shift = https - doors.https.port
  const names = doorNames.filter((name) => isUsuallyOpen(name, release) || open.includes(name))
  return Object.fromEntries(names.map((name) => [name, https === 0 ? 0 : doors[name].port + shift]))
}

/** Ports of the node with this number where it shares its address with those before it. */
export function portsOfNode(first: Ports, node: number): Ports {
  const entries = Object.entries(first) as [DoorName, number][]
  return Object.fromEntries(
    entries.map(([name, port]) => [name, port === 0 ? 0 : port + (node - 1) * doors[name].apart]),
  )
}

/** How a release speaks HTTP. */
export interface Speech {
  readonly http2: boolean
  /** Notifications on the port of HTTPS: WebSocket, and BOSH although it is deprecated by then. */
  readonly notificationsOnHttps: boolean
  readonly webSocket: boolean
  /** REST is answered over plain HTTP; else everything there is sent on to HTTPS. */
  readonly plainRest: boolean
  /** Without a word of the administrator: who else's pages may call. */
  readonly cors: 'all' | 'nodes'
  /** A proxy in the node itself tells by a header what it had in its cache. */
  readonly tellsCache: boolean
  /** Pages that may frame the desktop are listed in a header. */
  readonly framing: boolean
  /** What a desktop is to know before a sign-in comes as JSON. */
  readonly desktopInterface: boolean
}

export function speechOf(release: Release): Speech {
  const profile = releaseProfile(release)
  return {
    http2: isFrom(release, '12.5'),
    notificationsOnHttps: profile.notificationPort === profile.restPort,
    webSocket: profile.webSocket === 1,
    plainRest: profile.httpRedirects === 0,
    cors: isFrom(release, '12.0') ? 'nodes' : 'all',
    tellsCache: isFrom(release, '12.5'),
    framing: isFrom(release, '12.6'),
    desktopInterface: isFrom(release, '12.6'),
  }
}
