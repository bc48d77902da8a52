/** A trouble that is about certain messages, as a rule of the network: "the third Dialog event of agent 1007". */
import type { LinkTrouble, MessageMatch } from '../domain/fault.ts'
import { M, type MessageName } from '../domain/messages.ts'
import type { Rule } from '../kernel/network.ts'

export function ruleOf({ match, then = 'drop' }: LinkTrouble): Rule | undefined {
  if (match === undefined) return undefined
  const { names, about, topic, verb, nth } = match
  const kinds = names === undefined ? undefined : new Set(names.map((name) => M[name as MessageName]))
  let seen = 0
  return (envelope) => {
    if (kinds !== undefined && !kinds.has(envelope.kind)) return 'pass'
    if (about !== undefined && envelope.about !== about) return 'pass'
    const update = envelope.body as { readonly topic?: number; readonly verb?: string } | undefined
    if (topic !== undefined && update?.topic !== topic) return 'pass'
    if (verb !== undefined && update?.verb !== verb) return 'pass'
    seen++
    return nth === undefined || seen === nth ? then : 'pass'
  }
}

const keepAlives: ReadonlySet<string> = new Set(['heartbeatReq', 'heartbeatConf', 'ping', 'pong'])

/** Whether all it does is to keep every keep-alive from arriving: those are not played one by one, see operator.ts. */
export function losesKeepAlives({ match, then = 'drop' }: LinkTrouble): boolean {
  return then === 'drop' && match?.nth === undefined && match?.names?.every((name) => keepAlives.has(name)) === true
}

/** Whether the keep-alives that get lost are the questions: then the answers to them are missing as well. */
export const losesQuestions = ({ names }: MessageMatch): boolean =>
  names?.some((name) => name === 'heartbeatReq' || name === 'ping') === true
