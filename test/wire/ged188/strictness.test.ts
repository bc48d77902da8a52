import { describe, expect, it } from 'vitest'
import { decodeMessage, EncodeError, encodeMessage } from '../../../src/wire/ged188/codec.ts'
import { floatsOf, floatValue, floatValues, groupsOf } from '../../../src/wire/ged188/floats.ts'
import { layoutFor, type Message, type MessageOf } from '../../../src/wire/ged188/layouts.ts'
import { type TagName, tagName, tagSince, tags } from '../../../src/wire/ged188/tags.ts'

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replace(/\s+/g, ''), 'hex'))

const stateRequest: MessageOf<'SET_AGENT_STATE_REQ'> = {
  type: 'SET_AGENT_STATE_REQ',
  fields: {
    InvokeID: 7,
    PeripheralID: 5000,
    AgentState: 3,
    AgentWorkMode: 0,
    NumSkillGroups: 0,
    EventReasonCode: 0,
    ForcedFlag: 0,
    AgentServiceReq: 0,
  },
  floats: floatsOf({ AgentInstrument: '2001', AgentID: '1001' }),
}
const skills = (...numbers: number[]) =>
  numbers.flatMap((number) => floatsOf({ SkillGroupNumber: number, SkillGroupPriority: 0 }))

describe('writing', () => {
  it('puts no padding after the lone byte of SET_AGENT_STATE_REQ', () => {
    expect(encodeMessage(stateRequest, 19)).toEqual(
      hex(`00000023 00000026 00000007 00001388 0003 0000 0000 0000 00 00000000
        06 05 3230303100 05 05 3130303100`),
    )
  })

  const wrong = (change: object): Message => ({ ...stateRequest, ...change }) as Message
  const fields = (change: object) => wrong({ fields: { ...stateRequest.fields, ...change } })
  const floats = (...more: readonly object[]) => wrong({ floats: [...stateRequest.floats, ...more] })

  it.each([
    ['a missing field', fields({ AgentState: undefined }), 'AgentState is missing'],
    ['a number too large', fields({ ForcedFlag: 256 }), 'ForcedFlag is 256; u1 has 0 to 255'],
    ['a number too small', fields({ InvokeID: -1 }), 'InvokeID is -1; u4 has 0 to 4294967295'],
    ['half a number', fields({ AgentState: 1.5 }), 'AgentState is 1.5'],
    ['no number', fields({ AgentState: '3' }), 'AgentState is 3'],
    ['a missing float', wrong({ floats: [] }), 'AgentInstrument is missing'],
    [
      'a text too long',
      floats({ tag: 'AgentPassword', value: 'x'.repeat(64) }),
      'AgentPassword has 65 bytes; at most 64',
    ],
    ['a text in other letters', floats({ tag: 'AgentPassword', value: 'пароль' }), 'AgentPassword: character 1087'],
    ['a NUL in a text', floats({ tag: 'AgentPassword', value: 'a\0b' }), 'AgentPassword: character 0'],
    ['a float without a value', floats({ tag: 'AgentPassword' }), 'AgentPassword has no value'],
    ['a float twice', floats({ tag: 'AgentID', value: '1' }), 'AgentID 2 times; at most 1'],
    ['a float of other messages', floats({ tag: 'ANI', value: '1' }), 'SET_AGENT_STATE_REQ has no ANI'],
    ['a float nobody knows', floats({ tag: 'toString', value: '1' }), 'toString is no tag'],
    ['a group nobody counted', floats(...skills(1)), 'NumSkillGroups is 0, but there are 1 of SkillGroupNumber'],
    [
      'half a group',
      wrong({ fields: { ...stateRequest.fields, NumSkillGroups: 1 }, floats: [...stateRequest.floats, skills(1)[0]!] }),
      'SkillGroupPriority is missing',
    ],
    [
      'a group in pieces',
      wrong({ fields: { ...stateRequest.fields, NumSkillGroups: 1 }, floats: [skills(1)[0]!, ...stateRequest.floats] }),
      'AgentInstrument where SkillGroupPriority was expected',
    ],
    [
      'too many groups',
      wrong({
        fields: { ...stateRequest.fields, NumSkillGroups: 11 },
        floats: [...stateRequest.floats, ...skills(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)],
      }),
      '11 of SkillGroupNumber; at most 10',
    ],
  ])('refuses %s and says where', (_, message, problem) => {
    expect(() => encodeMessage(message, 24)).toThrow(EncodeError)
    expect(() => encodeMessage(message, 24)).toThrow(problem)
    expect(() => encodeMessage(message, 24)).toThrow('SET_AGENT_STATE_REQ')
  })

  const data = (count: number, value: string): Message => ({
    type: 'CALL_TRANSLATION_ROUTE_EVENT',
    fields: { NumNamedVariables: count, NumNamedArrays: 0 },
    floats: [
      { tag: 'DNIS', value: '8005550100' },
      ...Array.from({ length: 9 }, (_, index) => ({
        tag: 'NamedVariable' as const,
        value: { name: `user.v${index}`, value },
      })),
    ],
  })

  it('counts named variables and limits each and all of them', () => {
    expect(encodeMessage(data(9, 'x'.repeat(200)), 24).length).toBeGreaterThan(1900)
    expect(() => encodeMessage(data(8, ''), 24)).toThrow('NumNamedVariables is 8, but there are 9')
    expect(() => encodeMessage(data(9, 'x'.repeat(211)), 24)).toThrow('value has 211 characters; at most 210')
    const many: Message = {
      ...data(10, ''),
      floats: [...data(10, 'x'.repeat(210)).floats, data(0, 'x'.repeat(210)).floats[1]!],
    } as Message
    expect(() => encodeMessage(many, 24)).toThrow('bytes of named values; at most 2000')
  })

  it('leaves out what the version does not have', () => {
    const modern: Message = { ...stateRequest, floats: [...stateRequest.floats, { tag: 'SSOEnabled', value: 1 }] }
    expect(encodeMessage(modern, 19)).toEqual(encodeMessage(stateRequest, 19))
    expect(encodeMessage(modern, 20).length).toBe(encodeMessage(stateRequest, 20).length + 6)
  })

  it('keeps addresses and login names short for older versions', () => {
    const event: Message = {
      type: 'CLIENT_SESSION_CLOSED_EVENT',
      fields: { SessionID: 1, PeripheralID: 5000, Status: 37, ClientPort: 4000 },
      floats: floatsOf({ ClientAddress: '2001:db8::1:2:3:4', ClientID: 'x', ClientSignature: '' }),
    }
    expect(() => encodeMessage(event, 18)).toThrow('ClientAddress has 18 bytes; at most 16')
    expect(decodeMessage(encodeMessage(event, 19), 19)).toEqual(event)
  })
})

