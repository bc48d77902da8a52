/** Keeps records of the trace until they are sent: those of the nodes that are played here, as each is played once. */
const WORDS = 8
const FIRST_RECORDS = 1 << 12

export class Recorder {
  readonly #nodes: ReadonlySet<number>
  #words = new Int32Array(FIRST_RECORDS * WORDS)
  #length = 0

  constructor(nodes: ReadonlySet<number>) {
    this.#nodes = nodes
  }

  readonly tap = (words: Int32Array, offset: number): void => {
    if (!this.#nodes.has(words[offset + 3]!)) return
    if (this.#length === this.#words.length) {
      const longer = new Int32Array(this.#words.length * 2)
      longer.set(this.#words)
      this.#words = longer
    }
    for (let word = 0; word < WORDS; word++) this.#words[this.#length + word] = words[offset + word]!
    this.#length += WORDS
  }

  take(): Int32Array {
    const taken = this.#words.slice(0, this.#length)
    this.#length = 0
    return taken
  }
}
