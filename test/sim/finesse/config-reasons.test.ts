import { describe, expect, it } from 'vitest'
import { BASE, RestAsker, texts } from './rest-asker.ts'

const code = (fields: Readonly<Record<string, string | number | boolean>>): string =>
  `<ReasonCode>${Object.entries(fields)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('')}</ReasonCode>`
const tea = { category: 'NOT_READY', code: 77, label: 'Tea', forAll: true }
const wrapUp = (label: string, forAll = true): string =>
  `<WrapUpReason><label>${label}</label><forAll>${forAll}</forAll></WrapUpReason>`

describe('reason codes', () => {
  it('[API-03] are made with a Location and no event, read, changed in part, and deleted', () => {
    const rest = new RestAsker()
    const ann = rest.sim.agent('1001')
    const heard = ann.events.length
    const made = rest.post('ReasonCode/', code(tea))
    expect(made).toMatchObject({ status: 200, body: '', headers: { location: `${BASE}/finesse/api/ReasonCode/1001` } })
    expect(rest.get('ReasonCode/1001').body).toBe(
      '<ReasonCode><category>NOT_READY</category><code>77</code><forAll>true</forAll><id>1001</id><label>Tea</label>' +
        '<systemCode>false</systemCode><uri>/finesse/api/ReasonCode/1001</uri></ReasonCode>',
    )
    expect(rest.put('ReasonCode/1001', code({ label: 'Green tea' }))).toMatchObject({ status: 200, body: '' })
    expect(texts(rest.get('ReasonCodes?category=NOT_READY'), 'label')).toContain('Green tea')
    expect(rest.delete('ReasonCode/1001')).toMatchObject({ status: 200, body: '' })
    expect(rest.get('ReasonCode/1001')).toMatchObject({ status: 404, type: 'Not Found', data: '1001' })
    rest.sim.runFor('10s')
    expect(ann.events.length).toBe(heard)
  })

  it('an update names at least one field, and the category is fixed', () => {
    const rest = new RestAsker()
    expect(rest.put('ReasonCode/2', '<ReasonCode><category>LOGOUT</category></ReasonCode>')).toMatchObject({
      status: 400,
      type: 'Invalid Input',
    })
    expect(rest.put('ReasonCode/2', code({ category: 'LOGOUT', label: 'Late lunch' })).status).toBe(200)
    expect(rest.get('ReasonCode/2').body).toContain('<category>NOT_READY</category>')
  })

  it('[REASON-27] of the system keep their number and stay global; only the label can be changed, and changed back', () => {
    const rest = new RestAsker()
    const ann = rest.sim.agent('1001')
    const boss = rest.sim.agent('1005')
    for (const state of ['READY', 'NOT_READY'] as const) {
      boss.put({ state }, ann.user.index)
      rest.sim.runFor('1s')
    }
    expect(ann.state).toBe('NOT_READY 999')
    const path = /ReasonCode\/(\d+)/.exec(rest.get('User/1001', '1001').body)![0]
    const label = (text: string) => rest.put(path, code({ label: text })).status
    expect(label('By my boss')).toBe(200)
    expect(rest.get('User/1001', '1001').body).toContain('<label>By my boss</label>')
    expect(rest.put(path, code({ code: 998 }))).toMatchObject({ status: 400, type: 'Finesse API Error' })
    expect(rest.put(path, code({ forAll: false })).status).toBe(400)
    expect(rest.delete(path).status).toBe(400)
    expect(label('Not Ready - Supervisor Initiated')).toBe(200)
    expect(rest.get(path).body).toContain('<code>999</code><forAll>true</forAll>')
  })

  it('[REASON-28] there are at most 100 global and 100 team codes in each category', () => {
    const rest = new RestAsker()
    const fill = (category: string, forAll: boolean, from: number): string => {
      for (let number = from; ; number++) {
        const { status, type } = rest.post('ReasonCode', code({ category, code: number, label: `c${number}`, forAll }))
        if (status !== 200) return `${type} after ${number - from}`
      }
    }
    // Six global codes are there at first, and three to sign out with.
    expect(fill('NOT_READY', true, 1000)).toBe('Maximum Exceeded after 94')
    expect(fill('NOT_READY', false, 2000)).toBe('Maximum Exceeded after 100')
    expect(fill('LOGOUT', true, 1000)).toBe('Maximum Exceeded after 97')
    expect(fill('LOGOUT', false, 2000)).toBe('Maximum Exceeded after 100')
    // A team code that becomes global is one more of those.
    const [id] = texts(rest.get('ReasonCodes?category=NOT_READY'), 'id').slice(-1)
    expect(rest.put(`ReasonCode/${id}`, code({ forAll: true })).type).toBe('Maximum Exceeded')
  })

  it('[REASON-28] one team code may serve several teams', () => {
    const rest = new RestAsker()
    const path = rest.create('ReasonCode', code({ ...tea, forAll: false }))
    const list = `<ReasonCodes><ReasonCode><uri>/finesse/api/${path}</uri></ReasonCode></ReasonCodes>`
    for (const team of [5001, 5002]) {
      expect(rest.put(`Team/${team}/ReasonCodes?category=NOT_READY`, list).status).toBe(200)
      expect(texts(rest.get(`Team/${team}/ReasonCodes?category=NOT_READY`), 'label')).toEqual(['Tea'])
    }
  })

  it('[REASON-29] labels are kept without blanks round them, have at most 40 characters and are unique in a category', () => {
    const rest = new RestAsker()
    const path = rest.create('ReasonCode', code({ ...tea, label: '  Tea  ' }))
    expect(rest.get(path).body).toContain('<label>Tea</label>')
    expect(rest.post('ReasonCode', code({ ...tea, code: 78 }))).toMatchObject({
      status: 400,
      type: 'Finesse API Error',
    })
    expect(rest.post('ReasonCode', code({ ...tea, category: 'LOGOUT' })).status).toBe(200)
    expect(rest.post('ReasonCode', code({ ...tea, code: 79, label: 'x'.repeat(41) })).status).toBe(400)
    expect(rest.post('ReasonCode', code({ ...tea, code: 79, label: 'x'.repeat(40) })).status).toBe(200)
  })

  it('[REASON-30] numbers run from 1 to 65535 and are unique in a category', () => {
    const rest = new RestAsker()
    const make = (number: number | string, category = 'NOT_READY') =>
      rest.post('ReasonCode', code({ category, code: number, label: `n${number}`, forAll: true })).status
    expect([0, 65_536, -1, '1.5', 'x', ''].map((number) => make(number))).toEqual([400, 400, 400, 400, 400, 400])
    // Those of the system count: 65535, 999 and 50002 are theirs.
    expect([make(65_535), make(65_535, 'LOGOUT'), make(77), make(77), make(77, 'LOGOUT')]).toEqual([
      400, 200, 200, 400, 200,
    ])
    const twice = ['NOT_READY', 'LOGOUT'].map((category) =>
      rest.center.finesse[0]!.administration.reasonCodes().some((one) => one.code === 999 && one.category === category),
    )
    expect(twice).toEqual([true, true])
  })

  it('[REASON-31] a deleted code is gone from lists after 3 s, and cannot be chosen any more', () => {
    const rest = new RestAsker()
    const ann = rest.sim.agent('1001')
    rest.delete('ReasonCode/2')
    const labels = () => texts(rest.get('User/1001/ReasonCodes?category=NOT_READY', '1001'), 'label')
    rest.sim.runUs(2_900_000)
    expect(labels()).toContain('Lunch')
    rest.sim.runUs(100_000)
    expect(labels()).not.toContain('Lunch')
    const refused = ann.put({ state: 'NOT_READY', reasonCodeId: 2 })
    rest.sim.runFor('1s')
    expect(refused.says).toBe('400 Invalid Input reasonCodeId')
  })

  it('[REASON-32] global codes are for all, team codes for those teams only that they are assigned to', () => {
    const rest = new RestAsker()
    const path = rest.create('ReasonCode', code({ ...tea, forAll: false }))
    const list = `<ReasonCodes><ReasonCode><uri>/finesse/api/${path}</uri></ReasonCode></ReasonCodes>`
    expect(rest.put('Team/5001/ReasonCodes?category=NOT_READY', list).status).toBe(200)
    rest.sim.runFor('3s')
    const seen = (loginId: string) =>
      texts(rest.get(`User/${loginId}/ReasonCodes?category=NOT_READY`, loginId), 'label')
    expect(seen('1001')).toEqual(['Break', 'Lunch', 'Meeting', 'Training', 'Coaching', 'Back office', 'Tea'])
    expect(seen('1003')).toEqual(['Break', 'Lunch', 'Meeting', 'Training', 'Coaching', 'Back office'])
    // Nor may those of another team choose it.
    const cid = rest.sim.agent('1003')
    const refused = cid.put({ state: 'NOT_READY', reasonCodeId: 1001 })
    const ann = rest.sim.agent('1001')
    const chosen = ann.put({ state: 'NOT_READY', reasonCodeId: 1001 })
    rest.sim.runFor('1s')
    expect(refused.says).toBe('400 Invalid Input reasonCodeId')
    expect(chosen.outcome).toEqual(['NOT_READY 77'])
  })

  it('[REASON-33] have to be given only where there are any; those of the system are in no list', () => {
    const rest = new RestAsker()
    const ann = rest.sim.agent('1001')
    const needed = ann.put({ state: 'NOT_READY' })
    rest.sim.runFor('1s')
    expect(needed.says).toBe('400 Parameter Missing finesse.api.reasoncode.require_reasoncode')
    for (const list of ['ReasonCodes', 'User/1001/ReasonCodes', 'TeamResource/5001/ReasonCodes']) {
      const codes = texts(rest.get(`${list}?category=NOT_READY`), 'systemCode')
      expect(codes).toEqual(['false', 'false', 'false', 'false', 'false', 'false'])
    }
    for (const id of texts(rest.get('ReasonCodes?category=NOT_READY'), 'id')) rest.delete(`ReasonCode/${id}`)
    rest.sim.runFor('3s')
    ann.ready()
    const free = ann.put({ state: 'NOT_READY' })
    rest.sim.runFor('1s')
    expect(free.outcome).toEqual(['NOT_READY'])
    expect(rest.get('User/1001/ReasonCodes?category=NOT_READY', '1001').body).toBe(
      '<ReasonCodes category="NOT_READY"/>',
    )
  })

  it('a list needs a category', () => {
    const rest = new RestAsker()
    for (const [path, as] of [
      ['ReasonCodes', 'administrator'],
      ['User/1001/ReasonCodes?category=ALL', '1001'],
      ['TeamResource/5001/ReasonCodes', '1001'],
      ['Team/5001/ReasonCodes', 'administrator'],
    ] as const) {
      expect(rest.get(path, as), path).toMatchObject({ status: 400, type: 'Bad Request', data: 'category' })
    }
    const all = rest.get('TeamResource/5001/ReasonCodes?category=ALL', '1001')
    expect(texts(all, 'category')).toEqual([...new Array(6).fill('NOT_READY'), ...new Array(3).fill('LOGOUT')])
  })
})

