/**
 * Bodies of PUT User, PUT Dialog and POST User/{id}/Dialogs. Read as leniently as the real server does: any order,
 * blanks and newlines anywhere, the last of a repeated element. What cannot be said in the decoded request is a
 * problem for the caller to answer with, after the server has seen who asks.
 */

import { AgentState, agentStateCode, agentStateName } from '../../sim/domain/agent-state.ts'
import type { MobileAgent } from '../../sim/domain/cti.ts'
import type { DialogAction } from '../../sim/domain/dialog-state.ts'
import type { ApiError, DialogBody, UserBody } from '../../sim/domain/rest.ts'
import { bodyLimits, child, childrenNamed, childText, parseXml, type XmlElement, XmlProblem } from '../xml/parse.ts'
import { leaf, wrap } from '../xml/write.ts'
import { dialogNumber, dialogUri, lastPart } from './names.ts'

export type Decoded<Body> = { readonly body: Body } | { readonly problem: ApiError }

const actions: ReadonlySet<string> = new Set<DialogAction>([
  'ANSWER',
  'HOLD',
  'RETRIEVE',
  'DROP',
  'CONSULT_CALL',
  'TRANSFER',
  'CONFERENCE',
  'TRANSFER_SST',
  'UPDATE_CALL_DATA',
  'PARTICIPANT_DROP',
  'SEND_DTMF',
  'START_RECORDING',
  'ACCEPT',
  'CLOSE',
  'REJECT',
  'RECLASSIFY',
  'UPDATE_SCHEDULED_CALLBACK',
  'CANCEL_SCHEDULED_CALLBACK',
  'MAKE_CALL',
  'SILENT_MONITOR',
  'BARGE_CALL',
])
const NO_STATE = -1
const MISSING_STATE = -2
const NO_SUCH_ID = -1

const problem = (type: string, message: string, data = ''): { readonly problem: ApiError } => ({
  problem: { type, message, data },
})

/** The root if the text is XML with one of these roots, in any capitals. */
export function rootOf(text: string, names: readonly string[], limits = bodyLimits): XmlElement | ApiError {
  try {
    const root = parseXml(text, limits)
    if (names.some((name) => root.name.toLowerCase() === name.toLowerCase())) return root
    return { type: 'Bad Request', message: `The request body must be a ${names[0]}`, data: root.name }
  } catch (error) {
    if (!(error instanceof XmlProblem)) throw error
    return { type: 'Bad Request', message: 'The request body is not acceptable XML', data: error.message }
  }
}

/** Text of a child; an empty one counts as missing. */
const given = (element: XmlElement | undefined, name: string): string | undefined =>
  childText(element, name) || undefined

export function readUserBody(text: string): Decoded<UserBody> {
  const root = rootOf(text, ['User'])
  if ('type' in root) return { problem: root }
  const state = given(root, 'state')
  const mobile = child(root, 'mobileAgent')
  const mode = given(mobile, 'mode')
  if (mobile !== undefined && mode === undefined) return problem('Parameter Missing', 'mode Parameter missing', 'mode')
  if (mode !== undefined && !isMode(mode)) return problem('Invalid Input', 'Invalid mode specified', mode)
  return {
    body: {
      state: state === undefined ? MISSING_STATE : (agentStateCode(state) ?? NO_STATE),
      extension: given(root, 'extension'),
      reasonCodeId: wholeNumber(given(root, 'reasonCodeId')),
      mobile: mode === undefined ? undefined : { mode, dialNumber: given(mobile, 'dialNumber') ?? '' },
      ...(given(root, 'logoutAllMedia') === 'true' ? { allMedia: true } : {}),
    },
  }
}

const isMode = (mode: string): mode is MobileAgent['mode'] => mode === 'CALL_BY_CALL' || mode === 'NAILED_CONNECTION'

export function wholeNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  return /^\d{1,9}$/.test(text) ? Number(text) : NO_SUCH_ID
}

