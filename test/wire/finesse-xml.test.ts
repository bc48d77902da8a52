import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AgentState } from '../../src/sim/domain/agent-state.ts'
import { CallType, DialogState, ParticipantState } from '../../src/sim/domain/dialog-state.ts'
import { type DialogView, type QueueView, Topic, type Update, type UserView } from '../../src/sim/domain/rest.ts'
import { OUTSIDE } from '../../src/sim/domain/voice.ts'
import { readAnswer, writeContent } from '../../src/wire/finesse-xml/answer.ts'
import { feedName, feedNamed } from '../../src/wire/finesse-xml/names.ts'
import { writeApiErrors } from '../../src/wire/finesse-xml/others.ts'
import { readDialogBody, readUserBody, writeDialogBody, writeUserBody } from '../../src/wire/finesse-xml/request.ts'
import { readUpdate, writeUpdate } from '../../src/wire/finesse-xml/update.ts'
import { names } from './names.ts'

const center = names()
const SECOND = 1_000_000
const pretty = (xml: string) => xml.replace(/>(?=<[^/])/g, '>\n')
const content = (what: Parameters<typeof writeContent>[1], includeLoggedOut = false) =>
  writeContent(center, what, { includeLoggedOut })

const ann: UserView = {
  user: 0,
  state: AgentState.NOT_READY,
  reason: 2,
  pendingState: 0,
  since: 5 * SECOND,
  signedIn: true,
  mobile: undefined,
}
const call: DialogView = {
  call: 16_777_217,
  state: DialogState.ALERTING,
  type: CallType.PREROUTE_ACD_IN,
  from: '5551230000',
  to: '8005550199',
  parties: [
    { device: 0, address: '31001', state: ParticipantState.ALERTING },
    { device: OUTSIDE, address: '5551230000', state: ParticipantState.INITIATED },
  ],
  data: {
    variables: ['gold <&>', '', '', '', '', '', '', '', '', ''],
    ecc: new Map([['user.tier[0]', 'a']]),
    wrapUpReason: '',
  },
  associated: 0,
  secondary: 0,
  contact: 7,
  queue: 1,
  startedAt: 6 * SECOND,
  stateCause: '',
}
const update = (of: Partial<Update>): Update => ({
  topic: Topic.USER,
  of: 0,
  verb: 'PUT',
  requestId: 0,
  number: 0,
  origin: 0,
  user: undefined,
  dialog: undefined,
  queue: undefined,
  system: undefined,
  error: undefined,
  ...of,
})

