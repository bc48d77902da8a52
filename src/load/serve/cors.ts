/**
 * Cross-origin requests (Fetch Standard). 11.5 and 11.6 answer to every page, later releases to none until an
 * administrator says `utils finesse cors enable_all` or lists origins (developer.cisco.com (Finesse): FAQs). The
 * cluster's own nodes may call one another always: the desktop asks the other node how it is.
 */
import { type HttpRequest, type HttpResponse, headerOf } from './http-messages.ts'

/** Whether a page of this origin may call. */
export type CorsPolicy = (origin: string) => boolean

const METHODS = 'GET, HEAD, POST, PUT, DELETE, OPTIONS'
const REQUEST_HEADERS = 'Authorization, Content-Type, requestId, locale, Range, X-Requested-With'
const EXPOSED = 'requestId, Location, Allow, WWW-Authenticate, x-cache-status'
const PREFLIGHT_SECONDS = 300

/** Adds what the answer to a page of elsewhere needs. True when the request was a preflight, and is answered. */
export function answerCors(isAllowed: CorsPolicy, request: HttpRequest, response: HttpResponse): boolean {
  const origin = headerOf(request, 'origin')
  if (origin === undefined) return false
  response.setHeader('Vary', 'Origin')
  if (!isAllowed(origin)) return false
  response.setHeader('Access-Control-Allow-Origin', origin)
  response.setHeader('Access-Control-Allow-Credentials', 'true')
  const isPreflight = request.method === 'OPTIONS' && headerOf(request, 'access-control-request-method') !== undefined
  if (!isPreflight) {
    response.setHeader('Access-Control-Expose-Headers', EXPOSED)
    return false
  }
  // With credentials an asterisk would mean a header of that name, so what is asked for is named.
  const asked = headerOf(request, 'access-control-request-headers')
  response.setHeader('Access-Control-Allow-Methods', METHODS)
  response.setHeader('Access-Control-Allow-Headers', asked === undefined ? REQUEST_HEADERS : safe(asked))
  response.setHeader('Access-Control-Max-Age', PREFLIGHT_SECONDS)
  response.setHeader('Content-Length', 0)
  response.statusCode = 200
  response.end('')
  return true
}

const safe = (names: string): string => names.replace(/[^\w\-, ]/g, '')
