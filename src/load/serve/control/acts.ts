/**
 * Acts by their words: an entry of a timeline as a person would type it, done now. `crash finesse 1`, `stop ctisvr A for
 * 90s`, `slow finesse 2 by=200ms`, and what ends them: `start finesse 1`. Verbs, what they are done to and their keys
 * are those of the scenario language; the words are compiled by it, held against all that was done before.
 */
import { createSetting } from '../../../scenarios/compile/setting.ts'
import { describe, findings } from '../../../scenarios/findings.ts'
import { suggestion } from '../../../scenarios/nearest.ts'
import { mendingVerbs } from '../../../scenarios/timeline/entry.ts'
import { compileTimeline, type TimelineSpec, timelineEntry } from '../../../scenarios/timeline/index.ts'
import { verbs } from '../../../scenarios/timeline/verbs/index.ts'
import type { ContactCenter } from '../../../sim/contact-center.ts'
import { FOR_GOOD } from '../lasting.ts'
import type { ActResult, Acts } from './actions.ts'

const VERBS: readonly string[] = [...verbs.map((verb) => verb.do), ...mendingVerbs]
const LENGTH = / for (\S+)$/
const KEY = / (\w+)=(\S+)/g
/** What lasts until somebody ends it; a served center has no calm. */
const CALM = / until the calm$/

export function createActs(center: ContactCenter): Acts {
  const done: TimelineSpec[] = []
  const { kernel, operator, workload } = center
  return (text): ActResult => {
    const words = readWords(text.trim().replace(/\s+/g, ' '))
    if (typeof words === 'string') return { ok: false, says: words }
    const read = timelineEntry.safeParse(words, { error: describe })
    if (!read.success) {
      const said = findings(timelineEntry, words, read.error.issues).map(({ path, message }) => spoken(path, message))
      return { ok: false, says: said.join('; ') }
    }
    const spec = { ...read.data, at: { sinceStartUs: kernel.now } } as TimelineSpec
    const problems: string[] = []
    const timeline = compileTimeline([...done, spec], settingOf(center, problems))
    const newest = timeline.entries.length - 1
    if (problems.length > 0 || newest < done.length) return { ok: false, says: problems.join('; ') }
    done.push(spec)
    const entry = workload.faults.length + done.length
    operator.plan(timeline.acts.filter((act) => act.entry === newest).map((act) => ({ ...act, entry })))
    return { ok: true, says: timeline.entries[newest]!.says.replace(CALM, '') }
  }
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
  })
  setting.noteTraffic(new Set(workload.traffic.flatMap(({ queues }) => queues)))
  return setting
}

/** `what: there is no finesse 3`, without the place in a file that there is none. */
function spoken(path: readonly (string | number)[], message: string): string {
  const key = path.at(-1)
  return typeof key === 'string' && key !== 'timeline' ? `${key}: ${message}` : message
}
