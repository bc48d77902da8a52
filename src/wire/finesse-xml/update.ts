/**
 * Events of the Notification Service: the `Update` envelope round a whole object (Developer Guide 12.5(1), p. 345-367).
 * Roots inside `data` begin with a small letter, but for `Queue`; the verb is in capitals, as clients compare it.
 */
import { type DialogView, Topic, type Update } from '../../sim/domain/rest.ts'
import type { MediaView } from '../../sim/domain/service.ts'
import { answerLimits, child, childText, parseXml, type XmlElement } from '../xml/parse.ts'
import { leaf, wrap } from '../xml/write.ts'
import { type OtherActive, readDialog, writeDialog } from './dialog.ts'
import { dialogsUri, dialogUri, feedName, feedNamed, type Names, userUri } from './names.ts'
import { readObject, writeObject } from './objects.ts'
import { readQueue, readSystemInfo, writeQueue, writeSystemInfo } from './others.ts'
import { readUser, writeMember, writeUser } from './user.ts'

export type UpdateError = NonNullable<Update['error']>

/** An event as XML. `requestId` is the text the client gave its request, empty for an event nobody asked for. */
export function writeUpdate(names: Names, update: Update, requestId: string, otherActive?: OtherActive): string {
  return wrap(
    'Update',
    wrap('data', writeData(names, update, otherActive)),
    leaf('event', update.verb),
    leaf('requestId', requestId),
    leaf('source', sourceOf(names, update)),
  )
}

function writeData(names: Names, update: Update, otherActive?: OtherActive): string {
  const { topic, verb, user, dialog, queue, system, error, media } = update
  if (error !== undefined) return writeError(error)
  if (media !== undefined) return writeObject(names, 'Media', media, 'media')
  if (user !== undefined)
    return topic === Topic.USER ? writeUser(names, user, 'user') : writeMember(names, user, 'user')
  if (dialog !== undefined) {
    if (verb === 'PUT') return writeDialog(names, dialog, 'dialog', otherActive)
    return wrap('dialogs', writeDialog(names, dialog, 'Dialog', otherActive))
  }
  if (queue !== undefined) return writeQueue(names, queue)
  return system === undefined ? '' : writeSystemInfo(names, system, 'systemInfo')
}

/** A collection gains or loses an item under its own name; a changed item comes under the item's. */
function sourceOf(names: Names, { topic, of, verb, user, dialog, media }: Update): string {
  if (media !== undefined) return `${userUri(names, of)}/Media/${media.id}`
  if (topic === Topic.DIALOGS)
    return dialog !== undefined && verb === 'PUT' ? dialogUri(dialog.call) : dialogsUri(names, of)
  if (topic === Topic.TEAM_USERS && user !== undefined) return userUri(names, user.user)
  return feedName(names, topic, of)
}

function writeError({ type, message, data, peripheral, media }: UpdateError): string {
  const code = peripheral === 0 ? '' : leaf('peripheralErrorCode', peripheral)
  const domain = media === undefined ? '' : leaf('errorMedia', media)
  const inner = [leaf('errorData', data), domain, leaf('errorMessage', message), leaf('errorType', type), code]
  return wrap('apiErrors', wrap('apiError', ...inner))
}

/** An event back from XML, with the name of the feed it came by. Its running number and origin are not on the wire. */
export interface ReadUpdate {
  readonly update: Update
  readonly requestId: string
}

/** Undefined for an event of a feed, or about a user, that this center does not know. */
export function readUpdate(names: Names, feed: string, text: string): ReadUpdate | undefined {
  const found = feedNamed(names, feed)
  if (found === undefined) return undefined
  const element = parseXml(text, answerLimits)
  const verb = (childText(element, 'event') ?? '').toUpperCase()
  if (element.name !== 'Update' || (verb !== 'PUT' && verb !== 'POST' && verb !== 'DELETE')) return undefined
  const data = child(element, 'data')
  const user = child(data, 'user')
  const queue = child(data, 'Queue') ?? child(data, 'queue')
  const system = child(data, 'systemInfo')
  const errors = child(data, 'apiErrors')
  const media = child(data, 'media')
  return {
    requestId: childText(element, 'requestId') ?? '',
    update: {
      ...found,
      verb,
      requestId: 0,
      number: 0,
      origin: 0,
      user: user && readUser(names, user),
      dialog: dialogIn(names, data),
      queue: queue && readQueue(names, queue),
      system: system && readSystemInfo(names, system),
      error: errors && readError(errors),
      ...(media === undefined ? {} : { media: readObject(names, 'Media', media) as MediaView }),
    },
  }
}

function dialogIn(names: Names, data: XmlElement | undefined): DialogView | undefined {
  const dialog = child(data, 'dialog') ?? child(child(data, 'dialogs'), 'Dialog')
  return dialog && readDialog(names, dialog)
}

function readError(errors: XmlElement): UpdateError {
  const error = child(errors, 'apiError')
  const domain = childText(error, 'errorMedia')
  return {
    type: childText(error, 'errorType') ?? '',
    message: childText(error, 'errorMessage') ?? '',
    data: childText(error, 'errorData') ?? '',
    peripheral: Number(childText(error, 'peripheralErrorCode') ?? 0),
    ...(domain === undefined ? {} : { media: Number(domain) }),
  }
}
