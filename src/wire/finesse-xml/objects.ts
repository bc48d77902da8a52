/**
 * Objects of configuration and service as XML (Developer Guide 12.5(1), ch. 3 to 5; Finesse developer site). The shapes
 * hold what is in the XML; what is called otherwise inside, such as ids that are ends of URIs, is translated here.
 */
import type { Content } from '../../sim/domain/rest.ts'
import type { XmlElement } from '../xml/parse.ts'
import { escapeXml, list } from '../xml/write.ts'
import { API, lastPart, momentOf, momentText, msOf, type Names, userIndex } from './names.ts'
import { flag, listOf, number, type ObjectShape, object, raw, read, repeated, text, write } from './shape.ts'

const variable = object({ name: text, node: text, type: text })
const comparison = object({ Variable: variable, comparator: text, value: text })
const entry = object({ displayName: text, mediaProperty: text })
const contact = object({ description: text, firstName: text, lastName: text, phoneNumber: text, uri: text })
const action = object({
  actionVariables: listOf('ActionVariable', object({ name: text, node: text, testValue: text, type: text })),
  handledBy: text,
  name: text,
  params: listOf('Param', object({ name: text, value: raw })),
  type: text,
  uri: text,
})
const reasonCode = object({
  category: text,
  code: number,
  forAll: flag,
  id: number,
  label: text,
  systemCode: flag,
  uri: text,
})

/** By the name of the root element. */
export const shapes: Readonly<Record<string, ObjectShape>> = {
  ReasonCode: reasonCode,
  WrapUpReason: object({ forAll: flag, label: text, uri: text }),
  PhoneBook: object({ Contacts: listOf('Contact', contact), contacts: text, name: text, type: text, uri: text }),
  Contact: contact,
  Workflow: object({
    ConditionSet: object({ applyMethod: text, conditions: listOf('Condition', comparison) }),
    description: text,
    media: text,
    name: text,
    TriggerSet: object({
      allowOverlappingCallWorkflow: flag,
      name: text,
      triggers: listOf('Trigger', comparison),
      type: text,
    }),
    uri: text,
    workflowActions: listOf('WorkflowAction', action),
  }),
  WorkflowAction: action,
  MediaPropertiesLayout: object({
    column: repeated(object({ entry: repeated(entry) })),
    description: text,
    header: object({ entry }),
    name: text,
    type: text,
    uri: text,
  }),
  LayoutConfig: object({ layoutxml: raw, uri: text }),
  TeamLayoutConfig: object({ layoutxml: raw, useDefault: flag }),
  SystemConfig: object({
    cti: object({ backupHost: text, backupPort: text, host: text, peripheralId: number, port: number, secure: flag }),
    uri: text,
  }),
  ClusterConfig: object({ secondaryNode: object({ host: text }), uri: text }),
  EnterpriseDatabaseConfig: object({
    backupHost: text,
    databaseName: text,
    domain: text,
    host: text,
    password: text,
    port: number,
    uri: text,
    username: text,
  }),
  ChatConfig: object({ primaryNode: text, secondaryNode: text, uri: text }),
  ECCVariable: object({ length: number, name: text }),
  MediaDomain: object({ description: text, id: number, interruptible: flag, name: text }),
  Media: object({
    description: text,
    dialogLogoutAction: text,
    id: number,
    interruptAction: text,
    interruptible: flag,
    maxDialogLimit: number,
    name: text,
    ReasonCode: reasonCode,
    reasonCodeId: number,
    routable: flag,
    state: text,
    stateChangeTime: text,
    uri: text,
  }),
  TeamMessage: object({
    content: text,
    createdAt: number,
    createdBy: object({ firstName: text, id: text, lastName: text }),
    duration: number,
    id: text,
    teams: listOf('team', number),
    uri: text,
  }),
  ConnectedUsersInfo: object({
    uri: text,
    userDetails: listOf(
      'userDetail',
      object({
        connectedDuration: number,
        extension: text,
        firstName: text,
        lastName: text,
        loginId: text,
        teamName: text,
        userType: text,
        xmppJID: text,
      }),
    ),
    userSummary: object({
      desktopUsers: number,
      fippaUsers: number,
      thirdPartyUsers: number,
      totalConnectedUsers: number,
      totalConnectedUsersViaProxy: number,
    }),
  }),
  RuntimeConfigInfo: object({
    activeDialogCount: number,
    activeTaskCount: number,
    averageConfiguredMediaPerAgent: number,
    averageLoggedInMediaPerAgent: number,
    averageSkillGroupCountPerAgent: number,
    loggedInUserCount: number,
    uri: text,
  }),
  ConfigInfo: object({
    totalSkillGroups: number,
    totalSupervisors: number,
    totalTeams: number,
    totalUsers: number,
    uri: text,
    versionInfo: text,
  }),
  /** Names of its fields are assumed: the page of this object was not published. */
  LockedOutUser: object({ loginId: text, remainingTime: number }),
  MaintenanceMode: object({
    estimatedCompletionTime: number,
    pendingUserDisconnections: number,
    status: text,
    usersLoggedIn: object({ desktop: number, fippa: number, thirdpartyclients: number }),
  }),
  UserAuthMode: object({ authMode: text }),
  Device: object({ deviceId: text, deviceType: number, deviceTypeName: text }),
}

