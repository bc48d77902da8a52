import { describe, expect, it } from 'vitest'
import type { DialogBody, DialogView } from '../../../src/sim/domain/rest.ts'
import { readDialogBody } from '../../../src/wire/finesse-xml/request.ts'
import type { Client } from '../client.ts'
import { call, type Options, type Simulation, simulation } from '../simulation.ts'

const first = new Map([
  [1, 'one'],
  [2, 'two'],
  [3, 'three'],
])

function talking(options: Options = {}): { readonly sim: Simulation; readonly ann: Client } {
  const sim = simulation({ agents: 2, callVariables: first, ...options })
  const ann = sim.agent('1001').ready()
  sim.caller({ talk: '60s' })
  sim.runFor('1s')
  ann.does(call(1), 'ANSWER')
  ann.heard()
  return { sim, ann }
}

const dataOf = (ann: Client) => ann.dialogs.get(call(1))!.data
const update = (ann: Client, rest: Partial<DialogBody>) =>
  ann.does(call(1), 'UPDATE_CALL_DATA', { target: undefined, ...rest })

describe('UPDATE_CALL_DATA', () => {
  it('[DIALOG-09] changes the variables it names and no other', () => {
    const { ann } = talking()
    const reply = update(ann, { variables: new Map([[3, 'changed']]) })
    expect(reply.says).toBe('202')
    expect(reply.outcome).toEqual(['PUT call 1: 31001 ACTIVE, 5550000001 ACTIVE'])
    expect(dataOf(ann).variables).toEqual(['one', 'two', 'changed', '', '', '', '', '', '', ''])
  })

  it('[DIALOG-09] an empty value empties the variable', () => {
    const { ann } = talking()
    update(ann, { variables: new Map([[1, '']]) })
    expect(dataOf(ann).variables.slice(0, 3)).toEqual(['', 'two', 'three'])
  })

  it('[DIALOG-09] sets the wrap-up reason and leaves the rest', () => {
    const { ann } = talking()
    update(ann, { wrapUpReason: 'Order' })
    expect(dataOf(ann)).toMatchObject({ wrapUpReason: 'Order' })
    expect(dataOf(ann).variables.slice(0, 3)).toEqual(['one', 'two', 'three'])
  })

  it('[DIALOG-09] reaches everybody on the call', () => {
    const { sim, ann } = talking()
    const ben = sim.agent('1002')
    ann.does(call(1), 'CONSULT_CALL', { to: '31002' })
    ben.does(call(2), 'ANSWER')
    ann.does(call(1), 'CONFERENCE')
    update(ann, { variables: new Map([[4, 'for both']]) })
    expect(dataOf(ben).variables[3]).toBe('for both')
  })

  it.each(['BACampaign', 'BAResponse', 'BAStatus', 'user', 'callVariable1x'])(
    '[DIALOG-09] %s cannot be written',
    (name) => {
      const { sim, ann } = talking()
      const reply = update(ann, { ecc: new Map([[name, 'x']]) })
      expect(reply.says).toBe(`400 Invalid Input ${name}`)
      expect(sim.messages('setCallDataReq')).toEqual([])
    },
  )

  it.each(['callVariable3', 'user.tier'])(
    '[DIALOG-09] %s named twice in one body is refused before anything else',
    (name) => {
      const one = `<CallVariable><name>${name}</name><value>x</value></CallVariable>`
      const body = `<mediaProperties><callvariables>${one}${one}</callvariables></mediaProperties>`
      const read = readDialogBody(`<Dialog><requestedAction>UPDATE_CALL_DATA</requestedAction>${body}</Dialog>`)
      expect(read).toMatchObject({ problem: { type: 'Invalid Input', data: name } })
    },
  )

  it('[DIALOG-09] there is no callVariable11', () => {
    const { ann } = talking()
    expect(update(ann, { variables: new Map([[11, 'x']]) }).says).toBe('400 Invalid Input callVariable11')
    expect(update(ann, { variables: new Map([[0, 'x']]) }).says).toBe('400 Invalid Input callVariable0')
  })

  it.each([
    ['40 letters', 'x'.repeat(40), true],
    ['41 letters', 'x'.repeat(41), false],
    ['13 characters of three bytes', '語'.repeat(13), true],
    ['14 characters of three bytes', '語'.repeat(14), false],
  ])('[CALLVAR-06] %s: bytes count, and one too many is refused by CTI', (_what, value, fits) => {
    const { ann } = talking()
    const reply = update(ann, { variables: new Map([[1, value]]) })
    expect(reply.says).toBe('202')
    expect(reply.outcome).toEqual(fits ? ['PUT call 1: 31001 ACTIVE, 5550000001 ACTIVE'] : ['error Invalid Input 3'])
    expect(dataOf(ann).variables[0]).toBe(fits ? value : 'one')
  })

  it('[DIALOG-09] ECC variables are scalars or arrays, and change one by one', () => {
    const ecc = new Map([
      ['user.tier', 'gold'],
      ['user.item[0]', 'a'],
    ])
    const { ann } = talking({ ecc })
    update(ann, { ecc: new Map([['user.item[1]', 'b']]) })
    expect([...dataOf(ann).ecc]).toEqual([
      ['user.tier', 'gold'],
      ['user.item[0]', 'a'],
      ['user.item[1]', 'b'],
    ])
  })

  it.each([
    ['a scalar as an array', 'user.tier[0]'],
    ['an array as a scalar', 'user.item'],
  ])('[DIALOG-09] %s is refused by CTI', (_how, name) => {
    const ecc = new Map([
      ['user.tier', 'gold'],
      ['user.item[0]', 'a'],
    ])
    const { ann } = talking({ ecc })
    const reply = update(ann, { ecc: new Map([[name, 'x']]) })
    expect(reply.says).toBe('202')
    expect(reply.outcome).toEqual(['error Invalid Input 74'])
    expect(dataOf(ann).ecc.size).toBe(2)
  })

  it('[CALLVAR-07] ECC data of 2,000 bytes in all, names included, pass; one more is refused', () => {
    const { ann } = talking()
    // "user.a" takes six bytes.
    expect(update(ann, { ecc: new Map([['user.a', 'x'.repeat(1994)]]) }).outcome[0]).toMatch(/^PUT/)
    expect(update(ann, { ecc: new Map([['user.a', 'x'.repeat(1995)]]) }).outcome).toEqual(['error Invalid Input 3'])
    expect(update(ann, { ecc: new Map([['user.b', '']]) }).outcome).toEqual(['error Invalid Input 3'])
    expect(dataOf(ann).ecc.get('user.a')!.length).toBe(1994)
  })

  it('[WRAP-04] works in wrap-up as well, and the participant stays in WRAP_UP', () => {
    const { sim, ann } = talking({ desk: { wrapUpOnIncoming: 'REQUIRED' } })
    sim.runFor('60s')
    expect(ann.state).toBe('WORK_READY')
    const reply = update(ann, { wrapUpReason: 'Order' })
    expect(reply.outcome).toEqual(['PUT call 1: 31001 WRAP_UP, 5550000001 DROPPED'])
    expect(dataOf(ann).wrapUpReason).toBe('Order')
    sim.runFor('30s')
    expect(ann.dialogs.size).toBe(0)
    expect(ann.events.at(-1)!.dialog!.data.wrapUpReason).toBe('Order')
  })

  it('is refused when wrap-up is over, and while the phone rings', () => {
    const { sim, ann } = talking({ desk: { wrapUpOnIncoming: 'REQUIRED' } })
    sim.runFor('2min')
    expect(update(ann, { wrapUpReason: 'Order' }).status).toBe(404)
    sim.caller()
    sim.runFor('1s')
    const ringing = ann.does(call(2), 'UPDATE_CALL_DATA', { wrapUpReason: 'Order' })
    expect(ringing.outcome).toEqual(['error Generic Error 4047'])
  })

  it('[AUTH-02] of a call of somebody else is refused', () => {
    const { sim } = talking()
    const ben = sim.agent('1002')
    expect(update(ben, { wrapUpReason: 'Order' }).says).toBe('401 Invalid Authorization User Specified 1002')
  })
})

