import { describe, expect, it } from 'vitest'
import { escapeXml } from '../../../src/wire/xml/write.ts'
import { RestAsker, type Told, texts } from './rest-asker.ts'

const outcome = ({ status, type }: Told): string => (status === 200 ? 'ok' : type)
const entry = (variable: string, display = variable): string =>
  `<entry><displayName>${display}</displayName><mediaProperty>${variable}</mediaProperty></entry>`
const layout = (name: string, more = ''): string =>
  `<MediaPropertiesLayout><name>${name}</name>${more}</MediaPropertiesLayout>`
const column = (count: number): string => `<column>${entry('callVariable1').repeat(count)}</column>`

describe('layouts of call variables', () => {
  it('[CALLVAR-01] there can be 200, and the default one is changed but never deleted', () => {
    const rest = new RestAsker()
    for (let at = 0; at < 199; at++) expect(outcome(rest.post('MediaPropertiesLayout', layout(`l${at}`)))).toBe('ok')
    expect(outcome(rest.post('MediaPropertiesLayout', layout('one more')))).toBe('Maximum Exceeded')
    expect(rest.put('MediaPropertiesLayout/default', layout('Ours')).status).toBe(200)
    expect(rest.get('MediaPropertiesLayout/default').body).toMatch(/<name>Ours<\/name><type>DEFAULT<\/type>/)
    expect(rest.delete('MediaPropertiesLayout/1')).toMatchObject({ status: 403, type: 'Forbidden' })
    expect(rest.delete('MediaPropertiesLayout/default')).toMatchObject({
      status: 405,
      headers: { allow: 'GET,OPTIONS,HEAD,PUT' },
    })
  })

  it('[CALLVAR-02] have a header and two columns of ten, and texts of their lengths', () => {
    const rest = new RestAsker()
    let made = 0
    const make = (more: string) => outcome(rest.post('MediaPropertiesLayout', layout(`l${made++}`, more)))
    expect([
      make(column(10) + column(10)),
      make(column(11)),
      make(column(1).repeat(3)),
      make('<column/><column/>'),
    ]).toEqual(['ok', 'Invalid Input', 'Invalid Input', 'ok'])
    expect(make(`<header>${entry('callVariable1')}</header>`)).toBe('ok')
    const one = (variable: string, display: string) => make(`<column>${entry(variable, display)}</column>`)
    expect([
      one('v'.repeat(33), ''),
      one('v'.repeat(32), ''),
      one('v', 'd'.repeat(51)),
      one('v', 'd'.repeat(50)),
    ]).toEqual(['Invalid Input', 'ok', 'Invalid Input', 'ok'])
    expect([
      make(`<description>${'d'.repeat(129)}</description>`),
      make(`<description>${'d'.repeat(128)}</description>`),
    ]).toEqual(['Invalid Input', 'ok'])
    const named = (name: string) => outcome(rest.post('MediaPropertiesLayout', layout(name)))
    expect([named('n'.repeat(41)), named('n'.repeat(40)), named('n'.repeat(40)), named('')]).toEqual([
      'Invalid Input',
      'ok',
      'Finesse API Error',
      'Parameter Missing',
    ])
  })

  it('are seen by agents 3 s later', () => {
    const rest = new RestAsker()
    rest.create('MediaPropertiesLayout', layout('gold', column(2)))
    const seen = () => texts(rest.get('TeamResource/5001/MediaPropertiesLayouts', '1001'), 'name')
    rest.sim.runUs(2_900_000)
    expect(seen()).toEqual(['Default Layout'])
    rest.sim.runUs(100_000)
    expect(seen()).toEqual(['Default Layout', 'gold'])
    expect(rest.get('User/1001/MediaPropertiesLayout', '1001').body).toContain('<name>Default Layout</name>')
  })
})

const tab = (id: string, inside = '<gadgets/>', label = 'Home'): string =>
  `<tab><id>${id}</id><label>${label}</label>${inside}</tab>`
const role = (name: string, ...tabs: string[]): string =>
  `<layout><role>${name}</role><page/><tabs>${tabs.join('')}</tabs></layout>`
