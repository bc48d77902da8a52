import { describe, expect, it } from 'vitest'
import { Operation, operationName } from '../../src/sim/domain/rest.ts'
import { basicCredentials, basicHeader, plainCredentials } from '../../src/wire/credentials.ts'
import { requestLine, routeRest, subjectIndex } from '../../src/wire/rest-route.ts'
import { names } from './names.ts'

const center = names()

function asked(method: string, path: string): string {
  const routed = routeRest(method, `/finesse/api/${path}`)
  if (routed.kind !== 'found') return 'allow' in routed ? `${routed.kind}: ${routed.allow}` : routed.kind
  return `${operationName(routed.operation)} ${subjectIndex(center, routed)}${routed.category === undefined ? '' : ` ${routed.category}`}`
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
    ['GET', 'User/1001/ReasonCode/12', 'getReasonCode 12'],
    ['PUT', 'Dialog/16777217', 'putDialog 16777217'],
    ['GET', 'Dialog/abc', 'getDialog -1'],
    ['GET', 'Team/5002?includeLoggedOutAgents=true', 'getTeam 1'],
    ['GET', 'TeamResource/5001/ReasonCodes?category=NOT_READY', 'getReasonCodes 0 NOT_READY'],
    ['GET', 'Queue/5023', 'getQueue 1'],
    ['GET', 'ReasonCodes?category=other', 'getReasonCodes 0'],
    ['POST', 'User/1001/ClientLog', 'clientLog 0'],
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

  it('are what the client’s side asks for', () => {
    for (const [operation, id] of [
      [Operation.getUser, 3],
      [Operation.getTeam, 1],
      [Operation.getQueue, 0],
      [Operation.putDialog, 77],
      [Operation.postDialog, 4],
      [Operation.getReasonCode, 12],
      [Operation.getSystemInfo, 0],
    ] as const) {
      const { verb, path } = requestLine(center, {
        operation,
        id,
        user: 0,
        password: '',
        requestId: 1,
        body: undefined,
      })
      const routed = routeRest(verb, path)
      expect(routed).toMatchObject({ kind: 'found', operation })
      expect(routed.kind === 'found' && subjectIndex(center, routed)).toBe(id)
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
