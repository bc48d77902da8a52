/**
 * Maintenance mode of this node: whoever may move is moved to the other node, in phases, while work goes on; then the
 * services of the node stop (Cisco Finesse Administration Guide 15.0(1), Finesse Maintenance Mode; MaintenanceMode API). Who
 * is moved when is in maintenance-moves.ts, and what becomes of IP phones in maintenance-phones.ts.
 */
import { Fact } from '../domain/facts.ts'
import { type MaintenanceEvent, maintenanceEvents } from '../domain/maintenance.ts'
import { M } from '../domain/messages.ts'
import type { MaintenanceModeView } from '../domain/service.ts'
import { Syslog } from '../domain/syslog.ts'
import type { Ticket } from '../kernel/kernel.ts'
import { type Micros, SECOND } from '../kernel/time.ts'
import { compileMachine } from '../machines/compile.ts'
import { finesseMaintenance } from '../machines/finesse-maintenance.ts'
import { Running } from '../machines/running.ts'
import type { MaintenanceControl } from './administration.ts'
import { Due, Moves } from './maintenance-moves.ts'
import { PhoneUsers } from './maintenance-phones.ts'
import type { FinesseNode } from './node.ts'
import { streamsOf } from './streams.ts'
import type { FinesseUser } from './users.ts'

const machine = compileMachine(finesseMaintenance)
type Step = (typeof machine.events)[number]

const TICK_US: Micros = 5 * SECOND
const nobody = { desktop: 0, fippa: 0, thirdpartyclients: 0 }

export class Maintenance implements MaintenanceControl {
  readonly #node: FinesseNode
  readonly #machine = new Running(machine)
  readonly #moves: Moves
  readonly #phones: PhoneUsers
  #startedAt: Micros = -1
  #began = nobody
  /** Users who were still to go when it failed. */
  #left = 0
  /** By what they are for. */
  readonly #timers: Ticket[] = [-1, -1, -1]
  #servicesStopped = false
  /** Users whom the other node sends over. */
  readonly #arrivals = new Set<number>()

  constructor(node: FinesseNode) {
    this.#node = node
    this.#moves = new Moves(node)
    this.#phones = new PhoneUsers(node)
  }

  /** `finesseMMode` of SystemInfo. */
  get mode(): '' | 'IN_PROGRESS' | 'COMPLETED' | 'FAILED' {
    const { name } = this.#machine
    return name === 'IDLE' ? '' : name
  }

  get isRunning(): boolean {
    return this.#machine.name === 'IN_PROGRESS'
  }

  /** `finesseTimeInMMode`: seconds, negative outside. */
  get seconds(): number {
    return this.isRunning ? Math.floor((this.#node.env.now() - this.#startedAt) / SECOND) : -1
  }

  /** Users who were not moved, as their browsers refuse the other node. */
  get abandoned(): ReadonlySet<number> {
    return this.#moves.abandoned
  }

  view(): MaintenanceModeView {
    return {
      status: this.mode,
      usersLoggedIn: this.#began,
      pendingUserDisconnections: this.isRunning ? this.#pending().length : this.#left,
      estimatedCompletionTime: this.isRunning ? Math.ceil(this.#moves.leftUs() / SECOND) : 0,
    }
  }

  #step(event: Step, detail: number): boolean {
    if (!this.#machine.step(event)) return false
    const { env, options, peer } = this.#node
    env.fact(Fact.maintenance, options.number, this.#machine.state, detail)
    peer.tell()
    return true
  }

  #log(event: MaintenanceEvent): void {
    const { env, options } = this.#node
    env.fact(Fact.syslog, options.number, Syslog.FINESSE_MAINTENANCE_MODE, maintenanceEvents.indexOf(event))
  }

  initiate(): string | undefined {
    const against = this.#against()
    if (against !== undefined) {
      this.#machine.step('maintenance.rejected')
      this.#node.env.fact(Fact.maintenance, this.#node.options.number, this.#machine.state, 0)
      this.#log(against)
      return against
    }
    const { env, options, settings, users } = this.#node
    this.#startedAt = env.now()
    this.#began = countByClient(users)
    this.#left = 0
    this.#log('accepted')
    this.#step('maintenance.accepted', this.#pending().length)
    if (this.#began.thirdpartyclients > 0 && !options.waitsForThirdParty) {
      this.#fail('third-party.unsupported', 'failed: third-party clients are connected')
      return undefined
    }
    this.#phones.begin()
    const limitUs = settings.maxMMTimeSec * SECOND
    this.#after(limitUs, Due.LIMIT)
    this.#after(this.#moves.begin(limitUs), Due.MOVE)
    this.#tick()
    return undefined
  }

  /** What speaks against a start. */
  #against(): MaintenanceEvent | undefined {
    const { profile, inService, cti, administration, peer, options } = this.#node
    const name = this.#machine.name
    if (profile.finesseMaintenance === 0) return 'refused: this release has no maintenance mode'
    if (name === 'COMPLETED') return 'refused: maintenance was completed already'
    if (name === 'IN_PROGRESS') return 'refused: maintenance is running already'
    if (!inService) return 'refused: this node is out of service'
    if (cti.maintenance.isRunning) return 'refused: maintenance of CTI is running'
    if (administration.toPeer < 0) return 'refused: there is one node only'
    if (options.defects['maintenance-without-alternate']) return undefined
    if (peer.maintenance === 'IN_PROGRESS' || peer.maintenance === 'COMPLETED') {
      return 'refused: the other node is in maintenance'
    }
    return peer.inService ? undefined : 'refused: the other node is out of service'
  }

  due(what: number): void {
    if (!this.isRunning) return
    if (what === Due.TICK) this.#tick()
    else if (what === Due.MOVE) {
      const nextUs = this.#moves.next()
      if (nextUs >= 0) this.#after(nextUs, Due.MOVE)
    } else if (!this.#node.options.defects['maintenance-without-limit']) {
      this.#fail('after.maxMaintenanceTime', 'failed: agents were not migrated in time')
    }
  }

  #after(us: Micros, what: number): void {
    this.#timers[what] = this.#node.env.after(us, M.maintenanceDue, what)
  }

  #rest(): void {
    for (const timer of this.#timers) if (timer >= 0) this.#node.env.cancel(timer)
    this.#timers.fill(-1)
  }

  /** Those who are still here and expected to go. */
  #pending(): readonly FinesseUser[] {
    return this.#node.users.filter(({ stream, index }) => stream >= 0 && !this.#moves.abandoned.has(index))
  }

