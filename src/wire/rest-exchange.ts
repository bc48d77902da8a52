/**
 * A whole HTTP request in, a decoded one for the server out; and an answer back to status, headers and body. No
 * sockets: what is refused before the server sees it is refused here.
 */
import { type ApiError, type DialogBody, Operation, type RestRequest, type RestResponse } from '../sim/domain/rest.ts'
import type { FarEnd } from '../sim/domain/voice.ts'
import type { TokenReader } from './access-token.ts'
import { basicCredentials } from './credentials.ts'
import { DESKTOP_PAGE } from './desktop-page.ts'
import { type AnswerOptions, writeAnswer } from './finesse-xml/answer.ts'
import { csvOf, longBody, readDraftBody, readMediaBody } from './finesse-xml/draft.ts'
import { API, type Names } from './finesse-xml/names.ts'
import { writeApiErrors } from './finesse-xml/others.ts'
import { type Decoded, readDialogBody, readUserBody } from './finesse-xml/request.ts'
import { callerIndex, type Found, routeRest, subjectIndex } from './rest-route.ts'
import { bodyLimits } from './xml/parse.ts'

export interface HttpRequest {
  readonly method: string
  /** Path and query. */
  readonly target: string
  /** By lower-case name. */
  header(name: string): string | undefined
  readonly body: Uint8Array
}

export interface HttpReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** A request on its way to the server, with what its answer needs. */
export interface Asked {
  readonly kind: 'asked'
  readonly request: RestRequest
  readonly routed: Found
  /** What is wrong with the body, for the server's 400: first it is seen who asks. */
  readonly problem: ApiError | undefined
  readonly method: string
  readonly requestId: string
}

const XML = 'application/xml;charset=UTF-8'
const HTML = 'text/html;charset=UTF-8'
const CSV = 'text/csv;charset=ISO-8859-1'
const CHALLENGE = 'Basic realm="Cisco Finesse", charset="UTF-8"'
/** No character of the longest acceptable body takes more bytes. */
const BYTES_A_CHARACTER = 4
const O = Operation
const large: readonly number[] = [O.importContacts, O.replaceContacts, O.putSetting, O.putAssigned]
const withDraft: readonly number[] = [
  O.createObject,
  O.updateObject,
  O.putSetting,
  O.postTeamMessage,
  O.putMaintenanceMode,
]
const utf8 = new TextDecoder('utf-8')

/** Most bytes that a body may have at this target; longer ones are answered 413. */
export function bodyBytesMost(method: string, target: string): number {
  const routed = routeRest(method, target)
  const isLarge = routed.kind === 'found' && large.includes(routed.operation)
  return (isLarge ? longBody : bodyLimits).characters * BYTES_A_CHARACTER
}

export const tooLong: ApiError = { type: 'Bad Request', message: 'The request body is too long', data: '' }

/** `tokens` reads access tokens, where anybody has one. */
export function decodeRequest(
  names: Names,
  http: HttpRequest,
  requestId: number,
  tokens?: TokenReader,
): Asked | HttpReply {
  const { method, target } = http
  const own = http.header('requestid') ?? ''
  const refuse = (status: number, error: ApiError, headers: Readonly<Record<string, string>> = {}): HttpReply =>
    reply(method, own, status, writeApiErrors(error), XML, headers)
  if (http.body.length > bodyBytesMost(method, target)) return refuse(413, tooLong)
  const routed = routeRest(method, target, names.profile.release)
  if (routed.kind === 'unknown') return refuse(404, { type: 'Not Found', message: 'Unknown resource', data: target })
  if (routed.kind === 'options') return reply(method, own, 200, '', XML, { allow: routed.allow })
  if (routed.kind === 'wrong verb') {
    const error = { type: 'Method Not Allowed', message: `${method} is not allowed here`, data: method }
    return refuse(405, error, { allow: routed.allow })
  }
  const type = http.header('content-type')
  if (http.body.length > 0 && !acceptable(routed, type)) {
    const error = {
      type: 'Unsupported Media Type',
      message: 'The request body must be application/xml',
      data: type ?? '',
    }
    return refuse(415, error)
  }
  const authorization = http.header('authorization')
  const token = tokens?.(/^Bearer\s+(\S+)\s*$/i.exec(authorization ?? '')?.[1] ?? '')
  const credentials = token === undefined ? basicCredentials(authorization) : { user: token.user, password: '' }
  const decoded = withFarEnd(decodeBody(routed, http.body, type ?? ''), http.header(FAR_END))
  const range = rangeOf(routed, http.header('range'))
  const request: RestRequest = {
    operation: routed.operation,
    id: subjectIndex(names, routed),
    user: credentials === undefined ? -1 : callerIndex(names, credentials.user),
    password: credentials?.password ?? '',
    requestId,
    body: 'body' in decoded ? decoded.body : undefined,
    ...(token === undefined ? {} : { bearer: true }),
    ...(token?.isExpired === true ? { tokenExpired: true } : {}),
    ...(routed.category === undefined ? {} : { category: routed.category }),
    ...(routed.resource === undefined ? {} : { resource: routed.resource }),
    ...(routed.item === undefined ? {} : { item: routed.item }),
    ...(range === undefined ? {} : { range }),
  }
  const problem = 'problem' in decoded ? decoded.problem : undefined
  return { kind: 'asked', request, routed, problem, method, requestId: own }
}

