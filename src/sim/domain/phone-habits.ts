/** What people do with an IP phone on which they are signed in, and what its service URL brings along. */
import { SECOND } from '../kernel/time.ts'
import type { Distribution } from './workload.ts'

/** What a phone asks for at sign-in. */
export const phoneEntries = ['id', 'extension', 'password'] as const
export type PhoneEntry = (typeof phoneEntries)[number]

export interface PhoneHabits {
  /**
   * How long somebody looks at an unavailable server before opening the service of the other node by hand. Undefined: the
   * phone has one service only.
   */
  readonly otherService: Distribution | undefined
  /** How often somebody looks at another screen of the phone, and for how long. */
  readonly otherScreen: { readonly every: Distribution; readonly for: Distribution } | undefined
  /** Typing one entry at sign-in. */
  readonly typing: Distribution
  /** Entries that the service URL brings along (One Button Sign In). */
  readonly prefilled: readonly PhoneEntry[]
  /** Phones have the service by an enterprise subscription, the same for all. */
  readonly enterpriseSubscription: boolean
}

export const defaultPhoneHabits: PhoneHabits = {
  otherService: { kind: 'constant', meanUs: 30 * SECOND },
  otherScreen: undefined,
  typing: { kind: 'constant', meanUs: 3 * SECOND },
  prefilled: [],
  enterpriseSubscription: false,
}
