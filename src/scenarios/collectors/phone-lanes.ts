/** IP phone agents of each Finesse node, together as one lane: whether they are served. */
import { Fact } from '../../sim/domain/facts.ts'
import type { Micros } from '../../sim/kernel/time.ts'
import { phoneAgent } from '../../sim/machines/phone-agent.ts'
import type { Listeners } from '../listeners.ts'
import type { Subject } from '../subject.ts'

const states = Object.keys(phoneAgent.states)
const GONE = ['EXITED', 'SIGNED_OUT'].map((name) => states.indexOf(name))
const UNAVAILABLE = states.indexOf('UNAVAILABLE')

export function watchPhones(
  { directory }: Subject,
  listeners: Listeners,
  note: (component: string, at: Micros, state: string) => void,
): void {
  const stateOf = new Int8Array(directory.users.length).fill(-1)
  const nodeOf = new Int8Array(directory.users.length)
  const signedIn = [0, 0, 0]
  const unserved = [0, 0, 0]
  const count = (user: number, by: 1 | -1) => {
    const [state, node] = [stateOf[user]!, nodeOf[user]!]
    if (state < 0 || GONE.includes(state)) return
    signedIn[node]! += by
    if (state === UNAVAILABLE) unserved[node]! += by
  }
  listeners.on(Fact.phoneAgent, (at, user, state, node) => {
    count(user, -1)
    stateOf[user] = state
    nodeOf[user] = node
    count(user, 1)
    const lost = unserved[node]!
    const word = lost === 0 ? 'SERVED' : lost < signedIn[node]! ? 'SOME UNAVAILABLE' : 'UNAVAILABLE'
    note(`IP phones ${node}`, at, word)
  })
}
