import { Fact } from '../../sim/domain/facts.ts'
import { defaultPhoneHabits } from '../../sim/domain/phone-habits.ts'
import { clockText } from '../../sim/kernel/time.ts'
import { phoneAgent } from '../../sim/machines/phone-agent.ts'
import type { Oracle } from './oracle.ts'

const states = Object.keys(phoneAgent.states)
/** Only whoever has left the service may choose another one. */
const outside = new Set(['EXITED', 'SIGNED_OUT'].map((name) => states.indexOf(name)))
const UNAVAILABLE = states.indexOf('UNAVAILABLE')

/** Source: Cisco Finesse Administration Guide 11.6(1), ch. 13, "Finesse IP Phone Agent Failover", p. 127. */
export const phonesStayWhereTheyAre: Oracle = {
  name: 'IP phones stay where they are',
  says: 'An IP phone never asks the other node, nor moves its agent there: it takes a second service, and leaving the first one by hand.',
  behaviours: ['FIPPA-03', 'FMM-06'],
  watch(watch) {
    const { desk, faults } = watch.workload
    // Somebody may also be told to open the service of a certain node.
    const isSent = faults.some(({ deed }) => deed.kind === 'command' && deed.command.what === 'desktop')
    const hasSecond = (desk.phone ?? defaultPhoneHabits).otherService !== undefined || isSent
    const node = new Int8Array(watch.users)
    const state = new Int8Array(watch.users).fill(-1)
    const since = new Float64Array(watch.users)
    const lostAt = new Float64Array(watch.users).fill(-1)
    watch.on(Fact.phoneAgent, (at, user, now, number) => {
      watch.judged++
      const before = state[user]!
      const moves = before >= 0 && number !== node[user]
      const from = `went from Finesse ${node[user]} to Finesse ${number}`
      if (moves && !outside.has(before)) {
        watch.violate(at, watch.user(user), `${from} while ${states[before]} since ${clockText(since[user]!)}`)
      } else if (moves && !hasSecond)
        watch.violate(at, watch.user(user), `${from}, whose service the phone does not have`)
      else if (moves && lostAt[user] === at) watch.violate(at, watch.user(user), `${from} without anybody's doing`)
      if (now === UNAVAILABLE) lostAt[user] = at
      node[user] = number
      state[user] = now
      since[user] = at
    })
    watch.on(Fact.phoneCheck, (at, user, asked) => {
      watch.judged++
      if (state[user]! < 0 || asked === node[user]) return
      watch.violate(at, watch.user(user), `asks Finesse ${asked}, and its service is that of Finesse ${node[user]}`)
    })
    return undefined
  },
}
