/** What operations are called, in reports and in expectations. */
import { type Deed, deedAsked, operationAsked } from '../../../sim/domain/asked.ts'
import { phaseNames } from '../../../sim/domain/facts.ts'
import { type OperationName, operationName } from '../../../sim/domain/rest.ts'

/** From the moment of the plan until the desktop shows the sign-in confirmed. */
export const SIGN_IN = 'sign-in'
export const SIGN_IN_STREAM = 'sign-in step: stream'
/** A stream opened at other times, as after a failover. */
export const STREAM = 'open stream'
/** From the publication of an event until a desktop has it. */
export const EVENT = 'event'
export const PING = 'ping'
/** From the arrival of a caller until an agent answers; who gives up has failed. */
export const CALL = 'call answered'
/** Over sockets: how late a generator was with what it had planned, by window. It is about the generator, not the target. */
export const LAG = 'schedule lag'

const READS: { readonly [Name in OperationName]?: string } = {
  getPage: 'page',
  preflight: 'preflight',
  getSystemInfo: 'system info',
  getToken: 'token',
  getUser: 'user',
  getReasonCodes: 'reason codes',
  getDialogs: 'dialogs',
  getWorkflows: 'workflows',
  getDesktopConfig: 'desktop configuration',
}

/** A change counts until the event that shows it; its request alone has a name of its own. */
export interface Names {
  readonly request: string
  readonly whole: string | undefined
}

const known = new Map<number, Names>()

/** Names of what is asked for, by the number in the fact `requestSent`; reads of a sign-in are its steps. */
export function namesOf(asked: number, signsIn: boolean): Names {
  const key = signsIn ? -1 - asked : asked
  let names = known.get(key)
  if (names === undefined) known.set(key, (names = newNames(asked, signsIn)))
  return names
}

function newNames(asked: number, signsIn: boolean): Names {
  const deed: Deed = deedAsked(asked)
  if (deed === 'login') return changed(signsIn ? 'sign-in step: login' : 'login')
  if (deed !== 'none') return changed(deed)
  const operation = operationName(operationAsked(asked)) ?? 'getPage'
  const read =
    READS[operation] ??
    operation
      .replace(/^get/, '')
      .replace(/(?<=.)[A-Z]/g, ' $&')
      .toLowerCase()
  return { request: signsIn ? `sign-in step: ${read}` : `read ${read}`, whole: undefined }
}

const changed = (deed: string): Names => ({ request: `${deed} request`, whole: deed })

/** `reconnect: desktop-back`. */
export const phaseOperation = (phase: number): string => `reconnect: ${phaseNames[phase] ?? phase}`
