/**
 * Messages in a stream of bytes: a header (MHDR) of two UINTs, big-endian, the length of what follows and the type of
 * the message, then that many bytes. Cisco CTI Server Message Reference Guide, "Message header". There is nothing to
 * find a lost beginning by, so an impossible length ends the reading for good; the guide has both sides reset then.
 */

export const headerBytes = 8
/** Larger than the largest message the guide speaks of (12,500 bytes), header included. */
export const frameBytesMax = 16 * 1024

export interface FrameDecoder {
  /** Takes what has arrived; gives the messages that are whole now, header included, and what ended the reading. */
  push(chunk: Uint8Array): { readonly frames: readonly Uint8Array[]; readonly problem?: string }
  /** Bytes of a message that is not whole yet; not zero when a stream ends means it was cut. */
  readonly pending: number
}

/** Never keeps more than one message's worth of bytes, nor any part of the chunks it was given. */
export function createFrameDecoder({ bytesMax = frameBytesMax } = {}): FrameDecoder {
  const header = new Uint8Array(headerBytes)
  /** The message under way, once its length is known. */
  let frame: Uint8Array | undefined
  let filled = 0
  let problem: string | undefined

  /** Fills the header or the frame as far as the chunk reaches, and says how far that was. */
  const take = (into: Uint8Array, chunk: Uint8Array, at: number): number => {
    const end = Math.min(chunk.length, at + into.length - filled)
    into.set(chunk.subarray(at, end), filled)
    filled += end - at
    return end
  }

  return {
    get pending() {
      return filled
    },
    push(chunk) {
      const frames: Uint8Array[] = []
      let at = 0
      while (at < chunk.length && problem === undefined) {
        at = take(frame ?? header, chunk, at)
        if (frame === undefined && filled === headerBytes) {
          const length = viewOf(header).getInt32(0)
          problem = lengthProblem(length, bytesMax)
          if (problem !== undefined) break
          frame = new Uint8Array(headerBytes + length)
          frame.set(header)
        }
        if (frame !== undefined && filled === frame.length) {
          frames.push(frame)
          frame = undefined
          filled = 0
        }
      }
      return { frames, problem }
    },
  }
}

function lengthProblem(length: number, bytesMax: number): string | undefined {
  if (length < 0) return `message length ${length}`
  if (headerBytes + length > bytesMax) return `message of ${headerBytes + length} bytes; at most ${bytesMax} are read`
  return undefined
}

/** A header before a body. */
export function encodeFrame(type: number, body: Uint8Array): Uint8Array {
  const frame = new Uint8Array(headerBytes + body.length)
  const view = viewOf(frame)
  view.setUint32(0, body.length)
  view.setUint32(4, type)
  frame.set(body, headerBytes)
  return frame
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
