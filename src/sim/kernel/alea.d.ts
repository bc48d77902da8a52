declare module 'seedrandom/lib/alea.js' {
  /** A generator of 32-bit fractions; see https://github.com/davidbau/seedrandom. */
  const alea: (seed: string) => () => number
  export default alea
}
