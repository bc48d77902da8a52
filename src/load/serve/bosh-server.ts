/** The Notification Service over BOSH: `/http-bind` and `/http-bind/` (XEP-0124, XEP-0206). */
import { randomBytes } from 'node:crypto'
import { type BoshBody, boshEnd, readBoshBody } from '../../wire/xmpp/bosh-body.ts'
import { BoshSession } from '../../wire/xmpp/bosh-session.ts'
import { bodyOf, type HttpRequest, type HttpResponse, pathOf } from './http-messages.ts'
import type { NodeContext } from './node-context.ts'
import { NotificationStream } from './notification-stream.ts'

const BODY_BYTES = 262_144
const XML = 'text/xml; charset=utf-8'
const STREAM_ERROR = /^<stream:error\b/

interface Served {
  readonly session: BoshSession
  readonly stream: NotificationStream
}

export interface BoshServer {
  handle(request: HttpRequest, response: HttpResponse): void
}

export const isBosh = (request: HttpRequest): boolean => /^\/http-bind\/?$/.test(pathOf(request))

export function createBoshServer(context: NodeContext): BoshServer {
  const sessions = new Map<string, Served>()
  return { handle: (request, response) => void handle(context, sessions, request, response) }
}

async function handle(
  context: NodeContext,
  sessions: Map<string, Served>,
  request: HttpRequest,
  response: HttpResponse,
): Promise<void> {
  if (request.method !== 'POST') {
    response.setHeader('Allow', 'POST, OPTIONS')
    response.statusCode = request.method === 'OPTIONS' ? 200 : 405
    response.end('')
    return
  }
  const body = await bodyOf(request, BODY_BYTES)
  const answer = (text: string): void => reply(response, text)
  if ('problem' in body) {
    answer(boshEnd('policy-violation'))
    return
  }
  const read = readBoshBody(body.text)
  if (typeof read === 'string') {
    answer(boshEnd('bad-request'))
    return
  }
  const served = read.sid === undefined ? begin(context, sessions, read) : sessions.get(read.sid)
  if (served === undefined) {
    answer(boshEnd('item-not-found'))
    return
  }
  served.stream.alive()
  const gone = served.session.request(read, answer)
  response.on('close', () => {
    if (!response.writableEnded) gone()
  })
}

function begin(context: NodeContext, sessions: Map<string, Served>, first: BoshBody): Served {
  const sid = randomBytes(16).toString('hex')
  let condition: string | undefined
  const session = new BoshSession(
    {
      after(ms, run) {
        const timer = setTimeout(run, ms)
        return () => clearTimeout(timer)
      },
      opened: () => stream.session.opened(undefined),
      stanza: (stanza) => stream.session.stanza(stanza),
      left: () => stream.left(),
      ended() {
        sessions.delete(sid)
        stream.disconnected()
      },
    },
    first,
    { sid, domain: context.domain },
  )
  const stream = new NotificationStream(context, {
    framing: 'bosh',
    write(text) {
      if (STREAM_ERROR.test(text)) condition = 'remote-stream-error'
      session.write(text)
    },
    end: () => session.finish(condition),
    reset: () => session.reset(),
  })
  const served = { session, stream }
  sessions.set(sid, served)
  return served
}

function reply(response: HttpResponse, text: string): void {
  if (response.writableEnded || response.destroyed) return
  response.statusCode = 200
  response.setHeader('Content-Type', XML)
  response.setHeader('Content-Length', Buffer.byteLength(text))
  response.setHeader('Cache-Control', 'no-store')
  response.end(text)
}
