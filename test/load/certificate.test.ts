import { X509Certificate } from 'node:crypto'
import { createSecureContext } from 'node:tls'
import { describe, expect, it } from 'vitest'
import { createCertificate } from '../../src/load/serve/certificate.ts'

const NOW = Date.UTC(2026, 0, 5, 8)

describe('a certificate made at start', () => {
  const made = createCertificate({
    names: ['fin1.example.test', 'localhost', '127.0.0.1', '::1'],
    nowMs: NOW,
    days: 10,
  })
  const certificate = new X509Certificate(made.cert)

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

  it('is signed with its own key, for servers, and no authority', () => {
    expect(certificate.verify(certificate.publicKey)).toBe(true)
    expect(certificate.checkIssued(certificate)).toBe(true)
    expect(certificate.ca).toBe(false)
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1'])
    expect(() => createSecureContext(made)).not.toThrow()
  })

  it('is valid from an hour ago, as long as it was asked to be', () => {
    expect(certificate.validFromDate).toEqual(new Date(NOW - 3_600_000))
    expect(certificate.validToDate).toEqual(new Date(NOW + 10 * 86_400_000))
  })

  it('has a number of its own', () => {
    const other = new X509Certificate(createCertificate({ names: ['localhost'], nowMs: NOW }).cert)
    expect(other.serialNumber).not.toBe(certificate.serialNumber)
  })
})
