/**
 * The configuration of one node. Only the primary changes it; the other has a copy that follows by messages, and
 * falls behind while they are lost. Administrators see what is saved at once. Desktops see it some seconds later, as
 * the Administration Guide 11.6(1) says of each kind: 3 s for most (ch. 3, 5, 6, 8), 10 s for desktop layouts (ch. 4).
 */
import { type Micros, SECOND } from '../../kernel/time.ts'

/** One object set, or taken away where `value` is undefined. Collections are named after the objects they hold. */
export interface Change {
  readonly collection: string
  readonly id: number
  readonly value: object | undefined
}

/** What was changed at once; numbered from 1 without gaps. */
export interface Commit {
  readonly number: number
  readonly changes: readonly Change[]
}

/** Objects of all kinds by collection and id, in the order they were made. */
export class Objects {
  readonly #collections = new Map<string, Map<number, object>>()

  get<T extends object>(collection: string, id: number): T | undefined {
    return this.#collections.get(collection)?.get(id) as T | undefined
  }

  all<T extends object>(collection: string): readonly T[] {
    return [...(this.#collections.get(collection)?.values() ?? [])] as T[]
  }

  ids(collection: string): readonly number[] {
    return [...(this.#collections.get(collection)?.keys() ?? [])]
  }

  count(collection: string): number {
    return this.#collections.get(collection)?.size ?? 0
  }

  collections(): readonly string[] {
    return [...this.#collections.keys()]
  }

  apply(changes: readonly Change[]): void {
    for (const { collection, id, value } of changes) {
      let objects = this.#collections.get(collection)
      if (objects === undefined) this.#collections.set(collection, (objects = new Map()))
      if (value === undefined) objects.delete(id)
      else objects.set(id, value)
    }
  }

  /** Everything, as changes of an empty store. */
  snapshot(): Change[] {
    return [...this.#collections].flatMap(([collection, objects]) =>
      [...objects].map(([id, value]) => ({ collection, id, value })),
    )
  }

  clear(): void {
    this.#collections.clear()
  }
}

const SOON_US = 3 * SECOND
const LAYOUT_US = 10 * SECOND
/** Collections that desktops see later than the others. */
const layouts = ['LayoutConfig', 'TeamLayout']
/** Collection of the one counter that all ids come from. */
export const COUNTER = 'Counter'

interface Waiting {
  readonly dueUs: Micros
  readonly change: Change
}

export class ConfigStore {
  /** Number of the last commit that is in here. */
  number = 0
  readonly saved = new Objects()
  /** Told of each commit made or received: for the other node, and for the disk. */
  readonly heard: ((commit: Commit) => void)[] = []
  readonly #shown = new Objects()
  #waiting: Waiting[] = []
  /** Counts what desktops see changing, for those who keep what they made of it. */
  generation = 0

  constructor(defaults: readonly Change[]) {
    this.load(0, defaults)
  }

  /** Replaces everything, at once for desktops, too. */
  load(number: number, changes: readonly Change[]): void {
    this.number = number
    for (const objects of [this.saved, this.#shown]) {
      objects.clear()
      objects.apply(changes)
    }
    this.#waiting = []
    this.generation++
  }

  /** An id that nothing has had before, and the change that keeps it from being given again. */
  nextId(): { readonly id: number; readonly counted: Change } {
    const id = (this.saved.get<{ next: number }>(COUNTER, 0)?.next ?? 1) | 0
    return { id, counted: this.counted(id + 1) }
  }

  counted(next: number): Change {
    return { collection: COUNTER, id: 0, value: { next } }
  }

  commit(changes: readonly Change[], now: Micros): Commit {
    const commit = { number: this.number + 1, changes }
    this.apply(commit, now)
    return commit
  }

  /** False where commits before this one are missing. */
  apply(commit: Commit, now: Micros): boolean {
    if (commit.number !== this.number + 1) return commit.number <= this.number
    this.number = commit.number
    this.saved.apply(commit.changes)
    for (const change of commit.changes) {
      const delayUs = layouts.includes(change.collection) ? LAYOUT_US : SOON_US
      this.#waiting.push({ dueUs: now + delayUs, change })
    }
    for (const hear of this.heard) hear(commit)
    return true
  }

  /** What desktops see at this moment. */
  shown(now: Micros): Objects {
    if (this.#waiting.length > 0) {
      const due = this.#waiting.filter(({ dueUs }) => dueUs <= now)
      if (due.length > 0) {
        this.#shown.apply(due.map(({ change }) => change))
        this.#waiting = this.#waiting.filter(({ dueUs }) => dueUs > now)
        this.generation++
      }
    }
    return this.#shown
  }
}
