import { Fact } from '../../sim/domain/facts.ts'
import { type Deed, finesseServices } from '../../sim/domain/fault.ts'
import { clockText, MINUTE, type Micros } from '../../sim/kernel/time.ts'
import { compileMachine } from '../../sim/machines/compile.ts'
import { desktopSession } from '../../sim/machines/desktop-session.ts'
import { service } from '../../sim/machines/service.ts'
import { type Oracle, SETTLED_US } from './oracle.ts'
import { OtherFaults } from './other-faults.ts'

const NODES = 2
const NEVER = Number.NEGATIVE_INFINITY
const TOMCAT = finesseServices.indexOf('tomcat')
const NOTIFICATION = finesseServices.indexOf('notification')
const machine = compileMachine(service)
const STOPPED = machine.stateOf('STOPPED')
const STARTED = machine.stateOf('STARTED')
const CLOSED = Object.keys(desktopSession.states).indexOf('CLOSED')
const QUIET_US: Micros = 3 * MINUTE

/** Source: Cisco Finesse Administration Guide 11.6(1), ch. 13, Desktop Client Failover. */
export const toldWhenTomcatStops: Oracle = {
  name: 'everybody is told when Tomcat stops',
  says: 'When Tomcat stops and the Notification Service goes on, every client with a stream there learns that the XMPP user "finesse" is unavailable.',
  behaviours: ['CLIENT-04', 'CLIENT-14', 'FIPPA-06'],
  watch(watch) {
    const { users, finesseOf } = watch
    const present = new Uint8Array(NODES * users)
    const states = new Uint8Array(NODES * finesseServices.length).fill(STARTED)
    const stoppedAt = new Float64Array(NODES).fill(NEVER)
    /** Who is to be told. */
    const waits = new Uint8Array(NODES * users)
    // Whose connection is slow, cut or asleep learns it late, or never.
    const others = new OtherFaults(watch, (deed) => !isAboutServices(deed))

    const judge = (node: number, at: Micros): void => {
      const stopped = stoppedAt[node]!
      stoppedAt[node] = NEVER
      if (stopped === NEVER || at - stopped <= SETTLED_US || others.since(stopped - QUIET_US)) return
      for (let user = 0; user < users; user++) {
        if (waits[node * users + user] === 0) continue
        const why = `was not told that Tomcat of Finesse ${node + 1} stopped at ${clockText(stopped)}`
        watch.violate(at, watch.user(user), why)
      }
    }
    watch.on(Fact.service, (at, number, which, state) => {
      const node = number - 1
      const before = states[node * finesseServices.length + which]!
      states[node * finesseServices.length + which] = state
      if (which === NOTIFICATION && state !== STARTED && at - stoppedAt[node]! <= SETTLED_US) stoppedAt[node] = NEVER
      if (which !== TOMCAT) return
      judge(node, at)
      const notifies = states[node * finesseServices.length + NOTIFICATION] === STARTED
      if (before !== STARTED || state !== STOPPED || !notifies) return
      stoppedAt[node] = at
      for (let user = 0; user < users; user++) {
        waits[node * users + user] = present[node * users + user]!
        watch.judged += present[node * users + user]!
      }
    })
    watch.on(Fact.presence, (_at, user, available, _y, where) => {
      const node = finesseOf[where]!
      if (node >= 0) present[node * users + user] = available
    })
    watch.on(Fact.serverPresence, (at, user, available, number) => {
      if (available === 0 && at - stoppedAt[number - 1]! <= SETTLED_US) waits[(number - 1) * users + user] = 0
    })
    // Nobody is there to be told.
    watch.on(Fact.desktopSession, (_at, user, state) => {
      if (state === CLOSED) for (let node = 0; node < NODES; node++) waits[node * users + user] = 0
    })
    return (now) => {
      for (let node = 0; node < NODES; node++) judge(node, now)
    }
  },
}

const isAboutServices = (deed: Deed): boolean => deed.kind === 'command' && deed.command.what === 'service'
