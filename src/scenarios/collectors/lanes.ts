/** What each component was over time, from what it says of itself. */
import { Fact } from '../../sim/domain/facts.ts'
import type { Micros } from '../../sim/kernel/time.ts'
import { ctiSession } from '../../sim/machines/cti-session.ts'
import { pgSide } from '../../sim/machines/pg-side.ts'
import type { Listeners } from '../listeners.ts'
import { finesseStatusNames } from '../oracles/service-status.ts'
import type { Lane } from '../result.ts'
import type { Subject } from '../subject.ts'

const sessionStates = Object.keys(ctiSession.states)
const sideStates = Object.keys(pgSide.states)

export function lanes(subject: Subject, listeners: Listeners): (now: Micros) => Lane[] {
  const changes = new Map<string, { at: Micros; state: string }[]>()
  const note = (component: string, at: Micros, state: string) => {
    const known = changes.get(component)
    if (known === undefined) changes.set(component, [{ at, state }])
    else if (known.at(-1)!.state !== state) known.push({ at, state })
  }
  const named = (where: number) => componentText(subject.nameOf(where))

  listeners.on(Fact.finesseStatus, (at, _about, status, _cause, where) => {
    note(named(where), at, finesseStatusNames[status] ?? String(status))
  })
  listeners.on(Fact.ctiSession, (at, node, state, _y, where) => {
    note(`${named(where)} – Finesse ${node}`, at, sessionStates[state] ?? String(state))
  })
  listeners.on(Fact.pgSide, (at, side, state) => {
    note(`PG ${side === 0 ? 'A' : 'B'}`, at, sideStates[state] ?? String(state))
  })
  listeners.on(Fact.awdbStatus, (at, _about, up, _y, where) => note(named(where), at, up === 1 ? 'UP' : 'DOWN'))

  return (now) =>
    [...changes]
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([component, states]) => ({
        component,
        spans: states
          .map(({ at, state }, index) => ({ from: at, until: states[index + 1]?.at ?? now, state }))
          // What lasted no time cannot be drawn.
          .filter(({ from, until }, index) => until > from || index === states.length - 1),
      }))
}

/** `finesse 1` → `Finesse 1`, `cti A` → `CTI server A`, `awdb 2` → `AWDB 2`. */
function componentText(node: string): string {
  if (node.startsWith('cti ')) return `CTI server ${node.slice(4)}`
  if (node.startsWith('awdb ')) return `AWDB ${node.slice(5)}`
  return node.charAt(0).toUpperCase() + node.slice(1)
}
