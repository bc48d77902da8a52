/** The body of a request as it came, with a limit in bytes and in time. */
import type { HttpRequest } from './http-messages.ts'

/** A whole body takes no longer, however slowly it comes. */
const BODY_MS = 20_000
/** Of a body that is too long as much is read on, so that its client sees the answer and not a broken connection. */
const DRAINED_BYTES = 64 << 20

/**
 * Undefined for a body that was cut off, or that was longer than `most` bytes: of that `tooLong` tells at once, while the
 * rest of it is still coming.
 */
export async function bytesOf(
  request: HttpRequest,
  most: number,
  tooLong: () => void,
): Promise<Uint8Array | undefined> {
  const pieces: Buffer[] = []
  let size = 0
  const deadline = setTimeout(() => request.destroy(), BODY_MS)
  try {
    for await (const piece of request as AsyncIterable<Buffer>) {
      if (size <= most && size + piece.length > most) {
        pieces.length = 0
        tooLong()
      }
      size += piece.length
      if (size <= most) pieces.push(piece)
      else if (size > DRAINED_BYTES) return undefined
    }
  } catch {
    return undefined
  } finally {
    clearTimeout(deadline)
  }
  return size > most ? undefined : Buffer.concat(pieces)
}
