/**
 * What a request to a Finesse would do, read from the request itself: whoever sends it is not asked (Web Services
 * Developer Guide 12.5(1), ch. 3 to 5). What is not known here counts as a change of the system.
 */
import { childText, parseXml, type XmlElement, XmlProblem } from '../../wire/xml/parse.ts'

export interface RestCall {
  readonly method: string
  /** With or without a query. */
  readonly path: string
  readonly body?: string | undefined
}

export type Act =
  /** Nothing changes. */
  | 'read'
  | 'sign in'
  | 'sign out'
  | 'go not ready'
  | 'change a state'
  | 'place a call'
  | 'control a call'
  | 'leave a call'
  /** Tells the server what the client has to say. */
  | 'log'
  | 'open a stream'
  /** Configuration, maintenance, messages to teams: no business of a test's agents. */
  | 'change the system'

export interface Classified {
  readonly act: Act
  /** Users whom it is about, by id, besides the one who asks. */
  readonly about: readonly string[]
  /** Where a call would go. */
  readonly dials: readonly string[]
  /** Extensions that it acts as. */
  readonly as: readonly string[]
}

const API = '/finesse/api/'
const READS = new Set(['GET', 'HEAD', 'OPTIONS'])
/** Of these reads somebody else's are nobody's business. */
const OF_A_USER = /^User\/([^/]+)/
const nothing = { about: [], dials: [], as: [] }

export function classify({ method, path, body }: RestCall): Classified {
  const verb = method.toUpperCase()
  const plain = path.replace(/[?#].*$/, '').replace(/\/+$/, '')
  if (!plain.startsWith(API)) return { act: READS.has(verb) ? 'read' : 'change the system', ...nothing }
  const object = plain.slice(API.length)
  const owner = OF_A_USER.exec(object)?.[1]
  const about = owner === undefined ? [] : [decoded(owner)]
  if (READS.has(verb)) return { ...nothing, act: 'read', about }
  const rest = owner === undefined ? object : object.slice(`User/${owner}`.length)
  const read = parsed(body)
  const whole = { ...nothing, act: 'change the system', about } as const
  if (owner !== undefined) {
    if (verb === 'PUT' && rest === '') return read === undefined ? whole : userChange(read, about)
    if (verb === 'PUT' && rest.startsWith('/Media')) return { ...nothing, act: 'change a state', about }
    if (verb === 'POST' && rest === '/Dialogs')
      return read === undefined ? whole : { act: 'place a call', about, ...numbers(read) }
    if (verb === 'POST' && /^\/(Compressed)?ClientLog$/.test(rest)) return { ...nothing, act: 'log', about }
  } else if (verb === 'PUT' && /^Dialog\/[^/]+$/.test(object)) {
    if (read === undefined) return whole
    const leaves = childText(read, 'requestedAction') === 'DROP'
    return { act: leaves ? 'leave a call' : 'control a call', about, ...numbers(read) }
  }
  return whole
}

function userChange(user: XmlElement, about: readonly string[]): Classified {
  const state = childText(user, 'state')
  if (state === 'LOGIN') return { act: 'sign in', about, dials: [], as: textsOf(user, 'extension') }
  const act = state === 'LOGOUT' ? 'sign out' : state === 'NOT_READY' ? 'go not ready' : 'change a state'
  return { ...nothing, act, about }
}

/** Of a dialog's request: whom it acts as, and whom it would reach. */
function numbers(dialog: XmlElement): Pick<Classified, 'dials' | 'as'> {
  const isDrop = childText(dialog, 'requestedAction') === 'PARTICIPANT_DROP'
  return {
    dials: textsOf(dialog, 'toAddress'),
    // Of PARTICIPANT_DROP it is the party that shall go.
    as: isDrop ? [] : [...textsOf(dialog, 'targetMediaAddress'), ...textsOf(dialog, 'fromAddress')],
  }
}

function textsOf(element: XmlElement, name: string): readonly string[] {
  const text = childText(element, name)
  return text === undefined || text === '' ? [] : [text]
}

/** Undefined where it cannot be read. */
function parsed(body: string | undefined): XmlElement | undefined {
  try {
    return parseXml(body ?? '')
  } catch (error) {
    if (error instanceof XmlProblem) return undefined
    throw error
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
