/**
 * A map by number for the few entries that one desktop has at a time, in the order they came. Looking through two
 * or three is faster than hashing, and one array lies closer together than a hash table that every new entry ages.
 */
export class SmallMap<V> {
  size = 0
  /** Key, value, key, value …; longer than it need be, as shrinking an array is dear. */
  readonly #entries: (number | V | undefined)[] = [undefined, undefined]

  #indexOf(key: number): number {
    const entries = this.#entries
    const end = this.size * 2
    for (let at = 0; at < end; at += 2) if (entries[at] === key) return at
    return -1
  }

  has(key: number): boolean {
    return this.#indexOf(key) >= 0
  }

  get(key: number): V | undefined {
    const at = this.#indexOf(key)
    return at < 0 ? undefined : (this.#entries[at + 1] as V)
  }

  set(key: number, value: V): void {
    const at = this.#indexOf(key)
    if (at >= 0) this.#entries[at + 1] = value
    else {
      const end = 2 * this.size++
      this.#entries[end] = key
      this.#entries[end + 1] = value
    }
  }

  delete(key: number): boolean {
    const at = this.#indexOf(key)
    if (at < 0) return false
    const last = 2 * --this.size
    for (let to = at; to < last; to++) this.#entries[to] = this.#entries[to + 2]
    this.#entries[last] = undefined
    this.#entries[last + 1] = undefined
    return true
  }

  clear(): void {
    this.#entries.fill(undefined)
    this.size = 0
  }

  keys(): number[] {
    return this.entries().map(([key]) => key)
  }

  values(): V[] {
    return this.entries().map(([, value]) => value)
  }

  /** All of them as they are now: what is deleted meanwhile is still among them. */
  entries(): [number, V][] {
    return Array.from({ length: this.size }, (_, n) => [this.#entries[2 * n] as number, this.#entries[2 * n + 1] as V])
  }
}
