import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeMessage, EncodeError, encodeMessage } from '../../../src/wire/ged188/codec.ts'
import { headerBytes } from '../../../src/wire/ged188/frame.ts'
import { layoutFor, type Message, type MessageOf, messages } from '../../../src/wire/ged188/layouts.ts'
import { anyMessage, versions } from './messages.ts'

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replace(/\s+/g, ''), 'hex'))

describe.each(versions)('GED-188 at protocol %i', (version) => {
  const existing = messages.filter(({ since }) => since <= version)

  it.each(existing)('$name comes back as it was sent', ({ name }) => {
    fc.assert(
      fc.property(anyMessage(name, version), (message) => {
        expect(decodeMessage(encodeMessage(message, version), version)).toEqual(message)
      }),
      { numRuns: 8 },
    )
  })

  it('does not write what it does not have', () => {
    for (const { name, since } of messages.filter(({ since }) => since > version)) {
      const message = { type: name, fields: {}, floats: [] } as unknown as Message
      expect(() => encodeMessage(message, version)).toThrow(`${name} came with protocol ${since}`)
    }
  })

  it('finds every cut message out', () => {
    for (const { name } of existing) {
      const [message] = fc.sample(anyMessage(name, version), { numRuns: 1, seed: version })
      const bytes = encodeMessage(message!, version)
      for (let length = 0; length < bytes.length; length++) {
        expect(decodeMessage(bytes.subarray(0, length), version)).toHaveProperty('problem')
      }
    }
  })

  it('never throws, whatever arrives', () => {
    const type = fc.oneof(fc.constantFrom(...messages.map((one) => one.type)), fc.nat(400))
    fc.assert(
      fc.property(type, fc.uint8Array({ maxLength: 200 }), (type, body) => {
        const bytes = new Uint8Array(headerBytes + body.length)
        const view = new DataView(bytes.buffer)
        view.setUint32(0, body.length)
        view.setUint32(4, type)
        bytes.set(body, headerBytes)
        const read = decodeMessage(bytes, version)
        expect('problem' in read || read.type.length > 0).toBe(true)
      }),
      { numRuns: 500 },
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(decodeMessage(bytes, version)).toBeDefined()
      }),
    )
  })

  it('finds out what is cut inside, even where the header agrees', () => {
    const [event] = fc.sample(anyMessage('AGENT_STATE_EVENT', version), { numRuns: 1, seed: 1 })
    const bytes = encodeMessage(event!, version)
    const fixed = layoutFor('AGENT_STATE_EVENT', version)!.readings[0]!.size
    const readable: number[] = []
    for (let length = headerBytes; length < bytes.length; length++) {
      const short = bytes.slice(0, length)
      new DataView(short.buffer).setUint32(0, length - headerBytes)
      if (!('problem' in decodeMessage(short, version))) readable.push(length)
    }
    // Only between two floats there is nothing to see.
    expect(readable).toHaveLength(event!.floats.length)
    expect(readable[0]).toBe(headerBytes + fixed)
  })
})

