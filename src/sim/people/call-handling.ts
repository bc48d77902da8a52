/**
 * What an agent does with calls: answer or not, hold, note data, consult and transfer, confer, end. One plan is
 * drawn for each routed call when it is answered; every step waits for the event that shows the one before.
 */
import { AgentState } from '../domain/agent-state.ts'
import { CallType, DialogState, ParticipantState } from '../domain/dialog-state.ts'
import { draw } from '../domain/draw.ts'
import { M } from '../domain/messages.ts'
import { reasonCodeByLabel } from '../domain/reason-codes.ts'
import type { DialogBody, DialogView } from '../domain/rest.ts'
import { OUTSIDE } from '../domain/voice.ts'
import { type Micros, SECOND } from '../kernel/time.ts'
import type { Agent } from './agent.ts'
import type { OwnCall } from './own-calls.ts'

/** How long one lets a colleague's phone ring, and looks at a failed call. */
const RING_PATIENCE_US: Micros = 20 * SECOND
/** How long one lets the own phone ring that the desktop shows nothing of. */
const SCREEN_PATIENCE_US: Micros = 5 * SECOND
const FAILED_PATIENCE_US: Micros = 2 * SECOND

/** What became of a request, beside answers of HTTP. */
const UNKNOWN = 0
const OUT_OF_SERVICE = 503

type Deed =
  | 'answer'
  | 'pick up'
  | 'pick up unseen'
  | 'drop'
  | 'hang up unseen'
  | 'hold'
  | 'retrieve'
  | 'call data'
  | 'consult'
  | 'give up consult'
  | 'complete'
  | 'single step'
  | 'pending not ready'

interface Consultation {
  readonly original: number
  readonly purpose: 'TRANSFER' | 'CONFERENCE'
  call: number
}

export class CallHandling {
  readonly #agent: Agent
  #consultation: Consultation | undefined
  /** Calls that this agent placed, and ends. */
  #own: Set<number> | undefined
  #placing = false
  /** What could not be done while the desktop was out. */
  #missed: { readonly deed: Deed; readonly call: number }[] = []

  constructor(agent: Agent) {
    this.#agent = agent
  }

