/** From an entry as written to its spells: who is hit, when, how often. */
import type { Deed } from '../../sim/domain/fault.ts'
import type { Micros } from '../../sim/kernel/time.ts'
import type { Setting } from '../compile/setting.ts'
import type { Path } from '../path.ts'
import { formatDuration } from '../units.ts'
import type { FaultPart, FaultSpec, MendSpec, Timing, TogetherSpec } from './entry.ts'
import { readTarget } from './nouns.ts'
import type { Ending, Fault, Spell } from './spell.ts'
import { examplesOf, type NounName, type Target } from './target.ts'
import type { Effect, Site, Verb } from './verb.ts'
import { verbs } from './verbs/index.ts'

interface Part {
  readonly path: Path
  readonly spec: FaultPart
  readonly verb: Verb
  readonly what: readonly string[]
  readonly effect: Effect
  readonly lastsUs: Micros | undefined
}

export function stageFault(spec: FaultSpec, path: Path, setting: Setting): Fault | undefined {
  const part = partOf(spec, path, setting)
  return part && staged(spec, [part], path, setting, part.what.join(', '))
}

export function stageTogether(spec: TogetherSpec, path: Path, setting: Setting): Fault | undefined {
  const parts = spec.together.map((one, index) => partOf(one, [...path, 'together', index], setting))
  if (parts.some((part) => part === undefined)) return undefined
  const whole = parts as readonly Part[]
  return staged(spec, whole, path, setting, whole.flatMap(({ what }) => what).join(', '))
}

/** What is done, to whom; how long is not yet looked at. */
function partOf(spec: FaultPart, path: Path, setting: Setting): Part | undefined {
  const { surroundings } = setting
  const verb = verbs.find((candidate) => candidate.do === spec.do)
  if (surroundings === undefined || verb === undefined) return undefined
  let names = 0
  const site: Site = {
    ...surroundings,
    path,
    report: setting.report,
    name: () => `${path.join('.')} ${++names}`,
  }
  const targets = targetsOf(spec, verb, site)
  if (targets === undefined || targets.length === 0) return undefined
  const effects = targets.map((target) => verb.on[target.noun]!(target, spec as never, site))
  if (effects.some((effect) => effect === undefined)) return undefined
  const effect = merged(effects as readonly Effect[], spec.random !== undefined, site)
  const lastsUs = verb.lastsUs?.(spec as never) ?? spec.for ?? (spec.until === 'end' ? undefined : verb.usualUs)
  if (spec.for !== undefined && spec.until !== undefined) {
    setting.report([...path, 'until'], 'is there beside "for"; keep one of the two')
    return undefined
  }
  if (effect.ends === undefined && spec.for !== undefined) {
    setting.report([...path, 'for'], `cannot be: nothing undoes "${spec.do}"`)
    return undefined
  }
  return { path, spec, verb, what: targets.map(({ says }) => says), effect, lastsUs }
}

function targetsOf(spec: FaultPart, verb: Verb, site: Site): readonly Target[] | undefined {
  const { what, random } = spec
  const allowed = Object.keys(verb.on) as NounName[]
  if (what !== undefined && random !== undefined) {
    site.report([...site.path, 'random'], 'is there beside "what"; keep one of the two')
    return undefined
  }
  const key = random === undefined ? 'what' : 'random'
  const phrases = random ?? what
  if (phrases === undefined) {
    const implied = verb.implied?.(spec as never, site)
    if (implied !== undefined) return implied
    const like = examplesOf(allowed).slice(0, 4)
    site.report([...site.path, 'what'], `is required; write it like ${like.join(', ')}`)
    return undefined
  }
  const list = typeof phrases === 'string' ? [phrases] : phrases
  const targets = list.map((phrase, index) => {
    const place = typeof phrases === 'string' ? [...site.path, key] : [...site.path, key, index]
    return readTarget(phrase, allowed, site, verb.do, site.report, place)
  })
  return targets.every((target) => target !== undefined) ? targets : undefined
}

/** Several effects as one: all of them, or one that is drawn. */
function merged(effects: readonly Effect[], isDrawn: boolean, site: Site): Effect {
  if (effects.length === 1) return effects[0]!
  const ends = effects.every((effect) => effect.ends !== undefined) ? effects.map((effect) => effect.ends!) : undefined
  const says = effects.map((effect) => effect.says)
  const stays = effects.some((effect) => effect.stays === true)
  if (!isDrawn) {
    return {
      says: says.join(' and '),
      begins: effects.flatMap(({ begins }) => begins),
      ...(ends === undefined ? {} : { ends: ends.flat() }),
      holds: effects.flatMap(({ holds = [] }) => holds),
      stays,
    }
  }
  const name = site.name()
  const choice = (among: readonly (readonly Deed[])[]): readonly Deed[] => [{ kind: 'choose', name, among }]
  return {
    says: `one of: ${says.join(', ')}`,
    begins: choice(effects.map(({ begins }) => begins)),
    ...(ends === undefined ? {} : { ends: choice(ends) }),
    stays,
  }
}

