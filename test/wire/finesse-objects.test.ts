import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Content } from '../../src/sim/domain/rest.ts'
import { readAnswer, writeContent } from '../../src/wire/finesse-xml/answer.ts'
import { layoutProblem } from '../../src/wire/finesse-xml/desktop-layout.ts'
import { readDraftBody, readMediaBody, writeMediaBody } from '../../src/wire/finesse-xml/draft.ts'
import { listItems, shapes, writeObject } from '../../src/wire/finesse-xml/objects.ts'
import { object, type Shape } from '../../src/wire/finesse-xml/shape.ts'
import { readUpdate, writeUpdate } from '../../src/wire/finesse-xml/update.ts'
import { parseXml } from '../../src/wire/xml/parse.ts'
import { names } from './names.ts'

const center = names()

/** Texts that XML can say, without blanks round them. */
const text = fc
  .string({ unit: fc.constantFrom(...'aZ09 <>&"\'=/\u00e9\u4e2d', '\ud83d\ude00'), maxLength: 20 })
  .map((one) => one.trim())
const id = fc.integer({ min: 1, max: 999_999 })
const count = fc.nat(10_000)
const flag = fc.boolean()
const variable = fc.record({ name: text, node: text, type: fc.constantFrom('CUSTOM', 'SYSTEM') })
const comparison = fc.record({ Variable: variable, comparator: text, value: text })
const comparisons = fc.array(comparison, { maxLength: 3 })
const entry = fc.record({ displayName: text, mediaProperty: text })
const action = fc.record({
  id,
  name: text,
  type: fc.constantFrom('BROWSER_POP', 'HTTP_REQUEST'),
  handledBy: fc.constantFrom('FINESSE_DESKTOP', 'OTHER'),
  params: fc.array(fc.record({ name: text, value: fc.string({ unit: fc.constantFrom(...' \n<&a'), maxLength: 9 }) }), {
    maxLength: 3,
  }),
  actionVariables: fc.array(
    fc.record({ name: text, node: text, type: fc.constantFrom('CUSTOM', 'SYSTEM'), testValue: text }),
    {
      maxLength: 3,
    },
  ),
})
const contact = fc.record({ id, book: id, firstName: text, lastName: text, phoneNumber: text, description: text })
/** A second, as these are kept in seconds. */
const second = fc.integer({ min: 0, max: 1_000_000 }).map((one) => one * 1_000_000)

