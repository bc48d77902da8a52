/**
 * Wrong behaviours that can be planted into the simulated servers, each off by default: what an oracle cannot notice
 * when it is wrong, it does not hold. `ccsim selftest` plants one after the other.
 */
export const defects = {
  /** The DELETE of a dialog is never published. */
  'drop-dialog-delete': 'The DELETE event of a dialog is not published.',
  'stale-auth-cache': 'A node remembers a sign-in for ever, not for 30 minutes.',
  'auth-cache-ignored': 'A node asks an AWDB for each request, also for users it should remember.',
  'lock-not-counted': 'Wrong passwords are not counted: nobody is ever locked.',
  'lock-not-restarted': 'A try while locked does not start the five minutes anew.',
  'secondary-awdb-unused': 'Only the primary AWDB is ever asked.',
  'primary-awdb-not-preferred': 'A node stays with the secondary AWDB when the primary is back.',
} as const

export type DefectName = keyof typeof defects

/** Which defects are planted, as parts are told of it. */
export type Planted = Readonly<Partial<Record<DefectName, true>>>

export function planted(names: readonly DefectName[]): Planted {
  return Object.fromEntries(names.map((name) => [name, true]))
}
