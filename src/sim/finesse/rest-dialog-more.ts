/**
 * Actions of a dialog that change no call of this center (Developer Guide 12.5(1), p. 91-114): digits, which nobody at
 * the far end listens to; recording, which Unified CCX alone has; and what belongs to outbound campaigns, of which
 * there are none, so that CTI would refuse it.
 */
import { ParticipantState } from '../domain/dialog-state.ts'
import { type DialogBody, type RestRequest, Topic } from '../domain/rest.ts'
import type { Dialog } from './dialogs.ts'
import { ownState } from './dialogs.ts'
import type { FinesseNode } from './node.ts'
import { notify } from './publish.ts'
import { type Answer, accepted, failure } from './rest-answer.ts'
import { notImplemented } from './rest-service.ts'

/** Peripheral error of an action that a call does not allow. */
const INVALID_ACTION = 4047
/** Parameters that an action cannot do without. */
const needed: Readonly<Record<string, readonly string[]>> = {
  SEND_DTMF: ['dtmfString'],
  RECLASSIFY: ['outboundClassification'],
  UPDATE_SCHEDULED_CALLBACK: ['callbackTime', 'callbackNumber'],
}
const reservations = ['ACCEPT', 'CLOSE', 'REJECT']
const campaign = [...reservations, 'RECLASSIFY', 'UPDATE_SCHEDULED_CALLBACK', 'CANCEL_SCHEDULED_CALLBACK']
const digits = { cce: /^[0-9*#A-D]+$/, ccx: /^[0-9*#]+$/ }

/** Undefined for an action that is none of these. The caller has seen that the user takes part in the dialog. */
export function furtherAction(
  node: FinesseNode,
  request: RestRequest,
  body: DialogBody,
  dialog: Dialog,
): Answer | undefined {
  const action = body.action!
  const { deployment } = node.options
  const params = body.params ?? new Map<string, string>()
  const names = needed[action]
  if (names !== undefined && !names.some((name) => params.get(name))) {
    return failure(400, 'Parameter Missing', `${names[0]} Parameter missing`, names[0])
  }
  if (action === 'SEND_DTMF') {
    const text = params.get('dtmfString')!
    if (!digits[deployment].test(text)) return failure(400, 'Invalid Input', 'Invalid dtmfString specified', text)
    const held = ownState(dialog.parties, request.user) === ParticipantState.HELD
    return held ? failure(401, 'Invalid State', 'The participant is on hold', 'dtmfString') : accepted
  }
  if (action === 'START_RECORDING') {
    const active = ownState(dialog.parties, request.user) === ParticipantState.ACTIVE
    return deployment === 'ccx' && active ? accepted : refusedLater(node, request, action)
  }
  if (!campaign.includes(action)) return undefined
  if (deployment === 'ccx' && reservations.includes(action)) return notImplemented(action)
  return refusedLater(node, request, action)
}

/** Accepted, and then refused by an event. */
function refusedLater(node: FinesseNode, { requestId, user: index }: RestRequest, action: string): Answer {
  const { extension } = node.options.directory.users[index]!
  const error = {
    type: 'Generic Error',
    message: `INVALID_ACTION ${action} on extension ${extension}`,
    data: String(INVALID_ACTION),
    peripheral: INVALID_ACTION,
  }
  const afterwards = (): void => notify(node, node.users[index]!, Topic.DIALOGS, index, 'PUT', requestId, { error })
  return { status: 202, afterwards }
}
