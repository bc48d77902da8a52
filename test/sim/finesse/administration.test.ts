import { describe, expect, it } from 'vitest'
import { Syslog } from '../../../src/sim/domain/syslog.ts'
import { RestAsker, texts } from './rest-asker.ts'

const tea =
  '<ReasonCode><category>NOT_READY</category><code>77</code><label>Tea</label><forAll>true</forAll></ReasonCode>'
const system = (host: string): string =>
  `<SystemConfig><cti><host>${host}</host><port>42027</port><backupHost/><backupPort/><peripheralId>5000</peripheralId></cti></SystemConfig>`

describe('the administrator', () => {
  it('[AUTH-03] configures, on the primary node alone, and nobody else does', () => {
    const rest = new RestAsker()
    expect(rest.post('ReasonCode', tea, 'administrator', { node: 2 })).toMatchObject({ status: 403, type: 'Forbidden' })
    for (const as of ['1001', '1005']) {
      expect(rest.post('ReasonCode', tea, as)).toMatchObject({ status: 401, type: 'Authorization Failure', data: as })
      expect(rest.get('ReasonCodes?category=NOT_READY', as).status).toBe(401)
      expect(rest.get('SystemConfig', as).status).toBe(401)
      expect(rest.get('ConnectedUsersInfo', as)).toMatchObject({ status: 403, type: 'Forbidden' })
    }
    expect(rest.post('ReasonCode', tea, 'administrator').status).toBe(200)
    expect(rest.get('ReasonCodes?category=NOT_READY', 'administrator', { node: 2 }).status).toBe(200)
    // Agents see single codes, and what their desktops need.
    for (const path of ['ReasonCode/2', 'WrapUpReason/31', 'ChatConfig', 'ECCVariableConfig', 'MediaDomain']) {
      expect(rest.get(path, '1001').status, path).toBe(200)
    }
  })

  it('has an account of its own, which five wrong passwords lock for five minutes, in one area and not the other', () => {
    const rest = new RestAsker()
    const read = (password?: string) =>
      rest.get('SystemConfig', 'administrator', password === undefined ? {} : { password })
    for (let at = 0; at < 5; at++) expect(read('x')).toMatchObject({ status: 401, data: 'administrator' })
    expect(read().status).toBe(401)
    expect(rest.get('RuntimeConfigInfo').status).toBe(200)
    rest.sim.runFor('4min')
    // A try while locked does not make it longer.
    expect(read().body).toBe(read('x').body)
    rest.sim.runFor('1min')
    expect(read().status).toBe(200)
    for (let at = 0; at < 4; at++) read('x')
    expect(read().status).toBe(200)
    read('x')
    expect(read().status).toBe(200)
  })

  it('[LOCK-03] is locked for 30 minutes where it is the console that locks, and not for longer by trying', () => {
    const rest = new RestAsker({ settings: { administratorLock: 'console' } })
    const read = (password?: string) =>
      rest.get('SystemConfig', 'administrator', password === undefined ? {} : { password }).status
    for (let at = 0; at < 5; at++) expect(read('x')).toBe(401)
    rest.sim.runFor('29min')
    expect(read()).toBe(401)
    rest.sim.runFor('61s')
    expect(read()).toBe(200)
  })

  it('has a password of the node itself: no AWDB is asked for it', () => {
    const rest = new RestAsker()
    expect(rest.get('Users').status).toBe(200)
    expect(rest.sim.messages('credentialQuery')).toEqual([])
  })

  it('reads every user, team, dialog and list of a user', () => {
    const rest = new RestAsker()
    expect(texts(rest.get('Users'), 'loginId')).toEqual(['1001', '1002', '1003', '1004', '1005', '1006'])
    expect(texts(rest.get('Teams'), 'id')).toEqual(['5001', '5002'])
    const ann = rest.sim.agent('1001').ready()
    rest.sim.caller()
    rest.sim.runFor('1s')
    const [id] = [...ann.dialogs.keys()]
    for (const path of [
      'User/1002',
      'User/1002/Dialogs',
      'User/1002/ReasonCodes?category=LOGOUT',
      'User/1002/ReasonCode/2',
      'User/1002/WrapUpReasons',
      'User/1002/Queues',
      'User/1002/Media',
      'Team/5002',
      'TeamResource/5002/Workflows',
      `Dialog/${id}`,
    ]) {
      expect(rest.get(path).status, path).toBe(200)
    }
  })

  it('is no agent and no supervisor', () => {
    const rest = new RestAsker()
    const refused = { status: 401, type: 'Invalid Authorization User Specified' }
    expect(rest.put('User/1001', '<User><state>READY</state></User>')).toMatchObject(refused)
    expect(rest.put('User/administrator', '<User><state>READY</state></User>')).toMatchObject(refused)
    const call =
      '<Dialog><requestedAction>MAKE_CALL</requestedAction><fromAddress>1</fromAddress><toAddress>2</toAddress></Dialog>'
    expect(rest.post('User/1001/Dialogs', call)).toMatchObject(refused)
    expect(rest.post('User/1001/Dialogs', call).body).toContain(
      'User (administrator) is not an authorizied supervisor.',
    )
    expect(rest.put('User/1001/Media/5000', '<Media><state>LOGIN</state></Media>')).toMatchObject(refused)
  })
})