export function readDialogBody(text: string): Decoded<DialogBody> {
  const root = rootOf(text, ['Dialog'])
  if ('type' in root) return { problem: root }
  const action = given(root, 'requestedAction')
  const properties = child(root, 'mediaProperties')
  const list = child(properties, 'callvariables')
  const variables = new Map<number, string>()
  const ecc = new Map<string, string>()
  for (const one of childrenNamed(list, 'CallVariable')) {
    const name = childText(one, 'name') ?? ''
    const value = child(one, 'value')?.text ?? ''
    const numbered = /^callVariable(\d+)$/.exec(name)
    const number = Number(numbered?.[1])
    const known = numbered === null ? ecc.has(name) : variables.has(number)
    if (known) return problem('Invalid Input', 'A call variable is named twice', name)
    if (numbered === null) ecc.set(name, value)
    else if (number >= 1 && number <= 10) variables.set(number, value)
    else return problem('Invalid Input', 'Invalid call variable specified', name)
  }
  const associated = given(root, 'associatedDialogUri')
  const parameters = child(root, 'actionParams')
  return {
    body: {
      action: action === undefined ? undefined : actions.has(action) ? (action as DialogAction) : 'UNKNOWN',
      target: given(root, 'targetMediaAddress'),
      from: given(root, 'fromAddress'),
      to: given(root, 'toAddress'),
      associatedDialog: associated === undefined ? undefined : dialogNumber(lastPart(associated)),
      variables: list === undefined ? undefined : variables,
      ecc: list === undefined ? undefined : ecc,
      wrapUpReason: child(properties, 'wrapUpReason')?.text,
      ...(parameters === undefined ? {} : { params: readParams(parameters) }),
      farEnd: undefined,
    },
  }
}

const readParams = (parameters: XmlElement): ReadonlyMap<string, string> =>
  new Map(
    childrenNamed(parameters, 'ActionParam').map((one) => [
      childText(one, 'name') ?? '',
      childText(one, 'value') ?? '',
    ]),
  )

/** The client's side. */
export function writeUserBody({ state, extension, reasonCodeId, mobile, allMedia }: UserBody): string {
  return wrap(
    'User',
    state === MISSING_STATE ? '' : leaf('state', state === AgentState.LOGIN ? 'LOGIN' : agentStateName(state)),
    extension === undefined ? '' : leaf('extension', extension),
    reasonCodeId === undefined ? '' : leaf('reasonCodeId', reasonCodeId),
    mobile === undefined ? '' : wrap('mobileAgent', leaf('mode', mobile.mode), leaf('dialNumber', mobile.dialNumber)),
    allMedia === true ? leaf('logoutAllMedia', 'true') : '',
  )
}

export function writeDialogBody(body: DialogBody): string {
  const { action, target, from, to, associatedDialog, variables, ecc, wrapUpReason, params } = body
  const numbered = [...(variables ?? [])].map(([number, value]) => [`callVariable${number}`, value] as const)
  const all = [...numbered, ...(ecc ?? [])].map(([name, value]) =>
    wrap('CallVariable', leaf('name', name), leaf('value', value)),
  )
  const callData = variables === undefined && ecc === undefined ? '' : wrap('callvariables', ...all)
  const reason = wrapUpReason === undefined ? '' : leaf('wrapUpReason', wrapUpReason)
  return wrap(
    'Dialog',
    action === undefined ? '' : leaf('requestedAction', action),
    target === undefined ? '' : leaf('targetMediaAddress', target),
    from === undefined ? '' : leaf('fromAddress', from),
    to === undefined ? '' : leaf('toAddress', to),
    associatedDialog === undefined ? '' : leaf('associatedDialogUri', dialogUri(associatedDialog)),
    callData === '' && reason === '' ? '' : wrap('mediaProperties', callData, reason),
    params === undefined ? '' : wrap('actionParams', ...[...params].map(writeParam)),
  )
}

const writeParam = ([name, value]: readonly [string, string]): string =>
  wrap('ActionParam', leaf('name', name), leaf('value', value))
