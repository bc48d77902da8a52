/**
 * A certificate for servers on this machine, made at start and signed with its own key (RFC 5280): ECDSA on P-256,
 * for some names and addresses. Node makes keys and signatures but no certificates, and this one is so plain that
 * writing it out is less than a library to depend on.
 */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { isIP } from 'node:net'
import { context, der, generalizedTime, objectIdentifier, sequence, Tag } from './der.ts'

export interface Certificate {
  /** Both in PEM. Clients that shall trust the server are given `cert`. */
  readonly key: string
  readonly cert: string
}

export interface CertificateOptions {
  /** Host names and IP addresses; the first is also the common name. */
  readonly names: readonly [string, ...string[]]
  readonly nowMs: number
  readonly days?: number
}

const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2'
const COMMON_NAME = '2.5.4.3'
const SUBJECT_ALT_NAME = '2.5.29.17'
const BASIC_CONSTRAINTS = '2.5.29.19'
const EXTENDED_KEY_USAGE = '2.5.29.37'
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1'
const DAY_MS = 86_400_000
const V3 = 2

export function createCertificate({ names, nowMs, days = 30 }: CertificateOptions): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = sequence(objectIdentifier(ECDSA_WITH_SHA256))
  const serial = randomBytes(16)
  serial[0] = (serial[0]! & 0x7f) | 0x40
  const commonName = sequence(objectIdentifier(COMMON_NAME), der(Tag.UTF8_STRING, Buffer.from(names[0])))
  const name = sequence(der(Tag.SET, commonName))
  const body = sequence(
    context(0, der(Tag.INTEGER, Buffer.of(V3))),
    der(Tag.INTEGER, serial),
    algorithm,
    name,
    // An hour for clocks that are not quite the same.
    sequence(generalizedTime(nowMs - 3_600_000), generalizedTime(nowMs + days * DAY_MS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    context(
      3,
      sequence(
        extension(BASIC_CONSTRAINTS, true, sequence()),
        extension(EXTENDED_KEY_USAGE, false, sequence(objectIdentifier(SERVER_AUTH))),
        extension(SUBJECT_ALT_NAME, false, sequence(...names.map(generalName))),
      ),
    ),
  )
  const signature = sign('sha256', body, privateKey)
  const certificate = sequence(body, algorithm, der(Tag.BIT_STRING, Buffer.of(0), signature))
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, cert: pem(certificate) }
}

function extension(id: string, critical: boolean, value: Buffer): Buffer {
  const flag = critical ? [der(Tag.BOOLEAN, Buffer.of(0xff))] : []
  return sequence(objectIdentifier(id), ...flag, der(Tag.OCTET_STRING, value))
}

/** dNSName [2] or iPAddress [7]. */
function generalName(name: string): Buffer {
  const family = isIP(name)
  if (family === 0) return der(0x82, Buffer.from(name))
  return der(0x87, family === 4 ? Buffer.from(name.split('.').map(Number)) : ipv6(name))
}

function ipv6(address: string): Buffer {
  const [head, tail] = address.split('::').map((half) => (half === '' ? [] : half.split(':')))
  const missing = 8 - head!.length - (tail?.length ?? 0)
  const groups = tail === undefined ? head! : [...head!, ...new Array<string>(missing).fill('0'), ...tail]
  return Buffer.from(groups.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff]))
}

function pem(content: Buffer): string {
  const lines = content.toString('base64').match(/.{1,64}/g)!
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}
