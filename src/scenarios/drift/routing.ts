/** Where the router of one world chose another agent than that of the other, and whether it was a close race. */
import type { Micros } from '../../sim/kernel/time.ts'
import type { History, ReadySpan, Routing } from './history.ts'

export interface Parting {
  /** The earlier of the two decisions. */
  readonly at: Micros
  readonly contact: number
  /** Agents chosen, -1 where the contact was not routed (again). */
  readonly virtual: number
  readonly wire: number
  /** How close it was: by so much one of the agents was ahead, or missed it. */
  readonly marginUs: Micros
}

/** The first contact that went to another agent, or undefined. */
export function parting(virtual: History, wire: History): Parting | undefined {
  const [byVirtual, byWire] = [byContact(virtual), byContact(wire)]
  let first: Parting | undefined
  for (const contact of new Set([...byVirtual.keys(), ...byWire.keys()])) {
    const [a, b] = [byVirtual.get(contact) ?? [], byWire.get(contact) ?? []]
    const index = differing(a, b)
    if (index < 0) continue
    const [one, other] = [a[index], b[index]]
    const at = Math.min(one?.at ?? Number.POSITIVE_INFINITY, other?.at ?? Number.POSITIVE_INFINITY)
    if (first !== undefined && first.at <= at) continue
    const marginUs = Math.min(margin(virtual, one, other), margin(wire, other, one))
    first = { at, contact, virtual: one?.agent ?? -1, wire: other?.agent ?? -1, marginUs }
  }
  return first
}

function byContact({ routed }: History): Map<number, Routing[]> {
  const found = new Map<number, Routing[]>()
  for (const one of routed) {
    const known = found.get(one.contact)
    if (known === undefined) found.set(one.contact, [one])
    else known.push(one)
  }
  return found
}

function differing(a: readonly Routing[], b: readonly Routing[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    if (a[index]?.agent !== b[index]?.agent) return index
  }
  return -1
}

/** In a world that chose `chosen`: by how much `passedOver`, whom the other world chose, was behind. */
function margin({ ready }: History, chosen: Routing | undefined, passedOver: Routing | undefined): Micros {
  if (chosen === undefined || passedOver === undefined) return Number.POSITIVE_INFINITY
  const own = spanAt(ready[chosen.agent]!, chosen.at)
  const other = spanAt(ready[passedOver.agent]!, chosen.at)
  // Both could be chosen: the one that has waited longest is, and a moment decides who that is.
  if (own !== undefined && other !== undefined) return Math.abs(own.from - other.from)
  let nearest = Number.POSITIVE_INFINITY
  for (const { from, until } of ready[passedOver.agent]!) {
    nearest = Math.min(nearest, Math.abs(from - chosen.at), Math.abs(until - chosen.at))
  }
  return nearest
}

const spanAt = (spans: readonly ReadySpan[], at: Micros): ReadySpan | undefined =>
  spans.find(({ from, until }) => from <= at && at <= until)
