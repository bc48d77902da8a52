/** Numbers for the request ids of clients: any text outside, a number inside. The newest are remembered. */
const REMEMBERED = 20_000

export class RequestIds {
  readonly #texts = new Map<number, string>()
  #last = 0

  /** Never 0, which stands for an event that nobody asked for. */
  numberOf(text: string): number {
    const number = ++this.#last
    if (text !== '') {
      this.#texts.set(number, text)
      if (this.#texts.size > REMEMBERED) this.#texts.delete(this.#texts.keys().next().value!)
    }
    return number
  }

  textOf(number: number): string {
    return this.#texts.get(number) ?? ''
  }
}
