/** An authority that outlives the process: a user trusts it once. Its key is readable by its owner alone. */
import { X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Authority, createAuthority } from './certificate.ts'

const CERT = 'ca.pem'
const KEY = 'ca-key.pem'
const DAY_MS = 86_400_000
/** The certificates it signs shall not outlive it. */
const LEFT_DAYS_MIN = 400

export interface KeptAuthority {
  readonly authority: Authority
  /** What clients are given to trust. */
  readonly file: string
  readonly isNew: boolean
}

/** The authority of a folder; made where there is none yet, or where it is about to end. Throws as files do. */
export function keptAuthority(dir: string, nowMs: number): KeptAuthority {
  mkdirSync(dir, { recursive: true })
  const file = join(dir, CERT)
  const keyFile = join(dir, KEY)
  if (existsSync(file) && existsSync(keyFile)) {
    const authority = { cert: readFileSync(file, 'utf8'), key: readFileSync(keyFile, 'utf8') }
    const { validToDate } = new X509Certificate(authority.cert)
    if (validToDate.getTime() > nowMs + LEFT_DAYS_MIN * DAY_MS) return { authority, file, isNew: false }
  }
  const authority = createAuthority({ nowMs })
  writeFileSync(keyFile, authority.key, { mode: 0o600 })
  writeFileSync(file, authority.cert)
  return { authority, file, isNew: true }
}
