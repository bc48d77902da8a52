/** Whom clients trust, and where servers are: told once for all connections of a thread. */
import type { LookupFunction } from 'node:net'
import { createSecureContext, getCACertificates, type SecureContext, setDefaultCACertificates } from 'node:tls'
import { Agent, getGlobalDispatcher, setGlobalDispatcher } from 'undici'

export interface Trust {
  /** Certificates in PEM; undefined: those that Node trusts. */
  readonly ca: string | undefined
  /** Instead of DNS. */
  readonly lookup?: LookupFunction | undefined
}

const contexts = new Map<string | undefined, SecureContext>()

/** One context for all who trust the same: making one reads all its certificates, which costs as much as a handshake. */
export function contextOf(ca: string | undefined): SecureContext {
  const known = contexts.get(ca)
  if (known !== undefined) return known
  const made = createSecureContext(ca === undefined ? {} : { ca })
  contexts.set(ca, made)
  return made
}

/** Options for connections by undici. */
export const connectBy = ({ ca, lookup }: Trust) => ({
  secureContext: contextOf(ca),
  ...(lookup === undefined ? {} : { lookup }),
})

const usual = getCACertificates('default')

/**
 * For clients that cannot be told: XMPP over TCP asks the default certificates, the WebSocket of Node the dispatcher of
 * the thread. Returns what puts both back.
 */
export function trust(whom: Trust): () => void {
  const before = getGlobalDispatcher()
  const own = new Agent({ connect: connectBy(whom) })
  setGlobalDispatcher(own)
  if (whom.ca !== undefined) setDefaultCACertificates([...usual, whom.ca])
  return () => {
    setGlobalDispatcher(before)
    setDefaultCACertificates([...usual])
    void own.destroy().catch(() => undefined)
  }
}
