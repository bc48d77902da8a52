import { describe, expect, it } from 'vitest'
import { Topic } from '../../../src/sim/domain/rest.ts'
import { EPOCH_MS, RestAsker, texts } from './rest-asker.ts'

describe('connected users', () => {
  it('are counted by the kind of client', () => {
    const rest = new RestAsker()
    rest.sim.client('1001').connect('desktop')
    rest.sim.client('1002').connect('fippa')
    rest.sim.client('1003').connect('cisco')
    rest.sim.client('1004', 2).connect('desktop')
    expect(rest.get('ConnectedUsersInfo').body).toBe(
      '<ConnectedUsersInfo><uri>/finesse/api/ConnectedUsersInfo</uri><userSummary><desktopUsers>1</desktopUsers><fippaUsers>1</fippaUsers>' +
        '<thirdPartyUsers>1</thirdPartyUsers><totalConnectedUsers>3</totalConnectedUsers><totalConnectedUsersViaProxy>0</totalConnectedUsersViaProxy>' +
        '</userSummary></ConnectedUsersInfo>',
    )
    expect(rest.get('ConnectedUsersInfo', 'administrator', { node: 2 }).body).toContain('<totalConnectedUsers>1<')
  })

  it('[CONN-02] are told in detail with a duration that grows, within 5 s, to the administrator only', () => {
    const rest = new RestAsker()
    const details = () => rest.get('ConnectedUsersInfo?userDetails=true').body
    expect(details()).toContain('<userDetails/>')
    rest.sim.agent('1001')
    rest.sim.runFor('2s')
    expect(details()).toContain(
      '<userDetails><userDetail><connectedDuration>4</connectedDuration><extension>31001</extension><firstName>Ana</firstName><lastName>Adler</lastName>' +
        '<loginId>1001</loginId><teamName>Team 1</teamName><userType>DESKTOP</userType><xmppJID>1001@fin1.example.test/desktop</xmppJID></userDetail></userDetails>',
    )
    rest.sim.runFor('10s')
    expect(details()).toContain('<connectedDuration>15</connectedDuration>')
    expect(rest.get('ConnectedUsersInfo', '1005').status).toBe(403)
    expect(rest.ask('GET', 'ConnectedUsersInfo').status).toBe(401)
  })
})

