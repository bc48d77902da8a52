import { Fact } from '../../sim/domain/facts.ts'
import { clockText } from '../../sim/kernel/time.ts'
import { type Oracle, SETTLED_US } from './oracle.ts'

/** Numbers are handed out by the node as it publishes, one after the other on each stream, from 1. */
export const eventsComeInOrder: Oracle = {
  name: 'events come in order',
  says: 'The events of a stream arrive in the order published, none twice and none lost.',
  behaviours: ['XMPP-03', 'XMPP-08'],
  watch(watch) {
    const published = new Int32Array(watch.users)
    const publishedAt = new Float64Array(watch.users)
    const received = new Int32Array(watch.users)
    /** Streams begun, by the node and as the desktop sees them. */
    const begun = new Int32Array(watch.users)
    const opened = new Int32Array(watch.users)
    const available = new Uint8Array(watch.users)

    watch.on(Fact.published, (at, user, number, _topic, where) => {
      watch.judged++
      const expected = published[user]! + 1
      if (number === 1) begun[user]!++
      else if (number !== expected) {
        watch.violate(
          at,
          watch.user(user),
          `${watch.nameOf(where)} published event ${number} where ${expected} was next`,
        )
      }
      published[user] = number
      publishedAt[user] = at
    })
    watch.on(Fact.received, (at, user, number) => {
      const last = received[user]!
      if (number === last + 1 && number !== 1) {
        received[user] = number
        return
      }
      if (number === 1 && opened[user]! < begun[user]!) {
        // What an old stream still had under way is gone with it.
        opened[user] = begun[user]!
        received[user] = 1
        return
      }
      if (number <= last) watch.violate(at, watch.user(user), `event ${number} came again, or late: ${last} was there`)
      else watch.violate(at, watch.user(user), `event ${number} came after ${last}: ${lost(last + 1, number - 1)}`)
      received[user] = Math.max(last, number)
    })
    watch.on(Fact.presence, (_at, user, isAvailable) => {
      available[user] = isAvailable
    })

    return (now) => {
      for (let user = 0; user < watch.users; user++) {
        if (available[user] === 0 || publishedAt[user]! > now - SETTLED_US) continue
        const last = opened[user] === begun[user] ? received[user]! : 0
        if (published[user]! <= last) continue
        const why = `${lost(last + 1, published[user]!)}, the last of ${clockText(publishedAt[user]!)}`
        watch.violate(now, watch.user(user), why)
      }
    }
  },
}

function lost(first: number, last: number): string {
  return first === last ? `event ${first} is lost` : `events ${first} to ${last} are lost`
}
