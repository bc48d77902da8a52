/**
 * What a desktop does when its server is gone (Administration Guide 11.6(1), ch. 13; 15.0(1), Desktop Client Failover):
 * three tries of the library where only the stream broke, then a look at both nodes each period, and back to work
 * where one is good: on the node it has, if that has recovered, else on the other, without asking for credentials.
 * There is no way back later.
 */
import { takeDialogs, takeUser } from '../client/refresh.ts'
import { AgentState } from '../domain/agent-state.ts'
import { Fact, phaseNames } from '../domain/facts.ts'
import { M } from '../domain/messages.ts'
import { Notice } from '../domain/notices.ts'
import { systemReasonCodes } from '../domain/reason-codes.ts'
import { type DialogView, Operation, type RestResponse } from '../domain/rest.ts'
import type { RandomStream } from '../kernel/random.ts'
import { MILLISECOND, type Micros } from '../kernel/time.ts'
import type { Desktop } from './desktop.ts'

const BAD = 0
const GOOD = 1
const NO_ANSWER = 2
const OPEN = -1

/** A refresh reads both, in this order. */
const REFRESHED = [Operation.getUser, Operation.getDialogs] as const

export class Failover {
  readonly #desktop: Desktop
  #random: RandomStream | undefined
  /** Since when the desktop knows that its server is gone, or -1. */
  since: Micros = -1
  /** When the stream broke or fell silent, or the server was lost, as far as anybody can know. */
  #brokeAt: Micros = -1
  #tries = 0
  #wasReady = false
  /** Since when an agent who was Ready waits to be it again, or -1. */
  #readySince: Micros = -1
  #moved = false
  #told = new Set<number>()
  #polledAt: Micros = 0
  /** Requests of this look at the nodes, and what they said: first the node in use, then the other. */
  #asked = [0, 0]
  #said = [OPEN, OPEN]
  #slotRequest = 0
  /** The node in use is in service, but its stream did not open. */
  #streamFailed = false
  #reading = -1
  #readRequest = 0
  #dialogs: readonly DialogView[] = []

  constructor(desktop: Desktop) {
    this.#desktop = desktop
  }

  get isRunning(): boolean {
    return this.since >= 0
  }

  /** The stream broke. If it comes back within three tries, nothing else happens. */
  streamLost(silentSince: Micros): void {
    const desktop = this.#desktop
    if (!desktop.session.step('notification.lost')) {
      // While all is read anew, or the user signs in, a loss begins all over.
      if (desktop.session.name === 'REFRESHING' || desktop.session.name === 'SIGNING_IN') this.streamFailed()
      else if (desktop.session.name === 'WAITING_FOR_DEVICE') this.serverLost()
      return
    }
    this.#brokeAt = silentSince >= 0 ? silentSince : desktop.env.now()
    this.#noteReady()
    desktop.signInSteps.stop()
    desktop.requests.lose()
    this.#tries = 0
    this.#tryLater()
  }

