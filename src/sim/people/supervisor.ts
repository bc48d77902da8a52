/** A supervisor: watches teams and queues, listens in, barges in, and changes agents' states now and then. */
import { AgentState } from '../domain/agent-state.ts'
import { CallType, ParticipantState } from '../domain/dialog-state.ts'
import type { Directory } from '../domain/directory.ts'
import { draw } from '../domain/draw.ts'
import { Fact } from '../domain/facts.ts'
import { M } from '../domain/messages.ts'
import { reasonCodeByLabel } from '../domain/reason-codes.ts'
import type { DialogView } from '../domain/rest.ts'
import { Operation } from '../domain/rest.ts'
import { type Supervision, type SupervisorAct, supervisorActs } from '../domain/workload.ts'
import type { RandomStream } from '../kernel/random.ts'
import { type Micros, SECOND } from '../kernel/time.ts'
import { drawAttendance } from './attendance.ts'
import type { Person } from './person.ts'
import type { Workplace } from './workplace.ts'

export interface SupervisorOptions {
  readonly supervision: Supervision
  readonly directory: Directory
  readonly startUs: Micros
  readonly spreadUs: Micros
  readonly endUs: Micros
}

/** The state an agent must be in for the act to make sense. */
const stateFor: Readonly<Record<SupervisorAct, number>> = {
  'silent-monitor': AgentState.TALKING,
  barge: AgentState.TALKING,
  'force-ready': AgentState.NOT_READY,
  'force-not-ready': AgentState.READY,
  'force-logout': AgentState.NOT_READY,
}
const AGAIN_US: Micros = 5 * SECOND

export class Supervisor implements Person {
  readonly watchedQueues: readonly number[]
  readonly #desktop: Workplace
  readonly #options: SupervisorOptions
  readonly #random: RandomStream
  /** What the team feed last said of each member. */
  readonly #members = new Map<number, number>()
  #leaving = false
  /** Signed out by nobody, with the token only: whoever goes home signs in once more, to sign out. */
  #mustReturn = false
  /** Something is always about to be done, also while the desktop is out. */
  #acting = false
  #monitoring: { readonly agent: number; readonly barge: boolean; readonly forUs: Micros } | undefined

  constructor(desktop: Workplace, options: SupervisorOptions) {
    this.#desktop = desktop
    this.#options = options
    this.#random = desktop.env.random()
    const teams = desktop.user.supervises.flatMap((team) => options.directory.teams[team]!.members)
    const queues = new Set(teams.flatMap((member) => options.directory.users[member]!.queues))
    this.watchedQueues = options.supervision.watchQueues ? [...queues].sort((a, b) => a - b) : []
  }

