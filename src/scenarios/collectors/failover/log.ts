/**
 * What failures do, as it happens: small logs that grow only when something changes. They are read once, when the run
 * is over and it is known what belongs together. A run in which nothing may fail keeps none.
 */
import { Fact } from '../../../sim/domain/facts.ts'
import { Syslog } from '../../../sim/domain/syslog.ts'
import type { Micros } from '../../../sim/kernel/time.ts'
import { grown } from '../../grown.ts'
import type { Listeners } from '../../listeners.ts'
import type { Subject } from '../../subject.ts'
import { desktopGroup, Group, phoneGroup } from './groups.ts'

const GOOD = 1

/** Rows of a time and two whole numbers. */
export class Rows {
  count = 0
  at = new Float64Array(64)
  a = new Int32Array(64)
  b = new Int32Array(64)

  add(at: Micros, a: number, b: number): void {
    const row = this.count++
    this.at = grown(this.at, row)
    this.a = grown(this.a, row)
    this.b = grown(this.b, row)
    this.at[row] = at
    this.a[row] = a
    this.b[row] = b
  }
}

export class FailoverLog {
  readonly users: number
  /** Entry of the timeline, 1 begins or 0 ends. */
  readonly acts = new Rows()
  /** User, group; `isPhone` tells who has no desktop. */
  readonly seats = new Rows()
  readonly isPhone: Uint8Array
  /** Phase, milliseconds. */
  readonly phases = new Rows()
  /** 0 for the PG or the node, and the state; the detail in a row of its own below. */
  readonly maintenance = new Rows()
  readonly maintenanceDetail: number[] = []
  /** Node, and what it wrote to syslog of its maintenance: why it was refused or failed. */
  readonly maintenanceLines = new Rows()
  /** User, node: a desktop without a server found this one good. */
  readonly found = new Rows()
  readonly forcedLogouts = new Rows()
  readonly unavailable = new Rows()

  constructor(subject: Subject, listeners: Listeners) {
    const users = subject.directory.users.length
    this.users = users
    this.isPhone = new Uint8Array(users)
    if (!subject.faults) return
    const group = new Uint8Array(users).fill(Group['signed out'])
    const enter = (at: Micros, user: number, next: number) => {
      if (group[user] === next) return
      group[user] = next
      this.seats.add(at, user, next)
    }
    listeners.on(Fact.fault, (at, entry, begins) => this.acts.add(at, entry, begins))
    listeners.on(Fact.desktopSession, (at, user, state, node) => {
      enter(at, user, desktopGroup(group[user]!, state, node))
    })
    listeners.on(Fact.phoneAgent, (at, user, state, node) => {
      this.isPhone[user] = 1
      enter(at, user, phoneGroup(group[user]!, state, node))
    })
    listeners.on(Fact.phase, (at, _user, phase, ms) => this.phases.add(at, phase, ms))
    listeners.on(Fact.maintenance, (at, who, state, detail) => {
      this.maintenance.add(at, who, state)
      this.maintenanceDetail.push(detail)
    })
    listeners.on(Fact.syslog, (at, node, message, detail) => {
      if (message === Syslog.FINESSE_MAINTENANCE_MODE) this.maintenanceLines.add(at, node, detail)
    })
    listeners.on(Fact.polled, (at, user, node, said) => {
      if (said === GOOD) this.found.add(at, user, node)
    })
    listeners.on(Fact.forcedLogout, (at, user) => this.forcedLogouts.add(at, user, 0))
    listeners.on(Fact.requestAnswered, (at, user, _id, status) => {
      if (status === 503) this.unavailable.add(at, user, 0)
    })
  }
}