describe('fixed parts', () => {
  /** Sizes in bytes without the header, by number, from the tables of the guide for protocol 24. */
  const sizes: Readonly<Record<number, number>> = {
    1: 8,
    2: 4,
    3: 44,
    4: 32,
    5: 4,
    6: 4,
    7: 8,
    8: 4,
    9: 54,
    10: 50,
    11: 22,
    12: 22,
    13: 20,
    14: 22,
    15: 46,
    16: 24,
    17: 46,
    18: 46,
    19: 32,
    20: 44,
    21: 40,
    22: 4,
    23: 26,
    24: 16,
    25: 40,
    26: 30,
    27: 4,
    28: 14,
    29: 4,
    30: 62,
    31: 26,
    32: 6,
    33: 4,
    34: 28,
    35: 10,
    36: 16,
    37: 34,
    38: 21,
    39: 4,
    40: 20,
    41: 4,
    42: 14,
    43: 4,
    44: 14,
    45: 4,
    46: 16,
    47: 4,
    48: 40,
    49: 16,
    50: 36,
    51: 14,
    52: 16,
    53: 4,
    54: 16,
    55: 4,
    56: 32,
    57: 14,
    58: 42,
    59: 14,
    60: 20,
    61: 4,
    62: 14,
    63: 4,
    64: 40,
    65: 16,
    78: 10,
    79: 40,
    82: 14,
    83: 16,
    84: 10,
    85: 6,
    86: 34,
    91: 20,
    92: 4,
    93: 24,
    94: 8,
    95: 8,
    96: 4,
    97: 16,
    98: 4,
    99: 24,
    100: 16,
    101: 8,
    102: 8,
    103: 8,
    104: 4,
    105: 34,
    106: 8,
    107: 10,
    108: 4,
    109: 6,
    110: 10,
    111: 4,
    112: 8,
    113: 344,
    114: 16,
    115: 596,
    116: 34,
    117: 20,
    118: 14,
    119: 14,
    121: 14,
    122: 14,
    123: 14,
    124: 22,
    125: 10,
    128: 16,
    129: 4,
    130: 4,
    131: 8,
    132: 64,
    133: 8,
    134: 10,
    135: 8,
    136: 8,
    137: 8,
    138: 4,
    139: 14,
    140: 4,
    141: 30,
    142: 4,
    143: 6,
    144: 8,
    145: 8,
    146: 4,
    147: 34,
    148: 12,
    149: 28,
    150: 4,
    230: 4,
    231: 4,
    232: 12,
    233: 6,
    234: 4,
    235: 2,
    236: 2,
    237: 2,
    238: 2,
    245: 2,
    248: 20,
    249: 10,
    250: 4,
    254: 2,
    260: 2,
    261: 2,
    267: 14,
    268: 4,
    269: 14,
    270: 4,
    271: 16,
    272: 16,
    273: 18,
    274: 20,
    276: 2,
    277: 0,
    278: 4,
    279: 6,
    280: 2,
    281: 0,
    282: 2,
    283: 20,
    284: 8,
  }

  it('have the sizes of the guide', () => {
    const found = Object.fromEntries(messages.map(({ type }) => [type, layoutFor(type, 24)!.readings[0]!.size]))
    expect(found).toEqual(sizes)
  })

  it.each([
    ['AGENT_STATE_EVENT', 58, 58, 62, 62],
    ['OPEN_CONF', 26, 26, 30, 32],
    ['QUERY_AGENT_STATE_CONF', 30, 30, 34, 34],
    ['AGENT_TEAM_CONFIG_EVENT', 12, 12, 16, 16],
    ['MAKE_CALL_REQ', 28, 32, 32, 32],
    ['CONFIG_REQUEST_EVENT', 8, 8, 8, 12],
    ['SET_AGENT_STATE_REQ', 21, 21, 21, 21],
  ] as const)('of %s grow: %i at 9, %i at 14 and 18, %i at 19 and 23, %i at 24 and 25', (name, ...expected) => {
    const at = (version: number) => layoutFor(name, version)!.readings[0]!.size
    expect([at(9), at(14), at(19), at(24)]).toEqual(expected)
    expect([at(18), at(23), at(25)]).toEqual(expected.slice(1))
  })

  it('of AGENT_PRE_CALL_EVENT grow at 20', () => {
    const at = (version: number) => layoutFor('AGENT_PRE_CALL_EVENT', version)!.readings[0]!.size
    expect([at(19), at(20)]).toEqual([30, 34])
  })

  it('have numbers and names of their own', () => {
    expect(new Set(messages.map(({ type }) => type)).size).toBe(messages.length)
    expect(new Set(messages.map(({ name }) => name)).size).toBe(messages.length)
  })
})

