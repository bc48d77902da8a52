/** The REST interface on real sockets: HTTP/2 and 1.1 in, decoded requests across, answers out. */
import { M } from '../../sim/domain/messages.ts'
import { type ApiError, Operation, type RestRequest, type RestResponse } from '../../sim/domain/rest.ts'
import { basicCredentials } from '../../wire/credentials.ts'
import { writeAnswer } from '../../wire/finesse-xml/answer.ts'
import { userIndex } from '../../wire/finesse-xml/names.ts'
import { writeApiErrors } from '../../wire/finesse-xml/others.ts'
import { readDialogBody, readUserBody } from '../../wire/finesse-xml/request.ts'
import { type Found, routeRest, subjectIndex } from '../../wire/rest-route.ts'
import { bodyLimits } from '../../wire/xml/parse.ts'
import type { CacheMarks } from './cache-marks.ts'
import { bodyOf, type HttpRequest, type HttpResponse, headerOf } from './http-messages.ts'
import type { NodeContext } from './node-context.ts'

const XML = 'application/xml;charset=UTF-8'
const CHALLENGE = 'Basic realm="Cisco Finesse", charset="UTF-8"'
/** Bytes of a body: no character of the longest acceptable one takes more than four. */
const BODY_BYTES = bodyLimits.characters * 4

export interface RestServer {
  handle(request: HttpRequest, response: HttpResponse): void
}

/** What is still to be said of a request: its answer, or that the node broke off. */
interface Asker {
  answer(response: RestResponse): void
  reset(): void
}

export interface RestServerOptions {
  /** What the node tells of its cache, where it has one. */
  readonly marks?: CacheMarks | undefined
  /** Told when the node's process has ended. */
  readonly ended?: () => void
}

export function createRestServer(context: NodeContext, { marks, ended }: RestServerOptions = {}): RestServer {
  const waiting = new Map<number, Asker>()
  const line = context.exchange.open((kind, _about, body) => {
    if (kind === M.connectionReset) {
      for (const asker of waiting.values()) asker.reset()
      waiting.clear()
      if (context.exchange.isDown) ended?.()
    }
    if (kind !== M.restResponse) return
    const response = body as RestResponse
    const asker = waiting.get(response.requestId)
    waiting.delete(response.requestId)
    asker?.answer(response)
  })
  const ask: Ask = (request, asker) => {
    waiting.set(request.requestId, asker)
    line.send(M.restRequest, request.user, request)
    return () => waiting.delete(request.requestId)
  }
  return { handle: (request, response) => void handle(context, ask, marks, request, response) }
}

/** Returns what forgets the request, once nobody waits for its answer any more. */
type Ask = (request: RestRequest, asker: Asker) => () => void

async function handle(
  context: NodeContext,
  ask: Ask,
  marks: CacheMarks | undefined,
  request: HttpRequest,
  response: HttpResponse,
): Promise<void> {
  const { method = 'GET', url = '/' } = request
  const reply = new Reply(response, method, headerOf(request, 'requestid'))
  const read = await bodyOf(request, BODY_BYTES)
  if ('problem' in read) {
    if (read.problem === 'too long')
      reply.fail(413, { type: 'Bad Request', message: 'The request body is too long', data: '' })
    return
  }
  const routed = routeRest(method, url)
  if (routed.kind === 'unknown') return reply.fail(404, { type: 'Not Found', message: 'Unknown resource', data: url })
  if (routed.kind === 'options') return reply.send(200, '', { allow: routed.allow })
  if (routed.kind === 'wrong verb') {
    const error = { type: 'Method Not Allowed', message: `${method} is not allowed here`, data: method }
    return reply.fail(405, error, { allow: routed.allow })
  }
  const credentials = basicCredentials(headerOf(request, 'authorization'))
  const decoded = decode(routed, read.text)
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
  const answered = (answer: RestResponse): void => {
    const error = problem !== undefined && answer.status === 400 ? problem : withId(answer.error, id, routed)
    const { includeLoggedOut } = routed
    const text = writeAnswer(
      context.names,
      { ...answer, error },
      { includeLoggedOut, otherActive: context.otherActive },
    )
    const mark = method === 'GET' && answer.status === 200 ? marks?.markOf(url, text) : undefined
    reply.send(answer.status, text, mark === undefined ? {} : { 'x-cache-status': mark })
  }
  const forget = ask(decodedRequest, { answer: answered, reset: () => request.destroy() })
  response.on('close', forget)
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

class Reply {
  readonly #response: HttpResponse
  readonly #method: string
  readonly requestId: string

  constructor(response: HttpResponse, method: string, requestId = '') {
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