const objects: Readonly<Record<string, fc.Arbitrary<object>>> = {
  ReasonCode: fc.record({
    id,
    category: fc.constantFrom('NOT_READY', 'LOGOUT'),
    code: count,
    label: text,
    forAll: flag,
    systemCode: flag,
  }),
  WrapUpReason: fc.record({ id, label: text, forAll: flag }),
  PhoneBook: fc.oneof(
    fc.record({ id, name: text, type: fc.constantFrom('GLOBAL', 'TEAM') }),
    fc.record({
      id,
      name: text,
      type: fc.constantFrom('GLOBAL', 'TEAM'),
      Contacts: fc.array(contact, { maxLength: 3 }),
    }),
  ),
  Contact: contact,
  Workflow: fc.record({
    id,
    name: text,
    description: text,
    media: text,
    TriggerSet: fc.record({ type: text, name: text, allowOverlappingCallWorkflow: flag, triggers: comparisons }),
    ConditionSet: fc.record({ applyMethod: fc.constantFrom('ALL', 'ANY'), conditions: comparisons }),
    workflowActions: fc.array(action, { maxLength: 2 }),
  }),
  WorkflowAction: action,
  MediaPropertiesLayout: fc.record({
    id,
    name: text,
    description: text,
    type: fc.constantFrom('DEFAULT', 'CUSTOM'),
    header: fc.record({ entry: fc.option(entry, { nil: undefined }) }),
    column: fc.array(fc.record({ entry: fc.array(entry, { maxLength: 3 }) }), { maxLength: 2 }),
  }),
  LayoutConfig: fc.record({ layoutxml: text }),
  TeamLayoutConfig: fc.record({ layoutxml: text, useDefault: flag }),
  SystemConfig: fc.record({
    cti: fc.record({ host: text, port: count, backupHost: text, backupPort: text, peripheralId: count, secure: flag }),
  }),
  ClusterConfig: fc.record({ secondaryNode: fc.record({ host: text }) }),
  EnterpriseDatabaseConfig: fc.record({
    host: text,
    backupHost: text,
    port: count,
    databaseName: text,
    domain: text,
    username: text,
    password: text,
  }),
  ChatConfig: fc.record({ primaryNode: text, secondaryNode: text }),
  ECCVariable: fc.record({ name: text, length: count }),
  MediaDomain: fc.record({ id, name: text, description: text, interruptible: flag }),
  Media: fc.record({
    user: fc.integer({ min: 0, max: 4 }),
    id,
    name: text,
    description: text,
    interruptible: fc.constant(true),
    interruptAction: text,
    dialogLogoutAction: text,
    maxDialogLimit: count,
    reasonCodeId: fc.constantFrom(-1, 2, 11),
    routable: flag,
    state: text,
    since: fc.oneof(fc.constant(-1), second),
  }),
  TeamMessage: fc.record({
    id: fc.uuid(),
    createdBy: fc.record({ id: text, firstName: text, lastName: text }),
    createdAt: second,
    duration: count,
    content: text,
    teams: fc.array(id, { maxLength: 3 }),
  }),
  ConnectedUsersInfo: fc.record({
    userSummary: fc.record({
      desktopUsers: count,
      fippaUsers: count,
      thirdPartyUsers: count,
      totalConnectedUsers: count,
      totalConnectedUsersViaProxy: count,
    }),
    userDetails: fc.array(
      fc.record({
        loginId: fc.constantFrom('1001', '1002'),
        userType: fc.constantFrom('DESKTOP', 'FIPPA', 'THIRDPARTY'),
        node: fc.constantFrom(1, 2),
        resource: text,
        teamName: text,
        extension: text,
        firstName: text,
        lastName: text,
        connectedDuration: count,
      }),
      { maxLength: 2 },
    ),
  }),
  RuntimeConfigInfo: fc.record({
    activeDialogCount: count,
    activeTaskCount: count,
    averageConfiguredMediaPerAgent: count,
    averageLoggedInMediaPerAgent: count,
    averageSkillGroupCountPerAgent: count,
    loggedInUserCount: count,
  }),
  ConfigInfo: fc.record({
    totalSkillGroups: count,
    totalSupervisors: count,
    totalTeams: count,
    totalUsers: count,
    versionInfo: text,
  }),
  LockedOutUser: fc.record({ loginId: text, remainingTime: count }),
  MaintenanceMode: fc.record({
    status: fc.constantFrom('', 'IN_PROGRESS', 'COMPLETED', 'FAILED'),
    usersLoggedIn: fc.record({ desktop: count, fippa: count, thirdpartyclients: count }),
    pendingUserDisconnections: count,
    estimatedCompletionTime: count,
  }),
  UserAuthMode: fc.record({ authMode: text }),
  Device: fc.record({ deviceId: text, deviceType: count, deviceTypeName: text }),
}
const options = { includeLoggedOut: false }
const thereAndBack = (content: Content): unknown => readAnswer(center, writeContent(center, content, options)).content

