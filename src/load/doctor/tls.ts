/** Whether certificates can be trusted, are for the name, and will be valid next month, too. */
import { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import { checkServerIdentity, connect, type TLSSocket } from 'node:tls'
import { fixed } from '../target/rest-client.ts'
import type { TargetDoor } from '../target/target.ts'
import {
  type Check,
  type Examination,
  fine,
  type Observation,
  type Patient,
  perNode,
  problem,
  skipped,
  subjectOf,
  warning,
} from './check.ts'
import { errorText } from './network-error.ts'

const DOORS: readonly TargetDoor[] = ['https', 'notification', 'xmpps']
const SOON_MS = 30 * 86_400_000

/** What is wrong with a chain, by the names that OpenSSL has for it. */
const chainWords: ReadonlyMap<string, string> = new Map([
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'the certificate is signed by itself, and not among those to trust'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'the authority that signed it is not among those to trust'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'the authority that signed it is not among those to trust'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'the authority that signed it is not among those to trust'],
  ['CERT_SIGNATURE_FAILURE', 'its signature is not that of the authority to trust'],
  ['CERT_HAS_EXPIRED', 'a certificate of the chain has expired'],
  ['CERT_NOT_YET_VALID', 'a certificate of the chain is not valid yet; whose clock is wrong?'],
])

export const tls: Check = {
  name: 'certificate',
  says: 'Certificates are signed by an authority to trust, are for the name of the node, and do not expire soon.',
  run: (examination) =>
    perNode(examination, async (patient, subject) => {
      const those = DOORS.filter((door) => patient.open.has(door))
      if (those.length === 0) return [skipped(subject, 'no port with TLS is open')]
      const all = await Promise.all(those.map((door) => look(examination, patient, door)))
      return all.flat()
    }),
}

async function look(examination: Examination, patient: Patient, door: TargetDoor): Promise<readonly Observation[]> {
  const { guard, target } = examination
  const { host, ports } = patient.node
  const subject = subjectOf(patient, door)
  const say = door === 'xmpps' ? warning : problem
  await guard.stream({ host, port: ports[door]! })
  let shake: Handshake
  try {
    shake = await handshake(examination, patient, door)
  } catch (error) {
    return [say(subject, `no TLS: ${errorText(error)}`, 'Is this the port of HTTPS, and does the node speak TLS 1.2?')]
  }
  const { certificate, chain, identity, protocol } = shake
  if (door === 'https') patient.speaksHttp2 = shake.alpn === 'h2'
  const found: Observation[] = []
  if (chain !== undefined) {
    const what = chainWords.get(chain) ?? chain
    const issuer = oneLine(certificate.issuer)
    const advice =
      target.ca === undefined
        ? `Save the certificate of "${issuer}" and name the file in the target: ca.`
        : `The file under "ca" is another authority's: it has to hold the certificate of "${issuer}".`
    found.push(say(subject, what, advice))
  }
  if (identity !== undefined) {
    const names = certificate.subjectAltName ?? oneLine(certificate.subject)
    found.push(
      say(
        subject,
        `it is not for ${host}, but for ${names}`,
        'Use a name that it is for, or have one made that is for this one.',
      ),
    )
  }
  if (found.length > 0) return found
  patient.trusted.add(door)
  const until = new Date(certificate.validTo).getTime()
  const day = new Date(until).toISOString().slice(0, 10)
  const says = `${protocol}, for ${host}, signed by "${oneLine(certificate.issuer)}", valid until ${day}`
  if (until - examination.clock.now() > SOON_MS) return [fine(subject, says)]
  return [warning(subject, says, 'It expires within 30 days; have it renewed.')]
}

interface Handshake {
  readonly certificate: X509Certificate
  /** Why the chain is not trusted. */
  readonly chain: string | undefined
  /** Why it is not for this name. */
  readonly identity: Error | undefined
  readonly protocol: string
  readonly alpn: string | false
}

function handshake({ target }: Examination, patient: Patient, door: TargetDoor): Promise<Handshake> {
  const { host, ports } = patient.node
  return new Promise((resolve, reject) => {
    const socket: TLSSocket = connect({
      host,
      port: ports[door]!,
      lookup: fixed(patient.addresses[0]!),
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(target.ca === undefined ? {} : { ca: target.ca }),
      ...(door === 'xmpps' ? {} : { ALPNProtocols: ['h2', 'http/1.1'] }),
      // What is wrong is to be told, not only that something is.
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
    })
    const late = setTimeout(
      () => socket.destroy(Object.assign(new Error('late'), { code: 'ETIMEDOUT' })),
      target.limits.patienceMs,
    )
    socket.on('error', reject)
    socket.on('close', () => {
      clearTimeout(late)
      reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' }))
    })
    socket.on('secureConnect', () => {
      const peer = socket.getPeerCertificate(true)
      resolve({
        certificate: new X509Certificate(peer.raw),
        chain: socket.authorized ? undefined : codeOf(socket.authorizationError),
        identity: checkServerIdentity(host, peer),
        protocol: socket.getProtocol() ?? 'TLS',
        alpn: socket.alpnProtocol ?? false,
      })
      socket.destroy()
    })
  })
}

const codeOf = (error: Error | string | undefined): string =>
  typeof error === 'string' ? error : ((error as NodeJS.ErrnoException | undefined)?.code ?? String(error))

/** A distinguished name as one reads it. */
const oneLine = (name: string): string => name.replaceAll('\n', ', ').replace(/^CN=/, '')
