/** What a kind of configuration object has to say for itself, so that one handler serves all of them. */
import type { ApiError } from '../../domain/rest.ts'
import type { DraftReader, Words } from './draft-reader.ts'
import type { Change, Objects } from './store.ts'

export interface Surroundings {
  readonly objects: Objects
  readonly deployment: 'cce' | 'ccx'
  readonly release: string
}

export interface Kind<Value extends { readonly id: number } = { readonly id: number }> {
  /** Name of the object and of its collection: `ReasonCode`. */
  readonly name: string
  readonly words: Words
  /** Fields of which a change names at least one. */
  readonly fields: readonly string[]
  /** A new object, or `before` changed. */
  make(draft: DraftReader, id: number, before: Value | undefined, around: Surroundings): Value
  /** What speaks against the object beside those that are there: limits, duplicates. */
  against(value: Value, before: Value | undefined, around: Surroundings): ApiError | undefined
  /** What goes with the object when it goes, or what keeps it. */
  remove(value: Value, around: Surroundings): readonly Change[] | ApiError
}

export const problem = (type: string, message: string, data = ''): ApiError => ({ type, message, data })
export const tooMany = (what: string, most: number): ApiError =>
  problem('Maximum Exceeded', `There can be at most ${most} ${what}`, String(most))
export const isProblem = (value: readonly Change[] | ApiError): value is ApiError => !Array.isArray(value)

/** Ids assigned to a team, of one kind. */
export interface Assigned {
  readonly ids: readonly number[]
}

/** Takes an id out of every assignment of these collections. */
export function unassigned(objects: Objects, collections: readonly string[], id: number): Change[] {
  return collections.flatMap((collection) =>
    objects.ids(collection).flatMap((team) => {
      const { ids } = objects.get<Assigned>(collection, team)!
      return ids.includes(id) ? [{ collection, id: team, value: { ids: ids.filter((one) => one !== id) } }] : []
    }),
  )
}

/** Teams that an id is assigned to. */
export function isAssigned(objects: Objects, collection: string, id: number): boolean {
  return objects.all<Assigned>(collection).some(({ ids }) => ids.includes(id))
}