const desktop = (...layouts: string[]): string =>
  `<finesseLayout xmlns="http://www.cisco.com/vtg/finesse">${layouts.join('')}</finesseLayout>`
const config = (xml: string): string => `<LayoutConfig><layoutxml>${escapeXml(xml)}</layoutxml></LayoutConfig>`
const good = desktop(role('Agent', tab('home')))

describe('desktop layouts', () => {
  it('[LAYOUT-01] are saved only when they are well-formed and fit the schema', () => {
    const rest = new RestAsker()
    const save = (xml: string) => rest.put('LayoutConfig/default', config(xml))
    expect(save(good).status).toBe(200)
    const columns = '<columns><column><gadgets/></column></columns>'
    expect(save(desktop(role('Agent', tab('a', columns)), role('Supervisor'), role('Admin'))).status).toBe(200)
    for (const bad of [
      '<finesseLayout>',
      '<layout/>',
      desktop(),
      desktop(role('Boss')),
      desktop(role('Agent'), role('Agent')),
      desktop(role('Agent'), role('Supervisor'), role('Admin'), role('Agent')),
      desktop(role('Agent', tab('a', `<gadgets/>${columns}`))),
      desktop(role('Agent', tab('1a'))),
      desktop(role('Agent', tab('a'), tab('a'))),
      desktop(role('Agent', tab('a', '', ''))),
      '<!DOCTYPE x><finesseLayout/>',
    ]) {
      const told = save(bad)
      expect(told, bad).toMatchObject({ status: 400, type: 'Invalid Input' })
      expect(told.body).toContain('<ErrorMessage>layoutxml</ErrorMessage>')
    }
    expect(rest.put('LayoutConfig/default', '<LayoutConfig/>')).toMatchObject({
      status: 400,
      type: 'Parameter Missing',
    })
    expect(rest.get('LayoutConfig/default').body).toContain('Supervisor')
  })

  it('[LAYOUT-02] have at most four columns in a tab', () => {
    const rest = new RestAsker()
    const wide = (count: number) => desktop(role('Agent', tab('a', `<columns>${'<column/>'.repeat(count)}</columns>`)))
    expect(rest.put('LayoutConfig/default', config(wide(5))).status).toBe(400)
    expect(rest.put('LayoutConfig/default', config(wide(4))).status).toBe(200)
  })

  it('[LAYOUT-07] a team may have one of its own, which is gone once the default is used again', () => {
    const rest = new RestAsker()
    const path = 'Team/5001/LayoutConfig'
    const own = (useDefault: boolean, xml?: string) =>
      `<TeamLayoutConfig><useDefault>${useDefault}</useDefault>${xml === undefined ? '' : `<layoutxml>${escapeXml(xml)}</layoutxml>`}</TeamLayoutConfig>`
    expect(rest.get(path).body).toMatch(
      /^<TeamLayoutConfig><layoutxml>&lt;finesseLayout.*<useDefault>true<\/useDefault>/,
    )
    expect(rest.put(path, own(false))).toMatchObject({ status: 400, type: 'Parameter Missing' })
    expect(rest.put(path, own(false, '<x/>'))).toMatchObject({ status: 400, type: 'Invalid Input' })
    expect(rest.put(path, own(false, good)).status).toBe(200)
    expect(rest.get(path).body).toBe(
      `<TeamLayoutConfig><layoutxml>${escapeXml(good)}</layoutxml><useDefault>false</useDefault></TeamLayoutConfig>`,
    )
    // A layout beside useDefault does not count, not even a bad one.
    expect(rest.put(path, own(true, '<x/>')).status).toBe(200)
    expect(rest.get(path).body).not.toContain(escapeXml(good))
    expect(rest.put(path, own(false)).type).toBe('Parameter Missing')
    expect(rest.get('Team/5002/LayoutConfig').body).toContain('<useDefault>true</useDefault>')
  })
})

