/**
 * What stands before the REST interface and BOSH on a port that speaks HTTP: who may call from another page's origin,
 * headers that come with every answer, and the way from plain HTTP to HTTPS.
 */
import { isIP } from 'node:net'
import { type BoshServer, isBosh } from './bosh-server.ts'
import { answerCors, type CorsPolicy } from './cors.ts'
import type { DesktopDoor } from './desktop-door.ts'
import { breakOff, type HttpRequest, type HttpResponse, headerOf, pathOf } from './http-messages.ts'
import type { Standing } from './node-context.ts'
import type { RestServer } from './rest-server.ts'

/** A year (Administration Guide 11.6(1), ch. 9 HSTS). */
const HSTS = 'max-age=31536000; includeSubDomains'
const API = '/finesse/api/'

export interface FrontOptions {
  readonly standing: (service: 'tomcat' | 'notification') => Standing
  readonly cors: CorsPolicy
  /** Undefined where there is none on this port. */
  readonly rest?: RestServer | undefined
  readonly desktop?: DesktopDoor | undefined
  readonly bosh?: BoshServer | undefined
  readonly isSecure: boolean
  /** Only pages of these origins may frame what is here; undefined says nothing of it. */
  readonly ancestors?: (() => readonly string[]) | undefined
}

export type Handle = (request: HttpRequest, response: HttpResponse) => void

export function createFront({ standing, cors, rest, desktop, bosh, isSecure, ancestors }: FrontOptions): Handle {
  return (request, response) => {
    const isNotification = rest === undefined || (bosh !== undefined && isBosh(request))
    const state = standing(isNotification ? 'notification' : 'tomcat')
    if (state === 'down') {
      breakOff(response)
      return
    }
    // A REST request waits for the node itself, and is answered once it goes on.
    if (state === 'hung' && (isNotification || request.method === 'OPTIONS')) return
    if (isSecure && isNamed(headerOf(request, 'host') ?? headerOf(request, ':authority'))) {
      response.setHeader('Strict-Transport-Security', HSTS)
    }
    if (ancestors !== undefined) {
      response.setHeader('Content-Security-Policy', ['frame-ancestors', "'self'", ...ancestors()].join(' '))
    }
    if (answerCors(cors, request, response)) return
    if (desktop?.handle(request, response, state === 'hung') === true) return
    if (bosh !== undefined && isBosh(request)) bosh.handle(request, response)
    else if (rest !== undefined) rest.handle(request, response)
    else notFound(response)
  }
}

/**
 * A browser remembers HSTS for a host, whatever the port. For `localhost` it would then refuse plain HTTP to every
 * other program on the machine, so it is said of real names only.
 */
function isNamed(authority: string | undefined): boolean {
  const host = authority?.replace(/:\d+$/, '') ?? ''
  return host !== '' && host !== 'localhost' && !host.endsWith('.localhost') && isIP(host.replace(/^\[|\]$/g, '')) === 0
}

export interface RedirectOptions {
  readonly standing: FrontOptions['standing']
  readonly host: string
  /** Port of HTTPS; asked when it is known. */
  readonly httpsPort: () => number
  /** Where REST is answered without TLS (up to 12.0). */
  readonly rest?: Handle | undefined
}

/** Plain HTTP: everything is sent on to HTTPS, up to 12.0 all but REST (Administration Guide 11.6(1), ch. 9). */
export function createRedirect({ standing, host, httpsPort, rest }: RedirectOptions): Handle {
  return (request, response) => {
    if (standing('tomcat') === 'hung') return
    if (rest !== undefined && pathOf(request).startsWith(API)) {
      rest(request, response)
      return
    }
    const asked = headerOf(request, 'host')?.replace(/:\d+$/, '')
    const name = asked !== undefined && /^[\w.-]+$|^\[[\da-f:.]+\]$/i.test(asked) ? asked : host
    const target = request.url?.startsWith('/') === true ? request.url : '/'
    response.statusCode = 301
    response.setHeader('Location', `https://${name}:${httpsPort()}${target}`)
    response.setHeader('Content-Length', 0)
    response.end('')
  }
}

function notFound(response: HttpResponse): void {
  response.statusCode = 404
  response.setHeader('Content-Length', 0)
  response.end('')
}
