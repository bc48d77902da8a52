/**
 * Whether events can come: an XMPP stream by each way that the release has and the ports allow, and a sign-in on it
 * (developer.cisco.com (Finesse): Managing Notifications in Third-Party Applications). A password goes only over TLS that
 * is trusted, and only one that REST took before.
 */
import { childText } from '../../wire/xml/parse.ts'
import { speechOf } from '../serve/doors.ts'
import type { Target, TargetDoor } from '../target/target.ts'
import { type Carrier, type Listener, overBosh, overTcp, overWebSocket, type Where } from './carriers.ts'
import {
  type Check,
  type Examination,
  fine,
  type Observation,
  type Patient,
  perNode,
  problem,
  skipped,
  warning,
} from './check.ts'
import { errorText } from './network-error.ts'
import { probe } from './sasl-probe.ts'

type Kind = 'WebSocket' | 'BOSH' | 'TCP'

interface Way {
  readonly door: TargetDoor
  readonly kind: Kind
  readonly isSecure: boolean
  /** The way that desktops of this release take; without it there are no events. */
  readonly isNeeded: boolean
}

export const xmpp: Check = {
  name: 'events',
  says: 'XMPP answers by WebSocket or BOSH, and by TCP where a port is open, and takes the password of one user.',
  run: (examination) =>
    perNode(examination, async (patient, subject) => {
      if (patient.info === undefined) return [skipped(subject, 'there is no SystemInfo')]
      const ways = waysOf(examination.target).filter(({ door }) => patient.open.has(door))
      if (ways.length === 0) return [skipped(subject, 'none of its ports is open')]
      const found: Observation[] = []
      for (const way of ways) found.push(await look(examination, patient, way))
      return found
    }),
}

/** As the release has them: WebSocket from 12.0 on, behind the port of HTTPS from 12.6 on, BOSH before. */
function waysOf({ release }: Target): readonly Way[] {
  const { notificationsOnHttps, webSocket } = speechOf(release)
  const usual = notificationsOnHttps ? 'https' : 'notification'
  return [
    ...(webSocket ? [{ door: usual, kind: 'WebSocket', isSecure: true, isNeeded: true } as const] : []),
    { door: 'notification', kind: 'BOSH', isSecure: true, isNeeded: !webSocket },
    { door: 'xmpps', kind: 'TCP', isSecure: true, isNeeded: false },
    { door: 'xmpp', kind: 'TCP', isSecure: false, isNeeded: false },
  ]
}

async function look(
  examination: Examination,
  patient: Patient,
  { door, kind, isSecure, isNeeded }: Way,
): Promise<Observation> {
  const { guard, target, proven } = examination
  const { host, ports } = patient.node
  const port = ports[door]!
  const subject = `${kind} ${host}:${port}`
  // With STARTTLS it is checked on the way.
  if (isSecure && !patient.trusted.has(door)) return skipped(subject, 'its certificate is not trusted')
  const [user] = proven.keys()
  const { patienceMs } = target.limits
  const where: Where = { host, address: patient.addresses[0]!, port, ca: target.ca, patienceMs }
  const say = isNeeded ? problem : warning
  await guard.stream({ host, port, user: user?.id })
  try {
    const {
      mechanisms,
      sasl,
      isSecure: wasSecure,
    } = await probe({
      domain: childText(patient.info!.xml, 'xmppDomain') ?? host,
      patienceMs,
      isSecure,
      credentials: user === undefined ? undefined : { user: user.id, password: user.password.reveal() },
      connect: (listener) => carrierOf(kind, where, isSecure, listener),
    })
    if (!mechanisms.includes('PLAIN')) {
      const offered = mechanisms.length === 0 ? 'nothing' : mechanisms.join(', ')
      return say(
        subject,
        `offers ${offered} to sign in by, and not PLAIN`,
        'Is this the Notification Service of Finesse?',
      )
    }
    if (sasl === 'success') return fine(subject, `user ${user!.id} is taken (SASL PLAIN)`)
    if (sasl !== undefined) {
      const advice = "REST took the same password; is the node the other one's, or its Notification Service not ready?"
      return say(subject, `user ${user!.id} is refused: ${sasl}`, advice)
    }
    if (!wasSecure) return fine(subject, 'answers, without TLS; no password was sent')
    return fine(subject, 'answers; no password was tried, as none was taken by REST')
  } catch (error) {
    const advice = 'See the Cisco Finesse Notification Service on the node, and proxies in between.'
    return say(subject, errorText(error), advice)
  }
}

function carrierOf(kind: Kind, where: Where, isSecure: boolean, listener: Listener): Promise<Carrier> | Carrier {
  if (kind === 'TCP') return overTcp(where, isSecure, listener)
  return kind === 'BOSH' ? overBosh(where, listener) : overWebSocket(where, isSecure, listener)
}
