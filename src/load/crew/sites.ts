/**
 * Which process plays what, when servers and desktops are in processes of their own. Each builds the whole contact center, so
 * that nodes and links have the same numbers everywhere, and plays only the parts that are at its site; a relay stands
 * for each of the others and passes on what reaches it. Between desktops and Finesse nodes there are real sockets; what
 * is passed on is what is no business of Finesse's, such as the voice of a caller.
 */
import { Desktop } from '../../sim/desktop/desktop.ts'
import type { Act, Deed } from '../../sim/domain/fault.ts'
import type { Part } from '../../sim/kernel/kernel.ts'
import { type Shard, takesUser } from '../plan/shard.ts'

/** A message on its way between sites; links have the same numbers at both. */
export interface Passed {
  /** Whose desktop it is to or from. */
  readonly user: number
  readonly link: number
  readonly kind: number
  readonly about: number
  readonly body: unknown
}

export interface Site {
  readonly isHere: (part: object) => boolean
  readonly takesAct: (act: Act) => boolean
}

/** Everything but the desktops. */
export function serversSite(faults: readonly Act[]): Site {
  const theirs = entriesOfDesktops(faults)
  return { isHere: (part) => !(part instanceof Desktop), takesAct: ({ entry }) => !theirs.has(entry) }
}

/** The desktops of one shard of the users. */
export function desktopsSite(faults: readonly Act[], shard: Shard): Site {
  const own = entriesOfDesktops(faults)
  return {
    isHere: (part) => part instanceof Desktop && takesUser(shard, part.user.index),
    takesAct: ({ entry }) => own.has(entry),
  }
}

/** Entries of the timeline that are about browsers, or the network between them and the nodes. */
function entriesOfDesktops(faults: readonly Act[]): ReadonlySet<number> {
  return new Set(faults.filter(({ deed }) => concernsDesktops(deed)).map(({ entry }) => entry))
}

function concernsDesktops(deed: Deed): boolean {
  switch (deed.kind) {
    case 'command':
      return typeof deed.to !== 'string'
    case 'trouble':
    case 'reset':
      return typeof deed.from !== 'string' || typeof deed.to !== 'string'
    case 'choose':
      return deed.among.some((some) => some.some(concernsDesktops))
    case 'settle':
      return false
    default:
      return typeof deed.node !== 'string'
  }
}

/** Stands for a desktop where servers are, and for the phones where desktops are. */
export class Relay implements Part {
  readonly #userOf: (link: number) => number | undefined
  readonly #pass: (passed: Passed) => void

  constructor(userOf: (link: number) => number | undefined, pass: (passed: Passed) => void) {
    this.#userOf = userOf
    this.#pass = pass
  }

  receive(kind: number, about: number, body: unknown, link: number): void {
    // Timers and orders of a part are its own; what becomes of a connection to a node shows on its sockets.
    const user = link < 0 ? undefined : this.#userOf(link)
    if (user !== undefined) this.#pass({ user, link, kind, about, body })
  }
}
