/** Every kind of fault, which is a verb and what it is done to, with an entry that shows it. */
import { type MendingVerb, mendingSays, mendingVerbs } from './entry.ts'
import { type NounName, nouns } from './target.ts'
import { verbs } from './verbs/index.ts'

export interface FaultKind {
  readonly do: string
  readonly noun: NounName
  /** As a scenario has it, without its time. */
  readonly entry: Readonly<Record<string, unknown>>
}

/** Where a verb takes less of a noun than others do. */
const SPECIAL: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'lose public link': { what: 'public link' },
  'delay public link': { what: 'public link' },
  'reset public link': { what: 'public link' },
  'drop link': { message: 'heartbeat confirmations only' },
}

export const faultKinds: readonly FaultKind[] = verbs.flatMap((verb) =>
  (Object.keys(verb.on) as NounName[]).map((noun): FaultKind => {
    const own = noun === 'message' ? { message: 'third Dialog event of agent 1007' } : { what: nouns[noun].written }
    return { do: verb.do, noun, entry: { do: verb.do, ...own, ...verb.needs, ...SPECIAL[`${verb.do} ${noun}`] } }
  }),
)

export interface VerbText {
  readonly do: string
  readonly says: string
  /** Whether it lasts, and takes `for`. */
  readonly lasts: boolean
  readonly keys: readonly string[]
}

const ofVerbs = verbs.map(({ do: word, says, course, lastsUs, shape }): VerbText => {
  return { do: word, says, lasts: course === 'spell' && lastsUs === undefined, keys: Object.keys(shape) }
})
const ofMending = mendingVerbs.map((word: MendingVerb): VerbText => {
  return { do: word, says: mendingSays[word], lasts: false, keys: [] }
})

export const verbTexts: readonly VerbText[] = [...ofVerbs, ...ofMending]
export const nounTexts = Object.entries(nouns).map(([noun, { written, is }]) => ({ noun, written, is }))