  #noteReady(): void {
    if (this.isRunning) return
    this.#wasReady = this.#desktop.state === AgentState.READY
  }

  #tryLater(): void {
    this.#desktop.wait(this.#desktop.profile.streamRetryUs, M.retryDue)
  }

  retry(): void {
    const desktop = this.#desktop
    if (desktop.session.name !== 'RECONNECTING') return
    this.#tries++
    desktop.env.fact(Fact.streamRetry, desktop.user.index, this.#tries)
    desktop.stream.open()
  }

  /** The stream that was asked for did not open, or broke at once. */
  streamFailed(): void {
    const desktop = this.#desktop
    const { session, profile, stream } = desktop
    stream.close()
    if (session.name === 'RECONNECTING') {
      if (this.#tries < profile.streamRetries) this.#tryLater()
      else if (session.step('retries.exhausted')) this.#enter()
    } else if (session.name === 'REFRESHING') {
      this.#streamFailed = true
      this.serverLost()
    } else desktop.signInSteps.streamFailed()
  }

  streamOpened(): void {
    const { session } = this.#desktop
    if (session.name === 'RECONNECTING' && session.step('notification.connected')) this.#read(0)
    else if (session.name === 'REFRESHING') this.#read(0)
    else this.#desktop.signInSteps.streamOpened()
  }

  /** The server is gone, for whichever of the reasons that need no tries; `goneAt` where somebody has said since when. */
  serverLost(goneAt: Micros = -1): void {
    const { session, signInSteps } = this.#desktop
    // A page that nobody has signed in to yet has its own way to try again.
    const signsIn = session.name === 'LOADING' || session.name === 'CONNECTING' || session.name === 'SIGNING_IN'
    if (signsIn && !this.isRunning && signInSteps.way !== 'move') return
    this.#noteReady()
    if (!session.step('server.lost')) return
    if (goneAt >= 0 && this.#brokeAt < 0) this.#brokeAt = goneAt
    this.#enter()
  }

  #enter(): void {
    const desktop = this.#desktop
    const { env, profile } = desktop
    if (!this.isRunning) {
      this.since = env.now()
      this.#polledAt = -1
      this.#told.clear()
      this.#moved = false
      if (this.#wasReady) this.#readySince = this.since
      if (this.#brokeAt >= 0) this.#phase('detect', this.#brokeAt)
      this.tellOnce(Notice['connection-lost'], desktop.node + 1)
    }
    this.#brokeAt = -1
    desktop.signInSteps.stop()
    desktop.requests.lose()
    this.#reading = -1
    this.#random ??= env.random('failover')
    // Desktops that lose their server at one instant do not ask at one instant.
    const first = Math.floor(this.#random.next() * profile.desktopPollUs)
    const due = this.#polledAt < 0 ? first : Math.max(0, this.#polledAt + profile.desktopPollUs - env.now())
    desktop.wait(due, M.pollDue)
  }

  #phase(name: (typeof phaseNames)[number], from: Micros): void {
    const { env, user } = this.#desktop
    env.fact(Fact.phase, user.index, phaseNames.indexOf(name), Math.round((env.now() - from) / MILLISECOND))
  }

  /** Tells the person, once in an outage. */
  tellOnce(notice: number, detail: number): void {
    if (this.#told.has(notice)) return
    this.#told.add(notice)
    this.#desktop.tell(notice, detail)
  }

  /** Both nodes are asked. */
  poll(): void {
    const desktop = this.#desktop
    const { session, env, toFinesse } = desktop
    if (!session.step('after.systemInfoPoll')) return
    this.#polledAt = env.now()
    this.#said = [OPEN, toFinesse.length < 2 ? NO_ANSWER : OPEN]
    this.#asked = [this.#ask(desktop.node), 0]
    if (toFinesse.length < 2) return
    const other = 1 - desktop.node
    if (desktop.certificates.accepts('finesse', other)) this.#asked[1] = this.#ask(other)
    else {
      this.tellOnce(Notice['certificate-not-accepted'], other + 1)
      this.#hear(1, NO_ANSWER)
    }
  }

  #ask(node: number): number {
    const { profile } = this.#desktop
    const options = { node, patienceUs: profile.restPatienceUs }
    return this.#desktop.ask(Operation.getSystemInfo, 0, undefined, options)
  }

  /** An answer to something asked here, or undefined when none will come; false when it was not asked here. */
  answered(requestId: number, response: RestResponse | undefined): boolean {
    const which = this.#asked.indexOf(requestId)
    if (which >= 0) {
      this.#asked[which] = 0
      this.#hear(which, this.#judge(which, response))
    } else if (requestId === this.#slotRequest) this.#slotGiven(response)
    else if (requestId === this.#readRequest) this.#wasRead(response)
    else return false
    return true
  }

  #judge(which: number, response: RestResponse | undefined): number {
    const { content } = response ?? {}
    if (content?.kind !== 'systemInfo') return NO_ANSWER
    const { status, heartbeatOk } = content.info
    if (status !== 'IN_SERVICE' && which === 0) this.tellOnce(Notice['out-of-service'], this.#desktop.node + 1)
    const beats = heartbeatOk || this.#desktop.profile.pollNeedsHeartbeat === 0
    return status === 'IN_SERVICE' && beats ? GOOD : BAD
  }

  #hear(which: number, said: number): void {
    const { env, user, node, session } = this.#desktop
    env.fact(Fact.polled, user.index, (which === 0 ? node : 1 - node) + 1, said)
    this.#said[which] = said
    if (session.name === 'POLLING') this.#decide()
    else if (session.name === 'CHECKING_CURRENT') this.#decideLast(said)
  }

  #decide(): void {
    const desktop = this.#desktop
    const [current, other] = this.#said
    if (current === OPEN || other === OPEN) return
    if (current === GOOD && !(this.#streamFailed && other === GOOD)) {
      if (desktop.session.step('current.in-service')) this.#refresh()
    } else if (other === GOOD) {
      if (!desktop.session.step('alternate.in-service')) return
      // In service, and yet its stream does not open: there is nothing to look at again.
      const noLook = current === GOOD || desktop.options.defects['poll-without-bias'] === true
      if (noLook) this.#move()
      else {
        this.#said[0] = OPEN
        this.#asked[0] = this.#ask(desktop.node)
      }
    } else if (desktop.session.step('neither.in-service')) this.#enter()
  }

  /** The node in use had one more chance. */
  #decideLast(said: number): void {
    if (said !== GOOD) this.#move()
    else if (this.#desktop.session.step('current.in-service')) this.#refresh()
  }

  /** The node in use is good: its stream, if that is gone, and then everything that is shown. */
  #refresh(): void {
    if (this.#desktop.stream.state === 'open') this.#read(0)
    else this.#desktop.stream.open()
  }

  #read(which: number): void {
    const operation = REFRESHED[which]
    this.#reading = which
    if (operation === undefined) this.#refreshed()
    else this.#readRequest = this.#desktop.ask(operation, this.#desktop.user.index)
  }

  #wasRead(response: RestResponse | undefined): void {
    const desktop = this.#desktop
    this.#readRequest = 0
    if (desktop.session.name !== 'REFRESHING') return
    const { content } = response ?? {}
    if (content?.kind === 'user') takeUser(desktop, content.user)
    else if (content?.kind === 'dialogs') this.#dialogs = content.dialogs
    else {
      this.serverLost()
      return
    }
    this.#read(this.#reading + 1)
  }

  #refreshed(): void {
    const desktop = this.#desktop
    this.#reading = -1
    this.#streamFailed = false
    if (desktop.state === AgentState.LOGOUT) {
      if (desktop.session.step('session.ended')) desktop.signInSteps.beginAtLogin()
      return
    }
    if (!desktop.session.step('data.loaded')) return
    this.over()
    takeDialogs(desktop, this.#dialogs)
    desktop.person.back()
  }

  #move(): void {
    const desktop = this.#desktop
    if (!desktop.session.step('current.out-of-service')) return
    if (desktop.profile.reloadsCoordinated === 0) {
      desktop.wait(0, M.slotDue)
      return
    }
    const options = { node: 1 - desktop.node, patienceUs: desktop.profile.restPatienceUs }
    this.#slotRequest = desktop.ask(Operation.getDesktopConfig, 0, undefined, options)
  }

  #slotGiven(response: RestResponse | undefined): void {
    this.#slotRequest = 0
    const { content } = response ?? {}
    if (content?.kind !== 'desktopConfig') this.serverLost()
    else this.#desktop.wait(content.reloadAfterUs, M.slotDue)
  }

  /** The page is loaded anew from the other node. */
  slotDue(): void {
    const desktop = this.#desktop
    if (desktop.session.name !== 'MOVING') return
    desktop.stream.takeLeave()
    desktop.goTo(1 - desktop.node)
    desktop.session.step('after.reloadSlot')
    this.#moved = true
    this.#streamFailed = false
    desktop.signInSteps.begin('move')
  }

  /** LOGIN was confirmed by the other node. */
  signedIn(): void {
    if (this.isRunning) this.#phase('signed-in', this.since)
  }

  /** Everything is shown again, and clicks are taken. */
  over(): void {
    const desktop = this.#desktop
    this.#brokeAt = -1
    if (!this.isRunning) return
    this.#phase('desktop-back', this.since)
    const notice = this.#moved ? 'reconnected-to-the-other-node' : 'reconnected-to-the-same-node'
    desktop.tell(Notice[notice], desktop.node + 1)
    this.since = -1
    if (this.#moved && this.#keepsReady()) desktop.putState(AgentState.READY)
    this.stateShown()
  }

  /**
   * After a move Ready is asked for again where the agent chose it last on this desktop: not in wrap-up, and not when
   * a supervisor or the system has changed the state since (Agent and Supervisor Desktop User Guide, failover).
   */
  #keepsReady(): boolean {
    const { profile, choseReady, state, reason } = this.#desktop
    if (profile.keepsReady === 0 || !choseReady) return false
    if (state === AgentState.READY) return true
    return state === AgentState.NOT_READY && !systemReasonCodes.some(({ code }) => code === reason)
  }

  /** Once the desktop is back: is the agent Ready again? */
  stateShown(): void {
    if (this.#readySince < 0 || this.isRunning || this.#desktop.state !== AgentState.READY) return
    this.#phase('ready', this.#readySince)
    this.#readySince = -1
  }

  /** The page is gone, and with it what it was about to do. */
  stop(): void {
    this.since = -1
    this.#brokeAt = -1
    this.#readySince = -1
    this.#asked = [0, 0]
    this.#slotRequest = 0
    this.#readRequest = 0
    this.#streamFailed = false
  }
}