describe('answers', () => {
  it('show a user', () => {
    expect(pretty(content({ kind: 'user', user: ann }))).toMatchInlineSnapshot(`
      "<User>
      <dialogs>/finesse/api/User/1001/Dialogs</dialogs>
      <extension>31001</extension>
      <firstName>Ana</firstName>
      <lastName>Adler</lastName>
      <loginId>1001</loginId>
      <loginName>agent1001</loginName>
      <mediaType>1</mediaType>
      <pendingState></pendingState>
      <reasonCode>
      <category>NOT_READY</category>
      <code>2</code>
      <forAll>true</forAll>
      <id>2</id>
      <label>Lunch</label>
      <systemCode>false</systemCode>
      <uri>/finesse/api/ReasonCode/2</uri></reasonCode>
      <reasonCodeId>2</reasonCodeId>
      <roles>
      <role>Agent</role></roles>
      <settings>
      <wrapUpOnIncoming>OPTIONAL</wrapUpOnIncoming>
      <wrapUpOnOutgoing>NOT_ALLOWED</wrapUpOnOutgoing></settings>
      <state>NOT_READY</state>
      <stateChangeTime>2026-01-05T08:00:05.000Z</stateChangeTime>
      <teamId>5001</teamId>
      <teamName>Team 1</teamName>
      <uri>/finesse/api/User/1001</uri></User>"
    `)
  })

  it('show a supervisor with teams, signed out by the system', () => {
    const boss: UserView = { ...ann, user: 4, state: AgentState.LOGOUT, signedIn: false, reason: 255, since: -1 }
    expect(pretty(content({ kind: 'user', user: boss }))).toMatchInlineSnapshot(`
      "<User>
      <dialogs>/finesse/api/User/1005/Dialogs</dialogs>
      <extension></extension>
      <firstName>Eli</firstName>
      <lastName>Adler</lastName>
      <loginId>1005</loginId>
      <loginName>supervisor1005</loginName>
      <mediaType>1</mediaType>
      <pendingState></pendingState>
      <reasonCode>
      <category>LOGOUT</category>
      <code>255</code>
      <forAll>true</forAll>
      <id>525</id>
      <label>Logged Out - Connection Failure</label>
      <systemCode>true</systemCode>
      <uri>/finesse/api/ReasonCode/525</uri></reasonCode>
      <reasonCodeId>525</reasonCodeId>
      <roles>
      <role>Agent</role>
      <role>Supervisor</role></roles>
      <settings>
      <wrapUpOnIncoming>OPTIONAL</wrapUpOnIncoming>
      <wrapUpOnOutgoing>NOT_ALLOWED</wrapUpOnOutgoing></settings>
      <state>LOGOUT</state>
      <stateChangeTime></stateChangeTime>
      <teamId>5001</teamId>
      <teamName>Team 1</teamName>
      <teams>
      <Team>
      <id>5001</id>
      <name>Team 1</name>
      <uri>/finesse/api/Team/5001</uri></Team>
      <Team>
      <id>5002</id>
      <name>Team 2</name>
      <uri>/finesse/api/Team/5002</uri></Team></teams>
      <uri>/finesse/api/User/1005</uri></User>"
    `)
  })

  it('show a ringing call', () => {
    expect(pretty(content({ kind: 'dialogs', dialogs: [call] }))).toMatchInlineSnapshot(`
      "<Dialogs>
      <Dialog>
      <associatedDialogUri></associatedDialogUri>
      <fromAddress>5551230000</fromAddress>
      <id>16777217</id>
      <mediaProperties>
      <DNIS>8005550199</DNIS>
      <callType>PREROUTE_ACD_IN</callType>
      <dialedNumber>8005550199</dialedNumber>
      <mediaId>1</mediaId>
      <outboundClassification></outboundClassification>
      <queueNumber>5023</queueNumber>
      <queueName>support</queueName>
      <callKeyCallId>7</callKeyCallId>
      <callKeyPrefix>20458</callKeyPrefix>
      <callKeySequenceNum>1</callKeySequenceNum>
      <wrapUpReason></wrapUpReason>
      <callvariables>
      <CallVariable>
      <name>callVariable1</name>
      <value>gold &lt;&amp;&gt;</value></CallVariable>
      <CallVariable>
      <name>callVariable2</name>
      <value></value></CallVariable>
      <CallVariable>
      <name>callVariable3</name>
      <value></value></CallVariable>
      <CallVariable>
      <name>callVariable4</name>
      <value></value></CallVariable>
      <CallVariable>
      <name>callVariable5</name>
      <value></value></CallVariable>
      <CallVariable>
      <name>callVariable6</name>
      <value></value></CallVariable>
      <CallVariable>
      <name>callVariable7</name>
      <value></value></CallVariable>
      <CallVariable>
      <name>callVariable8</name>
      <value></value></CallVariable>
      <CallVariable>
      <name>callVariable9</name>
      <value></value></CallVariable>
      <CallVariable>
      <name>callVariable10</name>
      <value></value></CallVariable>
      <CallVariable>
      <name>user.tier[0]</name>
      <value>a</value></CallVariable></callvariables></mediaProperties>
      <mediaType>Voice</mediaType>
      <participants>
      <Participant>
      <actions>
      <action>ANSWER</action></actions>
      <mediaAddress>31001</mediaAddress>
      <mediaAddressType>AGENT_DEVICE</mediaAddressType>
      <startTime>2026-01-05T08:00:06.000Z</startTime>
      <state>ALERTING</state>
      <stateCause></stateCause>
      <stateChangeTime>2026-01-05T08:00:06.000Z</stateChangeTime></Participant>
      <Participant>
      <actions>
      <action>DROP</action>
      <action>UPDATE_CALL_DATA</action></actions>
      <mediaAddress>5551230000</mediaAddress>
      <mediaAddressType></mediaAddressType>
      <startTime>2026-01-05T08:00:06.000Z</startTime>
      <state>INITIATED</state>
      <stateCause></stateCause>
      <stateChangeTime>2026-01-05T08:00:06.000Z</stateChangeTime></Participant></participants>
      <state>ALERTING</state>
      <toAddress>8005550199</toAddress>
      <uri>/finesse/api/Dialog/16777217</uri></Dialog></Dialogs>"
    `)
  })

  it('offer transfer of a held call only beside an active one', () => {
    const held = { ...call, parties: [{ device: 0, address: '31001', state: ParticipantState.HELD }] }
    const alone = writeContent(center, { kind: 'dialog', dialog: held }, { includeLoggedOut: false })
    const beside = writeContent(
      center,
      { kind: 'dialog', dialog: held },
      { includeLoggedOut: false, otherActive: () => true },
    )
    expect(alone).not.toContain('TRANSFER')
    expect(beside).toContain('<action>TRANSFER</action><action>CONFERENCE</action>')
  })

  it('show the system', () => {
    const info = { node: 2, status: 'IN_SERVICE', reason: '', heartbeatOk: true, heartbeatAt: 0, now: 1500 } as const
    expect(pretty(content({ kind: 'systemInfo', info }))).toMatchInlineSnapshot(`
      "<SystemInfo>
      <ctiHeartbeatInterval>5</ctiHeartbeatInterval>
      <ctiMMode></ctiMMode>
      <ctiTimeInMMode>-1</ctiTimeInMMode>
      <ctiVersion>24</ctiVersion>
      <currentTimestamp>2026-01-05T08:00:00.001Z</currentTimestamp>
      <deploymentType>UCCE</deploymentType>
      <finesseMMode></finesseMMode>
      <finesseTimeInMMode>-1</finesseTimeInMMode>
      <lastCTIHeartbeatStatus>success</lastCTIHeartbeatStatus>
      <lastSuccessCTIHeartbeatTime>1767600000000</lastSuccessCTIHeartbeatTime>
      <license></license>
      <peripheralId>5000</peripheralId>
      <primaryNode>
      <host>fin1.example.test</host>
      <httpsPort>8445</httpsPort>
      <xmppPort>5222</xmppPort>
      <xmppSecurePort>5223</xmppSecurePort></primaryNode>
      <secondaryNode>
      <host>fin2.example.test</host>
      <httpsPort>8445</httpsPort>
      <xmppPort>5222</xmppPort>
      <xmppSecurePort>5223</xmppSecurePort></secondaryNode>
      <status>IN_SERVICE</status>
      <statusReason></statusReason>
      <systemAuthMode>NON_SSO</systemAuthMode>
      <timezoneOffset>0</timezoneOffset>
      <uri>/finesse/api/SystemInfo</uri>
      <xmppDomain>fin2.example.test</xmppDomain>
      <xmppPubSubDomain>pubsub.fin2.example.test</xmppPubSubDomain></SystemInfo>"
    `)
  })

  it('show a team without those who are signed out, unless asked for', () => {
    const out: UserView = { ...ann, user: 1, state: AgentState.LOGOUT, signedIn: false, reason: 0 }
    const users = [ann, out]
    expect(pretty(content({ kind: 'team', team: 0, users }))).toMatchInlineSnapshot(`
      "<Team>
      <id>5001</id>
      <name>Team 1</name>
      <uri>/finesse/api/Team/5001</uri>
      <users>
      <User>
      <dialogs>/finesse/api/User/1001/Dialogs</dialogs>
      <extension>31001</extension>
      <firstName>Ana</firstName>
      <lastName>Adler</lastName>
      <loginId>1001</loginId>
      <pendingState></pendingState>
      <reasonCode>
      <category>NOT_READY</category>
      <code>2</code>
      <forAll>true</forAll>
      <id>2</id>
      <label>Lunch</label>
      <systemCode>false</systemCode>
      <uri>/finesse/api/ReasonCode/2</uri></reasonCode>
      <state>NOT_READY</state>
      <stateChangeTime>2026-01-05T08:00:05.000Z</stateChangeTime>
      <uri>/finesse/api/User/1001</uri></User></users></Team>"
    `)
    expect(content({ kind: 'team', team: 0, users }, true).match(/<User>/g)).toHaveLength(2)
  })

  it('show queues, and lists without items', () => {
    const queue: QueueView = {
      queue: 0,
      callsInQueue: 1,
      oldest: 3 * SECOND,
      loggedOn: 3,
      ready: 1,
      notReady: 1,
      talkingInbound: 1,
      talkingOutbound: 0,
      talkingInternal: 0,
      workReady: 0,
      workNotReady: 0,
      busyOther: 0,
    }
    expect(pretty(content({ kind: 'queue', queue }))).toMatchInlineSnapshot(`
      "<Queue>
      <name>sales</name>
      <statistics>
      <agentsBusyOther>0</agentsBusyOther>
      <agentsLoggedOn>3</agentsLoggedOn>
      <agentsNotReady>1</agentsNotReady>
      <agentsReady>1</agentsReady>
      <agentsTalkingInbound>1</agentsTalkingInbound>
      <agentsTalkingInternal>0</agentsTalkingInternal>
      <agentsTalkingOutbound>0</agentsTalkingOutbound>
      <agentsWrapUpNotReady>0</agentsWrapUpNotReady>
      <agentsWrapUpReady>0</agentsWrapUpReady>
      <callsInQueue>1</callsInQueue>
      <startTimeOfLongestCallInQueue>2026-01-05T08:00:03Z</startTimeOfLongestCallInQueue></statistics>
      <uri>/finesse/api/Queue/5022</uri></Queue>"
    `)
    expect(content({ kind: 'dialogs', dialogs: [] })).toBe('<Dialogs/>')
  })

  it('are read back', () => {
    for (const one of [
      { kind: 'user', user: ann },
      { kind: 'dialogs', dialogs: [call] },
      { kind: 'dialog', dialog: call },
    ] as const) {
      expect(readAnswer(center, content(one))).toEqual({ content: one, error: undefined })
    }
    const error = { type: 'Not Found', message: 'a < b', data: '7' }
    expect(readAnswer(center, writeApiErrors(error))).toEqual({ content: undefined, error })
  })
})

