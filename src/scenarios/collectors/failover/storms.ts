/** What belongs together: acts upon the world, and the unrest after them until all is calm again. */
import { MINUTE, type Micros, SECOND } from '../../../sim/kernel/time.ts'

/** Something that is not as it should be, such as a desktop without a server. */
export interface Unrest {
  readonly from: Micros
  /** Undefined when the run ended before. */
  readonly until: Micros | undefined
}

export interface Act {
  readonly at: Micros
  readonly fault: number
  readonly begins: boolean
}

/** A failover before anybody looked at what came of it. */
export interface Storm {
  readonly at: Micros
  /** When the last unrest ended. */
  readonly quietAt: Micros
  /** So long it is worth a look; an act in that time belongs to it. */
  readonly calmAt: Micros
  readonly isOver: boolean
  readonly acts: readonly Act[]
}

/** The slowest detection, of a browser that crashed, takes 120 s; so long an act may wait for its consequences. */
const REACTION_US: Micros = 150 * SECOND
/** Unrest after less than this is still the same. */
const QUIET_US: Micros = 30 * SECOND
/** What lasts longer is a state to live with: only its beginning and its end are of interest. */
const LONG_US: Micros = 15 * MINUTE
/** An act that nothing followed is looked at for so long. */
const GLANCE_US: Micros = 20 * SECOND

interface Spell {
  from: Micros
  until: Micros
  isOver: boolean
}

export function storms(acts: readonly Act[], unrest: readonly Unrest[], end: Micros): Storm[] {
  const spells = joined(unrest, end)
  const found: { at: Micros; quietAt: Micros; calmAt: Micros; isOver: boolean; acts: Act[] }[] = []
  const used = new Set<Spell>()
  for (const act of acts) {
    const later = acts.find((other) => other.begins && other.at > act.at)?.at ?? Number.POSITIVE_INFINITY
    const reaction = Math.min(act.at + REACTION_US, later)
    // What began before is no consequence, but not over either.
    const own = spells.filter((spell) => spell.until >= act.at && spell.from < reaction)
    const last = found.at(-1)
    if (last !== undefined && act.at <= last.calmAt) last.acts.push(act)
    else if (act.begins || own.some((spell) => spell.from >= act.at)) {
      found.push({ at: act.at, quietAt: act.at, calmAt: Math.min(end, act.at + GLANCE_US), isOver: true, acts: [act] })
    } else continue
    const storm = found.at(-1)!
    for (const spell of own) {
      used.add(spell)
      storm.quietAt = Math.max(storm.quietAt, spell.until)
      storm.calmAt = Math.max(storm.calmAt, spell.until)
      storm.isOver &&= spell.isOver
    }
  }
  for (const spell of spells) {
    if (used.has(spell)) continue
    const around = found.find(({ at, calmAt }) => spell.from <= calmAt && spell.until >= at)
    if (around === undefined)
      found.push({ at: spell.from, quietAt: spell.until, calmAt: spell.until, isOver: spell.isOver, acts: [] })
    else {
      around.quietAt = Math.max(around.quietAt, spell.until)
      around.calmAt = Math.max(around.calmAt, spell.until)
    }
  }
  return found.sort((a, b) => a.at - b.at)
}

/** Spells without a pause between them, in order. */
function joined(unrest: readonly Unrest[], end: Micros): Spell[] {
  const pieces = unrest.flatMap(({ from, until }): Spell[] => {
    const over = until ?? end
    if (over - from <= LONG_US) return [{ from, until: over, isOver: until !== undefined }]
    const begin = { from, until: from, isOver: until !== undefined }
    return until === undefined ? [begin] : [begin, { from: until, until, isOver: true }]
  })
  const spells: Spell[] = []
  for (const piece of pieces.sort((a, b) => a.from - b.from)) {
    const last = spells.at(-1)
    if (last === undefined || piece.from > last.until + QUIET_US) spells.push({ ...piece })
    else {
      last.until = Math.max(last.until, piece.until)
      last.isOver &&= piece.isOver
    }
  }
  return spells
}
