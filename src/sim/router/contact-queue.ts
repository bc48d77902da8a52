/** Contacts that wait for one queue: higher priority first, then the longer wait. Those that left are skipped. */
import type { Contact } from '../domain/contact.ts'
import type { Micros } from '../kernel/time.ts'

export type Whereabouts = 'ivr' | 'queued' | 'routed' | 'ringing' | 'connected'

export interface Entry {
  readonly contact: Contact
  at: Whereabouts
  agent: number
  queuedAt: Micros
  returned: boolean
  /** How often it was routed. */
  routes: number
}

export class ContactQueue {
  /** Contacts waiting now. */
  waiting = 0
  #entries: Entry[] = []
  #head = 0

  add(entry: Entry): void {
    const entries = this.#entries
    let at = entries.length
    while (at > this.#head && isBefore(entry, entries[at - 1]!)) at--
    if (at === entries.length) entries.push(entry)
    else entries.splice(at, 0, entry)
    this.waiting++
  }

  /** The next to be served, or undefined. */
  first(): Entry | undefined {
    const entries = this.#entries
    while (this.#head < entries.length && entries[this.#head]!.at !== 'queued') this.#head++
    if (this.#head > 64 && this.#head * 2 > entries.length) {
      this.#entries = entries.slice(this.#head)
      this.#head = 0
    }
    return this.#entries[this.#head]
  }

  /** To be called when an entry of this queue stops being queued. */
  left(): void {
    this.waiting--
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  if (a.contact.priority !== b.contact.priority) return a.contact.priority > b.contact.priority
  return a.queuedAt < b.queuedAt
}
