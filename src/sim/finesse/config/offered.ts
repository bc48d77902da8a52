/** What the people of a team are offered: global things first, then those assigned to their team. */
import type {
  Category,
  Contact,
  FullPhoneBook,
  FullWorkflow,
  MediaPropertiesLayout,
  PhoneBook,
  StoredReasonCode,
  Workflow,
  WorkflowAction,
  WrapUpReason,
} from '../../domain/config.ts'
import type { Micros } from '../../kernel/time.ts'
import type { Assigned } from './kind.ts'
import { contactsOf } from './phone-books.ts'
import type { ConfigStore, Objects } from './store.ts'

export class Offered {
  readonly #store: ConfigStore
  #generation = -1
  readonly #kept = new Map<string, readonly object[]>()
  #objects: Objects | undefined

  constructor(store: ConfigStore) {
    this.#store = store
  }

  /** Codes that an agent of the team can choose; those of the system are never listed (Developer Guide, p. 237). */
  reasonCodes(team: number, category: Category, now: Micros): readonly StoredReasonCode[] {
    return this.#keep(`ReasonCode/${category}/${team}`, now, (objects) =>
      global<StoredReasonCode>(objects, 'ReasonCode', `TeamReasonCodes/${category}`, team).filter(
        (code) => code.category === category && !code.systemCode,
      ),
    )
  }

  wrapUpReasons(team: number, now: Micros): readonly WrapUpReason[] {
    return this.#keep(`WrapUpReason/${team}`, now, (objects) =>
      global<WrapUpReason>(objects, 'WrapUpReason', 'TeamWrapUpReasons', team),
    )
  }

  phoneBooks(team: number, now: Micros): readonly FullPhoneBook[] {
    return this.#keep(`PhoneBook/${team}`, now, (objects) => {
      const shared = objects.all<PhoneBook>('PhoneBook').filter(({ type }) => type === 'GLOBAL')
      const books = [...shared, ...assigned<PhoneBook>(objects, 'PhoneBook', 'TeamPhoneBooks', team)]
      return books.map((book) => ({ ...book, Contacts: objects.all<Contact>(contactsOf(book.id)) }))
    })
  }

  /** Workflows are never global; their order is that of the assignment. */
  workflows(team: number, now: Micros): readonly FullWorkflow[] {
    return this.#keep(`Workflow/${team}`, now, (objects) =>
      assigned<Workflow>(objects, 'Workflow', 'TeamWorkflows', team).map((one) => fullWorkflow(objects, one)),
    )
  }

  /** Assumed: the default layout and those assigned; all of them for a team that none were assigned to. */
  layouts(team: number, now: Micros): readonly MediaPropertiesLayout[] {
    return this.#keep(`MediaPropertiesLayout/${team}`, now, (objects) => {
      const all = objects.all<MediaPropertiesLayout>('MediaPropertiesLayout')
      const own = assigned<MediaPropertiesLayout>(objects, 'MediaPropertiesLayout', 'TeamMediaPropertiesLayouts', team)
      return own.length === 0 ? all : [...all.filter(({ type }) => type === 'DEFAULT'), ...own]
    })
  }

  #keep<Value extends object>(
    key: string,
    now: Micros,
    make: (objects: Objects) => readonly Value[],
  ): readonly Value[] {
    const objects = this.#store.shown(now)
    if (this.#generation !== this.#store.generation || this.#objects !== objects) {
      this.#kept.clear()
      this.#generation = this.#store.generation
      this.#objects = objects
    }
    let kept = this.#kept.get(key)
    if (kept === undefined) this.#kept.set(key, (kept = make(objects)))
    return kept as readonly Value[]
  }
}

export function assigned<Value extends object>(objects: Objects, kind: string, to: string, team: number): Value[] {
  const ids = objects.get<Assigned>(to, team)?.ids ?? []
  return ids.flatMap((id) => objects.get<Value>(kind, id) ?? [])
}

function global<Value extends { readonly forAll: boolean }>(objects: Objects, kind: string, to: string, team: number) {
  const shared = objects.all<Value>(kind).filter(({ forAll }) => forAll)
  return [...shared, ...assigned<Value>(objects, kind, to, team).filter(({ forAll }) => !forAll)]
}

export function fullWorkflow(objects: Objects, { actions, ...rest }: Workflow): FullWorkflow {
  return { ...rest, workflowActions: actions.flatMap((id) => objects.get<WorkflowAction>('WorkflowAction', id) ?? []) }
}