describe('objects', () => {
  it('are all tried here', () => {
    expect(Object.keys(objects).sort()).toEqual(Object.keys(shapes).sort())
  })

  it.each(Object.keys(shapes))('%s is read back as it was written', (name) => {
    fc.assert(
      fc.property(objects[name]!, (value) => {
        const content: Content = { kind: 'object', name, value }
        expect(thereAndBack(content)).toEqual(content)
      }),
      { numRuns: 60 },
    )
  })

  it.each(Object.entries(listItems))('%s are read back in their order', (name, item) => {
    fc.assert(
      fc.property(fc.array(objects[item]!, { maxLength: 4 }), (items) => {
        const content: Content = { kind: 'objects', name, items }
        expect(thereAndBack(content)).toEqual(content)
        if (items.length === 0) expect(writeContent(center, content, options)).toBe(`<${name}/>`)
      }),
      { numRuns: 25 },
    )
  })

  it('of a user are found under the user', () => {
    const items = [{ id: 31, label: 'Order', forAll: true }]
    const content: Content = { kind: 'objects', name: 'WrapUpReasons', items, owner: 1 }
    expect(writeContent(center, content, options)).toContain('<uri>/finesse/api/User/1002/WrapUpReason/31</uri>')
    expect(thereAndBack(content)).toEqual(content)
  })

  it('have their fields in the order of the alphabet, whatever the capitals', () => {
    const order = (shape: Shape): void => {
      if (shape.kind === 'object') {
        const fields = shape.fields.map(([field]) => field.toLowerCase())
        expect(fields).toEqual(fields.toSorted())
        for (const [, of] of shape.fields) order(of)
      } else if (shape.kind === 'list' || shape.kind === 'repeated') order(shape.of)
    }
    for (const shape of Object.values(shapes)) order(shape)
    expect(object({ b: { kind: 'text' }, A: { kind: 'text' } }).fields.map(([field]) => field)).toEqual(['A', 'b'])
  })

  it('are drafts when they come as bodies: the texts that are there, the last of a repeated one', () => {
    const body = '<ReasonCode><label>a</label>\n<label> b </label><code>x</code><unknown>1</unknown></ReasonCode>'
    expect(readDraftBody('ReasonCode', body)).toEqual({ body: { label: ' b ', code: 'x' } })
    fc.assert(
      fc.property(objects['Workflow']!, (value) => {
        const xml = writeObject(center, 'Workflow', value)
        const read = readDraftBody('Workflow', xml)
        expect(read).toMatchObject({ body: { name: (value as { name: string }).name } })
        expect(parseXml(xml).name).toBe('Workflow')
      }),
      { numRuns: 40 },
    )
  })
})

describe('media', () => {
  const view = {
    user: 1,
    id: 5000,
    name: 'm',
    description: '',
    interruptible: true,
    interruptAction: 'ACCEPT',
    dialogLogoutAction: 'CLOSE',
    maxDialogLimit: 3,
    reasonCodeId: 2,
    routable: true,
    state: 'READY',
    since: 0,
  }
  const nothing = { user: undefined, dialog: undefined, queue: undefined, system: undefined, error: undefined }
  const update = { topic: 5, of: 1, verb: 'PUT' as const, requestId: 0, number: 0, origin: 0, ...nothing }

  it('are published under the name of the domain, in small letters', () => {
    const xml = writeUpdate(center, { ...update, media: view }, 'r')
    expect(xml).toMatch(/^<Update><data><media><description>/)
    expect(xml).toContain('<source>/finesse/api/User/1002/Media/5000</source>')
    expect(readUpdate(center, '/finesse/api/User/1002/Media', xml)).toEqual({
      requestId: 'r',
      update: { ...update, media: view },
    })
  })

  it('tell errors with the domain they are about', () => {
    const error = { type: 'a', message: 'b', data: '1', peripheral: 0, media: 5000 }
    const xml = writeUpdate(center, { ...update, error, media: view }, '')
    expect(xml).toContain(
      '<apiError><errorData>1</errorData><errorMedia>5000</errorMedia><errorMessage>b</errorMessage><errorType>a</errorType></apiError>',
    )
    expect(readUpdate(center, '/finesse/api/User/1002/Media', xml)!.update.error).toEqual(error)
  })

  it('take requests in any order, and write them', () => {
    const body = {
      state: 'LOGIN',
      reasonCodeId: 7,
      maxDialogLimit: 5,
      interruptAction: 'IGNORE',
      dialogLogoutAction: 'CLOSE',
      routable: false,
    }
    expect(readMediaBody(writeMediaBody(body))).toEqual({ body })
    expect(readMediaBody(' <Media>\n<routable>true</routable> <state>READY</state></Media>')).toMatchObject({
      body: { state: 'READY', routable: true, reasonCodeId: undefined },
    })
  })
})

describe('a desktop layout', () => {
  it('of any text is judged and never harms', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (xml) => layoutProblem(xml) !== undefined))
  })
})
