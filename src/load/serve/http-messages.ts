/** What is used of requests and responses, which HTTP/1.1 and HTTP/2 have in common. */
import type { IncomingHttpHeaders } from 'node:http'
import type { ServerHttp2Stream } from 'node:http2'

export interface HttpRequest extends AsyncIterable<unknown> {
  readonly method?: string | undefined
  readonly url?: string | undefined
  readonly headers: IncomingHttpHeaders
  destroy(): unknown
}

export interface HttpResponse {
  statusCode: number
  setHeader(name: string, value: string | number): unknown
  end(text: string): unknown
  on(event: 'close', heard: () => void): unknown
  readonly writableEnded: boolean
  readonly destroyed: boolean
  destroy(): unknown
}

/** Breaks the connection of a request, as a host does whose process has ended. */
export function breakOff(response: HttpResponse): void {
  const { stream } = response as { readonly stream?: ServerHttp2Stream }
  if (stream?.session !== undefined) stream.session.destroy()
  else response.destroy()
}

export function headerOf(request: HttpRequest, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}

export const pathOf = (request: HttpRequest): string => (request.url ?? '/').replace(/\?.*$/s, '')

/** A whole body takes no longer, however slowly it comes. */
const BODY_MS = 20_000

export type Body = { readonly text: string } | { readonly problem: 'too long' | 'gone' }

/** The body as text, or why it is none: longer than `most` bytes, or cut off, which one that takes too long is too. */
export async function bodyOf(request: HttpRequest, most: number): Promise<Body> {
  const pieces: Buffer[] = []
  let size = 0
  const deadline = setTimeout(() => request.destroy(), BODY_MS)
  try {
    for await (const piece of request as AsyncIterable<Buffer>) {
      size += piece.length
      if (size > most) return { problem: 'too long' }
      pieces.push(piece)
    }
  } catch {
    return { problem: 'gone' }
  } finally {
    clearTimeout(deadline)
  }
  return { text: Buffer.concat(pieces).toString('utf8') }
}
