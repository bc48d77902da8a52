/** What a phone lists: of the reason codes that apply only the first 100 (Administration Guide 11.6(1), ch. 10, p. 99). */
import { AgentState } from '../domain/agent-state.ts'
import { defaultReasonCodes, type ReasonCode } from '../domain/reason-codes.ts'
import type { ReleaseProfile } from '../domain/release.ts'

/** The entries that are shown, of those configured. */
export function entries(
  profile: ReleaseProfile,
  category: ReasonCode['category'],
  configured: readonly ReasonCode[] = defaultReasonCodes,
): readonly ReasonCode[] {
  return configured.filter((code) => code.category === category).slice(0, profile.fippaEntries)
}

/** The code wanted for a state, or the first that the phone lists when that one is not among them. */
export function entryOf(profile: ReleaseProfile, state: number, wanted: number | undefined): number | undefined {
  if (state !== AgentState.NOT_READY && state !== AgentState.LOGOUT) return undefined
  const listed = entries(profile, state === AgentState.LOGOUT ? 'LOGOUT' : 'NOT_READY')
  return (listed.find(({ id }) => id === wanted) ?? listed[0])?.id
}
