/**
 * Which messages are meant by `third Dialog event of agent 1007`, `heartbeat confirmations only`, `DELETE events`, or
 * by `{ event: Dialog, verb: DELETE, of: agent 1007, nth: 3 }`; and which way they go.
 */
import { z } from 'zod'
import type { MessageMatch, Place } from '../../sim/domain/fault.ts'
import { MESSAGES, messageName } from '../../sim/domain/messages.ts'
import { Topic } from '../../sim/domain/rest.ts'
import { suggestion } from '../nearest.ts'
import { listOf, text, whole } from '../schema/fields.ts'
import { parsePeople } from './people.ts'
import type { Target } from './target.ts'
import type { Site } from './verb.ts'

/** Feeds of events by the word that Finesse has for them. */
const feeds = {
  User: Topic.USER,
  Dialog: Topic.DIALOGS,
  Team: Topic.TEAM_USERS,
  Queue: Topic.QUEUE,
  SystemInfo: Topic.SYSTEM_INFO,
} as const
const feedNames = Object.keys(feeds) as (keyof typeof feeds)[]
const VERBS = ['PUT', 'POST', 'DELETE'] as const

type Way = 'to desktops' | 'from desktops' | 'to ctisvr' | 'from ctisvr' | 'to awdb' | 'from awdb'

interface Kind {
  readonly names: readonly string[]
  readonly way: Way
}

const CALL_EVENTS = ['beginCallEvent', 'deliveredEvent', 'establishedEvent', 'heldEvent', 'retrievedEvent']
const CALL_ENDS = ['connectionClearedEvent', 'conferencedEvent', 'transferredEvent', 'endCallEvent']

/** What messages are called, in the singular; the plural has an s. */
const KINDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['event', { names: ['event'], way: 'to desktops' }],
  ['presence of finesse', { names: ['systemPresence'], way: 'to desktops' }],
  ['answer', { names: ['restResponse'], way: 'to desktops' }],
  ['request', { names: ['restRequest'], way: 'from desktops' }],
  ['ping', { names: ['ping'], way: 'from desktops' }],
  ['sign-off', { names: ['presence'], way: 'from desktops' }],
  ['heartbeat', { names: ['heartbeatReq'], way: 'to ctisvr' }],
  ['heartbeat confirmation', { names: ['heartbeatConf'], way: 'from ctisvr' }],
  ['open request', { names: ['openReq'], way: 'to ctisvr' }],
  ['open confirmation', { names: ['openConf'], way: 'from ctisvr' }],
  ['agent state event', { names: ['agentStateEvent'], way: 'from ctisvr' }],
  ['call event', { names: [...CALL_EVENTS, ...CALL_ENDS], way: 'from ctisvr' }],
  ['system event', { names: ['systemEvent'], way: 'from ctisvr' }],
  ['request for maintenance', { names: ['activeMaintenanceReq'], way: 'from ctisvr' }],
  ['consent to maintenance', { names: ['activeMaintenanceResp'], way: 'to ctisvr' }],
  ['maintenance event', { names: ['activeMaintenanceEvent'], way: 'from ctisvr' }],
  ['standby active event', { names: ['standbyActiveEvent'], way: 'from ctisvr' }],
  ['stopping indication', { names: ['stoppingRequestsInd'], way: 'to ctisvr' }],
  ['credential query', { names: ['credentialQuery'], way: 'to awdb' }],
  ['credential answer', { names: ['credentialAnswer'], way: 'from awdb' }],
])

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth']

const allNames = Array.from({ length: MESSAGES }, (_, kind) => messageName(kind)!)

const structured = z.strictObject({
  event: z.enum(feedNames).optional().describe('Events of this feed.'),
  verb: z.enum(VERBS).optional().describe('Events of this verb.'),
  names: listOf(text, 50).optional().describe('Messages by the names that the trace has for them.'),
  of: text.optional().describe('Whom they are about, such as agent 1007.'),
  nth: whole(1, 1_000_000).optional().describe('Only the n-th that fits.'),
})

export const messageField = z
  .union([text, structured], { error: 'should be like: third Dialog event of agent 1007' })
  .describe('Which messages, such as `third Dialog event of agent 1007` or `heartbeat confirmations only`.')
export type MessageSpec = z.output<typeof messageField>

export interface Message {
  readonly match: MessageMatch
  readonly says: string
  /** Undefined where only the names are told: then `what` has to say on which link. */
  readonly way: Way | undefined
  /** Whose desktop it goes to or comes from. */
  readonly desktops: Place | undefined
}

/** Reported and undefined when there are no such messages. */
export function readMessage(spec: MessageSpec, site: Site): Message | undefined {
  return typeof spec === 'string' ? ofPhrase(spec, site) : ofKeys(spec, site)
}