/** Items of lists by the name of the root element. */
export const listItems: Readonly<Record<string, string>> = {
  ReasonCodes: 'ReasonCode',
  WrapUpReasons: 'WrapUpReason',
  PhoneBooks: 'PhoneBook',
  Contacts: 'Contact',
  Workflows: 'Workflow',
  WorkflowActions: 'WorkflowAction',
  MediaPropertiesLayouts: 'MediaPropertiesLayout',
  ECCVariableConfig: 'ECCVariable',
  MediaDomains: 'MediaDomain',
  MediaList: 'Media',
  TeamMessages: 'TeamMessage',
  LockedOutUsers: 'LockedOutUser',
  Devices: 'Device',
}

type Fields = Readonly<Record<string, unknown>>
type Objects = Extract<Content, { kind: 'objects' }>

/** Objects whose URI ends in their id. */
const numbered = ['ReasonCode', 'WrapUpReason', 'PhoneBook', 'Workflow', 'WorkflowAction', 'MediaPropertiesLayout']
/** Objects of which there is one. */
const single = [
  'SystemConfig',
  'ClusterConfig',
  'EnterpriseDatabaseConfig',
  'ChatConfig',
  'ConnectedUsersInfo',
  'RuntimeConfigInfo',
  'ConfigInfo',
]

export function writeObject(names: Names, name: string, value: object, root = name, base = API): string {
  return write(root, shapes[name]!, outside(names, name, value as Fields, base))
}

export function writeObjects(names: Names, { name, items, category, owner }: Objects): string {
  const item = listItems[name]!
  const base = owner === undefined ? API : `${API}User/${names.directory.users[owner]!.loginId}/`
  const attributes = category === undefined ? '' : ` category="${escapeXml(category)}"`
  return list(
    name,
    items.map((one) => writeObject(names, item, one, item, base)),
    attributes,
  )
}

/** What the XML has instead of, or besides, the fields of the object. */
function outside(names: Names, name: string, value: Fields, base = API): Fields {
  if (single.includes(name)) return withDetails(names, { ...value, uri: `${API}${name}` })
  if (name === 'LayoutConfig') return { ...value, uri: `${API}LayoutConfig/default` }
  if (name === 'Contact') return { ...value, uri: `${API}PhoneBook/${value['book']}/Contact/${value['id']}` }
  if (name === 'TeamMessage') {
    const createdAt = Math.floor(msOf(names, value['createdAt'] as number) / 1000)
    return { ...value, createdAt, uri: `${API}TeamMessage/${value['id']}` }
  }
  if (name === 'Media') return mediaOutside(names, value)
  if (!numbered.includes(name)) return value
  const fields = { ...value, uri: `${base}${name}/${value['id']}` }
  if (name === 'PhoneBook') return phoneBookOutside(names, fields)
  if (name !== 'Workflow') return fields
  const actions = (fields as Fields)['workflowActions'] as readonly Fields[]
  return { ...fields, workflowActions: actions.map((one) => outside(names, 'WorkflowAction', one)) }
}