describe('events', () => {
  it('of a user carry the request they answer', () => {
    expect(pretty(writeUpdate(center, update({ user: ann }), 'a<b'))).toMatch(
      /^<Update>\n<data>\n<user>\n[\s\S]*<\/user><\/data>\n<event>PUT<\/event>\n<requestId>a&lt;b<\/requestId>\n<source>\/finesse\/api\/User\/1001<\/source><\/Update>$/,
    )
  })

  it("of a team show a member in short, under the member's own name", () => {
    expect(pretty(writeUpdate(center, update({ topic: Topic.TEAM_USERS, user: ann }), ''))).toMatchInlineSnapshot(`
      "<Update>
      <data>
      <user>
      <dialogs>/finesse/api/User/1001/Dialogs</dialogs>
      <extension>31001</extension>
      <firstName>Ana</firstName>
      <lastName>Adler</lastName>
      <loginId>1001</loginId>
      <pendingState></pendingState>
      <reasonCode>
      <category>NOT_READY</category>
      <code>2</code>
      <forAll>true</forAll>
      <id>2</id>
      <label>Lunch</label>
      <systemCode>false</systemCode>
      <uri>/finesse/api/ReasonCode/2</uri></reasonCode>
      <state>NOT_READY</state>
      <stateChangeTime>2026-01-05T08:00:05.000Z</stateChangeTime>
      <uri>/finesse/api/User/1001</uri></user></data>
      <event>PUT</event>
      <requestId></requestId>
      <source>/finesse/api/User/1001</source></Update>"
    `)
  })

  it.each([
    [
      'POST',
      /^<Update><data><dialogs><Dialog>.*<\/Dialog><\/dialogs><\/data><event>POST<\/event><requestId><\/requestId><source>\/finesse\/api\/User\/1001\/Dialogs<\/source>/,
    ],
    [
      'PUT',
      /^<Update><data><dialog>.*<\/dialog><\/data><event>PUT<\/event><requestId><\/requestId><source>\/finesse\/api\/Dialog\/16777217<\/source>/,
    ],
    ['DELETE', /^<Update><data><dialogs><Dialog>.*<source>\/finesse\/api\/User\/1001\/Dialogs<\/source>/],
  ] as const)('of a call: %s', (verb, form) => {
    expect(writeUpdate(center, update({ topic: Topic.DIALOGS, verb, dialog: call }), '')).toMatch(form)
  })

  it('of a refusal by CTI', () => {
    const error = { type: 'Generic Error', message: 'CF_GENERIC_OPERATION', data: '4047', peripheral: 4047 }
    expect(pretty(writeUpdate(center, update({ topic: Topic.DIALOGS, error }), 'r1'))).toMatchInlineSnapshot(`
      "<Update>
      <data>
      <apiErrors>
      <apiError>
      <errorData>4047</errorData>
      <errorMessage>CF_GENERIC_OPERATION</errorMessage>
      <errorType>Generic Error</errorType>
      <peripheralErrorCode>4047</peripheralErrorCode></apiError></apiErrors></data>
      <event>PUT</event>
      <requestId>r1</requestId>
      <source>/finesse/api/User/1001/Dialogs</source></Update>"
    `)
  })

  it('of feeds that are not known here are not understood', () => {
    const text = writeUpdate(center, update({ user: ann }), '')
    expect(readUpdate(center, '/finesse/api/User/9999', text)).toBeUndefined()
    expect(readUpdate(center, '/finesse/api/User/1001', '<Other/>')).toBeUndefined()
    expect(readUpdate(center, '/finesse/api/User/1001', text.replace('PUT', 'put'))?.update.verb).toBe('PUT')
  })
})

