/**
 * What happened, as a person at a console would note it: faults and repairs, what nodes say in syslog, services and sides
 * that change, what agents are told. It is kept from the facts of the center. What repeats itself soon is one line with
 * a count: an outage tells two thousand agents the same.
 */
import { Fact } from '../../../sim/domain/facts.ts'
import { finesseServices } from '../../../sim/domain/fault.ts'
import { maintenanceEvents } from '../../../sim/domain/maintenance.ts'
import { notices } from '../../../sim/domain/notices.ts'
import { Syslog, syslogMessages } from '../../../sim/domain/syslog.ts'
import { type Micros, SECOND } from '../../../sim/kernel/time.ts'
import type { Trace } from '../../../sim/kernel/trace.ts'
import { compileMachine } from '../../../sim/machines/compile.ts'
import { finesseMaintenance } from '../../../sim/machines/finesse-maintenance.ts'
import { finesseService } from '../../../sim/machines/finesse-service.ts'
import { pgMaintenance } from '../../../sim/machines/pg-maintenance.ts'
import { pgSide } from '../../../sim/machines/pg-side.ts'
import { service } from '../../../sim/machines/service.ts'

/** `act`: done by somebody; `state`: a part changed; `syslog`; `notice`: agents were told. */
export type LineKind = 'act' | 'state' | 'syslog' | 'notice'

export interface Line {
  /** Counted up from 1. */
  readonly number: number
  readonly kind: LineKind
  readonly who: string
  readonly says: string
  readonly sinceUs: Micros
  /** When it was last so, and how often until then. */
  lastUs: Micros
  times: number
}

const LINES_KEPT = 400
/** The same again within this time is no new line. */
const SAME_US: Micros = 30 * SECOND

const tables = {
  finesse: compileMachine(finesseService).states,
  service: compileMachine(service).states,
  side: compileMachine(pgSide).states,
  move: compileMachine(pgMaintenance).states,
  maintenance: compileMachine(finesseMaintenance).states,
}
const SIDES = ['A', 'B']
/** Syslog messages about one of the two CTI links, or one of the AWDBs. */
const detailOf = (code: number, detail: number): string => {
  if (code === Syslog.FINESSE_MAINTENANCE_MODE) return `: ${maintenanceEvents[detail] ?? detail}`
  if (code === Syslog.AWDB_NOT_ACCESSIBLE) return `: awdb ${detail}`
  return /CTI/.test(syslogMessages[code] ?? '') ? `: ctisvr ${SIDES[detail] ?? detail}` : ''
}

export class Chronicle {
  /** The oldest first. */
  readonly lines: Line[] = []
  /** Lines that are new or changed since this was last cleared; undefined while nobody looks. */
  changes: Set<Line> | undefined
  changed: () => void = () => undefined
  /** What an entry of the timeline was, for what the scenario did not bring. */
  says: (entry: number) => string | undefined
  readonly #recent = new Map<string, Line>()
  readonly #states = new Map<string, string>()
  #last = 0

  /** `timeline`: what the entries of the scenario's own timeline do. */
  constructor(trace: Trace, timeline: readonly string[]) {
    this.says = (entry) => timeline[entry]
    this.#listen(trace)
  }

  note(at: Micros, kind: LineKind, who: string, says: string): void {
    const key = `${who}: ${says}`
    const before = this.#recent.get(key)
    if (before !== undefined && at - before.lastUs <= SAME_US) {
      before.times++
      before.lastUs = at
      this.#tell(before)
      return
    }
    const line: Line = { number: ++this.#last, kind, who, says, sinceUs: at, lastUs: at, times: 1 }
    this.#recent.set(key, line)
    this.lines.push(line)
    if (this.lines.length > LINES_KEPT) {
      const oldest = this.lines.shift()!
      const name = `${oldest.who}: ${oldest.says}`
      if (this.#recent.get(name) === oldest) this.#recent.delete(name)
    }
    this.#tell(line)
  }

  #tell(line: Line): void {
    if (this.changes === undefined) return
    this.changes.add(line)
    this.changed()
  }

  /** Only what differs from before is news. */
  #state(at: Micros, who: string, of: string, says: string): void {
    const key = `${who} ${of}`
    if (this.#states.get(key) === says) return
    this.#states.set(key, says)
    this.note(at, 'state', who, says)
  }

  #listen(trace: Trace): void {
    trace.on(Fact.fault, (at, entry, begins) => {
      const says = this.says(entry) ?? `entry ${entry} of the timeline`
      const line = begins === 1 ? says : `over: ${says}`
      // An entry is one act for everything it is done to.
      if (this.#recent.get(`timeline: ${line}`)?.lastUs !== at) this.note(at, 'act', 'timeline', line)
    })
    trace.on(Fact.syslog, (at, node, code, detail) => {
      this.note(at, 'syslog', `finesse ${node}`, `${syslogMessages[code] ?? code}${detailOf(code, detail)}`)
    })
    trace.on(Fact.finesseStatus, (at, node, state) =>
      this.#state(at, `finesse ${node}`, 'status', tables.finesse[state] ?? ''),
    )
    trace.on(Fact.service, (at, node, which, state) =>
      this.#state(
        at,
        `finesse ${node}`,
        finesseServices[which]!,
        `${finesseServices[which]} ${tables.service[state] ?? ''}`,
      ),
    )
    trace.on(Fact.awdbInUse, (at, node, which) =>
      this.#state(at, `finesse ${node}`, 'awdb', which === 0 ? 'no awdb in use' : `awdb ${which} in use`),
    )
    trace.on(Fact.pgSide, (at, side, state) => this.#state(at, `pg ${SIDES[side]}`, 'side', tables.side[state] ?? ''))
    trace.on(Fact.maintenance, (at, node, state) => {
      if (node === 0) this.#state(at, 'agent-pg', 'maintenance', `maintenance ${tables.move[state] ?? ''}`)
      else this.#state(at, `finesse ${node}`, 'maintenance', `maintenance ${tables.maintenance[state] ?? ''}`)
    })
    trace.on(Fact.notice, (at, _user, notice) => this.note(at, 'notice', 'agents', notices[notice] ?? String(notice)))
    trace.on(Fact.forcedLogout, (at, _user, node) =>
      this.note(at, 'notice', 'agents', `forced logout by finesse ${node}`),
    )
  }
}
