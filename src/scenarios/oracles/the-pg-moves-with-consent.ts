import { Fact } from '../../sim/domain/facts.ts'
import { clockText, type Micros } from '../../sim/kernel/time.ts'
import { compileMachine } from '../../sim/machines/compile.ts'
import { pgMaintenance } from '../../sim/machines/pg-maintenance.ts'
import { pgSide } from '../../sim/machines/pg-side.ts'
import type { Oracle } from './oracle.ts'
import { IN_SERVICE } from './service-status.ts'

const PG = 0
const NODES = 2
const UNASKED = -1
const machine = compileMachine(pgMaintenance)
const ASKING = machine.stateOf('ASKING')
const CONTINUING = machine.stateOf('CONTINUING')
const sideMachine = compileMachine(pgSide)
const STANDBY = sideMachine.stateOf('STANDBY')
const ACTIVE = sideMachine.stateOf('ACTIVE')

/** Source: CTI Server Message Reference Guide, Protocol Version 24, messages 278 to 280; Unified CCE 12.6 guides. */
export const thePgMovesWithConsent: Oracle = {
  name: 'the PG moves with consent, to a side that stands by',
  says: 'A planned move begins only with a side that stands by, and goes on only when every client has consented to it.',
  behaviours: ['PGMM-03', 'PGMM-04', 'PGMM-09'],
  watch(watch) {
    const { finesseOf } = watch
    const sides = [-1, -1]
    const inServiceSince = new Float64Array(NODES).fill(Number.POSITIVE_INFINITY)
    /** Side of the CTI server that each node works with. */
    const ctiSide = new Int8Array(NODES)
    const consent = new Int8Array(NODES).fill(UNASKED)
    let askedAt: Micros = 0

    watch.on(Fact.pgSide, (_at, side, state) => {
      sides[side] = state
    })
    watch.on(Fact.finesseStatus, (at, _about, status, side, where) => {
      const node = finesseOf[where]!
      if (node < 0) return
      ctiSide[node] = side
      if (status !== IN_SERVICE) inServiceSince[node] = Number.POSITIVE_INFINITY
      else if (inServiceSince[node] === Number.POSITIVE_INFINITY) inServiceSince[node] = at
    })
    watch.on(Fact.consent, (_at, number, consents) => {
      consent[number - 1] = consents
    })
    watch.on(Fact.maintenance, (at, about, state) => {
      if (about !== PG) return
      if (state === ASKING) {
        watch.judged++
        askedAt = at
        consent.fill(UNASKED)
        if (!sides.includes(STANDBY)) watch.violate(at, 'the PG', 'is to be moved, and no side of it stands by')
      } else if (state === CONTINUING) {
        for (let node = 0; node < NODES; node++) {
          if (inServiceSince[node]! > askedAt || consent[node] === 1) continue
          // After a loss of its CTI server alone: whoever works with the other side has nowhere to move.
          if (sides[ctiSide[node]!] !== ACTIVE && consent[node] === UNASKED) continue
          const said = consent[node] === 0 ? 'refused' : 'has not consented'
          const why = `moves, asked for at ${clockText(askedAt)}, though Finesse ${node + 1} ${said}`
          watch.violate(at, 'the PG', why)
        }
      }
    })
    return undefined
  },
}
