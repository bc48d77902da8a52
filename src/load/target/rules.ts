/** What may be asked of a target, by whom: the list of the file, as one question. */
import type { Classified } from './classify.ts'
import type { Purpose } from './guard.ts'
import type { Target } from './target.ts'

/** Why a request must not be sent; undefined when it may be. The node was looked at already. */
export function refusalOf(
  target: Target,
  purpose: Purpose,
  user: string | undefined,
  { act, about, dials, as }: Classified,
): string | undefined {
  const { file } = target
  if (act === 'change the system') return `no test changes configuration or services of a target; see ${file}`
  const people = [...(user === undefined ? [] : [user]), ...about]
  const strangers = people.filter((id) => !target.users.some((known) => known.id === id))
  if (strangers.length > 0) return `${strangers[0]} is no user of ${file}; nobody else is touched`
  if (purpose === 'doctor')
    return act === 'read' || act === 'open a stream' ? undefined : `the doctor only looks, and would ${act}`
  const allowed = target.users.filter(({ isAllowed }) => isAllowed)
  const others = people.filter((id) => !allowed.some((known) => known.id === id))
  if (others.length > 0) return `${others[0]} is not among allow.agents of ${file}`
  if (act !== 'read' && act !== 'open a stream' && user === undefined) return `nobody signs for it: ${act}`
  const extensions = new Set(allowed.map(({ extension }) => extension))
  const foreign = as.find((number) => !extensions.has(number))
  if (foreign !== undefined) return `${foreign} is the extension of no user that ${file} allows`
  const dialed = dials.find((number) => !extensions.has(number) && !target.dial.has(number))
  return dialed === undefined
    ? undefined
    : `${dialed} is neither an extension of theirs nor among allow.dial of ${file}`
}
