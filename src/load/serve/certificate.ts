/**
 * Certificates for servers on this machine (RFC 5280): a certificate authority that a user may come to trust, and
 * certificates of the servers, signed by it. ECDSA on P-256 all of them. Node makes keys and signatures but no
 * certificates, and these are so plain that writing them out is less than a library to depend on.
 */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  X509Certificate,
} from 'node:crypto'
import { isIP } from 'node:net'
import { bits, context, der, moment, objectIdentifier, sequence, Tag } from './der.ts'

export interface Certificate {
  /** Both in PEM. */
  readonly key: string
  readonly cert: string
}

/** Clients that shall trust the servers are given its `cert`. */
export type Authority = Certificate

export interface CertificateOptions {
  /** Host names and IP addresses; the first is also the common name. */
  readonly names: readonly [string, ...string[]]
  readonly nowMs: number
  readonly days?: number
}

const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2'
const COMMON_NAME = '2.5.4.3'
const SUBJECT_KEY_ID = '2.5.29.14'
const KEY_USAGE = '2.5.29.15'
const SUBJECT_ALT_NAME = '2.5.29.17'
const BASIC_CONSTRAINTS = '2.5.29.19'
const AUTHORITY_KEY_ID = '2.5.29.35'
const EXTENDED_KEY_USAGE = '2.5.29.37'
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1'
const DAY_MS = 86_400_000
const AUTHORITY_DAYS = 3650
/** Browsers take no server certificate for longer than 398 days. */
const SERVER_DAYS = 397
const V3 = 2
const TRUE = der(Tag.BOOLEAN, Buffer.of(0xff))

/** An authority for as long as a laptop lasts; its name tells it from others that a user trusted before. */
export function createAuthority({ nowMs, days = AUTHORITY_DAYS }: Omit<CertificateOptions, 'names'>): Authority {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = keyId(publicKey)
  const name = `ccsim authority ${id.toString('hex', 0, 3)}`
  const extensions = [
    extension(BASIC_CONSTRAINTS, true, sequence(TRUE)),
    extension(KEY_USAGE, true, bits('keyCertSign', 'cRLSign')),
    extension(SUBJECT_KEY_ID, false, der(Tag.OCTET_STRING, id)),
  ]
  const cert = signed({ subject: name, publicKey, extensions, issuer: name, key: privateKey, nowMs, days })
  return { key: pemOf(privateKey), cert }
}

/** A certificate of a server, for these names and no others. */
export function createCertificate(
  authority: Authority,
  { names, nowMs, days = SERVER_DAYS }: CertificateOptions,
): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const issuerKey = createPrivateKey(authority.key)
  const extensions = [
    extension(BASIC_CONSTRAINTS, true, sequence()),
    extension(KEY_USAGE, true, bits('digitalSignature')),
    extension(EXTENDED_KEY_USAGE, false, sequence(objectIdentifier(SERVER_AUTH))),
    extension(SUBJECT_ALT_NAME, false, sequence(...names.map(generalName))),
    extension(SUBJECT_KEY_ID, false, der(Tag.OCTET_STRING, keyId(publicKey))),
    extension(AUTHORITY_KEY_ID, false, sequence(der(0x80, keyId(createPublicKey(issuerKey))))),
  ]
  const issuer = new X509Certificate(authority.cert).subject.replace(/^CN=/, '')
  const cert = signed({ subject: names[0], publicKey, extensions, issuer, key: issuerKey, nowMs, days })
  return { key: pemOf(privateKey), cert }
}

interface Statement {
  readonly subject: string
  readonly publicKey: KeyObject
  readonly extensions: readonly Buffer[]
  readonly issuer: string
  readonly key: KeyObject
  readonly nowMs: number
  readonly days: number
}

function signed({ subject, publicKey, extensions, issuer, key, nowMs, days }: Statement): string {
  const algorithm = sequence(objectIdentifier(ECDSA_WITH_SHA256))
  const serial = randomBytes(16)
  serial[0] = (serial[0]! & 0x7f) | 0x40
  const body = sequence(
    context(0, der(Tag.INTEGER, Buffer.of(V3))),
    der(Tag.INTEGER, serial),
    algorithm,
    commonName(issuer),
    // An hour for clocks that are not quite the same.
    sequence(moment(nowMs - 3_600_000), moment(nowMs + days * DAY_MS)),
    commonName(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    context(3, sequence(...extensions)),
  )
  const signature = der(Tag.BIT_STRING, Buffer.of(0), sign('sha256', body, key))
  return pem(sequence(body, algorithm, signature))
}

function commonName(name: string): Buffer {
  const attribute = sequence(objectIdentifier(COMMON_NAME), der(Tag.UTF8_STRING, Buffer.from(name)))
  return sequence(der(Tag.SET, attribute))
}

/** SHA-1 of the public point, as RFC 5280 §4.2.1.2 proposes: the last 65 bytes of the key on this curve. */
function keyId(publicKey: KeyObject): Buffer {
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  return createHash('sha1').update(spki.subarray(-65)).digest()
}

function extension(id: string, critical: boolean, value: Buffer): Buffer {
  return sequence(objectIdentifier(id), ...(critical ? [TRUE] : []), der(Tag.OCTET_STRING, value))
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

const pemOf = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }) as string

function pem(content: Buffer): string {
  const lines = content.toString('base64').match(/.{1,64}/g)!
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}