describe('the layout of a call, named by an ECC variable', () => {
  const layout = new Map([
    ['user.Layout', 'Sales'],
    ['user.tier', 'gold'],
  ])
  /** What a desktop at node 1 reads of the call now. */
  const read = (sim: Simulation, ann: Client) => {
    const reply = ann.send('getDialogs', 0)
    sim.runFor('1s')
    const [dialog] = (reply.content as { readonly dialogs: readonly DialogView[] }).dialogs
    return { variables: dialog!.data.variables, ecc: [...dialog!.data.ecc], startedAt: dialog!.startedAt }
  }

  it('[CALLVAR-04] survives a failover of CTI', () => {
    const { sim, ann } = talking({ ecc: layout })
    const before = read(sim, ann)
    expect(before.ecc).toEqual([...layout])
    sim.deed({ kind: 'end', node: 'cti A', silent: false })
    sim.runFor('15s')
    expect(read(sim, ann)).toEqual(before)
  })

  it('[CALLVAR-05] is lost with a failover of the PG, and nothing else of the call', () => {
    const { sim, ann } = talking({ ecc: layout })
    const before = read(sim, ann)
    sim.deed({
      kind: 'command',
      to: 'gateway',
      command: { what: 'pg-component', component: 'pgag', side: 0, state: 'down' },
    })
    sim.runFor('40s')
    expect(read(sim, ann)).toEqual({ ...before, ecc: [['user.tier', 'gold']] })
  })
})