describe('wrap-up reasons', () => {
  it('[WRAP-01] there are at most 100 global ones and 1500 of teams, and one team has at most 100', () => {
    const rest = new RestAsker()
    const fill = (forAll: boolean): string => {
      for (let made = 0; ; made++) {
        const { status, type } = rest.post('WrapUpReason', wrapUp(`${forAll} ${made}`, forAll))
        if (status !== 200) return `${type} after ${made}`
      }
    }
    expect(fill(true)).toBe('Maximum Exceeded after 96')
    expect(fill(false)).toBe('Maximum Exceeded after 1500')
    const own = texts(rest.get('WrapUpReasons'), 'uri').slice(-101)
    const assign = (uris: readonly string[]) =>
      rest.put(
        'Team/5001/WrapUpReasons',
        `<WrapUpReasons>${uris.map((uri) => `<WrapUpReason><uri>${uri}</uri></WrapUpReason>`).join('')}</WrapUpReasons>`,
      )
    expect(assign(own).type).toBe('Maximum Exceeded')
    expect(assign(own.slice(1)).status).toBe(200)
  })

  it('[WRAP-02] labels are unique and have at most 39 bytes', () => {
    const rest = new RestAsker()
    const made = (label: string) => rest.post('WrapUpReason', wrapUp(label)).status
    expect([made('a'.repeat(39)), made('a'.repeat(40)), made('ä'.repeat(19)), made('ä'.repeat(20))]).toEqual([
      200, 400, 200, 400,
    ])
    expect(made('a'.repeat(39))).toBe(400)
  })

  it('[WRAP-09] a reason of a team is seen by that team after 3 s, and by no other', () => {
    const rest = new RestAsker()
    const path = rest.create('WrapUpReason', wrapUp('Refund', false))
    const list = `<WrapUpReasons><WrapUpReason><uri>/finesse/api/${path}</uri></WrapUpReason></WrapUpReasons>`
    rest.put('Team/5002/WrapUpReasons', list)
    const seen = (loginId: string) => texts(rest.get(`User/${loginId}/WrapUpReasons`, loginId), 'label')
    expect(seen('1003')).toEqual(['Resolved', 'Call back', 'Passed on', 'Wrong number'])
    rest.sim.runFor('3s')
    expect(seen('1003')).toEqual(['Resolved', 'Call back', 'Passed on', 'Wrong number', 'Refund'])
    expect(seen('1001')).toEqual(['Resolved', 'Call back', 'Passed on', 'Wrong number'])
    expect(texts(rest.get('User/1003/WrapUpReasons', '1003'), 'uri').at(-1)).toBe(`/finesse/api/User/1003/${path}`)
  })
})
