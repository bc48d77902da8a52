import { X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSecureContext } from 'node:tls'
import { afterAll, describe, expect, it } from 'vitest'
import { keptAuthority } from '../../src/load/serve/authority-file.ts'
import { createAuthority, createCertificate } from '../../src/load/serve/certificate.ts'

const NOW = Date.UTC(2026, 0, 5, 8)
const DAY_MS = 86_400_000

const made = createAuthority({ nowMs: NOW })
const authority = new X509Certificate(made.cert)

describe('an authority made at start', () => {
  it('signs itself, may sign others, and has a name of its own', () => {
    expect(authority.ca).toBe(true)
    expect(authority.verify(authority.publicKey)).toBe(true)
    expect(authority.subject).toMatch(/^CN=ccsim authority [0-9a-f]{6}$/)
    expect(new X509Certificate(createAuthority({ nowMs: NOW }).cert).subject).not.toBe(authority.subject)
  })

  it('lasts ten years', () => {
    expect(authority.validToDate).toEqual(new Date(NOW + 3650 * DAY_MS))
  })
})

describe('a certificate of a server', () => {
  const server = createCertificate(made, {
    names: ['fin1.example.test', 'localhost', '127.0.0.1', '::1'],
    nowMs: NOW,
    days: 10,
  })
  const certificate = new X509Certificate(server.cert)

  it('is for its names and addresses, and no others', () => {
    expect(certificate.subject).toBe('CN=fin1.example.test')
    expect(certificate.checkHost('localhost')).toBe('localhost')
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1')
    expect(certificate.checkIP('::1')).toBe('::1')
    expect(certificate.checkHost('fin2.example.test')).toBeUndefined()
    expect(certificate.subjectAltName).toBe(
      'DNS:fin1.example.test, DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1',
    )
  })

  it('is signed by the authority, for servers, and no authority itself', () => {
    expect(certificate.verify(authority.publicKey)).toBe(true)
    expect(certificate.checkIssued(authority)).toBe(true)
    expect(certificate.ca).toBe(false)
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1'])
    expect(() => createSecureContext(server)).not.toThrow()
  })

  it('is valid from an hour ago, as long as it was asked to be', () => {
    expect(certificate.validFromDate).toEqual(new Date(NOW - 3_600_000))
    expect(certificate.validToDate).toEqual(new Date(NOW + 10 * DAY_MS))
  })

  it('has a number of its own', () => {
    const other = new X509Certificate(createCertificate(made, { names: ['localhost'], nowMs: NOW }).cert)
    expect(other.serialNumber).not.toBe(certificate.serialNumber)
  })
})

describe('an authority that is kept', () => {
  const dir = mkdtempSync(join(tmpdir(), 'ccsim-'))
  afterAll(() => rmSync(dir, { recursive: true }))

  it('is the same the next time, and its key is its owner’s alone', () => {
    const first = keptAuthority(join(dir, 'data'), NOW)
    expect(first.isNew).toBe(true)
    expect(keptAuthority(join(dir, 'data'), NOW + DAY_MS)).toEqual({ ...first, isNew: false })
    expect(statSync(join(dir, 'data/ca-key.pem')).mode & 0o777).toBe(0o600)
  })

  it('is made anew before it ends', () => {
    const first = keptAuthority(join(dir, 'old'), NOW)
    const later = keptAuthority(join(dir, 'old'), NOW + 3600 * DAY_MS)
    expect(later.isNew).toBe(true)
    expect(later.authority.cert).not.toBe(first.authority.cert)
  })
})