describe('settings', () => {
  it('are read and replaced', () => {
    const rest = new RestAsker()
    expect(rest.put('SystemConfig', system('pg2a')).status).toBe(200)
    expect(rest.get('SystemConfig').body).toBe(
      '<SystemConfig><cti><backupHost></backupHost><backupPort></backupPort><host>pg2a</host><peripheralId>5000</peripheralId>' +
        '<port>42027</port><secure>false</secure></cti><uri>/finesse/api/SystemConfig</uri></SystemConfig>',
    )
    expect(rest.put('SystemConfig', system(''))).toMatchObject({
      status: 400,
      type: 'Parameter Missing',
      data: 'cti.host',
    })
    expect(rest.put('SystemConfig', system('a b'))).toMatchObject({
      status: 400,
      type: 'Invalid Input',
      data: 'cti.host',
    })
    const cluster = (host: string) =>
      rest.put('ClusterConfig', `<ClusterConfig><secondaryNode><host>${host}</host></secondaryNode></ClusterConfig>`)
    expect([cluster('fin-2.example.test').status, cluster('fin_2').status]).toEqual([200, 400])
    expect(
      rest.put('EnterpriseDatabaseConfig', '<EnterpriseDatabaseConfig><port>70000</port></EnterpriseDatabaseConfig>')
        .status,
    ).toBe(400)
    expect(
      rest.put('EnterpriseDatabaseConfig', '<EnterpriseDatabaseConfig><port>1434</port></EnterpriseDatabaseConfig>')
        .status,
    ).toBe(200)
    expect(rest.get('EnterpriseDatabaseConfig').body).toContain('<port>1434</port>')
    expect(rest.put('ChatConfig', '<ChatConfig><primaryNode>https://chat</primaryNode></ChatConfig>').status).toBe(200)
    expect(rest.get('ChatConfig', '1001').body).toContain('<primaryNode>https://chat</primaryNode>')
    expect(rest.get('ECCVariableConfig', '1001').body).toBe(
      '<ECCVariableConfig><ECCVariable><length>40</length><name>user.Layout</name></ECCVariable></ECCVariableConfig>',
    )
  })

  it('of Unified CCE are not implemented for Unified CCX', () => {
    const rest = new RestAsker({ deployment: 'ccx' })
    for (const path of [
      'SystemConfig',
      'ClusterConfig',
      'EnterpriseDatabaseConfig',
      'ECCVariableConfig',
      'User/1001/Media',
    ]) {
      expect(rest.get(path), path).toMatchObject({ status: 501, type: 'Not Implemented' })
    }
    expect(rest.get('LayoutConfig/default').status).toBe(200)
  })
})

