import { describe, expect, it } from 'vitest'
import { isUsuallyOpen, portsOfNode, usualPorts } from '../../src/load/serve/doors.ts'

describe('the doors of a release', () => {
  it.each([
    ['11.6', { https: 8445, http: 8082, notification: 7443, insecure: 7071, xmpp: 5222, xmpps: 5223 }],
    ['12.0', { https: 8445, http: 8082, notification: 7443, insecure: 7071, xmpp: 5222, xmpps: 5223 }],
    ['12.5', { https: 8445, http: 8082, notification: 7443, xmpps: 5223 }],
    ['12.6', { https: 8445, http: 8082, notification: 7443 }],
    ['15.0', { https: 8445, http: 8082, notification: 7443 }],
  ] as const)('[CLI-03][CLI-04] %s has those that are open as it is installed', (release, ports) => {
    expect(usualPorts(release)).toEqual(ports)
  })

  it('[CLI-05] 7071 and 5222 are closed from 12.5 on until somebody opens them', () => {
    expect(isUsuallyOpen('insecure', '12.0')).toBe(true)
    expect(isUsuallyOpen('insecure', '12.5')).toBe(false)
    expect(isUsuallyOpen('xmpp', '12.5')).toBe(false)
    expect(usualPorts('12.5', { open: ['insecure', 'xmpp'] })).toMatchObject({ insecure: 7071, xmpp: 5222 })
  })

  it('move along with the port of HTTPS, and no two nodes on one address share a port', () => {
    const first = usualPorts('11.6', { https: 9445 })
    expect(first).toEqual({ https: 9445, http: 9082, notification: 8443, insecure: 8071, xmpp: 6222, xmpps: 6223 })
    const second = portsOfNode(usualPorts('11.6'), 2)
    expect(second).toEqual({ https: 8446, http: 8083, notification: 7444, insecure: 7072, xmpp: 5224, xmpps: 5225 })
    expect(usualPorts('12.6', { https: 0 })).toEqual({ https: 0, http: 0, notification: 0 })
    expect(portsOfNode({ https: 0 }, 2)).toEqual({ https: 0 })
  })
})
