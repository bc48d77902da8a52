/** As much of the `events` of Node as the XML parser uses: k6 has no modules of Node. */
type Heard = (...what: never[]) => void

export class EventEmitter {
  readonly #heard = new Map<string, Heard[]>()

  on(event: string, heard: Heard): this {
    this.#heard.set(event, [...(this.#heard.get(event) ?? []), heard])
    return this
  }

  emit(event: string, ...what: never[]): boolean {
    const heard = this.#heard.get(event) ?? []
    for (const one of heard) one(...what)
    return heard.length > 0
  }
}