describe('an OPEN_REQ', () => {
  const message: MessageOf<'OPEN_REQ'> = {
    type: 'OPEN_REQ',
    fields: {
      InvokeID: 1,
      VersionNumber: 24,
      IdleTimeout: 100,
      PeripheralID: 5000,
      ServicesRequested: 0x94,
      CallMsgMask: 0x0fff_ffff,
      AgentStateMask: 0x3fff,
      ConfigMsgMask: 0,
      Reserved1: 0,
      Reserved2: 0,
      Reserved3: 0,
    },
    floats: [
      { tag: 'ClientID', value: 'fin' },
      { tag: 'ClientPassword', value: new Uint8Array() },
    ],
  }
  const fixed = (version: string) => `00000001 ${version} 00000064 00001388 00000094 0fffffff 00003fff
    00000000 00000000 00000000 00000000`

  it('has tags of one byte at 19', () => {
    const bytes = hex(`00000034 00000003 ${fixed('00000013')} 01 04 66696e00 02 00`)
    const sent = { ...message, fields: { ...message.fields, VersionNumber: 19 } }
    expect(encodeMessage(sent, 19)).toEqual(bytes)
    expect(decodeMessage(bytes, 19)).toEqual(sent)
  })

  it('has tags of two bytes at 24', () => {
    const bytes = hex(`00000038 00000003 ${fixed('00000018')} 0001 0004 66696e00 0002 0000`)
    expect(encodeMessage(message, 24)).toEqual(bytes)
    expect(decodeMessage(bytes, 24)).toEqual(message)
  })
})

describe('an AGENT_STATE_EVENT', () => {
  const fields = {
    MonitorID: 0,
    PeripheralID: 5000,
    SessionID: 0,
    PeripheralType: 17,
    SkillGroupState: 2,
    StateDuration: 3,
    SkillGroupNumber: 77,
    SkillGroupID: 5077,
    SkillGroupPriority: 0,
    AgentState: 2,
    EventReasonCode: 32767,
    MRDID: 1,
    NumTasks: 0,
    AgentMode: 1,
    MaxTaskLimit: 1,
    ICMAgentID: 5001,
    AgentAvailabilityStatus: 0,
    NumFltSkillGroups: 1,
    DepartmentID: -1,
  }
  const message: Message = {
    type: 'AGENT_STATE_EVENT',
    fields,
    floats: [
      { tag: 'AgentID', value: '1001' },
      { tag: 'SkillGroupNumber', value: 77 },
      { tag: 'SkillGroupID', value: 5077 },
      { tag: 'SkillGroupPriority', value: 0 },
      { tag: 'SkillGroupState', value: 2 },
    ],
  }
  const upTo18 = `00000000 00001388 00000000 0011 0002 00000003 0000004d 000013d5 0000 0002 7fff
    00000001 00000000 0001 00000001 00001389 00000000 0001`
  const short = '05 05 3130303100 3e 04 0000004d 3f 04 000013d5 40 02 0000 41 02 0002'

  it('has no department before 19', () => {
    const bytes = hex(`00000055 0000001e ${upTo18} ${short}`)
    const { DepartmentID, ...older } = fields
    expect(encodeMessage(message, 18)).toEqual(bytes)
    expect(decodeMessage(bytes, 18)).toEqual({ ...message, fields: older })
    expect(DepartmentID).toBe(-1)
  })

  it('has one at 19', () => {
    const bytes = hex(`00000059 0000001e ${upTo18} ffffffff ${short}`)
    expect(encodeMessage(message, 19)).toEqual(bytes)
    expect(decodeMessage(bytes, 19)).toEqual(message)
  })

  it('has longer tags at 24', () => {
    const bytes = hex(`00000063 0000001e ${upTo18} ffffffff 0005 0005 3130303100
      003e 0004 0000004d 003f 0004 000013d5 0040 0002 0000 0041 0002 0002`)
    expect(encodeMessage(message, 24)).toEqual(bytes)
    expect(decodeMessage(bytes, 24)).toEqual(message)
  })
})

it('errors of writing are of one kind', () => {
  expect(() => encodeMessage({ type: 'NONSENSE', fields: {}, floats: [] } as unknown as Message, 24)).toThrow(
    EncodeError,
  )
})
