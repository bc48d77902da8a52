/**
 * All faults of a timeline held against one another: what ends which, and what cannot be at the same time. Faults are
 * over when the calm begins; what nobody has undone by then is undone at that moment, as far as it can be.
 */
import type { Act, Deed } from '../../sim/domain/fault.ts'
import type { Micros } from '../../sim/kernel/time.ts'
import type { Setting } from '../compile/setting.ts'
import { pathText } from '../path.ts'
import type { Ending, Fault, Mend, Spell } from './spell.ts'
import { command } from './verb.ts'

export interface Settled {
  readonly fault: Fault
  readonly says: string
  /** From its first beginning to its last end; undefined for what is over in a moment, or never. */
  readonly forUs: Micros | undefined
  readonly acts: readonly Omit<Act, 'entry'>[]
}

/** Which faults `start` ends, and which `heal`. */
export const ENDED_BY: Readonly<Record<Mend['verb'], (verb: string) => boolean>> = {
  start: (verb) => ['stop', 'crash', 'hang'].includes(verb),
  heal: (verb) => !['stop', 'crash', 'hang', 'restart'].includes(verb),
}

export function settleFaults(faults: readonly Fault[], setting: Setting): readonly Settled[] {
  const spells = faults.flatMap((fault) => fault.spells).toSorted((a, b) => a.fromUs - b.fromUs)
  const mends = faults.flatMap((fault) => fault.mends).toSorted((a, b) => a.atUs - b.atUs)
  const mendedAt = new Map<Spell, Micros>()
  const repairs = new Map<Mend, readonly Repair[]>()
  for (const mend of mends) repairs.set(mend, mendedBy(mend, spells, mendedAt, setting))
  contradictions(spells, mendedAt, setting)
  return faults.map((fault): Settled => {
    const ends = fault.spells.map((spell) => endOf(spell, mendedAt, setting.busyUs))
    const acts = [
      ...fault.spells.flatMap((spell, index) => actsOf(spell, ends[index]!)),
      ...fault.mends.flatMap((mend) => repairs.get(mend)!.flatMap((repair) => mending(mend, repair))),
    ]
    const last = Math.max(...ends.map(({ atUs }) => atUs ?? 0))
    return {
      fault,
      says: fault.says(ends.map(({ how }) => how)),
      forUs: last > fault.atUs ? last - fault.atUs : undefined,
      acts,
    }
  })
}

interface Repair {
  readonly sinceUs: Micros
  readonly deeds: readonly Deed[]
}

/** No repairs as such: whoever writes them wants to know that they did something. */
const mending = ({ atUs }: Mend, { sinceUs, deeds }: Repair): readonly Omit<Act, 'entry'>[] =>
  deeds.map((deed) => ({ atUs, repairs: false, sinceUs, deed }))

/** Which spells it ends; reported when there is none. */
function mendedBy(
  mend: Mend,
  spells: readonly Spell[],
  mendedAt: Map<Spell, Micros>,
  setting: Setting,
): readonly Repair[] {
  return mend.what.flatMap((phrase): readonly Repair[] => {
    const before = spells.filter(
      (spell) => spell.fromUs <= mend.atUs && spell.what.some((one) => one.toLowerCase() === phrase.toLowerCase()),
    )
    const ended = before.filter(
      (spell) => ENDED_BY[mend.verb](spell.verb) && isOpenAt(spell, mend.atUs, mendedAt, setting),
    )
    if (ended.length > 0) {
      for (const spell of ended) mendedAt.set(spell, mend.atUs)
      return ended.map(({ fromUs, effect }) => ({ sinceUs: fromUs, deeds: effect.ends! }))
    }
    const whole = /^pg [ab]$/i.test(phrase) ? 'agent-pg' : phrase
    const maintained = spells.find(
      ({ verb, fromUs, what }) => verb === 'maintenance' && fromUs <= mend.atUs && what.includes(whole),
    )
    if (mend.verb === 'start' && maintained !== undefined) {
      const deeds = afterMaintenance(phrase)
      if (deeds.length > 0) return [{ sinceUs: maintained.fromUs, deeds }]
    }
    const what = mend.verb === 'start' ? 'stopped' : 'troubled'
    setting.report([...mend.path, 'what'], `nothing before ${setting.time(mend.atUs)} has ${what} ${phrase} for good`)
    return []
  })
}

