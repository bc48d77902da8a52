/**
 * Whom to trust and where nodes are, for clients that cannot be told: the WebSocket of Node uses the dispatcher and the
 * certificates of the process.
 */
import { lookup as askDns } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { Agent, getGlobalDispatcher, setGlobalDispatcher } from 'undici'
import type { Target } from './target.ts'

/** Finds the nodes of the file where it says they are, and all else by DNS. */
export function lookupFor({ nodes }: Target): LookupFunction {
  const known = new Map(
    nodes.flatMap(({ host, address }) => (address === undefined ? [] : ([[host, address]] as const))),
  )
  return (host, options, callback) => {
    const address = known.get(host.toLowerCase())
    if (address === undefined) askDns(host, options, callback as never)
    else if (options.all === true) callback(null, [{ address, family: familyOf(address) }])
    else callback(null, address, familyOf(address))
  }
}

const familyOf = (address: string): 4 | 6 => (address.includes(':') ? 6 : 4)

/** Returns what puts everything back. */
export function trustTarget(target: Target): () => void {
  const before = getGlobalDispatcher()
  const own = new Agent({
    connect: { ...(target.ca === undefined ? {} : { ca: target.ca }), lookup: lookupFor(target) },
  })
  setGlobalDispatcher(own)
  return () => {
    setGlobalDispatcher(before)
    void own.destroy().catch(() => undefined)
  }
}
