/** The REST interface on real sockets: HTTP/2 and 1.1 in, decoded requests across, answers out. */
import { M } from '../../sim/domain/messages.ts'
import type { RestRequest, RestResponse } from '../../sim/domain/rest.ts'
import { writeApiErrors } from '../../wire/finesse-xml/others.ts'
import { bodyBytesMost, decodeRequest, encodeAnswer, type HttpReply, reply, tooLong } from '../../wire/rest-exchange.ts'
import type { CacheMarks } from './cache-marks.ts'
import { breakOff, type HttpRequest, type HttpResponse, headerOf } from './http-messages.ts'
import type { NodeContext } from './node-context.ts'
import { bytesOf } from './rest-body.ts'

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
  const { method = 'GET', url: target = '/' } = request
  const own = headerOf(request, 'requestid') ?? ''
  const refuse = (): void => send(response, method, reply(method, own, 413, writeApiErrors(tooLong)))
  const body = await bytesOf(request, bodyBytesMost(method, target), refuse)
  if (body === undefined) return
  const header = (name: string) => headerOf(request, name)
  const asked = decodeRequest(
    context.names,
    { method, target, header, body },
    context.requestIds.numberOf(own),
    context.tokens?.read,
  )
  if (!('kind' in asked)) return send(response, method, asked)
  const answered = (answer: RestResponse): void => {
    const { names, otherActive } = context
    const encoded = encodeAnswer(names, asked, answer, baseOf(context, header('host')), { otherActive })
    const mark = method === 'GET' && answer.status === 200 ? marks?.markOf(target, encoded.body) : undefined
    const headers = mark === undefined ? encoded.headers : { ...encoded.headers, 'x-cache-status': mark }
    send(response, method, { ...encoded, headers })
  }
  const forget = ask(asked.request, { answer: answered, reset: () => breakOff(response) })
  response.on('close', forget)
}

/** The address the client used; without it, the one of the node. */
function baseOf({ names, finesse }: NodeContext, host: string | undefined): string {
  const node = names.nodes[finesse.options.number - 1]
  return `https://${host ?? `${node?.host}:${node?.httpsPort}`}`
}

function send(response: HttpResponse, method: string, { status, headers, body }: HttpReply): void {
  if (response.writableEnded || response.destroyed) return
  response.statusCode = status
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  response.setHeader('content-length', Buffer.byteLength(body))
  response.end(method === 'HEAD' ? '' : body)
}
