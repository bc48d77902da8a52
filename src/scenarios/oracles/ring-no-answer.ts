import { AgentState, agentStateName } from '../../sim/domain/agent-state.ts'
import { Fact } from '../../sim/domain/facts.ts'
import { Reason } from '../../sim/domain/reason-codes.ts'
import { clockText, SECOND } from '../../sim/kernel/time.ts'
import { GLARE_US, type Oracle, SETTLED_US } from './oracle.ts'

/** Rare enough for maps: one contact in some hundreds rings out. */
export const ringNoAnswer: Oracle = {
  name: 'a call that rings out parks the agent',
  says: 'After the ring-no-answer time the agent is NOT_READY with 32767 and the contact waits again.',
  behaviours: ['AGENT-04', 'REASON-01', 'REASON-13'],
  watch(watch) {
    const states = new Uint8Array(watch.users).fill(AgentState.LOGOUT)
    const reasons = new Int32Array(watch.users)
    const ringingSince = new Float64Array(watch.users).fill(-1)
    const ringing = new Int32Array(watch.users)
    const isParked = new Uint8Array(watch.users)
    const parkedAt = new Float64Array(watch.users).fill(-1)
    /** When an agent was logged out last, as when the phone left service. */
    const loggedOutAt = new Float64Array(watch.users).fill(-1)
    /** Agents parked whose contact has not come back yet, and contacts that came back and wait for their place. */
    const parked = new Map<number, number>()
    const returned = new Map<number, { at: number; agent: number }>()
    /** Agents whose contact has come back to the router, and of whom the PG has yet to hear from the phones. */
    const due = new Map<number, { at: number; contact: number }>()
    const cameBackAt = new Float64Array(watch.users).fill(-1)

    const accepts = (agent: number, reason: number) =>
      reason === Reason.RONA ||
      // The first Not Ready after CTI was lost says so, whatever it is for.
      (watch.faults && reason === Reason.CONNECTION_FAILURE) ||
      (reason === Reason.MOBILE_NOT_ANSWERED && watch.directory.users[agent]!.mobile)

    const judgeParking = (now: number, agent: number): void => {
      const ring = due.get(agent)
      if (ring === undefined) return
      due.delete(agent)
      if (now - ring.at <= GLARE_US && states[agent] === AgentState.NOT_READY && accepts(agent, reasons[agent]!)) return
      // While it rang, and perhaps signed in again since.
      if (loggedOutAt[agent]! >= 0 && loggedOutAt[agent]! >= ringingSince[agent]!) return
      const state = `${agentStateName(states[agent]!)} (${reasons[agent]})`
      const why = `let contact ${ring.contact} ring out and is ${state}, not NOT_READY (32767)`
      watch.violate(ring.at, watch.user(agent), why)
    }

    watch.on(Fact.contactRinging, (at, contact, _call, agent) => {
      ringingSince[agent] = at
      ringing[agent] = contact
    })
    watch.on(Fact.contactAnswered, (_at, _contact, agent) => {
      ringingSince[agent] = -1
    })
    watch.on(Fact.truthAgentState, (at, agent, state, reason) => {
      states[agent] = state
      const isNew = reasons[agent] !== reason
      reasons[agent] = reason
      if (state === AgentState.LOGOUT) loggedOutAt[agent] = at
      judgeParking(at, agent)
      // Whom the PG logs out for a moment comes back as parked as before.
      const leaves = state === AgentState.LOGOUT && !watch.outages.wasPgOut(at)
      if (state === AgentState.READY || leaves) isParked[agent] = 0
      if (state !== AgentState.NOT_READY || reason !== Reason.RONA || !isNew) return
      // Back from a call of one's own, to the Not Ready of before.
      if (isParked[agent] === 1) return
      isParked[agent] = 1
      watch.judged++
      parkedAt[agent] = at
      const since = ringingSince[agent]!
      if (since < 0) watch.violate(at, watch.user(agent), 'is NOT_READY with 32767, but no call was ringing')
      else {
        if (cameBackAt[agent]! < since) parked.set(agent, at)
        const rang = at - since
        if (Math.abs(rang - watch.workload.desk.ringNoAnswerUs) > GLARE_US) {
          const wanted = watch.workload.desk.ringNoAnswerUs / SECOND
          watch.violate(at, watch.user(agent), `the call rang for ${rang / SECOND} s instead of ${wanted} s`)
        }
      }
      ringingSince[agent] = -1
    })
    watch.on(Fact.contactReturned, (at, contact, agent) => {
      watch.judged++
      parked.delete(agent)
      cameBackAt[agent] = at
      returned.set(contact, { at, agent })
      if (at - parkedAt[agent]! <= GLARE_US) return
      due.set(agent, { at, contact })
      if (states[agent] !== AgentState.RESERVED) judgeParking(at, agent)
    })
    watch.on(Fact.contactQueued, (at, contact, _queue, again) => {
      if (again !== 1) return
      const back = returned.get(contact)
      if (back === undefined) return
      returned.delete(contact)
      if (at - back.at <= GLARE_US) return
      const why = `it rang out at ${watch.user(back.agent)} but was queued again only ${(at - back.at) / SECOND} s later`
      watch.violate(at, `contact ${contact}`, why)
    })
    watch.on(Fact.contactAbandoned, (_at, contact) => {
      returned.delete(contact)
      // The caller gave up as the ringing ended: nothing comes back to the router.
      for (const agent of parked.keys()) if (ringing[agent] === contact) parked.delete(agent)
    })

    return (now) => {
      for (const agent of [...due.keys()]) judgeParking(now, agent)
      for (const [contact, { at, agent }] of returned) {
        const why = `it rang out at ${watch.user(agent)} at ${clockText(at)} and was never queued again`
        watch.violate(now, `contact ${contact}`, why)
      }
      for (const [agent, at] of parked) {
        if (at > now - SETTLED_US) continue
        const why = `contact ${ringing[agent]} rang out at ${clockText(at)} and never came back to the router`
        watch.violate(now, watch.user(agent), why)
      }
    }
  },
}
