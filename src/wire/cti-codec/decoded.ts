/** A message of the simulated world that came over the wire. */
export interface Decoded {
  readonly kind: number
  /** The user, queue or call that it is about, as messages of its kind have it. */
  readonly about: number
  readonly body: unknown
}
