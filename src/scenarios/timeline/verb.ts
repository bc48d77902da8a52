/** What a verb of the timeline has to bring: what it can be done to, which keys it takes, and which deeds it is. */
import type { z } from 'zod'
import type { Command, Deed, Place } from '../../sim/domain/fault.ts'
import type { Surroundings } from '../compile/setting.ts'
import type { Path } from '../path.ts'
import type { Report } from '../problems.ts'
import { type NounName, sideName, type Target } from './target.ts'

/** What it comes to when a verb is done to one target. */
export interface Effect {
  /** As a person would say it, without its time: `stop of ctisvr A`. */
  readonly says: string
  readonly begins: readonly Deed[]
  /** What undoes it. Without it, it cannot or need not be undone. */
  readonly ends?: readonly Deed[]
  /** No two effects may have hold of one thing, or of a part of it, at once. */
  readonly holds?: readonly string[]
  /** Of what is over in a moment: when it is undone, if the calm does not come first. */
  readonly endsAfterUs?: number
  /** Of what is over in a moment: how long it keeps hold of what it has hold of. */
  readonly takesUs?: number
  /** Nobody undoes it when the calm begins: it is what people do, and nothing is broken. */
  readonly stays?: boolean
  /** It is about a single message: how long it waits for that need not be said. */
  readonly isOnce?: boolean
}

/** What a verb may know, and where it says what is wrong. */
export interface Site extends Surroundings {
  readonly path: Path
  readonly report: Report
  /** A name for a trouble or a draw that no other has. */
  readonly name: () => string
}

/** It lasts and is undone, or it is over in a moment. */
export type Course = 'spell' | 'moment'

export type Doing<Spec> = (target: Target, spec: Spec, site: Site) => Effect | undefined

export interface Verb<Do extends string = string, Shape extends z.ZodRawShape = z.ZodRawShape> {
  readonly do: Do
  /** What it means, for the reference. */
  readonly says: string
  /** Its own keys, beside those of every entry. */
  readonly shape: Shape
  /** Those that have to be there, as an example of it would have them. */
  readonly needs?: Readonly<Record<string, unknown>>
  readonly course: Course
  /** How long it lasts unless told; without it, until the calm. */
  readonly usualUs?: number
  /** How long it lasts, of a verb that has a key of its own for that. */
  readonly lastsUs?: (spec: z.output<z.ZodObject<Shape>>) => number
  readonly on: { readonly [Noun in NounName]?: Doing<z.output<z.ZodObject<Shape>>> }
  /** Where `what` may be left out: what is meant follows from another key. */
  readonly implied?: (spec: z.output<z.ZodObject<Shape>>, site: Site) => readonly Target[] | undefined
}

export const verb = <Do extends string, Shape extends z.ZodRawShape>(given: Verb<Do, Shape>): Verb<Do, Shape> => given

/** The same for several nouns. */
export function each<Spec>(nouns: readonly NounName[], doing: Doing<Spec>): { [Noun in NounName]?: Doing<Spec> } {
  return Object.fromEntries(nouns.map((noun) => [noun, doing]))
}

export const command = (to: Place, what: Command): Deed => ({ kind: 'command', to, command: what })

/** The kernel node of a target that is one. */
export function nodeOf({ noun, number, side }: Target): string {
  if (noun === 'ctisvr' || noun === 'events') return `cti ${sideName(side!)}`
  if (noun === 'credentials' || noun === 'distributor') return `awdb ${number}`
  if (noun === 'tomcat' || noun === 'notification' || noun === 'database') return `finesse ${number}`
  return `${noun} ${number}`
}

/** One deed for each of some people who are known before the run; reported and undefined where they are not. */
export function forEach({ people }: Target, site: Site, deed: (user: number) => Deed): readonly Deed[] | undefined {
  if (people?.users !== undefined) return people.users.map(deed)
  site.report([...site.path, 'what'], 'has to be known before the run; name the agents by their ids')
  return undefined
}

/** Nouns with a hold of their own kind, such as `slow finesse 1` beside `finesse 1`. */
export const under = (aspect: string, holds: readonly string[]): readonly string[] =>
  holds.map((hold) => `${aspect} ${hold}`)