  /** Looks after everybody who is left. */
  #tick(): void {
    const { env, profile } = this.#node
    this.#moves.look()
    this.#phones.look(this.#moves.isWaiting)
    const pending = this.#pending()
    if (pending.length === 0) {
      this.#complete()
      return
    }
    const late = env.now() - this.#startedAt >= profile.thirdPartyUs
    if (
      late &&
      pending.some((user) => streamsOf(user).some(({ resource }) => clientOf(resource) === 'thirdpartyclients'))
    ) {
      this.#fail('third-party.unsupported', 'failed: third-party clients are connected')
      return
    }
    this.#after(TICK_US, Due.TICK)
  }

  /** Everybody has moved: the services are shut down, by an order to the node itself. */
  #complete(): void {
    this.#rest()
    this.#log('completed')
    this.#step('users.moved', this.#moves.abandoned.size)
    this.#servicesStopped = false
    for (const service of ['tomcat', 'notification'] as const) {
      const command = { what: 'service', service, state: 'down' } as const
      this.#node.env.after(0, M.command, 0, { command, touched: () => undefined })
    }
  }

  #fail(event: Step, why: MaintenanceEvent): void {
    if (!this.isRunning) return
    this.#rest()
    this.#left = this.#pending().length
    this.#step(event, this.#left)
    this.#log(why)
    for (const user of this.#pending()) {
      for (const { stream } of streamsOf(user)) {
        this.#node.env.send(stream, M.maintenanceWarning, user.index, { what: 'failed', atUs: -1 })
      }
    }
    this.#moves.letGo()
    this.#phones.forget()
  }

  otherNodeLost(): void {
    this.#fail('alternate.lost', 'failed: the other node was lost')
  }

  /** The node's own service status is another; with the next start of the services the mode is over. */
  serviceChanged(): void {
    const { name } = this.#node.cti.service
    if (name === 'STOPPED') this.#servicesStopped = true
    else if (this.#servicesStopped && this.#machine.name !== 'IN_PROGRESS') {
      this.#servicesStopped = false
      this.#step('services.started', 0)
      this.#moves.forget()
    }
    if (!this.#node.inService) this.#fail('node.out-of-service', 'failed: the node went out of service')
    this.#node.peer.tell()
  }

  cannotMove(user: number): void {
    this.#moves.cannotMove(user)
  }

  /** The other node says that this user is about to come over. */
  expect(user: number): void {
    this.#arrivals.add(user)
  }

  /** A user has come; where the PG does not keep states through a move, a property of the node decides. */
  arrived(user: FinesseUser): void {
    if (this.isRunning) this.#moves.remind(user)
    if (this.#arrivals.size === 0 || !this.#arrivals.delete(user.index)) return
    this.#moves.settle(user)
    this.#node.env.send(this.#node.administration.toPeer, M.userMigrated, user.index)
  }

  /** The other node has one who was sent there: nobody is missed here. */
  hasMoved(user: number): void {
    this.#moves.hasMoved(user)
  }

  /** The process has ended. */
  forget(): void {
    this.#machine.state = machine.initial
    this.#timers.fill(-1)
    this.#servicesStopped = false
    this.#began = nobody
    this.#left = 0
    this.#arrivals.clear()
    this.#moves.forget()
    this.#phones.forget()
  }
}

/** Kind of client, by the resource of its stream: Cisco's own have names for theirs. */
export function clientOf(resource: string): 'desktop' | 'fippa' | 'thirdpartyclients' {
  return resource === 'desktop' || resource === 'fippa' ? resource : 'thirdpartyclients'
}

function countByClient(users: readonly FinesseUser[]): MaintenanceModeView['usersLoggedIn'] {
  const counts = { ...nobody }
  for (const user of users) for (const { resource } of streamsOf(user)) counts[clientOf(resource)]++
  return counts
}