describe('service', () => {
  it('lists exactly those who are locked out now', () => {
    const rest = new RestAsker()
    for (const loginId of ['1001', '1002']) {
      for (let at = 0; at < 5; at++) rest.get('User/1001', loginId, { password: 'x' })
    }
    for (let at = 0; at < 4; at++) rest.get('User/1003', '1003', { password: 'x' })
    expect(texts(rest.get('LockedOutUsers'), 'loginId')).toEqual(['1001', '1002'])
    rest.sim.runFor('4min')
    rest.get('User/1002', '1002')
    rest.sim.runFor('2min')
    expect(texts(rest.get('LockedOutUsers'), 'loginId')).toEqual(['1002'])
    rest.sim.runFor('5min')
    expect(rest.get('LockedOutUsers').body).toBe('<LockedOutUsers/>')
  })

  it('tells what runs and what is configured', () => {
    const rest = new RestAsker()
    const ann = rest.sim.agent('1001').ready()
    rest.sim.caller()
    rest.sim.runFor('1s')
    expect(ann.dialogs.size).toBe(1)
    expect(rest.get('RuntimeConfigInfo').body).toMatch(/<activeDialogCount>1<.*<loggedInUserCount>1</)
    expect(rest.get('ConfigInfo').body).toMatch(
      /<totalSkillGroups>1<.*<totalSupervisors>2<.*<totalTeams>2<.*<totalUsers>6<.*<versionInfo>12.6\(1\)</,
    )
  })

  it('has maintenance mode from 12.6 on', () => {
    const before = new RestAsker({ release: '12.5' })
    expect(before.get('MaintenanceMode')).toMatchObject({ status: 404, type: 'Not Found' })
    const rest = new RestAsker()
    expect(rest.get('MaintenanceMode', '1001').status).toBe(403)
    let begun = 0
    rest.center.finesse[0]!.administration.maintenance = {
      mode: 'IN_PROGRESS',
      seconds: 5,
      view: () => ({
        status: 'IN_PROGRESS',
        usersLoggedIn: { desktop: 800, fippa: 50, thirdpartyclients: 20 },
        pendingUserDisconnections: 870,
        estimatedCompletionTime: 1200,
      }),
      initiate: () => (++begun === 1 ? undefined : 'Maintenance mode is on already'),
    }
    expect(rest.put('MaintenanceMode', '<MaintenanceMode/>').status).toBe(202)
    expect(rest.put('MaintenanceMode', '<MaintenanceMode/>')).toMatchObject({ status: 400, type: 'Bad Request' })
    expect(rest.get('MaintenanceMode').body).toBe(
      '<MaintenanceMode><estimatedCompletionTime>1200</estimatedCompletionTime><pendingUserDisconnections>870</pendingUserDisconnections>' +
        '<status>IN_PROGRESS</status><usersLoggedIn><desktop>800</desktop><fippa>50</fippa><thirdpartyclients>20</thirdpartyclients></usersLoggedIn></MaintenanceMode>',
    )
    expect(rest.get('SystemInfo').body).toContain(
      '<finesseMMode>IN_PROGRESS</finesseMMode><finesseTimeInMMode>5</finesseTimeInMMode>',
    )
  })

  it('tells how a user signs in to anybody, until that is switched off', () => {
    const rest = new RestAsker()
    expect(rest.ask('GET', 'UserAuthMode/agent1001').body).toBe(
      '<UserAuthMode><authMode>NON_SSO</authMode></UserAuthMode>',
    )
    expect(rest.ask('GET', 'UserAuthMode/nobody')).toMatchObject({
      status: 404,
      type: 'User Not Found',
      data: 'nobody',
    })
    rest.center.finesse[0]!.administration.tellsAuthMode = false
    const off = rest.ask('GET', 'UserAuthMode/1001')
    expect(off).toMatchObject({ status: 403, type: 'Forbidden' })
    expect(off.body).toContain('UserAuthModeService is disabled')
  })

  it('lists the devices of an extension, over a CTI link that can', () => {
    const rest = new RestAsker()
    const ask = (query: string) => rest.get(`Devices${query}`, '1001')
    expect(ask('?extension=31002').body).toBe(
      '<Devices><Device><deviceId>SEP0011AABB0001</deviceId><deviceType>30018</deviceType><deviceTypeName>Cisco 7961</deviceTypeName></Device></Devices>',
    )
    expect(ask('?extension=4711')).toMatchObject({ status: 404, type: 'Not Found', data: '4711' })
    expect([ask(''), ask('?extension='), ask('?extension=a')].map(({ status }) => status)).toEqual([400, 400, 400])
    expect(new RestAsker({ deployment: 'ccx' }).get('Devices?extension=31002', '1001').status).toBe(400)
  })

  it('takes the log of a client, from that client', () => {
    const rest = new RestAsker()
    const log = '<ClientLog><logData>line 1\nline 2</logData></ClientLog>'
    expect(rest.post('User/1001/ClientLog', log, '1001')).toMatchObject({ status: 202, body: '' })
    expect(rest.post('User/1001/ClientLog', log, '1002')).toMatchObject({
      status: 401,
      type: 'Invalid Authorization User Specified',
    })
    expect(rest.post('User/1001/ClientLog', '<ClientLog/>', '1001')).toMatchObject({
      status: 400,
      type: 'Parameter Missing',
    })
    const packed = { headers: { 'content-type': 'application/zip' } }
    expect(rest.post('User/1001/CompressedClientLog', 'PK', '1001', packed).status).toBe(202)
    expect(rest.ask('POST', 'User/1001/CompressedClientLog', { as: '1001' }).status).toBe(400)
  })
})

