/**
 * A map by number for the few entries that one desktop has at a time, in the order they came. Nearly all have one entry or
 * two, which lie in the map itself: to find them is one look into memory, where a hash table or an array takes three.
 */
const NOBODY = -1

export class SmallMap<V> {
  size = 0
  /** Keys are not negative. */
  #firstKey = NOBODY
  #first: V | undefined
  #secondKey = NOBODY
  #second: V | undefined
  /** The third and all later ones; undefined while there never were so many. */
  #others: Map<number, V> | undefined

  has(key: number): boolean {
    return key === this.#firstKey || key === this.#secondKey || this.#others?.has(key) === true
  }

  get(key: number): V | undefined {
    if (key === this.#firstKey) return this.#first
    if (key === this.#secondKey) return this.#second
    return this.#others?.get(key)
  }

  set(key: number, value: V): void {
    if (key === this.#firstKey) this.#first = value
    else if (key === this.#secondKey) this.#second = value
    else if (this.#others?.has(key) === true) this.#others.set(key, value)
    else this.#add(key, value)
  }

  #add(key: number, value: V): void {
    this.size++
    if (this.size === 1) {
      this.#firstKey = key
      this.#first = value
    } else if (this.size === 2) {
      this.#secondKey = key
      this.#second = value
    } else {
      this.#others ??= new Map()
      this.#others.set(key, value)
    }
  }

  delete(key: number): boolean {
    if (key === this.#firstKey) {
      this.#firstKey = this.#secondKey
      this.#first = this.#second
      this.#moveUp()
    } else if (key === this.#secondKey) this.#moveUp()
    else if (this.#others?.delete(key) !== true) return false
    this.size--
    return true
  }

  /** The third, if there is one, becomes the second. */
  #moveUp(): void {
    const third = this.#others === undefined ? undefined : first(this.#others)
    this.#secondKey = third === undefined ? NOBODY : third[0]
    this.#second = third?.[1]
    if (third !== undefined) this.#others!.delete(third[0])
  }

  clear(): void {
    this.size = 0
    this.#firstKey = NOBODY
    this.#first = undefined
    this.#secondKey = NOBODY
    this.#second = undefined
    this.#others = undefined
  }

  keys(): number[] {
    return this.entries().map(([key]) => key)
  }

  values(): V[] {
    const all: V[] = []
    if (this.size > 0) all.push(this.#first as V)
    if (this.size > 1) all.push(this.#second as V)
    if (this.size > 2) all.push(...this.#others!.values())
    return all
  }

  /** All of them as they are now: what is deleted meanwhile is still among them. */
  entries(): [number, V][] {
    const all: [number, V][] = []
    if (this.size > 0) all.push([this.#firstKey, this.#first as V])
    if (this.size > 1) all.push([this.#secondKey, this.#second as V])
    if (this.size > 2) all.push(...this.#others!)
    return all
  }
}

function first<V>(map: ReadonlyMap<number, V>): [number, V] | undefined {
  for (const entry of map) return entry
  return undefined
}
