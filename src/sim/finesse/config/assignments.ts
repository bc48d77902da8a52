/** What an administrator assigns to a team: the whole list at once (Developer Guide 12.5(1), p. 315-327). */
import type {
  Category,
  Draft,
  MediaPropertiesLayout,
  PhoneBook,
  StoredReasonCode,
  WrapUpReason,
} from '../../domain/config.ts'
import type { ApiError } from '../../domain/rest.ts'
import { idInUri } from './draft-reader.ts'
import { problem, tooMany } from './kind.ts'
import type { Objects } from './store.ts'

export interface Assignable {
  /** Name of the object, and of its list: `ReasonCode`, `ReasonCodes`. */
  readonly kind: string
  readonly list: string
  /** Most of them for one team (Administration Guide 11.6(1), ch. 6 and 8). */
  readonly most: number
  collection(category: Category | undefined): string
  /** Only what is not global already can be assigned. */
  mayBe(object: object, category: Category | undefined): boolean
}

const assignable: readonly Assignable[] = [
  {
    kind: 'ReasonCode',
    list: 'ReasonCodes',
    most: 100,
    collection: (category) => `TeamReasonCodes/${category}`,
    mayBe(object, category) {
      const { forAll, systemCode, ...code } = object as StoredReasonCode
      return !forAll && !systemCode && code.category === category
    },
  },
  {
    kind: 'WrapUpReason',
    list: 'WrapUpReasons',
    most: 100,
    collection: () => 'TeamWrapUpReasons',
    mayBe: (object) => !(object as WrapUpReason).forAll,
  },
  {
    kind: 'PhoneBook',
    list: 'PhoneBooks',
    most: 300,
    collection: () => 'TeamPhoneBooks',
    mayBe: (object) => (object as PhoneBook).type === 'TEAM',
  },
  { kind: 'Workflow', list: 'Workflows', most: 20, collection: () => 'TeamWorkflows', mayBe: () => true },
  {
    kind: 'MediaPropertiesLayout',
    list: 'MediaPropertiesLayouts',
    // All there can be, but for the default one.
    most: 199,
    collection: () => 'TeamMediaPropertiesLayouts',
    mayBe: (object) => (object as MediaPropertiesLayout).type === 'CUSTOM',
  },
]
export const assignables: ReadonlyMap<string, Assignable> = new Map(assignable.map((one) => [one.list, one]))

/** The ids that a body names by URI, in its order, or what is wrong with one of them. */
export function assignedIds(
  { kind, list, most, mayBe }: Assignable,
  draft: Draft,
  category: Category | undefined,
  objects: Objects,
): readonly number[] | ApiError {
  const given = Array.isArray(draft['items']) ? (draft['items'] as readonly Draft[]) : []
  if (given.length > most) return tooMany(`${list} of a team`, most)
  const ids: number[] = []
  for (const { uri } of given) {
    const text = typeof uri === 'string' ? uri : ''
    const id = idInUri(text, kind)
    const object = id === undefined ? undefined : objects.get(kind, id)
    if (object === undefined) return problem('Finesse API Error', `The ${kind} does not exist`, text)
    if (!mayBe(object, category)) return problem('Finesse API Error', `The ${kind} cannot be assigned to a team`, text)
    if (ids.includes(id!)) return problem('Finesse API Error', `The ${kind} is assigned twice`, text)
    ids.push(id!)
  }
  return ids
}
