/**
 * Dialog and Dialogs of voice calls (Developer Guide 12.5(1), p. 74-76 and 115-127). `mediaProperties` keep the order
 * of real servers, which is not that of the alphabet; everything else is.
 */
import type { CallData } from '../../sim/domain/contact.ts'
import {
  allowedActions,
  CallType,
  type CallTypeName,
  callTypeName,
  DialogState,
  type DialogStateName,
  dialogStateNames,
  ParticipantState,
  type ParticipantStateName,
  participantStateNames,
} from '../../sim/domain/dialog-state.ts'
import type { DialogView } from '../../sim/domain/rest.ts'
import { OUTSIDE, type Party } from '../../sim/domain/voice.ts'
import { child, childrenNamed, childText, type XmlElement } from '../xml/parse.ts'
import { leaf, list, wrap } from '../xml/write.ts'
import { dialogNumber, dialogUri, lastPart, momentOf, momentText, type Names, queueIndex } from './names.ts'

/** Whether the user at a device has an active call besides this one: then a held call can be transferred. */
export type OtherActive = (device: number, call: number) => boolean
const alone: OtherActive = () => false

const AGENT_DEVICE = 'AGENT_DEVICE'
const DAY_MS = 86_400_000

export function writeDialog(names: Names, dialog: DialogView, root = 'Dialog', otherActive = alone): string {
  const { call, parties } = dialog
  return wrap(
    root,
    leaf('associatedDialogUri', dialog.associated === 0 ? '' : dialogUri(dialog.associated)),
    leaf('fromAddress', dialog.from),
    leaf('id', call),
    writeProperties(names, dialog),
    leaf('mediaType', 'Voice'),
    list(
      'participants',
      parties.map((party) => writeParty(names, dialog, party, otherActive)),
    ),
    dialog.secondary === 0 ? '' : leaf('secondaryId', dialog.secondary),
    leaf('state', dialogStateNames[dialog.state]!),
    leaf('toAddress', dialog.to),
    leaf('uri', dialogUri(call)),
  )
}

function writeProperties(names: Names, { type, to, data, queue, contact }: DialogView): string {
  const skill = names.queues[queue]
  const key = names.deployment === 'cce' && contact > 0
  return wrap(
    'mediaProperties',
    leaf('DNIS', to),
    leaf('callType', callTypeName(type)),
    leaf('dialedNumber', to),
    leaf('mediaId', 1),
    leaf('outboundClassification', ''),
    skill === undefined ? '' : leaf('queueNumber', skill.id) + leaf('queueName', skill.name),
    key
      ? leaf('callKeyCallId', contact) +
          leaf('callKeyPrefix', Math.floor(names.epochMs / DAY_MS)) +
          leaf('callKeySequenceNum', 1)
      : '',
    leaf('wrapUpReason', data.wrapUpReason),
    writeVariables(data),
  )
}

/** All ten call variables, empty or not, then the ECC variables there are. */
function writeVariables({ variables, ecc }: CallData): string {
  const numbered = variables.map((value, index) => [`callVariable${index + 1}`, value] as const)
  const all = [...numbered, ...ecc].map(([name, value]) =>
    wrap('CallVariable', leaf('name', name), leaf('value', value)),
  )
  return wrap('callvariables', ...all)
}

/** The PG keeps no time of each party's last change, so both times are those of the call. */
function writeParty(names: Names, dialog: DialogView, party: Party, otherActive: OtherActive): string {
  const startTime = momentText(names, dialog.startedAt)
  const busy = party.state === ParticipantState.HELD && otherActive(party.device, dialog.call)
  return wrap(
    'Participant',
    list(
      'actions',
      allowedActions(party.state, busy).map((action) => leaf('action', action)),
    ),
    leaf('mediaAddress', party.address),
    leaf('mediaAddressType', party.device === OUTSIDE ? '' : AGENT_DEVICE),
    leaf('startTime', startTime),
    leaf('state', participantStateNames[party.state]!),
    leaf('stateCause', party.state === ParticipantState.FAILED ? dialog.stateCause : ''),
    leaf('stateChangeTime', startTime),
  )
}

export function readDialog(names: Names, element: XmlElement): DialogView {
  const properties = child(element, 'mediaProperties')
  const parties = childrenNamed(child(element, 'participants'), 'Participant')
  const type = childText(properties, 'callType') ?? ''
  const state = childText(element, 'state') as DialogStateName
  const call = dialogNumber(childText(element, 'id') ?? '')
  const queue = queueIndex(names, childText(properties, 'queueNumber') ?? '')
  // Unified CCX has no call keys; a call from a queue is somebody's contact all the same, whose number is not known.
  const contact = Math.max(0, dialogNumber(childText(properties, 'callKeyCallId') ?? ''))
  return {
    call,
    state: DialogState[state] ?? DialogState.DROPPED,
    type: Object.hasOwn(CallType, type) ? CallType[type as CallTypeName] : CallType.OTHER_IN,
    from: childText(element, 'fromAddress') ?? '',
    to: childText(element, 'toAddress') ?? '',
    parties: parties.map((party) => readParty(names, party)),
    data: readData(properties),
    associated: Math.max(0, dialogNumber(lastPart(childText(element, 'associatedDialogUri') ?? ''))),
    secondary: Math.max(0, dialogNumber(childText(element, 'secondaryId') ?? '')),
    contact: names.deployment === 'ccx' && queue >= 0 ? call : contact,
    queue,
    startedAt: momentOf(names, childText(parties[0], 'startTime')),
    stateCause: parties.map((party) => childText(party, 'stateCause')).find(Boolean) ?? '',
  }
}

function readParty(names: Names, element: XmlElement): Party {
  const address = childText(element, 'mediaAddress') ?? ''
  const inside = childText(element, 'mediaAddressType') === AGENT_DEVICE
  return {
    device: inside ? (names.directory.byExtension(address)?.index ?? OUTSIDE) : OUTSIDE,
    address,
    state: ParticipantState[childText(element, 'state') as ParticipantStateName] ?? ParticipantState.DROPPED,
  }
}

function readData(properties: XmlElement | undefined): CallData {
  const variables = new Array<string>(10).fill('')
  const ecc = new Map<string, string>()
  for (const one of childrenNamed(child(properties, 'callvariables'), 'CallVariable')) {
    const name = childText(one, 'name') ?? ''
    const value = child(one, 'value')?.text ?? ''
    const numbered = /^callVariable([1-9]|10)$/.exec(name)
    if (numbered !== null) variables[Number(numbered[1]) - 1] = value
    else ecc.set(name, value)
  }
  return { variables, ecc, wrapUpReason: child(properties, 'wrapUpReason')?.text ?? '' }
}

export function writeDialogs(names: Names, dialogs: readonly DialogView[], otherActive = alone): string {
  return list(
    'Dialogs',
    dialogs.map((dialog) => writeDialog(names, dialog, 'Dialog', otherActive)),
  )
}
