/** Links between two sets of nodes, in the order they were made. */
import type { Network } from '../kernel/network.ts'

/** Links that lead from one of `from` to one of `to`, or to anybody. */
export function linksBetween(network: Network, from: readonly number[], to: readonly number[] | undefined): number[] {
  const starts = new Set(from)
  const ends = to === undefined ? undefined : new Set(to)
  const links: number[] = []
  for (let link = 0; link < network.links; link++) {
    if (starts.has(network.from(link)) && (ends === undefined || ends.has(network.to(link)))) links.push(link)
  }
  return links
}
