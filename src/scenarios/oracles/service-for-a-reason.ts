import { Fact } from '../../sim/domain/facts.ts'
import { clockText, MINUTE, type Micros } from '../../sim/kernel/time.ts'
import type { Oracle } from './oracle.ts'
import { OtherFaults } from './other-faults.ts'
import { finesseStatusNames, IN_SERVICE } from './service-status.ts'

const NODES = 2
/** What a fault leads to may come minutes after it, and after its repair. */
const AFTERMATH_US: Micros = 5 * MINUTE
const STOPPED = finesseStatusNames.indexOf('STOPPED')
const STARTING = finesseStatusNames.indexOf('STARTING')
/** Without its Notification Service, or after a start of that alone, a node stays so until Tomcat is started anew. */
const PARTIAL_SERVICE = finesseStatusNames.indexOf('PARTIAL_SERVICE')

/** Source: Cisco Finesse AMA slides, 2022, "Possibilities when Finesse is Out of Service". */
export const serviceForAReason: Oracle = {
  name: 'out of service for a reason, and not for longer',
  says: 'A node leaves service only after something failed, is back when nothing does, and both nodes work with the same CTI server.',
  behaviours: ['CTI-15', 'OOS-14', 'CTI-06', 'AWDB-13'],
  watch(watch) {
    const { finesseOf } = watch
    const statuses = new Int8Array(NODES).fill(-1)
    const since = new Float64Array(NODES)
    const sides = new Int8Array(NODES).fill(-1)
    const faults = new OtherFaults(watch)
    let lastMaintenance = Number.NEGATIVE_INFINITY
    let pgStatus = 0
    let pgSince = 0

    watch.on(Fact.maintenance, (at) => {
      lastMaintenance = at
    })
    watch.on(Fact.pgStatus, (at, _about, status) => {
      if (status === 0) pgSince = at
      pgStatus = status
    })
    watch.on(Fact.finesseStatus, (at, _about, status, side, where) => {
      const node = finesseOf[where]!
      if (node < 0) return
      if (statuses[node] !== status) {
        watch.judged++
        const fell = statuses[node] === IN_SERVICE && status !== IN_SERVICE
        if (fell && !faults.since(at - AFTERMATH_US) && at - lastMaintenance > AFTERMATH_US) {
          watch.violate(at, watch.nameOf(where), `is ${finesseStatusNames[status]}, though nothing failed`)
        }
        since[node] = at
      }
      statuses[node] = status
      sides[node] = side
    })

    return (now) => {
      const lastFault = Math.max(faults.last, lastMaintenance)
      for (let node = 0; node < NODES; node++) {
        const status = statuses[node]!
        if (status < 0 || [IN_SERVICE, STOPPED, STARTING, PARTIAL_SERVICE].includes(status)) continue
        const healthySince = Math.max(pgSince, lastFault, since[node]!)
        if (pgStatus !== 0 || now - healthySince < AFTERMATH_US) continue
        const why = `is ${finesseStatusNames[status]} since ${clockText(since[node]!)}, though nothing has failed since ${clockText(lastFault)}`
        watch.violate(now, `finesse ${node + 1}`, why)
      }
      const bothIn = statuses[0] === IN_SERVICE && statuses[1] === IN_SERVICE
      if (bothIn && sides[0] !== sides[1]) {
        watch.violate(now, 'both nodes', 'are in service with CTI servers of different sides')
      }
    }
  },
}