function isOpenAt(spell: Spell, atUs: Micros, mendedAt: ReadonlyMap<Spell, Micros>, { mendsEarly }: Setting): boolean {
  const { effect, fromUs, untilUs } = spell
  if (effect.ends === undefined || mendedAt.has(spell) || fromUs >= atUs) return false
  return untilUs === undefined || (mendsEarly && untilUs > atUs)
}

/** A maintenance leaves the services of a node down, and the old side of a PG; somebody has to start them. */
function afterMaintenance(phrase: string): readonly Deed[] {
  const [noun, which] = phrase.toLowerCase().split(' ')
  if (noun === 'pg') return [command('gateway', { what: 'pg-side', side: which === 'a' ? 0 : 1, up: true })]
  if (noun !== 'finesse') return []
  return (['database', 'notification', 'tomcat'] as const).map((service) =>
    command(phrase, { what: 'service', service, state: 'up' }),
  )
}

interface End {
  readonly how: Ending
  /** When it is undone, by the entry itself. */
  readonly atUs: Micros | undefined
}

function endOf(spell: Spell, mendedAt: ReadonlyMap<Spell, Micros>, busyUs: Micros): End {
  const { effect, untilUs, never } = spell
  if (effect.ends === undefined) return { how: 'moment', atUs: undefined }
  if (effect.endsAfterUs !== undefined && !mendedAt.has(spell))
    return { how: 'moment', atUs: Math.min(untilUs!, busyUs) }
  if (mendedAt.has(spell)) return { how: 'mended', atUs: undefined }
  if (untilUs !== undefined) return { how: 'told', atUs: untilUs }
  if (never) return { how: 'never', atUs: undefined }
  return effect.stays === true ? { how: 'moment', atUs: undefined } : { how: 'calm', atUs: busyUs }
}

function actsOf(spell: Spell, { how, atUs }: End): readonly Omit<Act, 'entry'>[] {
  const jitter = spell.jitter === undefined ? {} : { jitter: spell.jitter }
  const begins = spell.effect.begins.map((deed) => ({ atUs: spell.fromUs, repairs: false, ...jitter, deed }))
  if (atUs === undefined) return begins
  // The calm waits for nobody.
  const late = how === 'calm' ? {} : jitter
  const ends = spell.effect.ends!.map((deed) => ({ atUs, repairs: true, sinceUs: spell.fromUs, ...late, deed }))
  return [...begins, ...ends]
}

/** When a spell lets go of what it has hold of. */
function letsGo(spell: Spell, mendedAt: ReadonlyMap<Spell, Micros>): Micros {
  const { fromUs, untilUs, effect, jitter } = spell
  const late = jitter?.us ?? 0
  if (effect.takesUs !== undefined) return fromUs + effect.takesUs + late
  if (effect.ends === undefined || (effect.stays === true && untilUs === undefined)) return fromUs + 1 + late
  return (mendedAt.get(spell) ?? untilUs ?? Number.POSITIVE_INFINITY) + late
}

/** No two may have hold of one thing, or of what the other has hold of a part of, at once. */
function contradictions(spells: readonly Spell[], mendedAt: ReadonlyMap<Spell, Micros>, setting: Setting): void {
  let inForce: Spell[] = []
  for (const later of spells) {
    const holds = later.effect.holds ?? []
    if (holds.length === 0) continue
    inForce = inForce.filter((spell) => letsGo(spell, mendedAt) > later.fromUs)
    const earlier = inForce.find((spell) => spell.path !== later.path && clash(spell.effect.holds ?? [], holds))
    inForce.push(later)
    if (earlier === undefined) continue
    const since = setting.time(earlier.fromUs)
    const key = later.effect.takesUs === undefined ? 'what' : 'at'
    setting.report(
      [...later.path, key],
      `contradicts ${pathText(earlier.path)}: ${earlier.effect.says}, since ${since}`,
    )
  }
}

/** `a/b` is a part of `a`. */
const clash = (a: readonly string[], b: readonly string[]): boolean =>
  a.some((one) => b.some((other) => one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`)))