describe('names of feeds', () => {
  it.each([
    [Topic.USER, 1, '/finesse/api/User/1002'],
    [Topic.DIALOGS, 1, '/finesse/api/User/1002/Dialogs'],
    [Topic.TEAM_USERS, 1, '/finesse/api/Team/5002/Users'],
    [Topic.QUEUE, 1, '/finesse/api/Queue/5023'],
    [Topic.SYSTEM_INFO, 0, '/finesse/api/SystemInfo'],
  ])('topic %i', (topic, of, name) => {
    expect(feedName(center, topic, of)).toBe(name)
    expect(feedNamed(center, name)).toEqual({ topic, of })
  })

  it.each([
    '/finesse/api/User/1',
    '/finesse/api/Team/5001',
    '/finesse/api/Queue/1/Users',
    '/finesse/api/Other/1',
    'x',
    '',
  ])('%s is none', (name) => expect(feedNamed(center, name)).toBeUndefined())
})

describe('whatever is written is read back', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 20 }).map((one) => one.replace(/[\p{Cc}\ufffe\uffff]/gu, ''))
  const trimmed = text.map((one) => one.trim())
  const digits = fc.stringMatching(/^[0-9]{3,12}$/)
  const moment = fc.integer({ min: 0, max: 1e9 }).map((ms) => ms * 1000)
  const states = Object.values(AgentState).filter((state) => state !== AgentState.LOGIN)
  const user: fc.Arbitrary<UserView> = fc
    .record({
      user: fc.nat({ max: 4 }),
      state: fc.constantFrom(...states),
      reason: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 65_535 })),
      pendingState: fc.constantFrom(0, AgentState.LOGOUT, AgentState.NOT_READY, AgentState.READY),
      since: fc.oneof(fc.constant(-1), moment),
      mobile: fc.option(fc.record({ mode: fc.constantFrom('CALL_BY_CALL', 'NAILED_CONNECTION'), dialNumber: digits }), {
        nil: undefined,
      }),
    })
    .map((view) => ({ ...view, signedIn: view.state !== AgentState.LOGOUT }))
  const party = fc.oneof(
    fc.record({
      device: fc.constant(OUTSIDE),
      address: digits,
      state: fc.constantFrom(...Object.values(ParticipantState)),
    }),
    fc
      .record({ device: fc.nat({ max: 4 }), state: fc.constantFrom(...Object.values(ParticipantState)) })
      .map((one) => ({ ...one, address: String(31_001 + one.device) })),
  )
  const ecc = fc
    .array(fc.tuple(fc.stringMatching(/^user\.[a-z]{1,5}(\[\d\])?$/), text), { maxLength: 4 })
    .map((all) => new Map(all))
  const dialog: fc.Arbitrary<DialogView> = fc.record({
    call: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    state: fc.constantFrom(...Object.values(DialogState)),
    type: fc.constantFrom(...Object.values(CallType)),
    from: digits,
    to: digits,
    parties: fc.array(party, { minLength: 1, maxLength: 4 }),
    data: fc.record({ variables: fc.array(text, { minLength: 10, maxLength: 10 }), ecc, wrapUpReason: text }),
    associated: fc.nat(),
    secondary: fc.nat(),
    contact: fc.nat(),
    queue: fc.constantFrom(-1, 0, 1),
    startedAt: moment,
    stateCause: fc.constant(''),
  })
  const error = fc.record({ type: trimmed, message: trimmed, data: trimmed, peripheral: fc.nat() })

  it.each([
    ['a user', user.map((one) => update({ of: one.user, user: one }))],
    [
      'a call',
      fc
        .record({ verb: fc.constantFrom('PUT' as const, 'POST' as const, 'DELETE' as const), dialog })
        .map((one) => update({ topic: Topic.DIALOGS, ...one })),
    ],
    ['an error', error.map((one) => update({ error: one }))],
  ])('%s', (_, updates) => {
    fc.assert(
      fc.property(updates, trimmed, (one, requestId) => {
        const written = writeUpdate(center, one, requestId)
        expect(readUpdate(center, feedName(center, one.topic, one.of), written)).toEqual({ update: one, requestId })
      }),
    )
  })

  it('bodies of commands', () => {
    const filled = digits
    const optional = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined })
    const userBody = fc.record({
      state: fc.constantFrom(...Object.values(AgentState), -2),
      extension: optional(filled),
      reasonCodeId: optional(fc.nat({ max: 999_999_999 })),
      mobile: optional(
        fc.record({ mode: fc.constantFrom('CALL_BY_CALL' as const, 'NAILED_CONNECTION' as const), dialNumber: filled }),
      ),
    })
    fc.assert(
      fc.property(userBody, (body) => {
        expect(readUserBody(writeUserBody(body))).toEqual({ body })
      }),
    )
    const dialogBody = fc
      .record({
        action: fc.constantFrom('ANSWER' as const, 'UPDATE_CALL_DATA' as const, 'MAKE_CALL' as const, undefined),
        target: optional(filled),
        from: optional(filled),
        to: optional(filled),
        associatedDialog: optional(fc.nat()),
        data: optional(
          fc.tuple(
            fc.array(fc.tuple(fc.integer({ min: 1, max: 10 }), text)).map((all) => new Map(all)),
            ecc,
          ),
        ),
        wrapUpReason: optional(text),
      })
      .map(({ data, ...rest }) => ({ ...rest, variables: data?.[0], ecc: data?.[1], farEnd: undefined }))
    fc.assert(
      fc.property(dialogBody, (body) => {
        expect(readDialogBody(writeDialogBody(body))).toEqual({ body })
      }),
    )
  })
})

