/**
 * Wrong behaviours that can be planted into the simulated servers, each off by default: what an oracle cannot notice
 * when it is wrong, it does not hold. `ccsim selftest` plants one after the other.
 */
export const defects = {
  /** The DELETE of a dialog is never published. */
  'drop-dialog-delete': 'The DELETE event of a dialog is not published.',
} as const

export type DefectName = keyof typeof defects

/** Which defects are planted, as parts are told of it. */
export type Planted = Readonly<Partial<Record<DefectName, true>>>

export function planted(names: readonly DefectName[]): Planted {
  return Object.fromEntries(names.map((name) => [name, true]))
}
