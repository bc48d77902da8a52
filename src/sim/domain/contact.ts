/** A caller's attempt, and the data that travel with its call. */

/** Data of a call, copied when one value changes; everybody else may keep a reference. */
export interface CallData {
  /** callVariable1 to callVariable10, at index 0 to 9; at most 40 bytes each. */
  readonly variables: readonly string[]
  /** ECC variables by name, `user.x` or `user.x[0]`; 2,000 bytes in all. */
  readonly ecc: ReadonlyMap<string, string>
  readonly wrapUpReason: string
}

export interface Contact {
  /** 1, 2, 3 … in the order of arrival. */
  readonly id: number
  readonly queue: number
  readonly priority: number
  /** Calling number. */
  readonly ani: string
  readonly dialedNumber: string
  readonly data: CallData
  /** Announcements and menus before the call is queued. */
  readonly ivrUs: number
  /** How long caller and agent have to talk, and whether it is the agent who then hangs up. */
  readonly talkUs: number
  readonly agentEnds: boolean
  /** How often this caller was here before. */
  readonly attempt: number
  /** Index of the traffic entry. */
  readonly traffic: number
}

export const emptyVariables: readonly string[] = Object.freeze(new Array<string>(10).fill(''))

export const emptyCallData: CallData = Object.freeze({ variables: emptyVariables, ecc: new Map(), wrapUpReason: '' })
