import { operationAsked } from '../../sim/domain/asked.ts'
import { Fact } from '../../sim/domain/facts.ts'
import { isOfThePage, Operation, operationName, Topic } from '../../sim/domain/rest.ts'
import { LiveRequests } from '../live-requests.ts'
import type { Oracle } from './oracle.ts'
import { finesseStatusNames, IN_SERVICE } from './service-status.ts'

const NODES = 2
const UNAVAILABLE = 503
const UNSEEN = -1

/** Source: Cisco Finesse Web Services Developer Guide 12.5(1), p. 7, 11; Administration Guide 11.6(1), ch. 13, p. 121. */
export const outOfServiceMeans503: Oracle = {
  name: '503 exactly while out of service',
  says: 'A node that is not IN_SERVICE publishes no event and answers 503 to all but SystemInfo; one that is never does.',
  behaviours: ['CTI-07', 'CTI-09', 'OOS-13', 'API-04'],
  watch(watch) {
    /** Only requests that were sent while some node was out: the others need no second look. */
    const live = new LiveRequests()
    const { finesseOf } = watch
    let allIn = false
    const statuses = new Int32Array(NODES).fill(UNSEEN)
    /** Since when a node is out, and until when it was out last. */
    const outSince = new Float64Array(NODES).fill(Number.POSITIVE_INFINITY)
    const outUntil = new Float64Array(NODES).fill(Number.NEGATIVE_INFINITY)
    // Whoever fails over asks now one node, now the other; and a node may be told to refuse.
    const wanders = watch.faults
    const refuses = watch.workload.faults.some(
      ({ deed }) => deed.kind === 'command' && deed.command.what === 'answer-all',
    )
    const homes = new Int8Array(watch.users).fill(UNSEEN)

    watch.on(Fact.finesseStatus, (at, _about, status, _cause, where) => {
      const node = finesseOf[where]!
      if (node < 0) return
      const wasIn = statuses[node] === IN_SERVICE
      // Before its first word a node is starting, so it was out from the beginning.
      if (status === IN_SERVICE) {
        if (!wasIn) outUntil[node] = at
        outSince[node] = Number.POSITIVE_INFINITY
      } else if (wasIn || statuses[node] === UNSEEN) outSince[node] = statuses[node] === UNSEEN ? 0 : at
      statuses[node] = status
      allIn = statuses.every((one) => one === IN_SERVICE || one === UNSEEN)
    })
    watch.on(Fact.signedIn, (_at, user, node) => {
      homes[user] = node - 1
    })
    watch.on(Fact.published, (at, user, _number, topic, where) => {
      const node = finesseOf[where]!
      if (node < 0 || statuses[node] === UNSEEN) return
      watch.judged++
      if (allIn) return
      // That it is out of service is the one thing it still says.
      if (statuses[node] === IN_SERVICE || topic === Topic.SYSTEM_INFO) return
      const status = finesseStatusNames[statuses[node]!] ?? statuses[node]
      watch.violate(at, watch.user(user), `${watch.nameOf(where)} published an event while ${status}`)
    })
    watch.on(Fact.requestSent, (at, user, id, asked) => {
      if (!allIn && live.find(user, id) < 0) live.add(user, id, at, operationAsked(asked))
    })
    watch.on(Fact.requestAnswered, (at, user, id, status) => {
      if (statuses[0] === UNSEEN && statuses[1] === UNSEEN) return
      watch.judged++
      const slot = live.size === 0 ? -1 : live.find(user, id)
      if (slot < 0) {
        // It was sent while all nodes were in service, so only a 503 can be wrong, and only if they still are.
        if (allIn && status === UNAVAILABLE && !refuses)
          watch.violate(at, watch.user(user), 'a request was answered 503 by a node in service')
        return
      }
      const sentAt = live.sentAt(slot)
      const operation = live.operation(slot)
      live.remove(slot)
      if (operation === Operation.getSystemInfo || isOfThePage(operation)) return
      const home = homes[user]!
      let couldBeOut = false
      let couldBeIn = false
      for (let node = 0; node < NODES; node++) {
        if (statuses[node] === UNSEEN || (!wanders && home !== UNSEEN && home !== node)) continue
        if (at >= outSince[node]! || sentAt <= outUntil[node]!) couldBeOut = true
        if (sentAt < outSince[node]!) couldBeIn = true
      }
      if (status === UNAVAILABLE && !couldBeOut && !refuses) {
        watch.violate(at, watch.user(user), `${operationName(operation)} was answered 503 by a node in service`)
      } else if (status !== UNAVAILABLE && !couldBeIn) {
        watch.violate(
          at,
          watch.user(user),
          `${operationName(operation)} was answered ${status} by a node out of service`,
        )
      }
    })
    return undefined
  },
}