function ofPhrase(phrase: string, site: Site): Message | undefined {
  const path = [...site.path, 'message']
  let rest = phrase
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/^(all|every|the)\s/, '')
    .replace(/ only$/, '')
  const ordinal = /^(\d+)(?:st|nd|rd|th) /.exec(rest) ?? new RegExp(`^(${ORDINALS.join('|')}) `).exec(rest)
  const nth = ordinal === null ? undefined : ORDINALS.indexOf(ordinal[1]!) + 1 || Number(ordinal[1])
  rest = rest.slice(ordinal?.[0].length ?? 0)
  const whose = / of ((?:agent|supervisor) .+)$/.exec(rest)
  rest = rest.slice(0, rest.length - (whose?.[0].length ?? 0))
  const feed = feedNames.find((name) => new RegExp(`(^| )${name} events?$`).test(rest))
  if (feed !== undefined) rest = rest.replace(`${feed} `, '')
  const verb = VERBS.find((word) => rest.startsWith(`${word} event`))
  if (verb !== undefined) rest = rest.slice(verb.length + 1)
  const kind = KINDS.get(rest) ?? KINDS.get(rest.replace(/s$/, '')) ?? KINDS.get(rest.replace(/ies$/, 'y'))
  if (kind === undefined) {
    site.report(
      path,
      `there are no "${rest}"; ${suggestion(
        rest,
        [...KINDS.keys()].map((one) => plural(one)),
      )}`,
    )
    return undefined
  }
  return made(kind, phrase.trim(), { topic: feed && feeds[feed], verb, nth }, whose?.[1], site)
}

const plural = (word: string): string => {
  if (/ (of|to|for) /.test(word)) return word
  return word.endsWith('query') ? word.replace(/y$/, 'ies') : `${word}s`
}

type Rest = { readonly [Key in 'topic' | 'verb' | 'nth']?: MessageMatch[Key] | undefined }

function ofKeys(spec: Exclude<MessageSpec, string>, site: Site): Message | undefined {
  const { event, verb, names, of, nth } = spec
  const path = [...site.path, 'message']
  for (const [index, name] of (names ?? []).entries()) {
    if ((allNames as readonly string[]).includes(name)) continue
    site.report([...path, 'names', index], `there is no message "${name}"; ${suggestion(name, allNames)}`)
    return undefined
  }
  if (names !== undefined && (event !== undefined || verb !== undefined)) {
    site.report([...path, 'names'], 'is there beside "event" or "verb"; keep one of the two')
    return undefined
  }
  const what = names?.join(', ') ?? [verb, event, 'events'].filter((word) => word !== undefined).join(' ')
  const says = `${nth === undefined ? '' : `number ${nth} of `}${what}${of === undefined ? '' : ` of ${of}`}`
  const kind = names === undefined ? KINDS.get('event')! : { names, way: undefined }
  return made(kind, says, { topic: event && feeds[event], verb, nth }, of, site)
}

function made(
  { names, way }: Omit<Kind, 'way'> & { readonly way: Way | undefined },
  says: string,
  { topic, verb, nth }: Rest,
  of: string | undefined,
  site: Site,
): Message | undefined {
  const user = of === undefined ? undefined : readUser(of, site)
  if (of !== undefined && user === undefined) return undefined
  const match: MessageMatch = {
    names,
    ...(user === undefined ? {} : { about: user }),
    ...(topic === undefined ? {} : { topic }),
    ...(verb === undefined ? {} : { verb }),
    ...(nth === undefined ? {} : { nth }),
  }
  return { match, says, way, desktops: user === undefined ? undefined : { desktopsOf: { users: [user] } } }
}

function readUser(of: string, site: Site): number | undefined {
  const found = parsePeople(of, site.topology, 'agent')
  if (found === undefined) site.report([...site.path, 'message'], `there is no "${of}"; write it like "agent 1007"`)
  else if ('lacks' in found) site.report([...site.path, 'message'], found.lacks)
  else if (found.users?.length !== 1) site.report([...site.path, 'message'], `"${of}" is not one person`)
  else return found.users[0]
  return undefined
}

/** The links that such messages take. */
export function linksOf({ way, desktops, says }: Message, { topology }: Site): Target | undefined {
  if (way === undefined) return undefined
  const nodes = [1, 2].slice(0, topology.finesseNodes).map((number) => `finesse ${number}`)
  const far: readonly Place[] = way.endsWith('desktops')
    ? [desktops ?? { desktopsOf: { everybody: true } }]
    : way.endsWith('awdb')
      ? [1, 2].slice(0, topology.awdb).map((number) => `awdb ${number}`)
      : [...topology.ctiSides].map((letter) => `cti ${letter}`)
  const links = nodes.flatMap((node) =>
    far.map((place) => (way.startsWith('to') ? { from: node, to: place } : { from: place, to: node })),
  )
  return { noun: 'message', says, links, holds: [`messages ${says}`] }
}
