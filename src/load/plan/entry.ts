/** What a plan consists of: who does what when. Plain data; times are whole microseconds since the start of the run. */
import type { FarEnd } from '../../sim/domain/voice.ts'
import type { Micros } from '../../sim/kernel/time.ts'

interface Of<Kind extends string> {
  readonly kind: Kind
  readonly at: Micros
}

/** `user` is the index of a user: agents first, then supervisors. */
export type PlanEntry =
  | (Of<'sign-in'> & { readonly user: number })
  | (Of<'sign-out'> & { readonly user: number })
  | (Of<'break'> & { readonly user: number; readonly forUs: Micros; readonly reason: string })
  /** The agent wants to call somebody, and does so if free. `number` counts the agent's own calls from 0. */
  | (Of<'own-call'> & {
      readonly user: number
      readonly number: number
      readonly to: string
      readonly farEnd: FarEnd | undefined
    })
  /** A caller comes. `number` counts the callers of this traffic from 0. */
  | (Of<'call'> & {
      /** Index of the traffic. */
      readonly traffic: number
      readonly number: number
      /** Index of the queue. */
      readonly queue: number
      readonly ivrUs: Micros
      /** Infinity for whoever waits for ever. */
      readonly patienceUs: Micros
      readonly talkUs: Micros
      readonly agentEnds: boolean
      /** How long after giving up the caller tries again. */
      readonly redialUs: Micros | undefined
    })

export type PlanKind = PlanEntry['kind']

/** In the order in which entries of one moment stand in a plan. */
export const planKinds: readonly PlanKind[] = ['sign-in', 'break', 'own-call', 'call', 'sign-out']

const ranks = new Map(planKinds.map((kind, rank) => [kind, rank]))
/** Whom an entry is of: a user or, of calls, a traffic. */
const ownerOf = (entry: PlanEntry): number => (entry.kind === 'call' ? entry.traffic : entry.user)
const numberOf = (entry: PlanEntry): number => (entry.kind === 'call' || entry.kind === 'own-call' ? entry.number : 0)

/** A total order: two different entries of one plan never compare as equal. */
export function compareEntries(a: PlanEntry, b: PlanEntry): number {
  return (
    a.at - b.at ||
    ranks.get(a.kind)! - ranks.get(b.kind)! ||
    ownerOf(a) - ownerOf(b) ||
    numberOf(a) - numberOf(b) ||
    // Several breaks of one agent at one moment: by what they are.
    (entryText(a) < entryText(b) ? -1 : 1)
  )
}

/** The columns of an entry; what does not apply is empty. */
export const planColumns = [
  'at',
  'kind',
  'user',
  'traffic',
  'number',
  'queue',
  'for',
  'talk',
  'ivr',
  'patience',
  'redial',
  'what',
] as const

/** One row, times in microseconds. Everything an entry says is in it, so equal rows are equal entries. */
export function entryRow(entry: PlanEntry): readonly (string | number)[] {
  const { at, kind } = entry
  switch (kind) {
    case 'sign-in':
    case 'sign-out':
      return [at, kind, entry.user, '', '', '', '', '', '', '', '', '']
    case 'break':
      return [at, kind, entry.user, '', '', '', entry.forUs, '', '', '', '', entry.reason]
    case 'own-call': {
      const { user, number, to, farEnd } = entry
      const what = farEnd === undefined ? to : `${to} ${farEnd.answer} after ${farEnd.afterUs}`
      return [at, kind, user, '', number, '', '', farEnd?.talkUs ?? '', '', '', '', what]
    }
    case 'call': {
      const { traffic, number, queue, talkUs, ivrUs, patienceUs, redialUs } = entry
      const patience = patienceUs === Infinity ? 'forever' : patienceUs
      const what = entry.agentEnds ? 'agent ends' : 'caller ends'
      return [at, kind, '', traffic, number, queue, '', talkUs, ivrUs, patience, redialUs ?? '', what]
    }
  }
}

export const entryText = (entry: PlanEntry): string => entryRow(entry).join(',')
