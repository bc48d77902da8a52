/** Where the nodes of a target are: as its file says, and as DNS does for all else. */
import { lookup as askDns } from 'node:dns'
import type { LookupFunction } from 'node:net'
import type { Target } from './target.ts'

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
