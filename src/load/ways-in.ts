/** How desktops on sockets get to served nodes: which doors are opened for them, and what they know of these. */
import type { Workload } from '../sim/domain/workload.ts'
import type { Carrier } from './carriers.ts'
import type { NodeDoors } from './clients/browser.ts'
import { type DoorName, type Ports, speechOf, usualPorts } from './serve/doors.ts'
import type { Served, ServedNode } from './serve/serve.ts'

const doorOf: Readonly<Partial<Record<Carrier, DoorName>>> = { tcp: 'xmpp', tls: 'xmpps' }

export function portsFor({ release }: Workload, carrier: Carrier | undefined): Ports {
  const wanted = carrier === undefined ? undefined : doorOf[carrier]
  return usualPorts(release, { https: 0, open: wanted === undefined ? [] : [wanted] })
}

/** Doors of each node, as a deployed client knows them. */
export function waysIn(
  { nodes, certificate }: Pick<Served, 'nodes' | 'certificate'>,
  { release }: Workload,
  carrier: Carrier | undefined,
): readonly NodeDoors[] {
  const { http2 } = speechOf(release)
  return nodes.map((node, index) => {
    const other = nodes.length > 1 ? nodes[1 - index] : undefined
    return {
      number: node.number,
      https: node.addresses.https,
      http2,
      notifications: notificationsOf(node, carrier),
      domain: node.domain,
      otherOrigin: other && `https://${other.domain}:${other.ports.https}`,
      ca: certificate,
    }
  })
}

function notificationsOf({ addresses: { webSocket, bosh, xmpp, xmpps } }: ServedNode, carrier?: Carrier): string {
  const wanted = { websocket: webSocket, bosh, tcp: xmpp, tls: xmpps }
  const found = carrier === undefined ? (webSocket ?? bosh) : wanted[carrier]
  if (found === undefined) throw new Error(`this release has no notifications over ${carrier}`)
  return found
}
