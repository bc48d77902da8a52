import { Fact } from '../../sim/domain/facts.ts'
import { clockText, type Micros } from '../../sim/kernel/time.ts'
import { grown } from '../grown.ts'
import { GLARE_US, type Oracle } from './oracle.ts'

const STAGES = [
  'unknown',
  'offered',
  'queued',
  'routed',
  'ringing',
  'answered',
  'abandoned',
  'rejected',
  'handled',
] as const
const [UNKNOWN, OFFERED, QUEUED, ROUTED, RINGING, ANSWERED, ABANDONED, REJECTED, HANDLED] = STAGES.map((_, n) => n) as [
  ...number[],
] as [number, number, number, number, number, number, number, number, number]

const of = (...stages: number[]) => stages.reduce((bits, stage) => bits | (1 << stage), 0)

/** A caller is in exactly one place. Transfers and simultaneous hang-ups are where this breaks first. */
export const contactsAreConserved: Oracle = {
  name: 'contacts are conserved',
  says: 'Every contact that is offered is waiting, ringing, talking or over, in one place only, and none is left after the calm.',
  behaviours: ['AGENT-04', 'REASON-01'],
  watch(watch) {
    let stages = new Uint8Array(1 << 12)
    let since = new Float64Array(1 << 12)
    let last = 0

    const move = (at: Micros, contact: number, to: number, from: number, glare = 0): void => {
      if (contact >= stages.length) {
        stages = grown(stages, contact)
        since = grown(since, contact)
      }
      const stage = stages[contact]!
      if (((from >> stage) & 1) === 0 && !(((glare >> stage) & 1) === 1 && at - since[contact]! <= GLARE_US)) {
        const was = stage === UNKNOWN ? 'was never offered' : `was ${STAGES[stage]} since ${clockText(since[contact]!)}`
        watch.violate(at, `contact ${contact}`, `it is ${STAGES[to]}, but ${was}`)
      }
      stages[contact] = to
      since[contact] = at
      if (contact > last) last = contact
    }

    watch.on(Fact.contactOffered, (at, contact) => {
      watch.judged++
      move(at, contact, OFFERED, of(UNKNOWN))
    })
    watch.on(Fact.contactQueued, (at, contact, _queue, again) => {
      move(at, contact, QUEUED, again === 1 ? of(ROUTED, RINGING) : of(OFFERED))
    })
    watch.on(Fact.contactRouted, (at, contact) => move(at, contact, ROUTED, of(QUEUED)))
    // The leg may be on its way to the phone when the caller gives up: the contact stays abandoned.
    watch.on(Fact.contactRinging, (at, contact) => {
      if (stages[contact] !== ABANDONED || at - since[contact]! > GLARE_US) move(at, contact, RINGING, of(ROUTED))
    })
    watch.on(Fact.contactAnswered, (at, contact) => {
      if (stages[contact] !== ABANDONED || at - since[contact]! > GLARE_US) move(at, contact, ANSWERED, of(RINGING))
    })
    watch.on(Fact.contactAbandoned, (at, contact) => {
      move(at, contact, ABANDONED, of(OFFERED, QUEUED, ROUTED, RINGING), of(ANSWERED))
    })
    watch.on(Fact.contactRejected, (at, contact) => move(at, contact, REJECTED, of(OFFERED, QUEUED)))
    watch.on(Fact.contactEnded, (at, contact) => {
      // The caller of a rejected contact hears it end; the contact stays rejected.
      if (stages[contact] !== REJECTED) move(at, contact, HANDLED, of(ANSWERED))
    })

    return (now) => {
      for (let contact = 1; contact <= last; contact++) {
        const stage = stages[contact]!
        if (stage === UNKNOWN || stage >= ABANDONED) continue
        const when = clockText(since[contact]!)
        watch.violate(now, `contact ${contact}`, `it is still ${STAGES[stage]} after the calm, since ${when}`)
      }
    }
  },
}
