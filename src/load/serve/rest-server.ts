/** The REST interface on real sockets: HTTP/2 and 1.1 in, decoded requests across, answers out. */
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2'
import { M } from '../../sim/domain/messages.ts'
import { type ApiError, Operation, type RestRequest, type RestResponse } from '../../sim/domain/rest.ts'
import { basicCredentials } from '../../wire/credentials.ts'
import { writeAnswer } from '../../wire/finesse-xml/answer.ts'
import { userIndex } from '../../wire/finesse-xml/names.ts'
import { writeApiErrors } from '../../wire/finesse-xml/others.ts'
import { readDialogBody, readUserBody } from '../../wire/finesse-xml/request.ts'
import { type Found, routeRest, subjectIndex } from '../../wire/rest-route.ts'
import { bodyLimits } from '../../wire/xml/parse.ts'
import type { NodeContext } from './node-context.ts'

const XML = 'application/xml;charset=UTF-8'
const CHALLENGE = 'Basic realm="Cisco Finesse", charset="UTF-8"'
/** Bytes of a body: no character of the longest acceptable one takes more than four. */
const BODY_BYTES = bodyLimits.characters * 4

export interface RestServer {
  handle(request: Http2ServerRequest, response: Http2ServerResponse): void
}

export function createRestServer(context: NodeContext): RestServer {
  const waiting = new Map<number, (response: RestResponse) => void>()
  const line = context.exchange.open((kind, _about, body) => {
    if (kind !== M.restResponse) return
    const response = body as RestResponse
    const answer = waiting.get(response.requestId)
    waiting.delete(response.requestId)
    answer?.(response)
  })
  const ask = (request: RestRequest, answer: (response: RestResponse) => void): void => {
    waiting.set(request.requestId, answer)
    line.send(M.restRequest, request.user, request)
  }
  return { handle: (request, response) => void handle(context, ask, request, response) }
}

type Ask = (request: RestRequest, answer: (response: RestResponse) => void) => void

async function handle(
  context: NodeContext,
  ask: Ask,
  request: Http2ServerRequest,
  response: Http2ServerResponse,
): Promise<void> {
  const { method, url } = request
  const reply = new Reply(response, method, header(request, 'requestid'))
  const body = await bodyOf(request)
  if (body === undefined)
    return reply.fail(413, { type: 'Bad Request', message: 'The request body is too long', data: '' })
  const routed = routeRest(method, url)
  if (routed.kind === 'unknown') return reply.fail(404, { type: 'Not Found', message: 'Unknown resource', data: url })
  if (routed.kind === 'options') return reply.send(200, '', { allow: routed.allow })
  if (routed.kind === 'wrong verb') {
    const error = { type: 'Method Not Allowed', message: `${method} is not allowed here`, data: method }
    return reply.fail(405, error, { allow: routed.allow })
  }
  const credentials = basicCredentials(header(request, 'authorization'))
  const decoded = decode(routed, body)
  const problem = 'problem' in decoded ? decoded.problem : undefined
  const id = subjectIndex(context.names, routed)
  const decodedRequest: RestRequest = {
    operation: routed.operation,
    id,
    user: credentials === undefined ? -1 : userIndex(context.names, credentials.user),
    password: credentials?.password ?? '',
    requestId: context.requestIds.numberOf(reply.requestId),
    body: 'body' in decoded ? decoded.body : undefined,
    ...(routed.category === undefined ? {} : { category: routed.category }),
  }
  ask(decodedRequest, (answer) => {
    const error = problem !== undefined && answer.status === 400 ? problem : withId(answer.error, id, routed)
    const { includeLoggedOut } = routed
    const text = writeAnswer(
      context.names,
      { ...answer, error },
      { includeLoggedOut, otherActive: context.otherActive },
    )
    reply.send(answer.status, text)
  })
}

/** Bodies of commands; others are not looked at. Without a body the server says what is missing. */
function decode(
  routed: Found,
  text: string,
): ReturnType<typeof readUserBody> | ReturnType<typeof readDialogBody> | { body: undefined } {
  if (text.trim() === '') return { body: undefined }
  if (routed.operation === Operation.putUser) return readUserBody(text)
  if (routed.operation === Operation.putDialog || routed.operation === Operation.postDialog) return readDialogBody(text)
  return { body: undefined }
}

/** Inside, what does not exist is a number that nobody has; outside, it is what the path said. */
function withId(error: ApiError | undefined, id: number, routed: Found): ApiError | undefined {
  return error !== undefined && error.data === String(id) && routed.id !== '' ? { ...error, data: routed.id } : error
}

function header(request: Http2ServerRequest, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}

/** The whole body, or undefined when it is too long or the client went away. */
async function bodyOf(request: Http2ServerRequest): Promise<string | undefined> {
  const pieces: Buffer[] = []
  let size = 0
  try {
    for await (const piece of request as AsyncIterable<Buffer>) {
      size += piece.length
      if (size > BODY_BYTES) return undefined
      pieces.push(piece)
    }
  } catch {
    return undefined
  }
  return Buffer.concat(pieces).toString('utf8')
}

class Reply {
  readonly #response: Http2ServerResponse
  readonly #method: string
  readonly requestId: string

  constructor(response: Http2ServerResponse, method: string, requestId = '') {
    this.#response = response
    this.#method = method
    this.requestId = requestId
  }

  fail(status: number, error: ApiError, headers: Readonly<Record<string, string>> = {}): void {
    this.send(status, writeApiErrors(error), headers)
  }

  /** A command that failed at once tells its request id; one that was accepted does so in its event. */
  send(status: number, body: string, headers: Readonly<Record<string, string>> = {}): void {
    const response = this.#response
    if (response.writableEnded || response.destroyed) return
    response.statusCode = status
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    if (status === 401) response.setHeader('WWW-Authenticate', CHALLENGE)
    if (status >= 400 && this.requestId !== '' && this.#method !== 'GET')
      response.setHeader('requestId', this.requestId)
    if (body !== '') response.setHeader('Content-Type', XML)
    response.setHeader('Content-Length', Buffer.byteLength(body))
    response.setHeader('Cache-Control', 'no-cache')
    response.end(this.#method === 'HEAD' ? '' : body)
  }
}