describe('assignments', () => {
  it('[TEAM-01] are of things that are not global', () => {
    const rest = new RestAsker()
    const assign = (list: string, item: string, uri: string) =>
      outcome(
        rest.put(
          `Team/5001/${list}?category=NOT_READY`,
          `<${list}><${item}><uri>/finesse/api/${uri}</uri></${item}></${list}>`,
        ),
      )
    expect(assign('ReasonCodes', 'ReasonCode', 'ReasonCode/2')).toBe('Finesse API Error')
    expect(assign('WrapUpReasons', 'WrapUpReason', 'WrapUpReason/31')).toBe('Finesse API Error')
    const book = rest.create('PhoneBook', '<PhoneBook><name>all</name><type>GLOBAL</type></PhoneBook>')
    expect(assign('PhoneBooks', 'PhoneBook', book)).toBe('Finesse API Error')
    // Not those of the other category either, nor what is not there.
    const out = rest.create(
      'ReasonCode',
      '<ReasonCode><category>LOGOUT</category><code>9</code><label>x</label><forAll>false</forAll></ReasonCode>',
    )
    expect(assign('ReasonCodes', 'ReasonCode', out)).toBe('Finesse API Error')
    expect(assign('ReasonCodes', 'ReasonCode', 'ReasonCode/4711')).toBe('Finesse API Error')
    expect(rest.put('Team/77/WrapUpReasons', '<WrapUpReasons/>')).toMatchObject({
      status: 404,
      type: 'finesse.api.team.team_assignment_invalid_team',
      data: '77',
    })
  })

  it('of layouts of call variables leave a team the default one and these, until they go', () => {
    const rest = new RestAsker()
    rest.create('MediaPropertiesLayout', layout('gold'))
    const silver = rest.create('MediaPropertiesLayout', layout('silver'))
    const path = 'Team/5001/MediaPropertiesLayouts'
    const list = (uri: string) =>
      `<MediaPropertiesLayouts><MediaPropertiesLayout><uri>/finesse/api/${uri}</uri></MediaPropertiesLayout></MediaPropertiesLayouts>`
    const offered = (team: number, user: string) => {
      rest.sim.runFor('4s')
      return texts(rest.get(`TeamResource/${team}/MediaPropertiesLayouts`, user), 'name')
    }
    expect(outcome(rest.put(path, list('MediaPropertiesLayout/1')))).toBe('Finesse API Error')
    expect(outcome(rest.put(path, list(silver)))).toBe('ok')
    expect(texts(rest.get(path), 'name')).toEqual(['silver'])
    expect(offered(5001, '1001')).toEqual(['Default Layout', 'silver'])
    expect(offered(5002, '1003')).toEqual(['Default Layout', 'gold', 'silver'])
    expect(rest.delete(silver).status).toBe(200)
    expect(rest.get(path).body).toBe('<MediaPropertiesLayouts/>')
    expect(offered(5001, '1001')).toEqual(['Default Layout', 'gold'])
    expect(rest.put(path, list(silver), '1001').status).toBe(401)
  })

  it('[TEAM-02] an error in one list leaves the others as they were saved', () => {
    const rest = new RestAsker()
    const reason = rest.create('WrapUpReason', '<WrapUpReason><label>a</label><forAll>false</forAll></WrapUpReason>')
    const list = (uri: string) => `<WrapUpReasons><WrapUpReason><uri>${uri}</uri></WrapUpReason></WrapUpReasons>`
    expect(rest.put('Team/5001/WrapUpReasons', list(`/finesse/api/${reason}`)).status).toBe(200)
    expect(rest.put('Team/5001/WrapUpReasons', list('/finesse/api/WrapUpReason/9')).status).toBe(400)
    const book = rest.create('PhoneBook', '<PhoneBook><name>b</name><type>TEAM</type></PhoneBook>')
    expect(
      rest.put(
        'Team/5001/PhoneBooks',
        `<PhoneBooks><PhoneBook><uri>/finesse/api/${book}</uri></PhoneBook></PhoneBooks>`,
      ).status,
    ).toBe(200)
    expect(texts(rest.get('Team/5001/WrapUpReasons'), 'label')).toEqual(['a'])
    expect(texts(rest.get('Team/5001/PhoneBooks'), 'name')).toEqual(['b'])
  })
})
