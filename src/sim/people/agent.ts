/**
 * An agent: signs in for the shift, is ready, answers, works after calls, takes breaks, signs out. What is done with
 * a call is in call-handling.ts. Every decision is drawn from the agent's own stream.
 */
import { AgentState } from '../domain/agent-state.ts'
import { draw } from '../domain/draw.ts'
import { M } from '../domain/messages.ts'
import { Reason, reasonCodeByLabel } from '../domain/reason-codes.ts'
import { type DialogBody, type DialogView, Operation, type UserBody } from '../domain/rest.ts'
import type { Desk, Shift } from '../domain/workload.ts'
import type { RandomStream } from '../kernel/random.ts'
import { type Micros, SECOND } from '../kernel/time.ts'
import { drawAttendance, type PlannedBreak } from './attendance.ts'
import { CallHandling } from './call-handling.ts'
import { drawOwnCall, drawPause, OWN_CALLS } from './own-calls.ts'
import type { Person } from './person.ts'
import type { Workplace } from './workplace.ts'

export interface AgentOptions {
  readonly desk: Desk
  readonly shift: Shift
  /** Extensions of colleagues to call, consult and transfer to. */
  readonly colleagues: readonly string[]
  readonly callFromReady: boolean
}

/** Reasons of a Not Ready that the agent did not choose, and leaves after a while. */
const againAfter: readonly number[] = [
  Reason.RONA,
  Reason.MOBILE_NOT_ANSWERED,
  Reason.SUPERVISOR,
  Reason.CONNECTION_FAILURE,
  Reason.CALL_OVERLAP,
  Reason.PG_RESET,
  Reason.REINITIALIZED,
]
const AGAIN_US: Micros = 5 * SECOND

export class Agent implements Person {
  readonly watchedQueues: readonly number[] = []
  readonly desktop: Workplace
  readonly options: AgentOptions
  readonly random: RandomStream
  readonly #luckOfOwnCalls: RandomStream
  readonly #handling: CallHandling
  /** Came for the shift, and has not gone home. */
  isHere = false
  #leaving = false
  /** Was cut off while signed in. */
  #mustReturn = false
  /** The break that is due or running. */
  #break: PlannedBreak | undefined
  #breakRuns = false
  /** Counts changes of state, so that a thought about an old state is dropped. */
  #turn = 0

  constructor(desktop: Workplace, options: AgentOptions) {
    this.desktop = desktop
    this.options = options
    this.random = desktop.env.random()
    this.#luckOfOwnCalls = desktop.env.random(OWN_CALLS)
    this.#handling = new CallHandling(this)
  }

  start(): void {
    const { env, user } = this.desktop
    const { signInUs, signOutUs, breaks } = drawAttendance(this.options.shift, this.random)
    env.after(signInUs, M.shiftStarts, user.index)
    env.after(signOutUs, M.shiftEnds, user.index)
    for (const one of breaks) env.after(one.atUs, M.breakStarts, user.index, one)
    this.#awaitOwnCall()
  }

  signedIn(): void {
    this.#mustReturn = false
    this.#handling.back()
    this.#think(draw(this.options.desk.readyAfterSignIn, this.random))
  }