/** Each time it happens, with the draws of each time its own. */
function staged(timing: Timing, parts: readonly Part[], path: Path, setting: Setting, what: string): Fault | undefined {
  const atUs = setting.moment(timing.at, [...path, 'at'])
  if (atUs === undefined) return undefined
  const { busyUs, report } = setting
  if (atUs >= busyUs) {
    report([...path, 'at'], `is ${setting.time(atUs)}, when the calm begins; faults are over by then`)
    return undefined
  }
  const { jitter = 0, every, times } = timing
  if (times !== undefined && every === undefined) {
    report([...path, 'times'], 'needs "every" beside it')
    return undefined
  }
  const longest = Math.max(...parts.map((part) => (part.spec.after ?? 0) + (part.lastsUs ?? 0))) + jitter
  if (every !== undefined && longest > every) {
    report([...path, 'every'], `is shorter than what it repeats, which takes up to ${formatDuration(longest)}`)
    return undefined
  }
  if (every !== undefined && parts.some((part) => isOpen(part))) {
    report([...path, 'every'], 'repeats what never ends; say with "for" how long it lasts')
    return undefined
  }
  const many = every === undefined ? 1 : (times ?? Math.max(1, Math.floor((busyUs - 1 - atUs - longest) / every) + 1))
  const last = atUs + (many - 1) * (every ?? 0)
  const tooLate = parts.find(
    ({ spec, lastsUs }) =>
      last + jitter + (spec.after ?? 0) + (lastsUs ?? 0) > busyUs - (lastsUs === undefined ? 1 : 0),
  )
  if (tooLate !== undefined) {
    const until = last + jitter + (tooLate.spec.after ?? 0) + (tooLate.lastsUs ?? 0)
    const key = many > 1 ? 'times' : tooLate.spec.for !== undefined ? 'for' : jitter > 0 ? 'jitter' : 'at'
    const place = key === 'for' ? tooLate.path : path
    report([...place, key], `lasts until ${setting.time(until)}, past the busy time of ${setting.time(busyUs)}`)
    return undefined
  }
  const spells: Spell[] = []
  for (let time = 0; time < many; time++) {
    const draw = many === 1 ? '' : ` ${time + 1}`
    for (const part of parts)
      spells.push(spellOf(part, atUs + time * (every ?? 0), jitter, `${path.join('.')}${draw}`, draw))
  }
  const says = (endings: readonly Ending[]) => sentence(parts, endings, { jitter, every, many })
  const verb = parts.length === 1 ? parts[0]!.spec.do : 'together'
  return { path, atUs, do: verb, what, spells, mends: [], says }
}

const isOpen = ({ effect, lastsUs, verb }: Part): boolean =>
  verb.course === 'spell' && effect.ends !== undefined && lastsUs === undefined && effect.stays !== true

function spellOf(part: Part, atUs: Micros, jitterUs: Micros, name: string, draw: string): Spell {
  const { path, spec, effect, lastsUs, verb, what } = part
  const fromUs = atUs + (spec.after ?? 0)
  const isMoment = verb.course === 'moment'
  const forUs = isMoment ? effect.endsAfterUs : lastsUs
  return {
    path,
    verb: spec.do,
    what,
    effect: draw === '' ? effect : { ...effect, begins: redrawn(effect.begins, draw), ...endsOf(effect, draw) },
    fromUs,
    untilUs: forUs === undefined ? undefined : fromUs + forUs,
    never: spec.until === 'end',
    jitter: jitterUs === 0 ? undefined : { name: `${name} jitter`, us: jitterUs },
  }
}

const endsOf = ({ ends }: Effect, draw: string): Pick<Effect, 'ends'> =>
  ends === undefined ? {} : { ends: redrawn(ends, draw) }

/** Each time another victim may be drawn. */
const redrawn = (deeds: readonly Deed[], draw: string): readonly Deed[] =>
  deeds.map((deed) => (deed.kind === 'choose' ? { ...deed, name: `${deed.name}${draw}` } : deed))

interface Repetition {
  readonly jitter: Micros
  readonly every: Micros | undefined
  readonly many: number
}

function sentence(parts: readonly Part[], endings: readonly Ending[], { jitter, every, many }: Repetition): string {
  const said = parts.map((part, index) => {
    const { effect, spec, lastsUs, verb } = part
    const later = (spec.after ?? 0) > 0 ? `${formatDuration(spec.after!)} later ` : ''
    const isPlain = verb.lastsUs !== undefined || effect.isOnce === true
    const time = isPlain ? '' : timeText(endings[index]!, lastsUs)
    return `${later}${effect.says}${time}`
  })
  const again = every === undefined ? '' : `, every ${formatDuration(every)}, ${many} ${many === 1 ? 'time' : 'times'}`
  const late = jitter === 0 ? '' : `, up to ${formatDuration(jitter)} late`
  return `${said.length === 1 ? '' : 'together: '}${said.join('; ')}${again}${late}`
}

function timeText(ending: Ending, lastsUs: Micros | undefined): string {
  if (ending === 'told') return ` for ${formatDuration(lastsUs!)}`
  if (ending === 'calm') return ' until the calm'
  return ending === 'never' ? ' to the very end' : ''
}

/** `start` and `heal`: which fault they end is found when all are known. */
export function stageMend(spec: MendSpec, path: Path, setting: Setting): Fault | undefined {
  const atUs = setting.moment(spec.at, [...path, 'at'])
  if (atUs === undefined) return undefined
  const listed = typeof spec.what === 'string' ? [spec.what] : spec.what
  const what = listed.map((phrase) => phrase.trim().replace(/\s+/g, ' '))
  const says = () => `${spec.do} of ${what.join(' and ')}`
  const mends = [{ path, verb: spec.do, what, atUs }]
  return { path, atUs, do: spec.do, what: what.join(', '), spells: [], mends, says }
}
