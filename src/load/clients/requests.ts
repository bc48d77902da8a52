/** From the request of a simulated desktop to HTTP, and from an HTTP answer to what the desktop reads. */
import type { User } from '../../sim/domain/directory.ts'
import {
  type Content,
  type DialogBody,
  isOfThePage,
  Operation,
  type RestRequest,
  type RestResponse,
  type UserBody,
} from '../../sim/domain/rest.ts'
import { SECOND } from '../../sim/kernel/time.ts'
import { readTokenAnswer, TOKEN_PATH } from '../../wire/access-token.ts'
import { basicHeader } from '../../wire/credentials.ts'
import { readAnswer } from '../../wire/finesse-xml/answer.ts'
import type { Names } from '../../wire/finesse-xml/names.ts'
import { writeDialogBody, writeUserBody } from '../../wire/finesse-xml/request.ts'
import { FAR_END, writeFarEnd } from '../../wire/rest-exchange.ts'
import { requestLine } from '../../wire/rest-route.ts'
import type { HttpQuestion } from './lines.ts'

/** Request ids are texts that no other client has; back from the text comes the desktop's own number. */
export const requestText = ({ loginId }: User, requestId: number): string => `${loginId}-${requestId}`

/** 0 for a text that this desktop did not write. */
export function requestNumber({ loginId }: User, text: string): number {
  return text.startsWith(`${loginId}-`) ? Number(text.slice(loginId.length + 1)) : 0
}

export interface Asking {
  /** Origin of the page, where it asks another node than its own. */
  readonly otherOrigin: string | undefined
  /** The last access token the browser was given; empty before the first. */
  readonly token: string
  /** The server reads what no API has a place for. */
  readonly isOurs: boolean
}

export function questionOf(names: Names, user: User, request: RestRequest, asking: Asking): HttpQuestion {
  const { operation, password, requestId } = request
  if (operation === Operation.preflight) return preflight(asking.otherOrigin)
  if (operation === Operation.getToken) return tokenQuestion(user)
  const { verb: method, path } = requestLine(names, request)
  if (isOfThePage(operation)) return { method, path, headers: {}, body: undefined }
  const authorization =
    request.bearer === true ? `Bearer ${asking.token}` : basicHeader({ user: user.loginId, password })
  const headers: Record<string, string> = { authorization }
  if (requestId !== 0) headers['requestid'] = requestText(user, requestId)
  const body = bodyOf(request)
  if (body !== undefined) headers['content-type'] = 'application/xml'
  const { farEnd } = (request.body ?? {}) as Partial<DialogBody>
  if (farEnd !== undefined && asking.isOurs) headers[FAR_END] = writeFarEnd(farEnd)
  return { method, path, headers, body }
}

/** What the agent types into the form of the identity provider goes along by HTTP Basic. */
function tokenQuestion({ loginId, password }: User): HttpQuestion {
  const authorization = basicHeader({ user: loginId, password })
  return { method: 'GET', path: `${TOKEN_PATH}?cc_username=${loginId}`, headers: { authorization }, body: undefined }
}

/** A browser asks before it lets the page of one node call another. */
function preflight(otherOrigin: string | undefined): HttpQuestion {
  const headers = {
    'access-control-request-method': 'GET',
    'access-control-request-headers': 'authorization',
    ...(otherOrigin === undefined ? {} : { origin: otherOrigin }),
  }
  return { method: 'OPTIONS', path: '/finesse/api/SystemInfo', headers, body: undefined }
}

function bodyOf({ operation, body }: RestRequest): string | undefined {
  if (body === undefined) return undefined
  if (operation === Operation.putUser) return writeUserBody(body as UserBody)
  if (operation === Operation.putDialog || operation === Operation.postDialog)
    return writeDialogBody(body as DialogBody)
  throw new RangeError(`a body that no desktop sends: operation ${operation}`)
}

/** A body that is no Finesse XML says nothing. */
export function responseOf(
  names: Names,
  { operation, requestId }: RestRequest,
  status: number,
  text: string,
): RestResponse {
  if (operation === Operation.getToken) return { status, requestId, content: tokenContent(text), error: undefined }
  const isRead = !isOfThePage(operation) || operation === Operation.getDesktopConfig
  const { content, error } = isRead ? readSafely(names, text) : { content: undefined, error: undefined }
  return { status, requestId, content, error }
}

function tokenContent(text: string): Content | undefined {
  const read = readTokenAnswer(text)
  return read && { kind: 'token', lifeUs: read.expiresInSeconds * SECOND }
}

function readSafely(names: Names, text: string): ReturnType<typeof readAnswer> {
  try {
    return readAnswer(names, text)
  } catch {
    return { content: undefined, error: undefined }
  }
}
