import { Fact } from '../../sim/domain/facts.ts'
import { clockText } from '../../sim/kernel/time.ts'
import { phoneAgent } from '../../sim/machines/phone-agent.ts'
import type { Oracle } from './oracle.ts'

const states = Object.keys(phoneAgent.states)
/** Only whoever has left the service may choose another one. */
const outside = new Set(['EXITED', 'SIGNED_OUT'].map((name) => states.indexOf(name)))

/** Source: Cisco Finesse Administration Guide 11.6(1), ch. 13, "Finesse IP Phone Agent Failover", p. 127. */
export const phonesStayWhereTheyAre: Oracle = {
  name: 'IP phones stay where they are',
  says: 'An agent on an IP phone is never moved to the other node: it takes leaving the service and signing in to another one.',
  behaviours: ['FIPPA-03', 'FMM-06'],
  watch(watch) {
    const node = new Int8Array(watch.users)
    const state = new Int8Array(watch.users).fill(-1)
    const since = new Float64Array(watch.users)
    watch.on(Fact.phoneAgent, (at, user, now, number) => {
      watch.judged++
      const before = state[user]!
      if (before >= 0 && number !== node[user] && !outside.has(before)) {
        const why = `went from Finesse ${node[user]} to Finesse ${number} while ${states[before]} since ${clockText(since[user]!)}`
        watch.violate(at, watch.user(user), why)
      }
      node[user] = number
      state[user] = now
      since[user] = at
    })
    return undefined
  },
}
