import { describe, expect, it } from 'vitest'
import type { Release } from '../../src/sim/domain/release.ts'
import { Operation, operationName } from '../../src/sim/domain/rest.ts'
import { basicCredentials, basicHeader, plainCredentials } from '../../src/wire/credentials.ts'
import { requestLine, routeRest, subjectIndex } from '../../src/wire/rest-route.ts'
import { names } from './names.ts'

const center = names()

function asked(method: string, path: string): string {
  const routed = routeRest(method, `/finesse/api/${path}`)
  if (routed.kind !== 'found') return 'allow' in routed ? `${routed.kind}: ${routed.allow}` : routed.kind
  const rest = [routed.resource, routed.item, routed.category].filter((one) => one !== undefined)
  return [operationName(routed.operation), subjectIndex(center, routed), ...rest].join(' ')
}

describe('paths', () => {
  it.each([
    ['GET', 'SystemInfo?nocache=1', 'getSystemInfo 0'],
    ['GET', 'User/1002', 'getUser 1'],
    ['GET', 'User/1002/', 'getUser 1'],
    ['HEAD', 'User/1002', 'getUser 1'],
    ['GET', 'User/agent1002?tsIE=7', 'getUser 1'],
    ['GET', 'User/agent%31002', 'getUser 1'],
    ['GET', 'User/nobody', 'getUser -1'],
    ['PUT', 'User/1001', 'putUser 0'],
    ['GET', 'User/1001/Dialogs', 'getDialogs 0'],
    ['POST', 'User/1001/Dialogs', 'postDialog 0'],
    ['GET', 'User/1001/ReasonCodes?category=LOGOUT', 'getReasonCodes 0 LOGOUT'],
    ['GET', 'User/1001/ReasonCode/12', 'getUserObject 0 ReasonCode 12'],
    ['PUT', 'Dialog/16777217', 'putDialog 16777217'],
    ['GET', 'Dialog/abc', 'getDialog -1'],
    ['GET', 'Team/5002?includeLoggedOutAgents=true', 'getTeam 1'],
    ['GET', 'TeamResource/5001/ReasonCodes?category=NOT_READY', 'getTeamResource 0 ReasonCodes NOT_READY'],
    ['GET', 'TeamResource/5002/ReasonCodes?category=ALL', 'getTeamResource 1 ReasonCodes ALL'],
    ['GET', 'Queue/5023', 'getQueue 1'],
    ['GET', 'ReasonCodes?category=other', 'listObjects 0 ReasonCode'],
    ['POST', 'ReasonCode/', 'createObject 0 ReasonCode'],
    ['DELETE', 'ReasonCode/12', 'deleteObject 12 ReasonCode'],
    ['GET', 'MediaPropertiesLayout/default', 'getObject 0 MediaPropertiesLayout default'],
    ['PUT', 'MediaPropertiesLayout/7', 'updateObject 7 MediaPropertiesLayout'],
    ['GET', 'PhoneBook/34/Contacts', 'listObjects 34 Contact'],
    ['PUT', 'PhoneBook/34/Contact/9', 'updateObject 34 Contact 9'],
    ['POST', 'PhoneBook/34/Contacts/csvFileContent', 'importContacts 34 Contact csvFileContent'],
    ['PUT', 'User/1001/Media/5000', 'putMedia 0 Media 5000'],
    ['GET', 'User/1001/Dialogs/Media', 'getMediaDialogs 0 Media Media'],
    ['GET', 'User/1001/ReservationDialogs', 'getMediaDialogs 0 ReservationDialogs'],
    ['PUT', 'Team/5002/LayoutConfig', 'putAssigned 1 LayoutConfig'],
    ['DELETE', 'TeamMessage/be15', 'deleteTeamMessage 0 TeamMessage be15'],
    ['GET', 'Devices?extension=31001', 'getDevices 0 Devices 31001'],
    ['GET', 'UserAuthMode/agent1001', 'getUserAuthMode 0'],
    ['DELETE', 'MediaPropertiesLayout/default', 'wrong verb: GET,OPTIONS,HEAD,PUT'],
    ['GET', 'PhoneBook/34/Contacts/other', 'unknown'],
    ['POST', 'User/1001/ClientLog', 'clientLog 0 ClientLog'],
    ['GET', 'user/1001', 'unknown'],
    ['GET', 'User//Dialogs', 'unknown'],
    ['GET', 'User/%E0%A4%A', 'unknown'],
    ['GET', 'User/1001/Dialogs/', 'getDialogs 0'],
    ['POST', 'Team/5001/Users', 'unknown'],
    ['GET', '', 'unknown'],
    ['GET', 'constructor', 'unknown'],
    ['POST', 'User/1001', 'wrong verb: GET,OPTIONS,HEAD,PUT'],
    ['GET', 'User/1001/ClientLog', 'wrong verb: OPTIONS,POST'],
    ['constructor', 'SystemInfo', 'wrong verb: GET,OPTIONS,HEAD'],
    ['OPTIONS', 'User/1001', 'options: GET,OPTIONS,HEAD,PUT'],
  ])('%s %s is %s', (method, path, what) => {
    expect(asked(method, path)).toBe(what)
  })

  it('outside of the interface are unknown', () => {
    expect(routeRest('GET', '/desktop/api/config')).toEqual({ kind: 'unknown' })
  })

  it('are there since the release that brought them', () => {
    const since = (path: string, release: Release) => routeRest('GET', `/finesse/api/${path}`, release).kind
    expect(since('TeamResource/5001/Workflows', '12.0')).toBe('unknown')
    expect(since('TeamResource/5001/Workflows', '12.5')).toBe('found')
    expect(since('ConnectedUsersInfo', '12.5')).toBe('unknown')
    expect(since('ConnectedUsersInfo', '12.6')).toBe('found')
    expect(since('ReasonCodes', '11.6')).toBe('found')
  })

  it('are what the client’s side asks for', () => {
    for (const [operation, id, rest] of [
      [Operation.getUser, 3, {}],
      [Operation.getTeam, 1, {}],
      [Operation.getQueue, 0, {}],
      [Operation.putDialog, 77, {}],
      [Operation.postDialog, 4, {}],
      [Operation.getReasonCodes, 4, { category: 'LOGOUT' }],
      [Operation.getSystemInfo, 0, {}],
      [Operation.getObject, 12, { resource: 'ReasonCode' }],
      [Operation.getObject, 0, { resource: 'MediaPropertiesLayout', item: 'default' }],
      [Operation.deleteObject, 34, { resource: 'Contact', item: '9' }],
      [Operation.createObject, 0, { resource: 'Workflow' }],
      [Operation.createObject, 34, { resource: 'Contact' }],
      [Operation.importContacts, 34, { resource: 'Contact', item: 'csvFileContent' }],
      [Operation.putAssigned, 1, { resource: 'ReasonCodes', category: 'NOT_READY' }],
      [Operation.getTeamResource, 1, { resource: 'ReasonCodes', item: 'ALL' }],
      [Operation.getSetting, 0, { resource: 'ChatConfig' }],
      [Operation.putMedia, 2, { resource: 'Media', item: '5000' }],
      [Operation.getMediaDialogs, 2, { resource: 'ReservationDialogs' }],
      [Operation.getDevices, 0, { resource: 'Devices', item: '31001' }],
      [Operation.deleteTeamMessage, 0, { resource: 'TeamMessage', item: 'be15' }],
      [Operation.getServiceInfo, 0, { resource: 'ConnectedUsersInfo', item: 'details' }],
    ] as const) {
      const request = { operation, id, user: 0, password: '', requestId: 1, body: undefined, ...rest }
      const { verb, path } = requestLine(center, request)
      const routed = routeRest(verb, path)
      expect(routed, path).toMatchObject({ kind: 'found', operation, ...rest })
      expect(routed.kind === 'found' && subjectIndex(center, routed), path).toBe(id)
    }
  })
})

describe('credentials', () => {
  it('go there and back, in UTF-8, with colons in the password', () => {
    const credentials = { user: 'ann', password: 'pä:ss:€' }
    expect(basicCredentials(basicHeader(credentials))).toEqual(credentials)
  })

  it.each([undefined, '', 'Bearer abc', 'Basic', 'Basic !!!', 'Basic YW5u', 'Basic gICA'])('%s are none', (header) => {
    expect(basicCredentials(header)).toBeUndefined()
  })

  it('of SASL PLAIN may name the domain', () => {
    const plain = (text: string) => plainCredentials(Buffer.from(text).toString('base64'))
    expect(plain('\u00001001\u0000pw')).toEqual({ user: '1001', password: 'pw' })
    expect(plain('1001@host\u00001001@host\u0000p@w')).toEqual({ user: '1001', password: 'p@w' })
    expect(plain('1001\u0000pw')).toBeUndefined()
    expect(plain('\u0000\u0000pw')).toBeUndefined()
    expect(plainCredentials('*')).toBeUndefined()
  })
})
