/**
 * Acts by their words: an entry of a timeline as a person would type it, done now. `crash finesse 1`, `stop ctisvr A for
 * 90s`, `slow finesse 2 by=200ms`, and what ends them: `start finesse 1`. Verbs, what they are done to and their keys
 * are those of the scenario language; the words are compiled by it, held against all that was done before.
 */
import { createSetting } from '../../../scenarios/compile/setting.ts'
import { describe, findings } from '../../../scenarios/findings.ts'
import { suggestion } from '../../../scenarios/nearest.ts'
import { mendingVerbs } from '../../../scenarios/timeline/entry.ts'
import { compileTimeline, type Timeline, type TimelineSpec, timelineEntry } from '../../../scenarios/timeline/index.ts'
import { ENDED_BY } from '../../../scenarios/timeline/settle.ts'
import { verbs } from '../../../scenarios/timeline/verbs/index.ts'
import type { ContactCenter } from '../../../sim/contact-center.ts'
import type { Act } from '../../../sim/domain/fault.ts'
import type { Ticket } from '../../../sim/kernel/kernel.ts'
import type { Micros } from '../../../sim/kernel/time.ts'
import { FOR_GOOD } from '../lasting.ts'
import type { Acts, Standing } from './actions.ts'

const VERBS: readonly string[] = [...verbs.map((verb) => verb.do), ...mendingVerbs]
const LENGTH = / for (\S+)$/
const KEY = / (\w+)=(\S+)/g
/** What lasts until somebody ends it; a served center has no calm. */
const CALM = / until the calm$/

/** What was done, with its acts and their places on the calendar. */
interface Done {
  readonly spec: TimelineSpec
  acts: readonly Act[]
  tickets: readonly Ticket[]
  says: string
}

export function createActs(center: ContactCenter): Acts {
  const done: Done[] = []
  const { kernel, operator, workload } = center
  /** Entries of the scenario's own timeline come first. */
  const first = workload.faults.reduce((most, { entry }) => Math.max(most, entry + 1), 0)
  const actsOf = (timeline: Timeline, index: number): readonly Act[] =>
    timeline.acts.filter(({ entry }) => entry === index).map((act) => ({ ...act, entry: first + index }))

  /** What ended early must not end again at its old end: it may have been done anew by then. */
  const revise = (one: Done, acts: readonly Act[], says: string): void => {
    const left = new Set(acts.map(nameOf))
    const stays = one.acts.map((act) => left.has(nameOf(act)))
    operator.withdraw(one.tickets.filter((_, index) => !stays[index]))
    one.tickets = one.tickets.filter((_, index) => stays[index])
    one.acts = one.acts.filter((_, index) => stays[index])
    one.says = says
  }

  return {
    perform(text) {
      const words = readWords(text.trim().replace(/\s+/g, ' '))
      if (typeof words === 'string') return { ok: false, says: words }
      const read = timelineEntry.safeParse(words, { error: describe })
      if (!read.success) {
        const said = findings(timelineEntry, words, read.error.issues).map(({ path, message }) => spoken(path, message))
        return { ok: false, says: said.join('; ') }
      }
      const spec = { ...read.data, at: { sinceStartUs: kernel.now } } as TimelineSpec
      const problems: string[] = []
      const timeline = compileTimeline([...done.map((one) => one.spec), spec], settingOf(center, problems))
      const newest = done.length
      if (problems.length > 0 || timeline.entries.length <= newest) return { ok: false, says: problems.join('; ') }
      const said = timeline.entries.map(({ says }) => says.replace(CALM, ''))
      for (const [index, one] of done.entries()) revise(one, actsOf(timeline, index), said[index]!)
      const acts = actsOf(timeline, newest)
      done.push({ spec, acts, tickets: operator.plan(acts), says: said[newest]! })
      return { ok: true, says: said[newest]! }
    },
    says: (entry) => done[entry - first]?.says,
    inForce: () => done.flatMap(({ spec, acts, says }) => standing(spec, acts, says, kernel.now)),
  }
}

const nameOf = ({ atUs, repairs, deed }: Act): string => JSON.stringify([atUs, repairs, deed])

/** A fault that has begun and that something will end, and the words that end it now. */
function standing(spec: TimelineSpec, acts: readonly Act[], says: string, now: Micros): readonly Standing[] {
  const { do: verb, what } = spec as { readonly do: string; readonly what?: string | readonly string[] }
  const end = acts.find((act) => act.repairs && act.atUs > now && (act.sinceUs ?? 0) <= now)
  if (end === undefined || typeof what !== 'string') return []
  const untilUs = end.atUs >= FOR_GOOD ? undefined : end.atUs
  return [{ what, verb, says, sinceUs: end.sinceUs!, untilUs, mend: mendOf(verb, what) }]
}

/** Undefined where only time ends it. */
function mendOf(verb: string, what: string): string | undefined {
  const by = mendingVerbs.find((one) => ENDED_BY[one](verb))
  return by === undefined ? undefined : `${by} ${what}`
}

/** The words as an entry of a timeline, or what is wrong with them. */
function readWords(text: string): Readonly<Record<string, unknown>> | string {
  const known = VERBS.filter((verb) => text === verb || text.startsWith(`${verb} `))
  const verb = known.toSorted((a, b) => b.length - a.length)[0]
  if (verb === undefined)
    return `"${text.split(' ')[0]}" is nothing that can be done; ${suggestion(text.split(' ')[0]!, VERBS)}`
  const keys: Record<string, unknown> = {}
  const rest = text
    .slice(verb.length)
    .replace(LENGTH, (_, length: string) => {
      keys['for'] = length
      return ''
    })
    .replace(KEY, (_, key: string, value: string) => {
      keys[key] = /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value
      return ''
    })
    .trim()
  return { at: '0s', do: verb, ...(rest === '' ? {} : { what: rest }), ...keys }
}

function settingOf({ workload }: ContactCenter, problems: string[]): ReturnType<typeof createSetting> {
  const setting = createSetting({
    busyUs: FOR_GOOD,
    startsUs: undefined,
    queues: workload.topology.queues,
    surroundings: workload,
    report: (path, message) => problems.push(spoken(path, message)),
    mendsEarly: true,
  })
  setting.noteTraffic(new Set(workload.traffic.flatMap(({ queues }) => queues)))
  return setting
}

/** `what: there is no finesse 3`, without the place in a file that there is none. */
function spoken(path: readonly (string | number)[], message: string): string {
  const key = path.at(-1)
  const said = message.replace(/^contradicts timeline\S*: (.*), since \S+$/, 'contradicts what is in force: $1')
  return typeof key === 'string' && key !== 'timeline' ? `${key}: ${said}` : said
}
