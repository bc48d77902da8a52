import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeMessage, encodeMessage } from '../../../src/wire/ged188/codec.ts'
import { createFrameDecoder, encodeFrame, frameBytesMax, headerBytes } from '../../../src/wire/ged188/frame.ts'
import { messages } from '../../../src/wire/ged188/layouts.ts'
import { anyMessage } from './messages.ts'

const joined = (parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]))
const header = (length: number) => {
  const bytes = new Uint8Array(headerBytes)
  new DataView(bytes.buffer).setInt32(0, length)
  return bytes
}

describe('a stream of messages', () => {
  it('is read the same, however it is cut', () => {
    const frame = fc.tuple(fc.nat(400), fc.uint8Array({ maxLength: 60 })).map(([type, body]) => encodeFrame(type, body))
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 8 }), fc.array(fc.nat(30), { minLength: 1 }), (sent, cuts) => {
        const stream = joined(sent)
        const decoder = createFrameDecoder()
        const received: Uint8Array[] = []
        for (let at = 0, turn = 0; at < stream.length; turn++) {
          const end = at + 1 + cuts[turn % cuts.length]!
          const chunk = stream.slice(at, end)
          const { frames, problem } = decoder.push(chunk)
          expect(problem).toBeUndefined()
          chunk.fill(0xee)
          received.push(...frames)
          at = end
        }
        expect(received).toEqual(sent)
        expect(decoder.pending).toBe(0)
      }),
    )
  })

  it('gives whole messages byte by byte', () => {
    const names = messages.filter(({ since }) => since <= 24)
    const sent = names.map(({ name }) => fc.sample(anyMessage(name, 24), { numRuns: 1, seed: 7 })[0]!)
    const decoder = createFrameDecoder()
    const received = [...joined(sent.map((message) => encodeMessage(message, 24)))].flatMap(
      (byte) => decoder.push(Uint8Array.of(byte)).frames,
    )
    expect(received.map((frame) => decodeMessage(frame, 24))).toEqual(sent)
  })

  it('says what it holds of a message that is not whole', () => {
    const decoder = createFrameDecoder()
    expect(decoder.push(encodeFrame(5, new Uint8Array(4)).subarray(0, 11)).frames).toEqual([])
    expect(decoder.pending).toBe(11)
  })

  it('takes a message of exactly the largest size', () => {
    const decoder = createFrameDecoder({ bytesMax: 20 })
    expect(decoder.push(encodeFrame(5, new Uint8Array(12))).frames).toHaveLength(1)
  })

  it.each([
    ['too long', header(frameBytesMax - headerBytes + 1), 'message of 16385 bytes; at most 16384 are read'],
    ['as long as can be', header(0x7fff_ffff), 'message of 2147483655 bytes'],
    ['negative', header(-1), 'message length -1'],
  ])('ends for good at a length that is %s', (_, bytes, problem) => {
    const decoder = createFrameDecoder()
    const good = encodeFrame(5, new Uint8Array(4))
    const first = decoder.push(joined([good, bytes, good]))
    expect(first.frames).toEqual([good])
    expect(first.problem).toContain(problem)
    expect(decoder.push(good)).toEqual({ frames: [], problem: first.problem })
  })
})
