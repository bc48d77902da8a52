/** What can be done to what, for whoever offers it: the verbs of the timeline, by the nouns they take. */
import { faultKinds, verbTexts } from '../../../scenarios/timeline/kinds.ts'

export interface VerbView {
  readonly do: string
  readonly noun: string
  /** What happens. */
  readonly says: string
  /** It lasts, and takes `for`. */
  readonly lasts: boolean
  /** Keys it cannot do without, as they are said: `by=20ms`; empty where there are none. */
  readonly needs: string
}

/** Keys that words can say; whole phrases need a scenario. */
const isSayable = (value: unknown): boolean => !/\s/.test(String(value))

export const verbList: readonly VerbView[] = faultKinds.flatMap(({ do: word, noun, entry }) => {
  const { do: _do, what, ...keys } = entry
  const needs = Object.entries(keys)
  if (what === undefined || !needs.every(([, value]) => isSayable(value))) return []
  const { says, lasts } = verbTexts.find((one) => one.do === word)!
  return [{ do: word, noun, says, lasts, needs: needs.map(([key, value]) => `${key}=${value}`).join(' ') }]
})