/**
 * How a number outside behaves that a simulated agent dials. It is drawn by who dials, and no API has a place for it: it
 * goes along in a header that no real server reads.
 */
export const FAR_END = 'ccsim-far-end'

function withFarEnd(decoded: Bodies, header: string | undefined): Bodies {
  if (header === undefined || !('body' in decoded) || decoded.body === undefined) return decoded
  const farEnd = readFarEnd(header)
  return farEnd === undefined ? decoded : { body: { ...(decoded.body as DialogBody), farEnd } }
}

export const writeFarEnd = ({ answer, afterUs, talkUs }: FarEnd): string => `${answer}; ${afterUs}; ${talkUs}`

function readFarEnd(header: string): FarEnd | undefined {
  const found = /^(answers|busy|no answer|bad number); (\d{1,12}); (\d{1,12}|Infinity)$/.exec(header)
  if (found === null) return undefined
  return { answer: found[1] as FarEnd['answer'], afterUs: Number(found[2]), talkUs: Number(found[3]) }
}

/** XML in any of its names; a log may be packed, and contacts come as a form or as text. */
function acceptable({ operation, resource }: Found, type: string | undefined): boolean {
  if (type === undefined || resource === 'CompressedClientLog') return true
  if (operation === O.importContacts) return /^(multipart\/form-data|text\/(csv|plain))\b/i.test(type)
  return /^\s*(application|text)\/([\w.-]+\+)?xml\s*(;|$)/i.test(type)
}

type Bodies = Decoded<NonNullable<RestRequest['body']>> | { readonly body: undefined }

/** Bodies of commands; others are not looked at. Without a body the server says what is missing. */
function decodeBody({ operation, resource = '' }: Found, bytes: Uint8Array, type: string): Bodies {
  if (operation === O.importContacts) {
    const csv = csvOf(latin1(bytes), type)
    return csv === undefined ? { body: undefined } : { body: { csv } }
  }
  if (resource === 'CompressedClientLog') return { body: bytes.length === 0 ? undefined : { logData: '' } }
  const text = utf8.decode(bytes)
  if (text.trim() === '') return { body: undefined }
  if (operation === O.putUser) return readUserBody(text)
  if (operation === O.putDialog || operation === O.postDialog) return readDialogBody(text)
  if (operation === O.putMedia) return readMediaBody(text)
  if (operation === O.replaceContacts) return readDraftBody('Contacts', text, longBody)
  if (operation === O.clientLog) return readDraftBody('ClientLog', text)
  if (operation === O.putAssigned || withDraft.includes(operation)) {
    return readDraftBody(resource, text, large.includes(operation) ? longBody : bodyLimits)
  }
  return { body: undefined }
}

function latin1(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}

/** `objects=1-6000`; other requests do not have it. */
function rangeOf({ operation }: Found, header: string | undefined): RestRequest['range'] {
  if (operation !== O.getTeamResource || header === undefined) return undefined
  const found = /^\s*objects\s*=\s*(\d{1,9})\s*-\s*(\d{1,9})\s*$/.exec(header)
  return found === null ? 'malformed' : [Number(found[1]), Number(found[2])]
}

/** `base` is the address of the node, without a slash at its end. */
export function encodeAnswer(
  names: Names,
  asked: Asked,
  answer: RestResponse,
  base: string,
  options: Omit<AnswerOptions, 'includeLoggedOut'> = {},
): HttpReply {
  const { routed, problem, request, method, requestId } = asked
  if (routed.operation === O.getPage && answer.status === 200) return reply(method, requestId, 200, DESKTOP_PAGE, HTML)
  const error = problem !== undefined && answer.status === 400 ? problem : withId(answer.error, request.id, routed)
  const text = writeAnswer(names, { ...answer, error }, { ...options, includeLoggedOut: routed.includeLoggedOut })
  const headers: Record<string, string> = {}
  if (answer.created !== undefined) headers['location'] = `${base}${API}${answer.created}`
  const isCsv = answer.content?.kind === 'csv'
  if (isCsv) headers['content-disposition'] = 'attachment; filename=PhoneBookContacts.csv'
  return reply(method, requestId, answer.status, text, isCsv ? CSV : XML, headers)
}

/** Inside, what does not exist is a number that nobody has; outside, it is what the path said. */
function withId(error: ApiError | undefined, id: number, routed: Found): ApiError | undefined {
  return error !== undefined && error.data === String(id) && routed.id !== '' ? { ...error, data: routed.id } : error
}

/** A command that failed at once tells its request id; one that was accepted does so in its event. */
export function reply(
  method: string,
  requestId: string,
  status: number,
  body: string,
  type: string = XML,
  more: Readonly<Record<string, string>> = {},
): HttpReply {
  const headers: Record<string, string> = { ...more, 'cache-control': 'no-cache' }
  if (status === 401) headers['www-authenticate'] = CHALLENGE
  if (status >= 400 && requestId !== '' && method !== 'GET') headers['requestid'] = requestId
  if (body !== '') headers['content-type'] = type
  return { status, headers, body }
}