  #later(us: Micros, deed: Deed, call: number): void {
    this.#agent.desktop.env.after(us, M.thinkDone, call, deed)
  }

  changed(dialog: DialogView, own: number, before: number): void {
    if (own === ParticipantState.DROPPED) this.#gone(dialog.call)
    else if (before === -1 && own === ParticipantState.ALERTING) this.#rings(dialog)
    else if (own === ParticipantState.INITIATING) this.#placed(dialog)
    else if (own === ParticipantState.FAILED && before !== own) this.#later(FAILED_PATIENCE_US, 'drop', dialog.call)
    else if (own === ParticipantState.ACTIVE) this.#active(dialog, before)
  }

  #rings(dialog: DialogView): void {
    const { desk } = this.#agent.options
    const { user, mobileMode } = this.#agent.desktop
    if (this.#agent.desktop.goesByEar) return
    const routed = dialog.contact > 0
    // In call-by-call mode the phone at home is picked up, not the desktop's button.
    if (routed && user.mobile && mobileMode === 'CALL_BY_CALL') return
    if (routed && this.#agent.random.chance(desk.ringOut)) return
    this.#later(draw(desk.answer, this.#agent.random), 'answer', dialog.call)
  }

  /** The phone rings. What a desktop shows of it comes by another way, and only while there is one. */
  ringHeard(call: number, contact: number): void {
    const { desktop, random, options, isHere } = this.#agent
    if (!isHere) return
    if (!desktop.goesByEar) {
      // Nothing may come to the screen, and the agent not know that it is lost.
      this.#later(SCREEN_PATIENCE_US, 'pick up unseen', call)
      return
    }
    if (contact > 0 && random.chance(options.desk.ringOut)) return
    this.#later(draw(options.desk.answer, random), 'pick up', call)
  }

  #placed(dialog: DialogView): void {
    if (this.#consultation !== undefined && dialog.associated === this.#consultation.original) {
      this.#consultation.call = dialog.call
      this.#later(RING_PATIENCE_US, 'give up consult', dialog.call)
    } else if (this.#placing) {
      this.#placing = false
      this.#own ??= new Set()
      this.#own.add(dialog.call)
      this.#later(RING_PATIENCE_US, 'drop', -dialog.call)
    }
  }

  #active(dialog: DialogView, before: number): void {
    if (dialog.state !== DialogState.ACTIVE) return
    if (isOver(dialog)) this.#later(FAILED_PATIENCE_US, 'drop', dialog.call)
    if (this.#consultation?.call === dialog.call) {
      if (this.#everybodyActive(dialog) && before !== ParticipantState.ACTIVE) this.#consulted(dialog)
    } else if (before === ParticipantState.ALERTING) this.#answered(dialog)
    else if (
      this.#own?.has(dialog.call) === true &&
      before !== ParticipantState.ACTIVE &&
      dialog.type === CallType.AGENT_INSIDE
    ) {
      this.#later(draw(this.#agent.options.desk.agentToAgent.talk, this.#agent.random), 'drop', dialog.call)
    }
  }

  #everybodyActive(dialog: DialogView): boolean {
    return dialog.parties.length > 1 && dialog.parties.every((party) => party.state === ParticipantState.ACTIVE)
  }

  #consulted(dialog: DialogView): void {
    const { handling } = this.#agent.options.desk
    const talk = this.#consultation!.purpose === 'TRANSFER' ? handling.consultTransfer.talk : handling.conference.talk
    this.#later(draw(talk, this.#agent.random), 'complete', dialog.call)
  }

  /** The plan for a call that was just answered. */
  #answered(dialog: DialogView): void {
    if (dialog.contact === 0) return
    const { desk } = this.#agent.options
    const { random } = this.#agent
    const { handling } = desk
    const { call } = dialog
    if (random.chance(handling.callData.chance)) this.#later(SECOND, 'call data', call)
    if (random.chance(handling.pendingNotReady.chance)) this.#later(SECOND, 'pending not ready', call)
    if (desk.wrapUpOnIncoming === 'OPTIONAL' && random.chance(desk.wrapUpChosen)) {
      this.#agent.desktop.putState(AgentState.WORK)
    }
    if (random.chance(handling.hold.chance)) this.#later(draw(handling.hold.after, random), 'hold', call)
    else if (random.chance(handling.consultTransfer.chance)) {
      this.#plan('TRANSFER', call, draw(handling.consultTransfer.after, random))
    } else if (random.chance(handling.conference.chance)) {
      this.#plan('CONFERENCE', call, draw(handling.conference.after, random))
    } else if (random.chance(handling.singleStepTransfer.chance)) {
      this.#later(draw(handling.singleStepTransfer.after, random), 'single step', call)
    }
  }

  #plan(purpose: Consultation['purpose'], original: number, us: Micros): void {
    this.#consultation = { original, purpose, call: 0 }
    this.#later(us, 'consult', original)
  }

  placeOwnCall({ to, farEnd }: OwnCall): void {
    this.#placing = true
    this.#agent.desktop.place('MAKE_CALL', to, farEnd === undefined ? {} : { farEnd })
  }

  #gone(call: number): void {
    this.#own?.delete(call)
    const consultation = this.#consultation
    if (consultation === undefined) return
    if (call === consultation.original) {
      this.#consultation = undefined
      // The caller gave up meanwhile: nothing to transfer any more.
      if (this.#agent.desktop.dialogs.has(consultation.call)) this.#agent.desktop.control(consultation.call, 'DROP')
    } else if (call === consultation.call) {
      this.#consultation = undefined
      const original = this.#agent.desktop.dialogs.get(consultation.original)
      if (original && this.#agent.desktop.ownState(original) === ParticipantState.HELD) {
        this.#agent.desktop.control(consultation.original, 'RETRIEVE')
      }
    }
  }

  /** Wrap-up is over: what rang meanwhile can be answered now. */
  free(): void {
    const { desktop, random, options } = this.#agent
    for (const dialog of desktop.dialogs.values()) {
      if (desktop.ownState(dialog) !== ParticipantState.ALERTING) continue
      this.#later(draw(options.desk.answer, random), 'answer', dialog.call)
    }
  }

  /** The caller has said goodbye; whoever is still on the call with nobody else ends it. */
  goodbye(call: number): void {
    const { desktop, isHere } = this.#agent
    const consult = this.#consultation
    if (!isHere || (consult !== undefined && !desktop.isOut)) return
    if (consult !== undefined && consult.call > 0) desktop.press('drop', consult.call)
    const dialog = desktop.dialogs.get(call)
    if (desktop.goesByEar || dialog === undefined) {
      desktop.press('drop', call)
      return
    }
    if (desktop.ownState(dialog) === ParticipantState.ACTIVE) desktop.control(call, 'DROP')
  }

  /** Only colleagues are left. One who sees the call ends it there; without a screen it ends at the phone. */
  callerLeft(call: number): void {
    if (this.#agent.isHere) this.#later(FAILED_PATIENCE_US, 'hang up unseen', call)
  }

  /** An answer or a hang-up that the desktop did not bring about is done by the keys of the phone. */
  refused(call: number, body: DialogBody | undefined, status: number): void {
    const { desktop } = this.#agent
    const lost = status === UNKNOWN || status === OUT_OF_SERVICE
    if (lost && body?.action === 'ANSWER') desktop.press('answer', call)
    if (lost && body?.action === 'DROP') desktop.press('drop', call)
    if (lost && (body?.action === 'HOLD' || body?.action === 'RETRIEVE')) this.#missed.push({ deed: 'retrieve', call })
    if (body?.action === 'MAKE_CALL') this.#placing = false
    if (body?.action === 'CONSULT_CALL') this.#consultation = undefined
    const completing = body?.action === 'TRANSFER' || body?.action === 'CONFERENCE'
    const consult = this.#consultation?.call
    if (completing && consult !== undefined && desktop.dialogs.has(consult)) desktop.control(consult, 'DROP')
  }

  forget(): void {
    this.#consultation = undefined
    this.#own?.clear()
    this.#placing = false
    this.#missed = []
  }

  /** The time for a deed has come; it is done if it still makes sense. */
  due(about: number, deed: Deed): void {
    const { desktop, random, options } = this.#agent
    const unanswered = about < 0
    const call = Math.abs(about)
    const dialog = desktop.dialogs.get(call)
    if (deed === 'pick up' || deed === 'pick up unseen') {
      const isForEar = deed === 'pick up' || dialog === undefined
      if (isForEar && !this.#isWorkingOn()) desktop.press('answer', call)
      return
    }
    if (deed === 'hang up unseen') {
      if (desktop.goesByEar || dialog === undefined) desktop.press('drop', call)
      return
    }
    if (dialog === undefined) return
    if (desktop.isOut) {
      this.#dueByPhone(deed, about)
      return
    }
    const own = desktop.ownState(dialog)
    const active = own === ParticipantState.ACTIVE
    if (deed === 'answer' && own === ParticipantState.ALERTING) this.#answer(dialog)
    else if (deed === 'drop' && (!unanswered || !this.#everybodyActive(dialog))) desktop.control(call, 'DROP')
    else if (deed === 'hold' && active) {
      desktop.control(call, 'HOLD')
      this.#later(draw(options.desk.handling.hold.for, random), 'retrieve', call)
    } else if (deed === 'retrieve' && own === ParticipantState.HELD) desktop.control(call, 'RETRIEVE')
    else if (deed === 'call data' && active) {
      desktop.control(call, 'UPDATE_CALL_DATA', { variables: new Map([[3, `seen by ${desktop.user.loginId}`]]) })
    } else if (deed === 'pending not ready' && active) {
      const { reason } = options.desk.handling.pendingNotReady
      desktop.putState(AgentState.NOT_READY, reasonCodeByLabel(reason, 'NOT_READY')?.id)
    } else if (deed === 'consult') this.#consult(dialog, active)
    else if (deed === 'give up consult' && !this.#everybodyActive(dialog)) desktop.control(call, 'DROP')
    else if (deed === 'complete' && active) this.#complete()
    else if (deed === 'single step' && active && options.colleagues.length > 0) {
      desktop.control(call, 'TRANSFER_SST', { to: random.pick(options.colleagues) })
    }
  }

  /** Without the desktop: calls are answered and ended at the phone, all else waits. */
  #dueByPhone(deed: Deed, about: number): void {
    const { desktop } = this.#agent
    if (deed === 'answer') desktop.press('answer', about)
    else if (deed === 'drop' && about > 0) desktop.press('drop', about)
    else this.#missed.push({ deed, call: about })
  }

  /** The desktop is there again: what was to be done meanwhile is done now, where it still makes sense. */
  back(): void {
    const { dialogs } = this.#agent.desktop
    this.#placing = false
    const missed = this.#missed
    this.#missed = []
    for (const { deed, call } of missed) this.#later(SECOND, deed, call)
    const plan = this.#consultation
    if (plan !== undefined && (!dialogs.has(plan.original) || (plan.call > 0 && !dialogs.has(plan.call)))) {
      this.#consultation = undefined
    }
    if (this.#consultation !== undefined) return
    // What nobody has a plan for any more: a consult call is ended, a call that is over too, a caller on hold is taken back.
    for (const dialog of dialogs.values()) {
      const own = this.#agent.desktop.ownState(dialog)
      if (dialog.associated !== 0 && own === ParticipantState.ACTIVE) this.#later(SECOND, 'drop', dialog.call)
      else if (own === ParticipantState.ACTIVE && isOver(dialog)) this.#later(FAILED_PATIENCE_US, 'drop', dialog.call)
      else if (own === ParticipantState.HELD) this.#later(FAILED_PATIENCE_US, 'retrieve', dialog.call)
    }
  }

  /** A colleague's call, or one passed on, is left to ring while there is work to do on the one before. */
  #answer(dialog: DialogView): void {
    if (!this.#isWorkingOn()) this.#agent.desktop.control(dialog.call, 'ANSWER')
  }

  #isWorkingOn(): boolean {
    const { state } = this.#agent.desktop
    return state === AgentState.WORK || state === AgentState.WORK_READY
  }

  #consult(dialog: DialogView, active: boolean): void {
    const { colleagues } = this.#agent.options
    if (!active || colleagues.length === 0 || dialog.parties.length > 2) this.#consultation = undefined
    else this.#agent.desktop.control(dialog.call, 'CONSULT_CALL', { to: this.#agent.random.pick(colleagues) })
  }

  #complete(): void {
    const consultation = this.#consultation
    const { desktop, random, options } = this.#agent
    if (consultation === undefined || !desktop.dialogs.has(consultation.original)) return
    desktop.control(consultation.original, consultation.purpose)
    if (consultation.purpose === 'CONFERENCE' && random.chance(options.desk.handling.conference.leave)) {
      this.#later(draw(options.desk.handling.conference.talk, random), 'drop', consultation.original)
    }
  }
}

/** The caller has gone and only colleagues are left: nothing more to say. */
function isOver({ type, parties }: DialogView): boolean {
  const joined = type === CallType.CONFERENCE || type === CallType.TRANSFER
  return joined && parties.every((party) => party.device !== OUTSIDE)
}