describe('bodies that deployed clients send', () => {
  const login = { state: AgentState.LOGIN, extension: '31001', reasonCodeId: undefined, mobile: undefined }

  it.each([
    ['<User><state>LOGIN</state><extension>31001</extension></User>', login],
    ['<User>\r\n  <extension>31001</extension> <state>LOGIN</state>\n</User>', login],
    ['<user><state>LOGIN</state><extension>31001</extension></user>', login],
    ['<User><state>READY</state><state>LOGIN</state><extension>31001</extension></User>', login],
    [
      '<User><state>LOGIN</state><reasonCodeId>5</reasonCodeId><extension>31001</extension></User>',
      { ...login, reasonCodeId: 5 },
    ],
    [
      '<User><state>LOGIN</state><extension>31001</extension><mobileAgent><mode>CALL_BY_CALL</mode><dialNumber>97855 </dialNumber></mobileAgent></User>',
      { ...login, mobile: { mode: 'CALL_BY_CALL', dialNumber: '97855' } },
    ],
    [
      '<User><state>NOT_READY</state> <reasonCodeId>x</reasonCodeId> </User>',
      { ...login, state: AgentState.NOT_READY, extension: undefined, reasonCodeId: -1 },
    ],
    ['<User><extension/></User>', { ...login, state: -2, extension: undefined }],
    ['<User><state>BREAK</state></User>', { ...login, state: -1, extension: undefined }],
  ])('%s', (text, body) => {
    expect(readUserBody(text)).toEqual({ body })
  })

  it.each([
    [
      '<User><state>LOGIN</state><mobileAgent><mode>CARRIER_PIGEON</mode></mobileAgent></User>',
      'Invalid Input',
      'CARRIER_PIGEON',
    ],
    [
      '<User><state>LOGIN</state><mobileAgent><dialNumber>1</dialNumber></mobileAgent></User>',
      'Parameter Missing',
      'mode',
    ],
    ['', 'Bad Request', 'no root element'],
  ])('%s is refused', (text, type, data) => {
    expect(readUserBody(text)).toMatchObject({ problem: { type, data } })
  })

  it('with call data, with or without a target', () => {
    const text = `<Dialog><requestedAction>UPDATE_CALL_DATA</requestedAction><mediaProperties><wrapUpReason>Sale &amp; more</wrapUpReason>
      <callvariables><CallVariable><name>callVariable3</name><value>x</value></CallVariable>
      <CallVariable><value/><name>user.a[0]</name></CallVariable></callvariables></mediaProperties></Dialog>`
    expect(readDialogBody(text)).toMatchObject({
      body: {
        action: 'UPDATE_CALL_DATA',
        target: undefined,
        wrapUpReason: 'Sale & more',
        variables: new Map([[3, 'x']]),
        ecc: new Map([['user.a[0]', '']]),
      },
    })
    const twice = text.replace('user.a[0]', 'callVariable3')
    expect(readDialogBody(twice)).toMatchObject({ problem: { type: 'Invalid Input', data: 'callVariable3' } })
    expect(readDialogBody(text.replace('callVariable3', 'callVariable11'))).toMatchObject({
      problem: { data: 'callVariable11' },
    })
  })

  it('with an action nobody knows', () => {
    expect(readDialogBody('<Dialog><requestedAction>JUMP</requestedAction></Dialog>')).toMatchObject({
      body: { action: 'UNKNOWN' },
    })
  })
})