  start(): void {
    const { env, user } = this.#desktop
    const { signInUs, signOutUs } = drawAttendance({ ...this.#options, breaks: [] }, this.#random)
    env.after(signInUs, M.shiftStarts, user.index)
    env.after(signOutUs, M.shiftEnds, user.index)
  }

  signedIn(): void {
    this.#mustReturn = false
    for (const team of this.#desktop.user.supervises) this.#desktop.request(Operation.getTeam, team)
    if (this.#leaving) this.#leave()
    if (this.#acting) return
    this.#acting = true
    this.#options.supervision.acts.forEach((_, index) => {
      this.#await(index)
    })
  }

  back(): void {
    if (this.#desktop.dialogs.size === 0) this.#monitoring = undefined
    this.signedIn()
  }

  #await(index: number): void {
    const { every } = this.#options.supervision.acts[index]!
    this.#desktop.env.after(draw(every, this.#random), M.supervisorActs, index)
  }

  signedOut(): void {
    this.#monitoring = undefined
    if (this.#leaving) return
    this.#desktop.env.after(AGAIN_US, M.shiftStarts, this.#desktop.user.index)
  }

  cutOff(): void {
    this.#monitoring = undefined
    this.#mustReturn = true
    this.#desktop.env.after(AGAIN_US, M.shiftStarts, this.#desktop.user.index)
  }

  stateChanged(): void {
    if (this.#leaving && this.#desktop.state === AgentState.NOT_READY) this.#signOut()
  }

  #signOut(): void {
    this.#desktop.signOut(reasonCodeByLabel('End of shift', 'LOGOUT')?.id)
  }

  memberChanged(member: number, state: number): void {
    // Kept only by those who act on it: a large team changes state all the time.
    if (this.#options.supervision.acts.length > 0) this.#members.set(member, state)
  }

  #act(index: number): void {
    if (this.#leaving) return
    this.#await(index)
    if (!this.#desktop.isUsable) return
    const { act, for: length } = this.#options.supervision.acts[index]!
    const wanted = stateFor[act]
    const { users } = this.#options.directory
    const fitting = [...this.#members].filter(([agent, state]) => state === wanted && users[agent]!.role === 'agent')
    if (fitting.length === 0 || this.#monitoring !== undefined || this.#desktop.state !== AgentState.NOT_READY) return
    const [agent] = this.#random.pick(fitting)
    this.#desktop.env.fact(Fact.supervisorAct, this.#desktop.user.index, agent, supervisorActs.indexOf(act))
    if (act === 'force-ready') this.#desktop.putState(AgentState.READY, undefined, agent)
    else if (act === 'force-not-ready') this.#desktop.putState(AgentState.NOT_READY, undefined, agent)
    else if (act === 'force-logout') this.#desktop.putState(AgentState.LOGOUT, undefined, agent)
    else {
      this.#monitoring = { agent, barge: act === 'barge', forUs: draw(length, this.#random) }
      this.#desktop.place('SILENT_MONITOR', this.#options.directory.users[agent]!.extension)
    }
  }

  dialogChanged(dialog: DialogView, own: number, before: number): void {
    if (own === ParticipantState.DROPPED) {
      if (this.#desktop.dialogs.size === 0) this.#monitoring = undefined
      return
    }
    if (own !== ParticipantState.ACTIVE || before === own || this.#monitoring === undefined) return
    const listening = dialog.type === CallType.SUPERVISOR_MONITOR
    this.#desktop.env.after(this.#monitoring.forUs, M.supervisorStops, dialog.call, listening && this.#monitoring.barge)
  }

  #stop(call: number, barge: boolean): void {
    if (!this.#desktop.dialogs.has(call)) return
    if (!barge || this.#monitoring === undefined) {
      this.#desktop.control(call, 'DROP')
      return
    }
    const { extension } = this.#options.directory.users[this.#monitoring.agent]!
    this.#desktop.place('BARGE_CALL', extension, { associatedDialog: call })
  }

  refused(operation: number): void {
    if (operation === Operation.putUser && this.#desktop.signOutRefused()) {
      this.#desktop.env.after(AGAIN_US, M.shiftEnds, this.#desktop.user.index)
      return
    }
    // Barging in was refused: stop listening. Listening was refused: nothing to stop.
    const [call] = this.#desktop.dialogs.keys()
    if (call === undefined) this.#monitoring = undefined
    else if (operation === Operation.postDialog) this.#desktop.control(call, 'DROP')
  }

  #leave(): void {
    const [call] = this.#desktop.dialogs.keys()
    if (call !== undefined) this.#desktop.control(call, 'DROP')
    else if (this.#desktop.state === AgentState.NOT_READY) this.#signOut()
  }

  timer(kind: number, about: number, body: unknown): void {
    if (kind === M.shiftStarts) {
      if (!this.#leaving || this.#mustReturn) this.#desktop.signIn()
    } else if (kind === M.shiftEnds) {
      this.#leaving = true
      this.#leave()
    } else if (kind === M.supervisorActs) this.#act(about)
    else if (kind === M.supervisorStops) this.#stop(about, body === true)
  }
}
