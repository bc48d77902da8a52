/**
 * The control API: JSON over HTTP on a port of its own, and the console, a page that uses it (docs/control-api.md). It is for whoever runs the center, and
 * asks for no password; so it listens on loopback unless told otherwise, takes no request that a page of elsewhere
 * could have sent, and none whose Host is not its own (DNS rebinding).
 */
import { createServer, type ServerResponse } from 'node:http'
import { isIP } from 'node:net'
import { consolePage } from '../console/console-page.ts'
import { bodyOf, type HttpRequest, headerOf, pathOf } from '../http-messages.ts'
import { Listeners } from '../listeners.ts'
import type { Served } from '../serve.ts'
import { type Acts, act, changeSpeed, type Deeds, placeCalls, Refusal } from './actions.ts'
import type { Board } from './board.ts'
import { ChangeStream } from './change-stream.ts'
import type { Chronicle } from './chronicle.ts'
import { verbList } from './verb-list.ts'
import { Views } from './views.ts'

export interface ControlOptions {
  readonly served: Served
  readonly board: Board
  readonly chronicle: Chronicle
  /** What a person is shown, beside the state of the center. */
  readonly title: string
  readonly host: string
  /** 0 for any. */
  readonly port: number
  /** Users who are there for people and programs to sign in as. */
  readonly free: ReadonlySet<number>
  /** Carries out acts by their words; without it they are refused. */
  readonly acts?: Acts | undefined
  /** Somebody asked the whole to end. */
  readonly shutDown: () => void
}

export interface ControlServer {
  readonly url: string
  close(): Promise<void>
}

const BODY_BYTES = 65_536
const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]']

type Answer = { readonly status: number; readonly json: unknown }
type Ask = (body: unknown) => Answer | Promise<Answer>

export async function createControlServer(options: ControlOptions): Promise<ControlServer> {
  const { served, board, chronicle, host } = options
  const views = new Views(options)
  const changes = new ChangeStream(board, chronicle, views)
  const page = consolePage(options.title)
  const routes = routesOf(views, options)
  const names = new Set([...LOOPBACK_NAMES, ...served.nodes.map(({ domain }) => domain), host])
  const server = createServer((request, response) => {
    const path = pathOf(request)
    if (!isMeant(request, names)) answer(response, 403, { error: 'not for requests of other pages or names' })
    else if (path === '/' && (request.method === 'GET' || request.method === 'HEAD')) show(response, page)
    else if (!isOwnPage(request)) answer(response, 403, { error: 'not for requests of other pages' })
    else if (request.method === 'GET' && path === '/api/events') changes.add(response)
    else void handle(routes, request, response)
  })
  const listeners = new Listeners()
  const port = await listeners.open(server, host, options.port)
  return {
    url: `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host}:${port}`,
    close() {
      changes.close()
      return listeners.close()
    },
  }
}

function routesOf(views: Views, { served, acts, shutDown }: ControlOptions): ReadonlyMap<string, Ask> {
  const deeds: Deeds = { served, acts }
  const ok = (json: unknown): Answer => ({ status: 200, json })
  return new Map<string, Ask>([
    ['GET /api/state', () => ok(views.state())],
    ['GET /api/clock', () => ok(views.clock())],
    ['GET /api/topology', () => ok(views.topology())],
    ['GET /api/agents', () => ok(views.agents())],
    ['GET /api/calls', () => ok(views.calls())],
    ['GET /api/queues', () => ok(views.queues())],
    ['GET /api/log', () => ok(views.log())],
    ['GET /api/verbs', () => ok(verbList)],
    ['POST /api/calls', async (body) => ({ status: 202, json: await placeCalls(deeds, body) })],
    [
      'POST /api/pause',
      () => {
        served.pace.pause()
        return ok(views.clock())
      },
    ],
    [
      'POST /api/resume',
      () => {
        served.pace.resume()
        return ok(views.clock())
      },
    ],
    [
      'POST /api/speed',
      (body) => {
        changeSpeed(deeds, body)
        return ok(views.clock())
      },
    ],
    [
      'POST /api/act',
      async (body) => {
        const result = await act(deeds, body)
        return { status: result.ok ? 200 : 400, json: result }
      },
    ],
    [
      'POST /api/shutdown',
      () => {
        setImmediate(shutDown)
        return { status: 202, json: { ok: true, says: 'going down' } }
      },
    ],
  ])
}

/** A page may only send what browsers let any page send; those requests have an Origin or are no JSON. */
function isMeant(request: HttpRequest, names: ReadonlySet<string>): boolean {
  const authority = headerOf(request, 'host') ?? ''
  const origin = headerOf(request, 'origin')
  const name = authority.replace(/:\d+$/, '')
  // An address stands for itself: no name of elsewhere can be made to point here by it.
  const isOwn = names.has(name) || isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0
  return isOwn && (origin === undefined || origin === `http://${authority}`)
}

/** Browsers say since 2020 where a request comes from, also where they send no Origin. */
function isOwnPage(request: HttpRequest): boolean {
  const site = headerOf(request, 'sec-fetch-site')
  return site === undefined || site === 'same-origin' || site === 'none'
}

async function handle(routes: ReadonlyMap<string, Ask>, request: HttpRequest, response: ServerResponse): Promise<void> {
  const path = pathOf(request)
  const route = routes.get(`${request.method} ${path}`)
  try {
    if (route === undefined) {
      const verbs = ['GET', 'POST'].filter((verb) => routes.has(`${verb} ${path}`))
      if (verbs.length === 0) throw new Refusal(404, `there is nothing at ${path}; see /api/state`)
      response.setHeader('Allow', verbs.join(', '))
      throw new Refusal(405, `${path} takes ${verbs.join(' and ')}`)
    }
    const { status, json } = await route(await jsonOf(request))
    answer(response, status, json)
  } catch (error) {
    if (error instanceof Refusal) answer(response, error.status, { error: error.message })
    else answer(response, 500, { error: error instanceof Error ? error.message : String(error) })
  }
}

async function jsonOf(request: HttpRequest): Promise<unknown> {
  const body = await bodyOf(request, BODY_BYTES)
  if ('problem' in body) throw new Refusal(413, `the body is ${body.problem}`)
  if (body.text === '') {
    // A form of another page could post an empty body, too.
    if (request.method === 'POST' && headerOf(request, 'content-type') !== undefined) requireJson(request)
    return {}
  }
  requireJson(request)
  try {
    return JSON.parse(body.text)
  } catch {
    throw new Refusal(400, 'the body is no JSON')
  }
}

function requireJson(request: HttpRequest): void {
  if (!/^application\/json\b/i.test(headerOf(request, 'content-type') ?? '')) {
    throw new Refusal(415, 'send Content-Type: application/json')
  }
}

function show(response: ServerResponse, { text, policy }: ReturnType<typeof consolePage>): void {
  response.writeHead(200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    'Content-Security-Policy': policy,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  })
  response.end(text)
}

function answer(response: ServerResponse, status: number, json: unknown): void {
  if (response.writableEnded || response.destroyed) return
  const text = `${JSON.stringify(json)}\n`
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
  })
  response.end(text)
}
