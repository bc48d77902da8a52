/**
 * What a browser asks a node besides REST: the configuration of the desktop, and the tokens of single sign-on. The way of the
 * browser to the identity service and back is left out; where the identity provider would show a form for user and password,
 * they are asked for by HTTP Basic (Web Services Developer Guide 12.5(1), p. 190-196).
 */
import { Operation } from '../../sim/domain/rest.ts'
import { systemInfo } from '../../sim/finesse/rest-reads.ts'
import { getToken } from '../../sim/finesse/rest-service.ts'
import { TOKEN_PATH, tokenAnswer } from '../../wire/access-token.ts'
import { basicCredentials, type Credentials } from '../../wire/credentials.ts'
import {
  DESKTOP_CONFIG,
  desktopConfigText,
  desktopErrorText,
  LANGUAGES,
  languagesText,
} from '../../wire/desktop-interface.ts'
import { userIndex } from '../../wire/finesse-xml/names.ts'
import { bodyOf, type HttpRequest, type HttpResponse, headerOf, pathOf } from './http-messages.ts'
import type { NodeContext } from './node-context.ts'

export interface DesktopDoor {
  /** False for what is none of its paths. A hung node takes the request, and nothing comes back. */
  handle(request: HttpRequest, response: HttpResponse, isHung: boolean): boolean
}

const PAGE = '/desktop/container/'
const FORM_BYTES = 16_384
const JSON_TYPE = 'application/json;charset=UTF-8'
const CHALLENGE = 'Basic realm="Cisco Finesse", charset="UTF-8"'

type Handler = (context: NodeContext, request: HttpRequest, response: HttpResponse) => void

const handlers: ReadonlyMap<string, { readonly verbs: readonly string[]; readonly handle: Handler }> = new Map([
  [DESKTOP_CONFIG, { verbs: ['GET'], handle: desktopConfig }],
  [LANGUAGES, { verbs: ['GET'], handle: (_context, _request, response) => answer(response, 200, languagesText()) }],
  [TOKEN_PATH, { verbs: ['GET', 'POST'], handle: (...all) => void token(...all) }],
])

/** `hasInterface`: the JSON of 12.6 and later. */
export function createDesktopDoor(context: NodeContext, hasInterface: boolean): DesktopDoor {
  return {
    handle(request, response, isHung) {
      const path = pathOf(request)
      if (path === '/' || path === '/desktop') {
        if (!isHung) redirect(response)
        return true
      }
      const found = handlers.get(path)
      if (found === undefined || (path !== TOKEN_PATH && !hasInterface)) return false
      if (isHung) return true
      const { method = 'GET' } = request
      if (found.verbs.includes(method)) found.handle(context, request, response)
      else {
        response.setHeader('Allow', ['OPTIONS', ...found.verbs].join(','))
        refuse(response, 405, 'Method Not Allowed', `${method} is not allowed here`, method)
      }
      return true
    },
  }
}

function redirect(response: HttpResponse): void {
  response.statusCode = 302
  response.setHeader('Location', PAGE)
  response.setHeader('Content-Length', 0)
  response.end('')
}

function desktopConfig({ names, finesse, otherInService }: NodeContext, _request: HttpRequest, response: HttpResponse) {
  answer(response, 200, desktopConfigText(names, systemInfo(finesse), otherInService()))
}

/** Parameters of the query, and of a form that was posted. */
async function parametersOf(request: HttpRequest): Promise<URLSearchParams | undefined> {
  const { searchParams } = new URL(request.url ?? '/', 'https://node')
  if (request.method !== 'POST') return searchParams
  const body = await bodyOf(request, FORM_BYTES)
  if ('problem' in body) return undefined
  for (const [name, value] of new URLSearchParams(body.text)) searchParams.set(name, value)
  return searchParams
}

async function token(context: NodeContext, request: HttpRequest, response: HttpResponse): Promise<void> {
  if (context.tokens === undefined) {
    refuse(response, 400, 'Bad Request', 'Single sign-on is not enabled', 'NON_SSO')
    return
  }
  const given = await parametersOf(request)
  if (given === undefined) {
    refuse(response, 400, 'Bad Request', 'The form is too long', '')
    return
  }
  const refreshToken = given.get('refresh-token')
  const wanted = given.get('cc_username')
  if (refreshToken !== null) {
    const user = context.tokens.refreshed(refreshToken)
    if (user === undefined || !isSame(context, user, wanted)) unauthorized(response, wanted)
    else grant(context, response, user, false)
    return
  }
  const credentials = basicCredentials(headerOf(request, 'authorization'))
  if (credentials === undefined || !isSame(context, credentials.user, wanted) || !isKnown(context, credentials)) {
    unauthorized(response, wanted)
  } else grant(context, response, credentials.user, given.get('return_refresh_token') === 'true')
}

/** The identity provider has its own record of passwords: it asks no agent database, and a node in trouble is nothing to it. */
function isKnown({ names }: NodeContext, { user, password }: Credentials): boolean {
  return names.directory.users[userIndex(names, user)]?.password === password
}

/** The user may be named by loginId or login name; without a name it is whoever signs in. */
function isSame({ names }: NodeContext, user: string, wanted: string | null): boolean {
  const index = userIndex(names, user)
  return index >= 0 && (wanted === null || userIndex(names, wanted) === index)
}

function grant({ finesse, names, tokens }: NodeContext, response: HttpResponse, user: string, withRefresh: boolean) {
  const index = userIndex(names, user)
  const request = { operation: Operation.getToken, id: 0, user: index, password: '', requestId: 0, body: undefined }
  if (getToken(finesse, request).status !== 200) unauthorized(response, user)
  else answer(response, 200, tokenAnswer(tokens!.issue(names.directory.users[index]!.loginId, withRefresh)))
}

function unauthorized(response: HttpResponse, user: string | null): void {
  response.setHeader('WWW-Authenticate', CHALLENGE)
  refuse(response, 401, 'Unauthorized', 'The user is not authorized to perform this operation', user ?? '')
}

function refuse(response: HttpResponse, status: number, type: string, message: string, data: string): void {
  answer(response, status, desktopErrorText(status, { type, message, data }))
}

function answer(response: HttpResponse, status: number, text: string): void {
  if (response.writableEnded || response.destroyed) return
  response.statusCode = status
  response.setHeader('Content-Type', JSON_TYPE)
  response.setHeader('Cache-Control', 'no-store')
  response.setHeader('Content-Length', Buffer.byteLength(text))
  response.end(text)
}
