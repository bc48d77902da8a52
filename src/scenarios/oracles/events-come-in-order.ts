import { Fact } from '../../sim/domain/facts.ts'
import type { Act } from '../../sim/domain/fault.ts'
import { clockText } from '../../sim/kernel/time.ts'
import { type Oracle, SETTLED_US } from './oracle.ts'
import { finesseStatusNames } from './service-status.ts'

const NODES = 2
const STOPPED = finesseStatusNames.indexOf('STOPPED')

/** Numbers are handed out by the node as it publishes, one after the other on each stream, from 1. */
export const eventsComeInOrder: Oracle = {
  name: 'events come in order',
  says: 'The events of a stream arrive in the order published, none twice and none lost.',
  behaviours: ['XMPP-03', 'XMPP-08'],
  watch(watch) {
    const { users, finesseOf, outages } = watch
    const cells = NODES * users
    const published = new Int32Array(cells)
    const publishedAt = new Float64Array(cells)
    const received = new Int32Array(users)
    /** Streams begun, by the node and as the desktop sees them. */
    const begun = new Int32Array(cells)
    const opened = new Int32Array(cells)
    const available = new Uint8Array(cells)
    /** Something was published on the stream there is. */
    const isOwed = new Uint8Array(cells)
    /** Node of each user's newest stream. */
    const home = new Uint8Array(users)
    const mayLose = losesMessages(watch.workload.faults)

    watch.on(Fact.published, (at, user, number, _topic, where) => {
      watch.judged++
      const cell = Math.max(0, finesseOf[where]!) * users + user
      const expected = published[cell]! + 1
      if (number === 1) begun[cell]!++
      else if (number !== expected) {
        watch.violate(
          at,
          watch.user(user),
          `${watch.nameOf(where)} published event ${number} where ${expected} was next`,
        )
      }
      published[cell] = number
      isOwed[cell] = 1
      publishedAt[cell] = at
    })
    watch.on(Fact.received, (at, user, number) => {
      const last = received[user]!
      if (number === last + 1 && number !== 1) {
        received[user] = number
        return
      }
      const cell = home[user]! * users + user
      if (number === 1 && opened[cell]! < begun[cell]!) {
        // What an old stream still had under way is gone with it.
        opened[cell] = begun[cell]!
        received[user] = 1
        return
      }
      if (number <= last) watch.violate(at, watch.user(user), `event ${number} came again, or late: ${last} was there`)
      else if (!mayLose)
        watch.violate(at, watch.user(user), `event ${number} came after ${last}: ${lost(last + 1, number - 1)}`)
      received[user] = Math.max(last, number)
    })
    watch.on(Fact.presence, (_at, user, isAvailable, _y, where) => {
      const node = Math.max(0, finesseOf[where]!)
      available[node * users + user] = isAvailable
      // What a stream that ended had still under way is gone with it.
      if (isAvailable === 0) isOwed[node * users + user] = 0
      if (isAvailable === 1) home[user] = node
    })
    // With the process of the Notification Service every stream of the node is gone.
    watch.on(Fact.finesseStatus, (_at, _about, status, _side, where) => {
      const node = finesseOf[where]!
      if (node >= 0 && status === STOPPED) available.fill(0, node * users, (node + 1) * users)
    })

    return (now) => {
      for (let user = 0; user < users; user++) {
        const cell = home[user]! * users + user
        if (available[cell] === 0 || isOwed[cell] === 0 || publishedAt[cell]! > now - SETTLED_US || mayLose) continue
        // What was published to a stream that was about to break is lost with it.
        if (watch.faults && outages.wasDeskOut(user, publishedAt[cell]!)) continue
        const last = opened[cell] === begun[cell] ? received[user]! : 0
        if (published[cell]! <= last) continue
        const why = `${lost(last + 1, published[cell]!)}, the last of ${clockText(publishedAt[cell]!)}`
        watch.violate(now, watch.user(user), why)
      }
    }
  },
}

/** Whether the scenario itself takes single messages out of streams, as no network does. */
function losesMessages(faults: readonly Act[]): boolean {
  return faults.some(
    ({ deed }) => deed.kind === 'trouble' && (deed.trouble.match !== undefined || (deed.trouble.loss ?? 0) > 0),
  )
}

function lost(first: number, last: number): string {
  return first === last ? `event ${first} is lost` : `events ${first} to ${last} are lost`
}
