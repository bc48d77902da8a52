/** Clients that cannot be told whom to trust, such as the WebSocket of Node, trust these from now on, in this thread. */
import { getCACertificates, setDefaultCACertificates } from 'node:tls'

const usual = getCACertificates('default')

export function trust(...certificates: readonly string[]): void {
  setDefaultCACertificates([...usual, ...certificates])
}
