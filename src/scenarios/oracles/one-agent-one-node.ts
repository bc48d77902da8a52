import { Fact } from '../../sim/domain/facts.ts'
import type { Oracle } from './oracle.ts'

export const oneAgentOneNode: Oracle = {
  name: 'one agent, one extension, one node',
  says: 'Nobody is signed in, or has a stream of events open, at two Finesse nodes at once.',
  behaviours: ['AGENT-02', 'AGENT-12', 'CLIENT-12'],
  watch(watch) {
    const signedInAt = new Uint8Array(watch.users)
    /** One bit a node. */
    const streams = new Uint8Array(watch.users)
    /** Likewise, of nodes that a desktop has left and that have not found out yet. */
    const leftBehind = new Uint8Array(watch.users)
    /** Gaps of the desktop when it was last at one node alone: whoever lost a node may be at another. */
    const gaps = new Int32Array(watch.users)
    const hasMoved = (user: number) => watch.faults && gaps[user] !== watch.outages.gapsOf(user)

    watch.on(Fact.signedIn, (at, user, node) => {
      watch.judged++
      const other = signedInAt[user]!
      if (other !== 0 && other !== node && !hasMoved(user)) {
        watch.violate(at, watch.user(user), `signed in at Finesse ${node} while signed in at Finesse ${other}`)
      }
      signedInAt[user] = node
      gaps[user] = watch.outages.gapsOf(user)
    })
    watch.on(Fact.signedOut, (at, user) => {
      // On CCE a call goes on without its agent, who may be signed out twice then.
      if (signedInAt[user] === 0 && !watch.faults)
        watch.violate(at, watch.user(user), 'signed out without being signed in')
      signedInAt[user] = 0
    })
    watch.on(Fact.presence, (at, user, available, _y, where) => {
      const node = watch.finesseOf[where]!
      if (node < 0) return
      const bit = 1 << node
      leftBehind[user]! &= ~bit
      if (available === 0) {
        streams[user]! &= ~bit
        return
      }
      const others = streams[user]! & ~bit
      if (hasMoved(user)) leftBehind[user]! |= others
      else if ((others & ~leftBehind[user]!) !== 0) {
        const other = watch.nameOf(watch.finesseOf.indexOf(1 - node))
        watch.violate(at, watch.user(user), `became available at ${watch.nameOf(where)} while available at ${other}`)
      }
      streams[user]! |= bit
    })
    return undefined
  },
}