describe('media other than voice', () => {
  const login = (more = ''): string => `<Media><state>LOGIN</state>${more}</Media>`
  const media = 'User/1001/Media/5001'

  it('are signed in to, and asked for states, each told by an event', () => {
    const rest = new RestAsker()
    const ann = rest.sim.client('1001').connect()
    const put = (body: string, id: string) => rest.put(media, body, '1001', { headers: { requestId: id } })
    const heard = () => ann.events.filter(({ topic }) => topic === Topic.MEDIA)
    expect(
      put(
        login(
          '<maxDialogLimit>5</maxDialogLimit><interruptAction>IGNORE</interruptAction><dialogLogoutAction>TRANSFER</dialogLogoutAction>',
        ),
        'a',
      ),
    ).toMatchObject({ status: 202, body: '' })
    expect(heard().at(-1)).toMatchObject({
      verb: 'PUT',
      of: 0,
      media: { id: 5001, state: 'NOT_READY', routable: true },
    })
    expect(rest.get(media, '1001').body).toMatch(
      /^<Media><description>Email MRD<\/description><dialogLogoutAction>TRANSFER<\/dialogLogoutAction><id>5001<\/id><interruptAction>IGNORE<\/interruptAction><interruptible>true<\/interruptible><maxDialogLimit>5<\/maxDialogLimit><name>Cisco_Email_MRD<\/name><reasonCodeId>-1<\/reasonCodeId><routable>true<\/routable><state>NOT_READY<\/state><stateChangeTime>.*Z<\/stateChangeTime><uri>\/finesse\/api\/User\/1001\/Media\/5001<\/uri><\/Media>$/,
    )
    // How she signed in is known to that node alone.
    expect(rest.get(media, '1001', { node: 2 }).body).toContain('<state>LOGOUT</state>')
    put('<Media><state>READY</state></Media>', 'b')
    put('<Media><routable>false</routable></Media>', 'c')
    put('<Media><state>NOT_READY</state><reasonCodeId>2</reasonCodeId></Media>', 'd')
    expect(heard().map((one) => one.media!.state + one.media!.routable)).toEqual([
      'NOT_READYtrue',
      'READYtrue',
      'READYfalse',
      'NOT_READYfalse',
    ])
    expect(rest.get(media, '1001').body).toContain('<ReasonCode><category>NOT_READY</category><code>2</code>')
    put('<Media><state>LOGOUT</state><reasonCodeId>11</reasonCodeId></Media>', 'e')
    expect(heard().at(-1)).toMatchObject({ media: { state: 'LOGOUT', routable: false } })
  })

  it('are left with voice, where a sign-out asks for it', () => {
    const rest = new RestAsker()
    const ann = rest.sim.client('1001').connect()
    rest.put('User/1001', '<User><state>LOGIN</state><extension>31001</extension></User>', '1001')
    rest.sim.runFor('2s')
    for (const id of [5000, 5001]) rest.put(`User/1001/Media/${id}`, login(), '1001')
    const states = () =>
      ['5000', '5001'].map((id) => /<state>(\w+)/.exec(rest.get(`User/1001/Media/${id}`, '1001').body)![1])
    const out = (more = '') => `<User><state>LOGOUT</state><reasonCodeId>11</reasonCodeId>${more}</User>`
    rest.put('User/1001', out(), '1001')
    expect(states()).toEqual(['NOT_READY', 'NOT_READY'])
    rest.sim.runFor('2s')
    rest.put('User/1001', '<User><state>LOGIN</state><extension>31001</extension></User>', '1001')
    rest.sim.runFor('2s')
    const { length } = ann.events
    rest.put('User/1001', out('<logoutAllMedia>true</logoutAllMedia>'), '1001')
    rest.sim.runFor('2s')
    expect(states()).toEqual(['LOGOUT', 'LOGOUT'])
    const left = ann.events.slice(length).filter(({ media }) => media?.state === 'LOGOUT')
    expect(left.map(({ media }) => media!.id)).toEqual([5000, 5001])
    expect(rest.get('User/1001', '1001').body).toContain('<state>LOGOUT</state>')
  })

  it('refuse later what the interface of the media would refuse, with the number of the domain', () => {
    const rest = new RestAsker()
    const ann = rest.sim.client('1001').connect()
    const late = (body: string) => {
      const { status } = rest.put(media, body, '1001')
      const { error } = ann.events.at(-1)!
      return [status, error?.type, error?.data, error?.media]
    }
    expect(late('<Media><state>READY</state></Media>')).toEqual([202, 'Agent not logged into MRD', '6', 5001])
    expect(late('<Media><routable>true</routable></Media>')).toEqual([202, 'Agent not logged into MRD', '6', 5001])
    rest.put(media, login(), '1001')
    expect(late(login())).toEqual([202, 'Agent already logged into MRD', '1', 5001])
  })

  it('refuse at once what cannot be', () => {
    const rest = new RestAsker()
    const put = (body: string, path = media, as = '1001') => {
      const { status, type } = rest.put(path, body, as)
      return `${status} ${type}`
    }
    expect(put('<Media/>')).toBe('400 Parameter Missing')
    expect(put('<Media><state>TALKING</state></Media>')).toBe('400 Invalid Input')
    expect(put(login('<maxDialogLimit>11</maxDialogLimit>'))).toBe('400 Invalid Input')
    expect(put(login('<maxDialogLimit>0</maxDialogLimit>'))).toBe('400 Invalid Input')
    expect(put(login('<interruptAction>MAYBE</interruptAction>'))).toBe('400 Invalid Input')
    expect(put(login('<dialogLogoutAction>KEEP</dialogLogoutAction>'))).toBe('400 Invalid Input')
    expect(put('<Media><routable>perhaps</routable></Media>')).toBe('400 Invalid Input')
    expect(put('<Media><state>NOT_READY</state></Media>')).toBe('400 Parameter Missing')
    expect(put('<Media><state>NOT_READY</state><reasonCodeId>11</reasonCodeId></Media>')).toBe('400 Invalid Input')
    expect(put(login(), 'User/1001/Media/7')).toBe('404 Not Found')
    expect(put(login(), 'User/nobody/Media/5001')).toBe('404 User Not Found')
    expect(put(login(), media, '1002')).toBe('401 Invalid Authorization User Specified')
    expect(put(login(), media, '1005')).toBe('401 Invalid Authorization User Specified')
    expect(texts(rest.get('User/1001/Media', '1001'), 'name')).toEqual(['Cisco_Chat_MRD', 'Cisco_Email_MRD'])
    expect(rest.get('User/1001/Dialogs/Media', '1001').body).toBe('<Dialogs/>')
  })
})