describe('without what a node needs', () => {
  it('[AWDB-07] no AWDB means that nothing is read or changed, until one is back', () => {
    const rest = new RestAsker()
    const { sim } = rest
    for (const node of ['awdb 1', 'awdb 2']) sim.deed({ kind: 'end', node, silent: false })
    sim.runFor('1s')
    expect(rest.get('SystemConfig', 'administrator').status).toBe(401)
    expect(rest.post('ReasonCode', tea, 'administrator').status).toBe(401)
    sim.deed({ kind: 'start', node: 'awdb 2' })
    expect(rest.get('SystemConfig', 'administrator').status).toBe(200)
    expect(rest.post('ReasonCode', tea, 'administrator').status).toBe(200)
  })

  it('[SYSLOG-11] no local database: configuration cannot be reached, and syslog says so', () => {
    const rest = new RestAsker()
    const command = { what: 'service', service: 'database', state: 'down' } as const
    rest.sim.deed({ kind: 'command', to: 'finesse 1', command })
    rest.sim.runFor('1s')
    const lines = () => rest.sim.facts('syslog').filter(({ x }) => x === Syslog.VOS_DB_ADAPTER_ERROR).length
    const before = lines()
    expect(rest.post('ReasonCode', tea, 'administrator').status).toBe(500)
    expect(lines()).toBe(before + 1)
    expect(rest.get('User/1001', '1001').status).toBe(200)
  })
})

describe('replication', () => {
  it('does not reach a node without its local database, which asks for all of it when the database is back', () => {
    const rest = new RestAsker()
    const turn = (state: 'up' | 'down') => {
      const command = { what: 'service', service: 'database', state } as const
      rest.sim.deed({ kind: 'command', to: 'finesse 2', command })
      rest.sim.runFor('20s')
    }
    const number = (node: 0 | 1) => rest.center.finesse[node]!.administration.store.number
    turn('down')
    const path = rest.create('ReasonCode', tea)
    rest.sim.runFor('10s')
    expect(number(1)).toBeLessThan(number(0))
    turn('up')
    expect(number(1)).toBe(number(0))
    expect(rest.get(path, 'administrator', { node: 2 }).status).toBe(200)
  })

  it('brings every change to the other node', () => {
    const rest = new RestAsker({ latency: { serverUs: 30_000 } })
    const path = rest.create('ReasonCode', tea)
    expect(rest.get(path, 'administrator', { node: 2 }).status).toBe(404)
    rest.sim.runFor('1s')
    expect(rest.get(path, 'administrator', { node: 2 }).status).toBe(200)
    rest.delete(path)
    rest.sim.runFor('1s')
    expect(rest.get(path, 'administrator', { node: 2 }).status).toBe(404)
  })

  it('catches up with all that was lost, as soon as a change comes through', () => {
    const rest = new RestAsker()
    const { network } = rest.center.kernel
    const [primary, secondary] = rest.center.finesse
    network.cut(primary!.administration.toPeer)
    const path = rest.create('ReasonCode', tea)
    rest.delete('ReasonCode/2')
    rest.sim.runFor('1s')
    expect(rest.get(path, 'administrator', { node: 2 }).status).toBe(404)
    network.heal(primary!.administration.toPeer)
    rest.put('ReasonCode/3', '<ReasonCode><label>Talk</label></ReasonCode>')
    rest.sim.runFor('1s')
    const codes = (node: 1 | 2) => rest.get('ReasonCodes?category=NOT_READY', 'administrator', { node }).body
    expect(codes(2)).toBe(codes(1))
    expect(secondary!.administration.store.number).toBe(primary!.administration.store.number)
  })

  it('catches up when asked to, as after a start', () => {
    const rest = new RestAsker()
    const [primary, secondary] = rest.center.finesse
    rest.center.kernel.network.cut(primary!.administration.toPeer)
    const path = rest.create('ReasonCode', tea)
    rest.center.kernel.network.heal(primary!.administration.toPeer)
    secondary!.administration.catchUp()
    rest.sim.runFor('1s')
    expect(rest.get(path, 'administrator', { node: 2 }).status).toBe(200)
    // Nothing new: nothing is sent.
    const before = rest.sim.messages('replication').length
    secondary!.administration.catchUp()
    rest.sim.runFor('1s')
    expect(rest.sim.messages('replication').length).toBe(before + 1)
  })

  it('of a single node has nobody to tell', () => {
    const rest = new RestAsker({ finesseNodes: 1 })
    expect(rest.post('ReasonCode', tea).status).toBe(200)
    rest.sim.runFor('10s')
    expect(rest.sim.messages('replication')).toEqual([])
  })
})