/** With its contacts, or with the address of them. */
function phoneBookOutside(names: Names, fields: Fields): Fields {
  const contacts = fields['Contacts'] as readonly Fields[] | undefined
  if (contacts === undefined) return { ...fields, contacts: `${API}PhoneBook/${fields['id']}/Contacts` }
  return { ...fields, Contacts: contacts.map((one) => outside(names, 'Contact', one)) }
}

function withDetails({ nodes }: Names, fields: Fields): Fields {
  const details = fields['userDetails'] as readonly Fields[] | undefined
  if (details === undefined) return fields
  const userDetails = details.map((one) => {
    const domain = nodes[(one['node'] as number) - 1]?.host ?? ''
    return { ...one, xmppJID: `${one['loginId']}@${domain}/${one['resource']}` }
  })
  return { ...fields, userDetails }
}

function mediaOutside(names: Names, value: Fields): Fields {
  const user = names.directory.users[value['user'] as number]!.loginId
  const { interruptAction, ...rest } = value
  const code = names.reasonCode(rest['reasonCodeId'] as number)
  return {
    ...rest,
    ...(rest['interruptible'] === true ? { interruptAction } : {}),
    ReasonCode: code && outside(names, 'ReasonCode', code as unknown as Fields),
    stateChangeTime: momentText(names, rest['since'] as number),
    uri: `${API}User/${user}/Media/${rest['id']}`,
  }
}

/** The client's side. */
export function readObject(names: Names, name: string, element: XmlElement): object {
  return inside(names, name, read(shapes[name]!, element) as Fields)
}

export function readObjects(names: Names, element: XmlElement): Objects {
  const item = listItems[element.name]!
  const children = element.children.filter((one) => one.name === item)
  const category = element.attributes.get('category')
  const owner = /^\/finesse\/api\/User\/([^/]+)\//.exec(String(children[0] && uriOf(children[0])))
  return {
    kind: 'objects',
    name: element.name,
    items: children.map((one) => readObject(names, item, one)),
    ...(category === undefined ? {} : { category }),
    ...(owner === null || item === 'Media' ? {} : { owner: userIndex(names, owner[1]!) }),
  }
}

const uriOf = (element: XmlElement): string => element.children.find((one) => one.name === 'uri')?.text ?? ''

function inside(names: Names, name: string, { uri, contacts, ...fields }: Fields): object {
  const id = Number(lastPart(String(uri)))
  if (name === 'Contact') return { ...fields, id, book: Number(String(uri).split('/').at(-3)) }
  if (name === 'TeamMessage')
    return { ...fields, createdAt: ((fields['createdAt'] as number) * 1000 - names.epochMs) * 1000 }
  if (name === 'Media') return mediaInside(names, String(uri), fields)
  if (name === 'ConnectedUsersInfo') return connectedInside(names, fields)
  if (!numbered.includes(name)) return fields
  const more: Record<string, unknown> = { ...fields, id }
  if (name === 'PhoneBook' && fields['Contacts'] !== undefined) {
    more['Contacts'] = (fields['Contacts'] as readonly Fields[]).map((one) => inside(names, 'Contact', one))
  }
  if (name === 'Workflow') {
    more['workflowActions'] = (fields['workflowActions'] as readonly Fields[]).map((one) =>
      inside(names, 'WorkflowAction', one),
    )
  }
  if (name === 'MediaPropertiesLayout') more['header'] = { entry: undefined, ...(fields['header'] as object) }
  return more
}

function mediaInside(names: Names, uri: string, { ReasonCode, stateChangeTime, ...fields }: Fields): object {
  const user = userIndex(names, uri.split('/').at(-3) ?? '')
  return { interruptAction: 'ACCEPT', ...fields, user, since: momentOf(names, stateChangeTime as string | undefined) }
}

function connectedInside({ nodes }: Names, fields: Fields): object {
  const details = fields['userDetails'] as readonly Fields[] | undefined
  if (details === undefined) return fields
  const userDetails = details.map(({ xmppJID, ...one }) => {
    const found = /@([^/]*)\/(.*)$/.exec(String(xmppJID))
    return { ...one, node: nodes.findIndex(({ host }) => host === found?.[1]) + 1, resource: found?.[2] ?? '' }
  })
  return { ...fields, userDetails }
}