describe('reading', () => {
  it('skips unknown tags by their length and takes what does not belong', () => {
    const bytes = hex('00000011 00000006 00000007 03e7 0003 ffffff 0005 0002 3100')
    expect(decodeMessage(bytes, 24)).toEqual({
      type: 'HEARTBEAT_CONF',
      fields: { InvokeID: 7 },
      floats: [{ tag: 'AgentID', value: '1' }],
    })
  })

  it('takes texts that are too long and lack their NUL', () => {
    const bytes = hex('00000020 00000024 00000007 00001388 00000001 ffffffff 05 0e 3132333435363738393031323334')
    expect(decodeMessage(bytes, 19)).toMatchObject({
      fields: { ICMAgentID: -1 },
      floats: [{ tag: 'AgentID', value: '12345678901234' }],
    })
  })

  it('takes numbers of another width', () => {
    const bytes = hex('0000000a 00000006 00000007 7b 04 00000003')
    expect(decodeMessage(bytes, 19)).toMatchObject({ floats: [{ tag: 'NextAgentState', value: 3 }] })
  })

  it.each([
    ['a number of three bytes', '00000009 00000006 00000007 3e 03 000001', 23],
    ['a variable without NUL', '00000008 00000006 00000007 52 02 6161', 23],
    ['an empty array', '00000006 00000006 00000007 53 00', 23],
    ['a tag without length', '00000005 00000006 00000007 05', 25],
    ['a value that is cut', '00000007 00000006 00000007 05 02 31', 25],
    ['a length that is wrong', '00000005 00000006 00000007', 2],
    ['a fixed part that is cut', '00000003 00000006 000000', 2],
    ['a type nobody knows', '00000000 0000ffff', 48],
    ['no header', '000000', 25],
  ])('calls %s a problem', (_, bytes, status) => {
    expect(decodeMessage(hex(bytes), 19)).toMatchObject({ problem: expect.any(String), status })
  })

  it('tells the invoke id of what it could not read, to answer with', () => {
    expect(decodeMessage(hex('00000007 00000006 00000007 05 02 31'), 19)).toMatchObject({ invokeId: 7, messageType: 6 })
  })

  it('takes both forms of FAILURE_CONF', () => {
    const fields = { InvokeID: 7, Status: 15 }
    expect(decodeMessage(hex('00000008 00000001 00000007 0000000f'), 24)).toMatchObject({ fields })
    expect(decodeMessage(hex('0000000a 00000001 00000007 000f 00000000'), 24)).toMatchObject({ fields })
  })

  it.each([19, 24])('takes CLEAR_CONNECTION_REQ with and without the fixed device type at %i', (version) => {
    const message: Message = {
      type: 'CLEAR_CONNECTION_REQ',
      fields: {
        InvokeID: 7,
        PeripheralID: 5000,
        ConnectionCallID: 9,
        ConnectionDeviceIDType: 0,
        RequestingDeviceIDType: 0xffff,
      },
      floats: floatsOf({ ConnectionDeviceID: '2001', AgentInstrument: '2001' }),
    }
    const bytes = encodeMessage(message, version)
    expect(decodeMessage(bytes, version)).toEqual(message)
    const short = Uint8Array.from([...bytes.subarray(0, 22), ...bytes.subarray(24)])
    new DataView(short.buffer).setUint32(0, short.length - 8)
    expect(decodeMessage(short, version)).toEqual(message)
  })

  it('splits the skill lists of protocol 24 in the configuration of an agent', () => {
    const bytes = hex('00000014 000000ed 0001 00b7 0002 0000 003e 0008 00000001 00000002')
    const read = decodeMessage(bytes, 24)
    expect('problem' in read ? [] : floatValues(read.floats, 'SkillGroupNumber')).toEqual([1, 2])
  })
})

