import { agentStateName } from '../../sim/domain/agent-state.ts'
import { ParticipantState } from '../../sim/domain/dialog-state.ts'
import { Fact } from '../../sim/domain/facts.ts'
import { releaseProfile } from '../../sim/domain/release.ts'
import { operationName } from '../../sim/domain/rest.ts'
import { MILLISECOND, SECOND } from '../../sim/kernel/time.ts'
import type { Oracle } from './oracle.ts'
import { PlannedMoves } from './planned-moves.ts'

/** What the move did is at the desktops so much later, also where its links are slow. */
const AFTERMATH_US = 5 * SECOND
/** Messages take their time. */
const SLACK_US = 100 * MILLISECOND
const NEVER = Number.NEGATIVE_INFINITY

/** Source: CTI guide, protocol version 24, messages 277 to 281; Administration Guide for Unified CCE 12.6. */
export const aMovedPgKeepsCalls: Oracle = {
  name: 'a moved PG keeps calls and requests, and no pending states',
  says: 'After a planned move of the agent PG calls are on the desktops as before, requests have their outcomes, pending states are gone, and clients have left in time.',
  behaviours: ['PGMM-05', 'PGMM-06', 'PGMM-07', 'PGMM-10'],
  watch(watch) {
    const moves = new PlannedMoves(watch)
    const { stopUs } = releaseProfile(watch.workload.release)
    let continuesAt = NEVER
    let lastMove = NEVER
    /** States asked for during a call that were there when the other side turned active. */
    const pending = new Uint8Array(watch.users)
    const wasPending = new Uint8Array(watch.users)
    const droppedCall = new Int32Array(watch.users)
    const droppedAt = new Float64Array(watch.users).fill(NEVER)

    watch.on(Fact.truthPendingState, (_at, agent, state) => {
      pending[agent] = state
      wasPending[agent] = 0
    })
    moves.onState((at, state) => {
      lastMove = at
      if (state === 'CONTINUING') continuesAt = at
      else if (state === 'SWITCHING') wasPending.set(pending)
      else if (state === 'COMPLETED') completed(at)
    })
    function completed(at: number): void {
      const tookUs = at - continuesAt
      if (tookUs > stopUs - SLACK_US) {
        watch.violate(
          at,
          'the CTI clients',
          `had not left the old side of the PG ${tookUs / SECOND} s after they were told`,
        )
      }
      for (let agent = 0; agent < watch.users; agent++) {
        const state = wasPending[agent]!
        if (state === 0) continue
        watch.violate(at, watch.user(agent), `still has ${agentStateName(state)} pending after the PG has moved`)
      }
      wasPending.fill(0)
    }
    watch.on(Fact.desktopDialog, (at, user, call, state) => {
      if (!moves.isUnderWay && at - lastMove > AFTERMATH_US) return
      if (state === ParticipantState.DROPPED) {
        droppedCall[user] = call
        droppedAt[user] = at
      } else if (droppedCall[user] === call && at - droppedAt[user]! < AFTERMATH_US) {
        droppedCall[user] = 0
        watch.violate(at, watch.user(user), `call ${call} left the desktop and came back while the PG moved as planned`)
      }
    })
    watch.on(Fact.outcomeUnknown, (at, user, id, operation) => {
      if (!moves.areAlone || lastMove === NEVER) return
      watch.violate(
        at,
        watch.user(user),
        `request ${id} (${operationName(operation)}) was lost in a planned move of the PG`,
      )
    })
    return undefined
  },
}
