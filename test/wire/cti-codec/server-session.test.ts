import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SECOND } from '../../../src/sim/kernel/time.ts'
import {
  answerCall,
  Came,
  clearConnection,
  closeReq,
  configReq,
  frame,
  heartbeatReq,
  NONE,
  openReq,
  PERIPHERAL,
  queryAgent,
  setAgentState,
  text,
  u2,
  u4,
} from '../../load/cti-client.ts'
import { Stage, type StageClient } from './session-stage.ts'

/** Everything a client may say in one go, and what is asked of devices and calls. */
const script: readonly Buffer[] = [
  openReq(),
  configReq(0xff),
  heartbeatReq(2),
  queryAgent(3, '1001'),
  setAgentState(4, '1001', 0, '31001'),
  setAgentState(5, '1002', 0, '31002'),
  frame(84, u4(6), u4(PERIPHERAL), u2(0), text(6, '31001')),
  frame(82, u4(7), u4(PERIPHERAL), u4(16_777_217), u2(0), text(25, '31001')),
  frame(114, u4(8), u4(PERIPHERAL), u4(5001), u4(NONE)),
  frame(131, u4(9), u4(PERIPHERAL)),
  frame(78, u4(10), u4(PERIPHERAL), u2(0), text(6, '31001')),
  frame(230, u4(PERIPHERAL)),
  frame(133, u4(11), u4(10_004)),
  frame(124, u4(12), u4(PERIPHERAL), u4(NONE), u4(NONE), u2(0), u2(0xffff), u2(1), text(5, '1001'), text(85, '31005')),
  heartbeatReq(13),
]
const all = Buffer.concat(script)

const types = ({ written }: StageClient): number[] => written.map((bytes) => new Came(Buffer.from(bytes)).type)

/** What a new server writes to a client that sends these pieces. */
function answersTo(pieces: readonly Uint8Array[]): { readonly bytes: Buffer; readonly client: StageClient } {
  const stage = new Stage()
  const client = stage.client()
  for (const piece of pieces) client.session.receive(piece)
  stage.run(30 * SECOND)
  return { bytes: Buffer.concat(client.written), client }
}

describe('a session of a CTI server', () => {
  it('is the same wherever the stream of bytes is split', () => {
    const whole = answersTo([all])
    expect(whole.client.ended).toBe(undefined)
    expect(types(whole.client)).toEqual(
      expect.arrayContaining([4, 128, 31, 234, 6, 37, 39, 30, 85, 1, 115, 132, 79, 134]),
    )
    // One byte at a time, and then two pieces with the cut at every byte of the first messages.
    expect(answersTo([...all].map((byte) => Uint8Array.of(byte))).bytes).toEqual(whole.bytes)
    for (let at = 1; at < all.length; at += at < 120 ? 1 : 13) {
      expect(answersTo([all.subarray(0, at), all.subarray(at)]).bytes.equals(whole.bytes)).toBe(true)
    }
  }, 120_000)

  it('waits for the rest of a message that is cut short, and forgets it with the connection', () => {
    const stage = new Stage()
    for (let at = 0; at < all.length; at += 7) {
      const client = stage.client()
      client.session.receive(all.subarray(0, at))
      stage.run(SECOND)
      client.session.disconnected()
      stage.run(SECOND)
      expect(client.ended).toBe(undefined)
    }
    expect(stage.center.cti[0]!.serving).toEqual([])
  })

  it('survives any bytes: it answers, or tells the peer so and lets it go; others do not notice', () => {
    const stage = new Stage()
    const bystander = stage.client()
    bystander.session.receive(openReq({ idle: NONE }))
    stage.run(SECOND)
    const type = fc.oneof(fc.integer({ min: 0, max: 320 }), fc.nat())
    const anyFrame = fc
      .tuple(type, fc.uint8Array({ maxLength: 200 }))
      .map(([number, body]) => frame(number, Buffer.from(body)))
    const known = fc.constantFrom(...script)
    const mutated = fc
      .tuple(known, fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 }))
      .map(([bytes, changes]) => {
        const copy = Buffer.from(bytes)
        // Not in the length: what comes then is only the rest of a long message.
        for (const [at, byte] of changes) copy[4 + (at % (copy.length - 4))] = byte
        return copy
      })
    const cut = fc
      .tuple(known, fc.nat())
      .map(([bytes, at]) => frame(bytes.readUInt32BE(4), bytes.subarray(8, 8 + (at % (bytes.length - 7)))))
    const noise = fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes))
    const piece = fc.oneof({ weight: 4, arbitrary: mutated }, { weight: 3, arbitrary: cut }, anyFrame, known, noise)
    fc.assert(
      fc.property(fc.boolean(), fc.array(piece, { maxLength: 12 }), (opens, pieces) => {
        const client = stage.client()
        if (opens) client.session.receive(openReq())
        stage.run(10_000)
        for (const bytes of pieces) {
          client.session.receive(bytes)
          stage.run(10_000)
        }
        client.session.disconnected()
        stage.run(10_000)
        for (const bytes of client.written) expect(bytes.length).toBe(8 + Buffer.from(bytes).readUInt32BE(0))
      }),
      { numRuns: 2000 },
    )
    bystander.written.length = 0
    bystander.session.receive(heartbeatReq(99))
    // Configurations that peers asked for are work, and the heartbeat is in line behind it.
    stage.run(3600 * SECOND)
    expect(types(bystander)).toContain(6)
    expect(bystander.ended).toBe(undefined)
    expect(stage.center.cti[0]!.serving.length).toBe(1)
  }, 120_000)

  it.each([14, 15, 19, 20, 21, 22, 23, 24, 25])(
    'speaks protocol version %i from sign-in to the end of a call',
    (version) => {
      const stage = new Stage()
      const client = stage.client(25)
      const say = (...frames: readonly Buffer[]): void => {
        for (const one of frames) client.session.receive(version < 20 ? withShortTags(one) : one)
        stage.run(5 * SECOND)
      }
      say(openReq({ version }))
      say(version < 24 ? frame(232, u4(0x86), u4(PERIPHERAL)) : configReq(0x86))
      say(setAgentState(1, '1001', 0, '31001'))
      say(setAgentState(2, '1001', 3, '31001'))
      const call = [...stage.center.gateway.calls.keys()][0]!
      say(answerCall(3, call, '31001'))
      say(clearConnection(4, call, '31001'))
      expect(types(client)).toEqual(
        expect.arrayContaining([4, 31, 128, 233, 236, 237, 234, 39, 30, 105, 23, 9, 43, 10, 47, 14, 13, 24]),
      )
      expect(types(client)).not.toEqual(expect.arrayContaining([1]))
      expect(client.ended).toBe(undefined)
      say(closeReq(5))
      expect([types(client).at(-1), client.ended]).toEqual([8, 'end'])
    },
  )
})

const fixedBytes: ReadonlyMap<number, number> = new Map([
  [3, 44],
  [38, 21],
  [42, 14],
  [46, 16],
])

/** Tags and lengths in one byte each, as before protocol 20. */
function withShortTags(whole: Buffer): Buffer {
  const type = whole.readUInt32BE(4)
  const body = whole.subarray(8)
  const fixed = fixedBytes.get(type) ?? body.length
  const parts = [body.subarray(0, fixed)]
  for (let at = fixed; at < body.length; ) {
    const length = body.readUInt16BE(at + 2)
    parts.push(Buffer.of(body.readUInt16BE(at), length), body.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return frame(type, ...parts)
}