describe('floats', () => {
  it('are found by tag and by group', () => {
    const floats = [
      ...floatsOf({ AgentID: '1001', ANI: undefined }),
      ...skills(1, 2),
      ...floatsOf({ AgentName: 1 } as never),
    ]
    expect(floatValue(floats, 'AgentID')).toBe('1001')
    expect(floatValue(floats, 'ANI')).toBeUndefined()
    expect(groupsOf(floats, 'SkillGroupNumber', ['SkillGroupNumber', 'SkillGroupPriority'])).toEqual([
      skills(1),
      skills(2),
    ])
    expect(groupsOf(skills(1, 2), 'SkillGroupNumber')).toEqual([skills(1), skills(2)])
  })

  it('have tags of their own, which fit their version', () => {
    const names = Object.keys(tags) as TagName[]
    for (const name of names) expect(tagName(tags[name].tag)).toBe(name)
    for (const name of names) expect(tags[name].tag < 256 || tagSince(name) >= 20).toBe(true)
  })

  it('of one version only are known as such', () => {
    expect(layoutFor('SEND_DTMF_SIGNAL_REQ', 24)!.allowed.has('CTIOSCILClientID')).toBe(true)
    expect(layoutFor('SEND_DTMF_SIGNAL_REQ', 25)!.allowed.has('CTIOSCILClientID')).toBe(false)
    expect(layoutFor('AGENT_PRE_CALL_EVENT', 19)!.allowed.has('AgentID')).toBe(false)
    expect(layoutFor('OPEN_CONF', 13)!.groups).toEqual([])
  })
})