describe('team messages', () => {
  const message = (content: string, teams: readonly number[], duration = 300): string =>
    `<TeamMessage><duration>${duration}</duration><content>${content}</content><teams>${teams.map((team) => `<team>${team}</team>`).join('')}</teams></TeamMessage>`

  it('are written by a supervisor, read by the teams on both nodes, and end by themselves', () => {
    const rest = new RestAsker()
    const made = rest.post('TeamMessage', message('Fire drill at ten', [5001]), '1005')
    expect(made).toMatchObject({ status: 200, body: '' })
    const path = made.headers['location']!.split('/finesse/api/')[1]!
    expect(path).toMatch(/^TeamMessage\/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    const createdAt = Math.floor((EPOCH_MS + 10_000) / 1000)
    expect(rest.get(path, '1001').body).toBe(
      `<TeamMessage><content>Fire drill at ten</content><createdAt>${createdAt}</createdAt><createdBy><firstName>Eli</firstName><id>1005</id>` +
        `<lastName>Adler</lastName></createdBy><duration>300</duration><id>${path.slice(12)}</id><teams><team>5001</team></teams><uri>/finesse/api/${path}</uri></TeamMessage>`,
    )
    for (const node of [1, 2] as const) {
      expect(texts(rest.get('Team/5001/TeamMessages', '1002', { node }), 'content')).toEqual(['Fire drill at ten'])
    }
    expect(rest.get(path, '1003').status).toBe(404)
    expect(rest.get('Team/5001/TeamMessages', '1003').status).toBe(401)
    rest.sim.runFor('5min')
    expect(rest.get(path, '1001').status).toBe(404)
    expect(rest.get('Team/5001/TeamMessages', '1002').body).toBe('<TeamMessages/>')
  })

  it('are answered 207 when the other node cannot be told', () => {
    const rest = new RestAsker()
    rest.center.kernel.network.cut(rest.center.finesse[0]!.administration.toPeer)
    expect(rest.post('TeamMessage', message('hello', [5001]), '1005').status).toBe(207)
    expect(texts(rest.get('Team/5001/TeamMessages', '1001'), 'content')).toEqual(['hello'])
    expect(rest.get('Team/5001/TeamMessages', '1001', { node: 2 }).body).toBe('<TeamMessages/>')
  })

  it('are taken back by their author or an administrator', () => {
    const rest = new RestAsker()
    const post = () =>
      rest.post('TeamMessage', message('x', [5001]), '1005').headers['location']!.split('/finesse/api/')[1]!
    const path = post()
    expect([rest.delete(path, '1006').status, rest.delete(path, '1001').status]).toEqual([401, 401])
    expect([rest.delete(path, '1005').status, rest.delete(path, '1005').status]).toEqual([200, 404])
    expect(rest.delete(post(), 'administrator').status).toBe(200)
    expect(rest.get('Team/5001/TeamMessages', '1001', { node: 2 }).body).toBe('<TeamMessages/>')
  })

  it('have their limits, and only the own teams', () => {
    const rest = new RestAsker()
    const post = (body: string, as = '1005') => {
      const { status, type } = rest.post('TeamMessage', body, as)
      return `${status} ${type}`.trim()
    }
    expect(post(message('x'.repeat(256), [5001]))).toBe('400 Invalid Input')
    expect(post(message('x'.repeat(255), [5001]))).toBe('200')
    expect(post(message('', [5001]))).toBe('400 Parameter Missing')
    expect(post(message('x', []))).toBe('400 Parameter Missing')
    expect([299, 86_101].map((duration) => post(message('x', [5001], duration)))).toEqual([
      '400 Invalid Input',
      '400 Invalid Input',
    ])
    expect(post(message('x', [5002]))).toBe('401 Authorization Failure')
    expect(post(message('x', [5001]), '1001')).toBe('401 Authorization Failure')
    let made = 0
    while (post(message('x', [5001])) === '200') made++
    expect(made).toBe(99)
    expect(post(message('x', [5001]))).toBe('400 System Resource Limit Exceeded')
  })
})
