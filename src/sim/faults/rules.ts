/** A trouble that is about certain messages, as a rule of the network: "the third Dialog event of agent 1007". */
import type { LinkTrouble } from '../domain/fault.ts'
import { M, type MessageName } from '../domain/messages.ts'
import type { Rule } from '../kernel/network.ts'

export function ruleOf({ match, then = 'drop' }: LinkTrouble): Rule | undefined {
  if (match === undefined) return undefined
  const { names, about, topic, nth } = match
  const kinds = names === undefined ? undefined : new Set(names.map((name) => M[name as MessageName]))
  let seen = 0
  return (envelope) => {
    if (kinds !== undefined && !kinds.has(envelope.kind)) return 'pass'
    if (about !== undefined && envelope.about !== about) return 'pass'
    if (topic !== undefined && (envelope.body as { readonly topic?: number } | undefined)?.topic !== topic)
      return 'pass'
    seen++
    return nth === undefined || seen === nth ? then : 'pass'
  }
}
