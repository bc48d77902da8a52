/** The body of a request as it came, with a limit in bytes and in time. */
import { type HttpRequest, headerOf } from './http-messages.ts'

/** A whole body takes no longer, however slowly it comes. */
const BODY_MS = 20_000
/** Of a body that is too long as much is read on, so that its client sees the answer and not a broken connection. */
const DRAINED_BYTES = 64 << 20

/**
 * Undefined for a body that was cut off, or that was longer than `most` bytes. Of that `tooLong` tells: over HTTP/1.1 at
 * once, while the rest is still coming; over HTTP/2 after the rest, as an answer closes the stream, and frames for a
 * closed stream soon close the session with everything else on it.
 */
export async function bytesOf(
  request: HttpRequest,
  most: number,
  tooLong: () => void,
): Promise<Uint8Array | undefined> {
  const pieces: Buffer[] = []
  const isHttp2 = headerOf(request, ':path') !== undefined
  let size = 0
  const deadline = setTimeout(() => request.destroy(), BODY_MS)
  try {
    for await (const piece of request as AsyncIterable<Buffer>) {
      if (size <= most && size + piece.length > most) {
        pieces.length = 0
        if (!isHttp2) tooLong()
      }
      size += piece.length
      if (size <= most) pieces.push(piece)
      else if (size > DRAINED_BYTES) break
    }
  } catch {
    return undefined
  } finally {
    clearTimeout(deadline)
  }
  if (size <= most) return Buffer.concat(pieces)
  if (isHttp2) tooLong()
  return undefined
}
