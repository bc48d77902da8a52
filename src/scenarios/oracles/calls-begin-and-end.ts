import { ParticipantState } from '../../sim/domain/dialog-state.ts'
import { Fact } from '../../sim/domain/facts.ts'
import { clockText } from '../../sim/kernel/time.ts'
import { FIRST_CALL, grown } from '../grown.ts'
import { longestCallUs, longestWithoutCallerUs } from '../longest-call.ts'
import { type Oracle, SETTLED_US } from './oracle.ts'
import { finesseStatusNames } from './service-status.ts'

const STOPPED = finesseStatusNames.indexOf('STOPPED')
const BEGAN = 1
const ENDED = 2
const MERGED = 4
/** Bits of a Finesse node's view, shifted by two for the second node. */
const KNOWN = 8
const GONE = 16

/** What CTI says of calls, and what each Finesse node makes of it: one byte a call. */
export const callsBeginAndEnd: Oracle = {
  name: 'calls begin and end',
  says: 'A call begins once and ends once, for CTI and for each Finesse node that showed it, has no parties after, and does not outlive its caller.',
  behaviours: ['DIALOG-01', 'DIALOG-04', 'DIALOG-08', 'CTI-11'],
  watch(watch) {
    let bits = new Uint8Array(1 << 12)
    let beganAt = new Float64Array(1 << 12)
    let contacts = new Int32Array(1 << 12)
    /** When the caller, or the other side, hung up. */
    let hungUpAt = new Float64Array(1 << 12).fill(Number.POSITIVE_INFINITY)
    const { finesseOf } = watch

    const indexOf = (call: number): number => {
      const index = call - FIRST_CALL
      if (index >= bits.length) {
        bits = grown(bits, index)
        beganAt = grown(beganAt, index)
        contacts = grown(contacts, index)
      }
      return index
    }

    watch.on(Fact.truthCallBegan, (at, call, _type, contact) => {
      watch.judged++
      const index = indexOf(call)
      if ((bits[index]! & BEGAN) !== 0) watch.violate(at, `call ${call}`, 'it began twice')
      bits[index]! |= BEGAN
      beganAt[index] = at
      contacts[index] = contact
    })
    watch.on(Fact.contactEnded, (at, contact) => {
      if (contact >= hungUpAt.length) hungUpAt = grown(hungUpAt, contact, Number.POSITIVE_INFINITY)
      hungUpAt[contact] = at
    })
    watch.on(Fact.truthCallEnded, (at, call) => {
      const index = indexOf(call)
      const known = bits[index]!
      if ((known & BEGAN) === 0) watch.violate(at, `call ${call}`, 'it ended without having begun')
      else if ((known & ENDED) !== 0) watch.violate(at, `call ${call}`, 'it ended twice')
      bits[index] = known | ENDED
    })
    watch.on(Fact.truthCallMerged, (at, call, gone) => {
      if ((bits[indexOf(call)]! & (BEGAN | ENDED)) !== BEGAN) {
        watch.violate(at, `call ${call}`, `call ${gone} was merged into it, but it is not there`)
      }
      const index = indexOf(gone)
      if ((bits[index]! & (BEGAN | ENDED | MERGED)) !== BEGAN) {
        watch.violate(at, `call ${gone}`, `it was merged into call ${call}, but it was not there`)
      }
      bits[index]! |= MERGED
    })
    watch.on(Fact.truthParty, (at, call, agent, state) => {
      if (state === ParticipantState.DROPPED || state === ParticipantState.WRAP_UP) return
      const known = bits[indexOf(call)]!
      if ((known & BEGAN) !== 0 && (known & (ENDED | MERGED)) === 0) return
      const who = agent < 0 ? 'a party outside' : watch.user(agent)
      watch.violate(at, `call ${call}`, `${who} takes part, but the call ${known === 0 ? 'never began' : 'is over'}`)
    })

    watch.on(Fact.finesseParty, (at, call, agent, state, where) => {
      const node = finesseOf[where]!
      if (node < 0) return
      const index = indexOf(call)
      const shift = node * 2
      // In wrap-up the dialog is kept, and its data may still be changed.
      const isOver = state === ParticipantState.DROPPED || state === ParticipantState.WRAP_UP
      if ((bits[index]! & (GONE << shift)) !== 0 && !isOver) {
        watch.violate(
          at,
          `call ${call}`,
          `${watch.nameOf(where)} has ${watch.user(agent)} in it, but its dialog was gone`,
        )
      }
      bits[index]! |= KNOWN << shift
    })
    watch.on(Fact.finesseDialogEnded, (at, call, _x, _y, where) => {
      const node = finesseOf[where]!
      if (node < 0) return
      const index = indexOf(call)
      const shift = node * 2
      if ((bits[index]! & (GONE << shift)) !== 0) {
        watch.violate(at, `call ${call}`, `its dialog ended twice at ${watch.nameOf(where)}`)
      }
      bits[index]! |= (KNOWN | GONE) << shift
    })

    // A node whose process ended knows of no dialog any more, and says nothing of their ends.
    watch.on(Fact.finesseStatus, (_at, _about, status, _side, where) => {
      const node = finesseOf[where]!
      if (node < 0 || status !== STOPPED) return
      for (let index = 0; index < bits.length; index++) bits[index]! &= ~(KNOWN << (node * 2))
    })

    return (now) => {
      const longest = longestCallUs(watch.workload)
      const longestAlone = longestWithoutCallerUs(watch.workload) + SETTLED_US
      for (let index = 0; index < bits.length; index++) {
        const known = bits[index]!
        const who = `call ${FIRST_CALL + index}`
        if ((known & BEGAN) !== 0 && (known & (ENDED | MERGED)) === 0) {
          if (now - beganAt[index]! > longest) watch.violate(now, who, 'it has not ended by the end of the calm')
          const contact = contacts[index]!
          const over = contact > 0 && contact < hungUpAt.length ? hungUpAt[contact]! : Number.POSITIVE_INFINITY
          if (now - over > longestAlone && !watch.outages.wasPgOut(now - longestAlone)) {
            watch.violate(now, who, `it goes on for CTI, but its caller is gone since ${clockText(over)}`)
          }
          continue
        }
        for (let node = 0; node < 2; node++) {
          const view = known >> (node * 2)
          if ((view & (KNOWN | GONE)) !== KNOWN) continue
          watch.violate(now, who, `Finesse ${node + 1} still has its dialog at the end of the calm`)
        }
      }
    }
  },
}
