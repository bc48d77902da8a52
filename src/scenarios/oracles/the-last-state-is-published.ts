import { ParticipantState } from '../../sim/domain/dialog-state.ts'
import { Fact } from '../../sim/domain/facts.ts'
import { Topic } from '../../sim/domain/rest.ts'
import { clockText, type Micros, SECOND } from '../../sim/kernel/time.ts'
import type { Oracle } from './oracle.ts'

const NODES = 2
const NEVER = Number.NEGATIVE_INFINITY
/** When a node is back, the end of a call may still be on its way to it. */
const NEWS_US: Micros = 2 * SECOND
/** Thousands of events leave one after the other. */
const TIME_TO_PUBLISH_US: Micros = 30 * SECOND

interface Short {
  readonly began: Micros
  readonly ended: Micros
  readonly shownTo: Set<number>
}

/** Source: Cisco Finesse Administration Guide 15.0(1), "CTI Failover". */
export const theLastStateIsPublished: Oracle = {
  name: 'the last state is published after an outage',
  says: 'Back in service, a node tells every user who has a stream there the present state, and nobody of a call that lay wholly inside the outage.',
  behaviours: ['CTI-10', 'CTI-11'],
  watch(watch) {
    const { finesseOf, users } = watch
    const outAt = new Float64Array(NODES).fill(NEVER)
    const backAt = new Float64Array(NODES).fill(NEVER)
    /** When the outage began from which a node is back. */
    const wentOutAt = new Float64Array(NODES).fill(NEVER)
    const told = new Float64Array(NODES * users).fill(NEVER)
    const presentSince = new Float64Array(NODES * users).fill(Number.POSITIVE_INFINITY)
    const home = new Int8Array(users).fill(-1)
    const wrapsUp = new Int32Array(users)
    /** Calls that began while some node was out: when, and who was shown them, by the node that was not. */
    const began = new Map<number, { readonly at: Micros; readonly shownTo: Set<number> }>()
    /** Those that ended as well. */
    const short = new Map<number, Short>()

    const judge = (node: number, now: Micros) => {
      const back = backAt[node]!
      if (back === NEVER || now - back < TIME_TO_PUBLISH_US) return
      for (let user = 0; user < users; user++) {
        const cell = node * users + user
        if (presentSince[cell]! > back) continue
        watch.judged++
        if (told[cell]! >= back) continue
        const why = `Finesse ${node + 1} is in service again since ${clockText(back)} and has not told the state since`
        watch.violate(now, watch.user(user), why)
      }
      backAt[node] = NEVER
    }

    watch.on(Fact.finesseStatus, (at, _about, _status, _side, where) => {
      const node = finesseOf[where]!
      if (node < 0) return
      if (watch.outages.isNodeOut(node)) {
        judge(node, at)
        // Out again before everybody could be told: the next return counts.
        backAt[node] = NEVER
        if (outAt[node] === NEVER) outAt[node] = at
      } else if (outAt[node] !== NEVER) {
        backAt[node] = at
        wentOutAt[node] = outAt[node]!
        outAt[node] = NEVER
      }
    })
    watch.on(Fact.presence, (at, user, available, _y, where) => {
      const node = finesseOf[where]!
      if (node < 0) return
      presentSince[node * users + user] = available === 1 ? at : Number.POSITIVE_INFINITY
      if (available === 1) home[user] = node
    })
    watch.on(Fact.published, (at, user, _number, topic, where) => {
      if (topic === Topic.USER) told[Math.max(0, finesseOf[where]!) * users + user] = at
    })
    watch.on(Fact.truthCallBegan, (at, call) => {
      if (outAt[0] !== NEVER || outAt[1] !== NEVER) began.set(call, { at, shownTo: new Set() })
    })
    watch.on(Fact.truthCallEnded, (at, call) => {
      const from = began.get(call)
      if (from === undefined) return
      began.delete(call)
      if (!outAt.some((out) => out !== NEVER && out <= from.at)) return
      short.set(call, { began: from.at, ended: at, shownTo: from.shownTo })
    })
    watch.on(Fact.desktopDialog, (at, user, call, state) => {
      const inside = short.get(call)
      // A desktop that moved here takes off what it had from the other node.
      if (state !== ParticipantState.DROPPED) (inside ?? began.get(call))?.shownTo.add(user)
      else if (inside?.shownTo.has(user) === true) return
      // Wrap-up after it may still go on, and shows the call that it is about.
      if (inside !== undefined && state === ParticipantState.WRAP_UP) wrapsUp[user] = call
      if (wrapsUp[user] === call) return
      const node = home[user]!
      if (inside === undefined || node < 0) return
      // The node that the desktop listens to was out all the while.
      const out = outAt[node]! !== NEVER ? outAt[node]! : Number.POSITIVE_INFINITY
      const wasOut =
        out <= inside.began || (wentOutAt[node]! <= inside.began && backAt[node]! >= inside.ended + NEWS_US)
      if (wasOut)
        watch.violate(at, watch.user(user), `is shown call ${call}, which came and went while the node was out`)
    })

    return (now) => {
      for (let node = 0; node < NODES; node++) judge(node, now)
    }
  },
}
