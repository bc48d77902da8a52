/** A record of the trace in words, for causal chains and for the first difference of two runs. */
import { agentStateName } from '../sim/domain/agent-state.ts'
import { deedAsked, operationAsked } from '../sim/domain/asked.ts'
import { callTypeName, participantStateNames } from '../sim/domain/dialog-state.ts'
import { type FactName, factName } from '../sim/domain/facts.ts'
import { messageName } from '../sim/domain/messages.ts'
import { moveProblems } from '../sim/domain/pg-maintenance.ts'
import { operationName } from '../sim/domain/rest.ts'
import { syslogMessages } from '../sim/domain/syslog.ts'
import type { TraceRecord } from '../sim/kernel/trace.ts'
import { pgMaintenance } from '../sim/machines/pg-maintenance.ts'
import { FIRST_CALL } from './grown.ts'
import { type Subject, userText } from './subject.ts'

/** Who and what the numbers of a record stand for. */
export type Naming = Pick<Subject, 'directory' | 'workload' | 'nameOf'>
type Meaning =
  | 'user'
  | 'call'
  | 'contact'
  | 'queue'
  | 'state'
  | 'party'
  | 'callType'
  | 'operation'
  | 'asked'
  | 'party or user'
  | 'PG'
  | 'move'
  | 'move problem'
  | 'syslog message'
  | 'node'
  | 'life'

/** What `about`, `x` and `y` of a fact mean; a plain word is put before the number. */
const FACTS: { readonly [Name in FactName]?: readonly (Meaning | string | undefined)[] } = {
  contactOffered: ['contact', 'queue'],
  contactQueued: ['contact', 'queue', 'again'],
  contactRouted: ['contact', 'user', 'queue'],
  contactRinging: ['contact', 'call', 'user'],
  contactAnswered: ['contact', 'user', 'call'],
  contactAbandoned: ['contact', 'queue', 'ms waited'],
  contactReturned: ['contact', 'user', 'queue'],
  contactEnded: ['contact', 'by'],
  contactRejected: ['contact'],
  truthAgentState: ['user', 'state', 'reason'],
  truthPendingState: ['user', 'state', 'reason'],
  truthCallBegan: ['call', 'callType', 'contact'],
  truthParty: ['call', 'party or user', 'party'],
  truthCallEnded: ['call'],
  truthCallMerged: ['call', 'call'],
  finesseAgentState: ['user', 'state', 'reason'],
  finesseParty: ['call', 'party or user', 'party'],
  finesseDialogEnded: ['call'],
  published: ['user', 'number', 'topic'],
  received: ['user', 'number', 'topic'],
  desktopAgentState: ['user', 'state', 'reason'],
  desktopDialog: ['user', 'call', 'party'],
  requestSent: ['user', 'request', 'asked'],
  requestWaited: ['user', 'request', 'µs'],
  requestAnswered: ['user', 'request', 'status'],
  outcomeSeen: ['user', 'request', 'error'],
  outcomeUnknown: ['user', 'request', 'operation'],
  signedIn: ['user', 'node', 'state'],
  signedOut: ['user', 'reason'],
  presence: ['user', 'available'],
  authenticated: ['user', 'granted', 'by'],
  finesseStatus: [undefined, 'status', 'cause'],
  ctiSession: ['node', 'session'],
  queueStatistics: ['queue', 'waiting', 'ready'],
  surprise: ['user', 'event', 'machine'],
  supervisorAct: ['user', 'user', 'act'],
  phase: ['user', 'phase', 'ms'],
  maintenance: ['finesse', 'maintenance state', 'detail'],
  process: ['node', 'life'],
  syslog: ['finesse', 'syslog message', 'side or database'],
}

/** Of the planned move of the PG; what Finesse nodes say of theirs is another thing. */
const MOVE: readonly Meaning[] = ['PG', 'move', 'move problem']
const lives = ['runs', 'has ended', 'is gone', 'hangs']
const moveStates = Object.keys(pgMaintenance.states)

/** Messages about a contact. Of the others, an `about` as large as a call id is a call, and any else a user. */
const ABOUT_CONTACT = new Set([
  'offered',
  'callerHungUp',
  'connected',
  'disconnected',
  'rejected',
  'legInvite',
  'legAnswered',
  'legReleased',
  'legRefused',
  'legRelease',
  'routeSelect',
  'routeAccepted',
  'routeRefused',
  'routeCancelled',
  'contactReturned',
  'ivrEnded',
  'patienceEnded',
  'talkEnded',
])

/** What the record says, without its time and place: `routeSelect, contact 17`. */
export function recordWords(record: TraceRecord, naming: Naming): string {
  const fact = factName(record.kind)
  if (fact === undefined) return deliveryWords(record, naming)
  const isMove = fact === 'maintenance' && record.about === 0
  const meanings = isMove ? MOVE : (FACTS[fact] ?? [])
  const values = [record.about, record.x, record.y]
  const parts = values.flatMap((value, index) => {
    const meaning = meanings[index]
    return meaning === undefined ? [] : [valueWords(value, meaning, naming)]
  })
  return [fact, ...parts].join(', ')
}

function deliveryWords({ kind, about }: TraceRecord, naming: Naming): string {
  const name = messageName(kind)
  if (name === undefined) return `message ${kind}, about ${about}`
  if (ABOUT_CONTACT.has(name)) return `${name}, contact ${about}`
  if (about >= FIRST_CALL) return `${name}, call ${about}`
  return about >= 0 && about < naming.directory.users.length
    ? `${name}, ${userText(naming.directory, about)}`
    : `${name}, ${about}`
}

function valueWords(value: number, meaning: Meaning | string, naming: Naming): string {
  switch (meaning) {
    case 'user':
      return userText(naming.directory, value)
    case 'party or user':
      return value < 0 ? `party ${-value} outside` : userText(naming.directory, value)
    case 'queue':
      return value < 0 ? 'no queue' : `queue ${naming.workload.topology.queues[value]?.name ?? value}`
    case 'state':
      return agentStateName(value)
    case 'party':
      return participantStateNames[value] ?? String(value)
    case 'callType':
      return callTypeName(value)
    case 'asked': {
      const deed = deedAsked(value)
      return deed === 'none' ? valueWords(operationAsked(value), 'operation', naming) : deed
    }
    case 'operation':
      return operationName(value) ?? `operation ${value}`
    case 'PG':
      return 'PG'
    case 'move':
      return moveStates[value] ?? `state ${value}`
    case 'move problem':
      return value === 0 ? 'no problem' : `because: ${moveProblems[value]}`
    case 'syslog message':
      return syslogMessages[value] ?? `message ${value}`
    case 'node':
      return naming.nameOf(value)
    case 'life':
      return lives[value] ?? `life ${value}`
    default:
      return `${meaning} ${value}`
  }
}
