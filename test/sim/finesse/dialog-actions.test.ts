import { describe, expect, it } from 'vitest'
import { call } from '../simulation.ts'
import type { Setting } from '../workload.ts'
import { RestAsker } from './rest-asker.ts'

/** An agent who talks, and who asks for actions of her call. */
function talking(setting: Setting = {}) {
  const rest = new RestAsker(setting)
  const ann = rest.sim.agent('1001').ready()
  rest.sim.caller({ talk: '10min' })
  rest.sim.runFor('1s')
  ann.does(call(1), 'ANSWER')
  let last = 0
  const act = (action: string, params: Readonly<Record<string, string>> = {}) => {
    const names = Object.entries(params).map(
      ([name, value]) => `<ActionParam><name>${name}</name><value>${value}</value></ActionParam>`,
    )
    const body = `<Dialog><requestedAction>${action}</requestedAction><targetMediaAddress>31001</targetMediaAddress><actionParams>${names.join('')}</actionParams></Dialog>`
    const before = ann.events.length
    const told = rest.put(`Dialog/${call(1)}`, body, '1001', { headers: { requestId: `r${++last}` } })
    rest.sim.runFor('1s')
    const [event] = ann.events.slice(before)
    return [told.status, told.type || event?.error?.type || 'nothing'].join(' ')
  }
  return { rest, ann, act }
}

describe('digits', () => {
  it('are sent on an active call, and change nothing', () => {
    const { ann, act } = talking()
    expect(act('SEND_DTMF', { dtmfString: '12#*AD' })).toBe('202 nothing')
    expect(act('SEND_DTMF')).toBe('400 Parameter Missing')
    expect(act('SEND_DTMF', { dtmfString: '12x' })).toBe('400 Invalid Input')
    ann.does(call(1), 'HOLD')
    expect(act('SEND_DTMF', { dtmfString: '1' })).toBe('401 Invalid State')
  })

  it('go from A to D on Unified CCE only', () => {
    const { act } = talking({ deployment: 'ccx' })
    expect(act('SEND_DTMF', { dtmfString: '1A' })).toBe('400 Invalid Input')
    expect(act('SEND_DTMF', { dtmfString: '1' })).toBe('202 nothing')
  })
})

describe('actions of deployments and campaigns that are not there', () => {
  it('are accepted on Unified CCE, and refused by an event', () => {
    const { act } = talking()
    for (const action of ['START_RECORDING', 'ACCEPT', 'CLOSE', 'REJECT', 'CANCEL_SCHEDULED_CALLBACK']) {
      expect(act(action), action).toBe('202 Generic Error')
    }
    expect(act('RECLASSIFY')).toBe('400 Parameter Missing')
    expect(act('RECLASSIFY', { outboundClassification: 'BUSY' })).toBe('202 Generic Error')
    expect(act('UPDATE_SCHEDULED_CALLBACK')).toBe('400 Parameter Missing')
    expect(act('UPDATE_SCHEDULED_CALLBACK', { callbackNumber: '555' })).toBe('202 Generic Error')
    expect(act('DANCE')).toBe('400 Invalid Input')
  })

  it('have the answers of Unified CCX', () => {
    const { act } = talking({ deployment: 'ccx' })
    expect(act('START_RECORDING')).toBe('202 nothing')
    for (const action of ['ACCEPT', 'CLOSE', 'REJECT']) expect(act(action), action).toBe('501 Not Implemented')
  })

  it('are for participants', () => {
    const { rest } = talking()
    const body =
      '<Dialog><requestedAction>SEND_DTMF</requestedAction><targetMediaAddress>31002</targetMediaAddress></Dialog>'
    expect(rest.put(`Dialog/${call(1)}`, body, '1002')).toMatchObject({
      status: 401,
      type: 'Invalid Authorization User Specified',
    })
  })
})

describe('bodies that deployed clients send', () => {
  it.each([
    ['blanks between elements', '<User> <state>READY</state>\n</User>'],
    ['a reason that is not needed', '<User><state>READY</state><reasonCodeId>1</reasonCodeId></User>'],
    ['blanks behind the state', '<User><state>NOT_READY</state> <reasonCodeId>2</reasonCodeId> </User>'],
    [
      'an XML declaration',
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<User><state>READY</state></User>',
    ],
    ['a small root', '<user><state>READY</state></user>'],
  ])('with %s are accepted', (_, body) => {
    const rest = new RestAsker()
    rest.sim.agent('1001')
    for (const type of ['application/xml', 'Application/xml', 'Application/XML; charset=UTF-8', 'text/xml']) {
      expect(rest.put('User/1001', body, '1001', { headers: { 'content-type': type } })).toMatchObject({
        status: 202,
        body: '',
      })
    }
  })

  it('[API-06] count the last of a repeated element', () => {
    const rest = new RestAsker()
    const ann = rest.sim.agent('1001').ready()
    const body =
      '<User><state>READY</state><state>NOT_READY</state><reasonCodeId>1</reasonCodeId><reasonCodeId>2</reasonCodeId></User>'
    expect(rest.put('User/1001', body, '1001').status).toBe(202)
    rest.sim.runFor('1s')
    expect(ann.state).toBe('NOT_READY 2')
  })
})
