declare module 'seedrandom/lib/alea.js' {
  interface AleaState {
    readonly s0: number
    readonly s1: number
    readonly s2: number
    readonly c: number
  }

  /** A generator of 32-bit fractions that shows its state; see https://github.com/davidbau/seedrandom. */
  const alea: (seed: string, options: { readonly state: true }) => { state(): AleaState }
  export default alea
}