  /** After an outage: whatever was being thought is thought anew, about what is true now. */
  back(): void {
    this.#turn++
    this.#handling.back()
    const { state } = this.desktop
    const { desk } = this.options
    if (state === AgentState.NOT_READY) {
      if (this.#leaving) this.#signOut()
      else if (this.#break === undefined) this.#think(draw(desk.readyAfterSignIn, this.random))
      else if (!this.#breakRuns) this.#goNotReady()
    } else if (state === AgentState.READY) {
      if (this.#wantsOut) this.#goNotReady()
    } else if (state === AgentState.WORK || state === AgentState.WORK_READY) this.#think(draw(desk.wrapUp, this.random))
  }

  signedOut(): void {
    this.#turn++
    this.#handling.forget()
    this.#breakRuns = false
    this.isHere = !this.#leaving
    if (this.#leaving) return
    // Somebody else signed the agent out in the middle of the shift: sign in again after a while.
    const { env, user } = this.desktop
    env.after(draw(this.options.desk.backAfterRingOut, this.random), M.shiftStarts, user.index)
  }

  /** Whoever wants to go home signs in once more, to sign out. */
  cutOff(): void {
    this.#turn++
    this.#handling.forget()
    this.#breakRuns = false
    this.#mustReturn = true
    const { env, user } = this.desktop
    env.after(draw(this.options.desk.backAfterRingOut, this.random), M.shiftStarts, user.index)
  }

  get #wantsOut(): boolean {
    return this.#leaving || this.#break !== undefined
  }

  stateChanged(before: number): void {
    const { state, reason } = this.desktop
    if (state === before && state !== AgentState.NOT_READY) return
    this.#turn++
    const { desk } = this.options
    const wrappedUp = before === AgentState.WORK || before === AgentState.WORK_READY
    if (wrappedUp && this.desktop.dialogs.size > 0) this.#handling.free()
    if (state === AgentState.NOT_READY) {
      if (this.#leaving) this.#signOut()
      else if (this.#break !== undefined && !this.#breakRuns) this.#beginBreak(this.#break)
      else if (againAfter.includes(reason)) {
        this.#think(draw(desk.backAfterRingOut, this.random))
      } else if (before > AgentState.READY && this.#break === undefined) {
        // Back from a call of one's own, or from wrap-up that led to Not Ready.
        this.#think(draw(desk.readyAfterSignIn, this.random))
      }
    } else if (state === AgentState.READY) {
      if (this.#wantsOut) this.#goNotReady()
    } else if (state === AgentState.WORK || state === AgentState.WORK_READY) {
      this.#think(draw(desk.wrapUp, this.random))
    }
  }

  /** Decides anew after a while, unless the state changes before. */
  #think(us: Micros): void {
    this.desktop.env.after(us, M.thinkDone, this.#turn)
  }

  #decide(turn: number): void {
    if (turn !== this.#turn) return
    const { state } = this.desktop
    if (state === AgentState.LOGOUT) return
    if (this.#leaving && state === AgentState.NOT_READY) this.#signOut()
    else if (this.#wantsOut) this.#goNotReady()
    else if (state !== AgentState.READY) this.desktop.putState(AgentState.READY)
  }

  #goNotReady(): void {
    const label = this.#break?.pause.reason ?? 'Break'
    this.desktop.putState(AgentState.NOT_READY, reasonCodeByLabel(label, 'NOT_READY')?.id)
  }

  #signOut(): void {
    this.desktop.signOut(reasonCodeByLabel(this.options.shift.signOutReason, 'LOGOUT')?.id)
  }

  #beginBreak({ forUs }: PlannedBreak): void {
    this.#breakRuns = true
    this.desktop.env.after(forUs, M.breakEnds, this.desktop.user.index)
  }

  #breakDue(pause: PlannedBreak): void {
    if (this.#leaving || this.#break !== undefined || !this.desktop.isUsable) return
    this.#break = pause
    const { state } = this.desktop
    // During a call the wish is pending; in wrap-up and on offers the next decision takes it up.
    if (state === AgentState.READY || state === AgentState.NOT_READY || state === AgentState.TALKING) this.#goNotReady()
  }

  #breakOver(): void {
    this.#break = undefined
    this.#breakRuns = false
    if (this.desktop.state === AgentState.NOT_READY) this.#think(0)
  }

  #shiftOver(): void {
    this.#leaving = true
    const { state } = this.desktop
    if (state === AgentState.READY) this.#goNotReady()
    else if (state === AgentState.NOT_READY) this.#signOut()
  }

  dialogChanged(dialog: DialogView, own: number, before: number): void {
    this.#handling.changed(dialog, own, before)
  }

  memberChanged(): void {}

  refused(operation: number, id: number, body: UserBody | DialogBody | undefined, status: number): void {
    if (operation === Operation.putUser) {
      // A state that was refused: look again in a moment, with whatever is true then.
      this.desktop.signOutRefused()
      this.#think(AGAIN_US)
    } else this.#handling.refused(id, body as DialogBody | undefined, status)
  }

  #awaitOwnCall(): void {
    const pauseUs = drawPause(this.options.desk, this.#luckOfOwnCalls)
    if (pauseUs !== undefined) this.desktop.env.after(pauseUs, M.ownCallDue, this.desktop.user.index)
  }

  #ownCallDue(): void {
    if (this.#leaving) return
    // Drawn whether or not it can be placed: the next one must not depend on that.
    const call = drawOwnCall(this.options.desk, this.options.colleagues, this.#luckOfOwnCalls)
    this.#awaitOwnCall()
    const { state, isUsable, dialogs } = this.desktop
    const free = state === AgentState.NOT_READY || (state === AgentState.READY && this.options.callFromReady)
    if (!free || !isUsable || dialogs.size > 0 || this.#break !== undefined) return
    this.#handling.placeOwnCall(call)
  }

  timer(kind: number, about: number, body: unknown): void {
    if (kind === M.thinkDone) {
      if (body === undefined) this.#decide(about)
      else this.#handling.due(about, body as never)
    } else if (kind === M.ringTone) this.#handling.ringHeard(about, body as number)
    else if (kind === M.goodbye) this.#handling.goodbye(about)
    else if (kind === M.callerLeft) this.#handling.callerLeft(about)
    else if (kind === M.shiftStarts) {
      if (this.#leaving && !this.#mustReturn) return
      this.isHere = true
      this.desktop.signIn()
    } else if (kind === M.shiftEnds) this.#shiftOver()
    else if (kind === M.breakStarts) this.#breakDue(body as PlannedBreak)
    else if (kind === M.breakEnds) this.#breakOver()
    else if (kind === M.ownCallDue) this.#ownCallDue()
  }
}
