import { Fact } from '../../sim/domain/facts.ts'
import { finesseServices } from '../../sim/domain/fault.ts'
import { MINUTE, type Micros, SECOND } from '../../sim/kernel/time.ts'
import { compileMachine } from '../../sim/machines/compile.ts'
import { service } from '../../sim/machines/service.ts'
import type { Oracle } from './oracle.ts'
import { muffles, OtherFaults } from './other-faults.ts'
import { finesseStatusNames, IN_SERVICE } from './service-status.ts'

const NODES = 2
const DATABASES = 2
const machine = compileMachine(service)
const STOPPED = machine.stateOf('STOPPED')
const NOTIFICATION = finesseServices.indexOf('notification')
const OUT_OF_SERVICE = finesseStatusNames.indexOf('OUT_OF_SERVICE')
/** After a fault is over, nodes may take so long to notice. */
const AFTERMATH_US: Micros = 5 * MINUTE
const ON_ITS_WAY_US: Micros = 1 * SECOND
const NO_DATABASE = 5

/** Source: Cisco Finesse Administration Guide 11.6(1), ch. 2, p. 20-22, ch. 12, p. 113, ch. 13 "AWDB Failover", p. 122. */
export const whatANodeNeeds: Oracle = {
  name: 'a node has what it needs to serve',
  says: 'It is in service only with an AWDB found since its start and with its Notification Service; the primary AWDB is preferred, and one that answers is enough.',
  behaviours: ['AWDB-03', 'AWDB-04', 'AWDB-13', 'SVC-02'],
  watch(watch) {
    const { finesseOf } = watch
    const { deployment, faults } = watch.workload
    const isHeard = !faults.some(({ deed }) => muffles(deed, 'awdb'))
    const found = new Uint8Array(NODES)
    const statuses = new Int8Array(NODES).fill(-1)
    /** Since when the Notification Service of a node is stopped, or -1. */
    const stoppedAt = new Float64Array(NODES).fill(-1)
    const isUp = new Uint8Array(DATABASES)
    const upSince = new Float64Array(DATABASES)
    /** First time a node let somebody in by the secondary although the primary was there. */
    const strangeAt = new Float64Array(NODES).fill(-1)
    const anyFault = new OtherFaults(watch)

    watch.on(Fact.awdbStatus, (at, _about, up, _y, where) => {
      const database = Number(watch.nameOf(where).slice('awdb '.length)) - 1
      isUp[database] = up
      upSince[database] = at
    })
    watch.on(Fact.awdbInUse, (_at, node, inUse) => {
      if (inUse > 0) found[node - 1] = 1
      if (inUse === 1) strangeAt[node - 1] = -1
    })
    watch.on(Fact.finesseStatus, (at, _about, status, _side, where) => {
      const node = finesseOf[where]!
      if (node < 0) return
      statuses[node] = status
      if (status < OUT_OF_SERVICE) found[node] = 0
      if (status !== IN_SERVICE) return
      watch.judged++
      if (deployment === 'cce' && found[node] === 0) {
        watch.violate(at, watch.nameOf(where), 'is in service, and no AWDB has answered since its start')
      }
      if (stoppedAt[node]! >= 0)
        watch.violate(at, watch.nameOf(where), 'is in service without its Notification Service')
    })
    const judgeStop = (at: Micros, node: number): void => {
      const isNew = stoppedAt[node]! < 0 || at - stoppedAt[node]! <= ON_ITS_WAY_US
      if (!isNew && statuses[node] === IN_SERVICE) {
        watch.violate(at, `finesse ${node + 1}`, 'stayed in service while its Notification Service was stopped')
      }
    }
    watch.on(Fact.service, (at, number, which, state) => {
      if (which !== NOTIFICATION) return
      watch.judged++
      judgeStop(at, number - 1)
      stoppedAt[number - 1] = state === STOPPED ? at : -1
    })
    watch.on(Fact.authenticated, (at, user, granted, by, where) => {
      const node = finesseOf[where]!
      if (node < 0 || !isHeard) return
      if (granted === 0 && by === NO_DATABASE) {
        watch.judged++
        const answers = isUp.some((up, database) => up === 1 && at - upSince[database]! > ON_ITS_WAY_US)
        if (answers && deployment === 'cce') watch.violate(at, watch.user(user), 'was refused although an AWDB runs')
      } else if (granted === 1 && by === 2) {
        watch.judged++
        const isCalm = !anyFault.since(at - AFTERMATH_US) && upSince[0]! < at - AFTERMATH_US
        if (!isCalm || isUp[0] !== 1) return
        if (strangeAt[node]! < 0) strangeAt[node] = at
        else if (at - strangeAt[node]! > ON_ITS_WAY_US) {
          watch.violate(at, watch.user(user), 'was let in by the secondary AWDB although the primary runs again')
        }
      }
    })
    return (now) => {
      for (let node = 0; node < NODES; node++) judgeStop(now, node)
    }
  },
}
