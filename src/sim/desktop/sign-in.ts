/**
 * What a browser loads, step by step, until the agent is signed in. Three ways lead there: the first sign-in (in the
 * order of a 12.x capture in Cisco's Finesse AMA, 2022: 19 requests ahead of any gadget), a page that is loaded anew on
 * the same node, and the move to the other one, for which the files are in the cache and the configuration is kept
 * (Administration Guide 15.0(1), Desktop Client Failover). Gadgets of a first sign-in load when it is done.
 */
import { takeDialogs, takeUser } from '../client/refresh.ts'
import { AgentState } from '../domain/agent-state.ts'
import { Fact, phaseNames } from '../domain/facts.ts'
import { M } from '../domain/messages.ts'
import { Notice } from '../domain/notices.ts'
import { type ApiError, Operation, type RestResponse } from '../domain/rest.ts'
import { MILLISECOND, type Micros, SECOND } from '../kernel/time.ts'
import type { Desktop } from './desktop.ts'
import { enterChat } from './media.ts'

type Step =
  | 'page'
  | 'own system'
  | 'preflight'
  | 'other system'
  | 'token'
  | 'user'
  | 'reasons'
  | 'gadget'
  | 'gadget ready'
  | 'stream'
  | 'login'
  | 'dialogs'
  | 'workflows'

export type Way = 'first' | 'reload' | 'move'

const pages = (count: number): Step[] => new Array<Step>(count).fill('page')
const otherNode: readonly Step[] = ['preflight', 'other system']

const first: readonly Step[] = [
  ...pages(2),
  'own system',
  ...pages(2),
  ...otherNode,
  ...otherNode,
  'own system',
  'user',
  'reasons',
  ...pages(2),
  'stream',
  'page',
  'login',
  'dialogs',
  'workflows',
]
/** Files that a first visit fetches and a cache has: script, styles, images. */
const STATICS = 12
/** Requests of one gadget: its frame, and its first call. */
const GADGET_REQUESTS = 2
const JSP_IS_SLOWER = 3
const DEVICE_ERROR = 'Invalid Device'

export class SignIn {
  way: Way = 'first'
  /** Since when the user waits for the desktop. */
  since = 0
  readonly #desktop: Desktop
  #plan: readonly Step[] = []
  #at = 0
  #request = 0
  #ownIsOut = false
  #deviceTries = 0

  constructor(desktop: Desktop) {
    this.#desktop = desktop
  }

  begin(way: Way): void {
    this.way = way
    this.since = this.#desktop.env.now()
    this.#deviceTries = 0
    this.#start()
  }

  /** The page is there, but the user was signed out meanwhile. */
  beginAtLogin(): void {
    this.way = 'reload'
    this.#deviceTries = 0
    this.#plan = ['login', 'dialogs']
    this.#at = 0
    this.#do()
  }

  #start(): void {
    const plan = this.way === 'first' ? this.#firstPlan() : this.#reloadPlan()
    const hasToken = this.#desktop.options.sso !== undefined
    this.#plan = hasToken ? plan.toSpliced(plan.indexOf('user'), 0, 'token') : plan
    this.#at = 0
    this.#ownIsOut = false
    this.#do()
  }

  #firstPlan(): readonly Step[] {
    const single = this.#desktop.toFinesse.length < 2
    return single ? first.filter((step) => !otherNode.includes(step)) : first
  }

  #reloadPlan(): readonly Step[] {
    const { gadgets, settings } = this.#desktop.options
    const { profile } = this.#desktop
    const cached = this.way === 'reload' || (profile.preloadsOtherNode === 1 && settings.preLoadSecondaryResources)
    const keepsConfiguration = profile.preloadsOtherNode === 1 && this.way === 'move'
    const gadget: Step[] = [...new Array<Step>(GADGET_REQUESTS).fill('gadget'), 'gadget ready']
    return [
      ...pages(2 + (cached ? 0 : STATICS)),
      'own system',
      'user',
      ...(keepsConfiguration ? [] : (['reasons'] as const)),
      ...new Array<Step[]>(gadgets.xml + gadgets.jsp).fill(gadget).flat(),
      'stream',
      'login',
      'dialogs',
      ...(keepsConfiguration ? [] : (['workflows'] as const)),
    ]
  }

  get #step(): Step | undefined {
    return this.#plan[this.#at]
  }

  /** Nothing is loaded any more. */
  stop(): void {
    this.#plan = []
    this.#request = 0
  }

  #next(): void {
    this.#at++
    this.#do()
  }

  #do(): void {
    const desktop = this.#desktop
    const { index } = desktop.user
    switch (this.#step) {
      case 'page':
      case 'gadget':
        this.#ask(Operation.getPage, 0)
        return
      case 'own system':
        this.#ask(Operation.getSystemInfo, 0)
        return
      case 'preflight':
        this.#ask(Operation.preflight, 0, 1 - desktop.node)
        return
      case 'other system':
        this.#ask(Operation.getSystemInfo, 0, 1 - desktop.node)
        return
      case 'token':
        this.#ask(Operation.getToken, index)
        return
      case 'user':
        this.#ask(Operation.getUser, index)
        return
      case 'reasons':
        this.#request = desktop.ask(Operation.getReasonCodes, index, undefined, { category: 'NOT_READY' })
        return
      case 'gadget ready':
        desktop.wait(this.#gadgetUs(), M.signInStep)
        return
      case 'stream':
        desktop.session.step('data.loaded')
        desktop.stream.open()
        return
      case 'login':
        this.#login()
        return
      case 'dialogs':
        this.#ask(Operation.getDialogs, index)
        return
      case 'workflows':
        this.#ask(Operation.getWorkflows, index)
        return
      default:
        this.#done()
    }
  }

  #ask(operation: number, id: number, node = this.#desktop.node): void {
    this.#request = this.#desktop.ask(operation, id, undefined, { node })
  }

  #gadgetUs(): number {
    const { gadgets } = this.#desktop.options
    const done = this.#plan.slice(0, this.#at).filter((step) => step === 'gadget ready').length
    const { gadgetUs } = this.#desktop.profile
    return done < gadgets.xml ? gadgetUs : gadgetUs * JSP_IS_SLOWER
  }

  #login(): void {
    const { user, options, state } = this.#desktop
    // What a mobile agent typed at the first sign-in only that node and that page knew.
    const knowsMobile = user.mobile && (this.way === 'first' || state === AgentState.LOGOUT)
    const mobile = knowsMobile ? { mode: options.mobileMode, dialNumber: `9785${user.extension}` } : undefined
    const body = { state: AgentState.LOGIN, extension: user.extension, reasonCodeId: undefined, mobile }
    this.#request = this.#desktop.ask(Operation.putUser, user.index, body)
  }

  /** An answer, or undefined when none will come; false when it was not asked for here. */
  answered(requestId: number, operation: number, response: RestResponse | undefined): boolean {
    if (requestId !== this.#request) return false
    this.#request = 0
    const step = this.#step
    if (step === undefined) return true
    if (step === 'own system' || step === 'other system' || step === 'preflight') this.#systemSeen(step, response)
    else if (response === undefined || response.status >= 400) {
      if (step === 'page' && response === undefined) this.#pageMissing()
      else if (response?.status !== 401) this.#failed()
      else {
        this.#desktop.tell(Notice['wrong-user-or-password'])
        this.#failed(this.#desktop.typing.refused())
      }
    } else {
      const { content } = response
      if (content?.kind === 'user' && this.way !== 'first') takeUser(this.#desktop, content.user)
      else if (content?.kind === 'token') this.#desktop.accessToken?.received(content.lifeUs)
      else if (content?.kind === 'dialogs') takeDialogs(this.#desktop, content.dialogs)
      // LOGIN goes on with its event.
      if (operation !== Operation.putUser) this.#next()
    }
    return true
  }

  /** Where the own node is out and the other is not, the page sends a user who is yet to sign in there. */
  #systemSeen(step: Step, response: RestResponse | undefined): void {
    const { content } = response ?? {}
    const good = content?.kind === 'systemInfo' && content.info.status === 'IN_SERVICE'
    if (step === 'own system') {
      this.#ownIsOut = !good
      if (good) this.#next()
      else if (this.way === 'move' || this.#desktop.toFinesse.length < 2) this.#failed()
      else this.#skipTo('other system')
    } else if (step === 'other system' && this.#ownIsOut) {
      if (good) this.#desktop.goTo(1 - this.#desktop.node)
      if (good) this.begin('first')
      else this.#failed()
    } else this.#next()
  }

  /** Nothing comes from this address: whoever is to sign in tries that of the other node next. */
  #pageMissing(): void {
    const desktop = this.#desktop
    if (this.way === 'first' && desktop.toFinesse.length > 1) desktop.goTo(1 - desktop.node)
    this.#failed()
  }

  #skipTo(step: Step): void {
    this.#plan = [step]
    this.#at = 0
    this.#do()
  }

  failed(requestId: number, error: ApiError): void {
    if (requestId !== this.#request) return
    const { options, session, profile } = this.#desktop
    const retries = this.#triesAgain ? options.settings.loginRetries : 0
    if (error.type !== DEVICE_ERROR || retries === 0) {
      this.#failed()
      return
    }
    session.step('device.refused')
    if (this.#deviceTries < retries) {
      this.#deviceTries++
      this.#desktop.wait(options.settings.loginRetryPauseSec * SECOND, M.signInStep)
      return
    }
    session.step('retries.exhausted')
    this.stop()
    this.#desktop.stream.takeLeave()
    // Somebody has to see to the phone first.
    this.way = 'first'
    this.#deviceTries = 0
    this.#desktop.wait(profile.signInByHandUs, M.signInStep)
  }

  /** Of a device error a desktop makes nothing before 12.5, or where the property is off. */
  get #triesAgain(): boolean {
    const { profile, options } = this.#desktop
    return profile.deviceRetries > 0 && options.settings.retryLoginAfterLogoutPhoneFailure
  }

  /** The phone failed, and its agent was signed out for it: it may be there again soon. */
  phoneFailed(): void {
    if (!this.#triesAgain) return
    this.way = 'first'
    this.#deviceTries = 0
    this.#desktop.wait(this.#desktop.options.settings.loginRetryPauseSec * SECOND, M.signInStep)
  }

  #failed(againUs: Micros = this.#desktop.profile.signInRetryUs): void {
    const desktop = this.#desktop
    // Signed in already, a page that cannot read the rest of what it shows has lost its server.
    if (this.way === 'move' || desktop.session.name === 'USABLE') {
      this.stop()
      desktop.failover.serverLost()
      return
    }
    if (desktop.session.name === 'CONNECTING') desktop.session.step('notification.refused')
    if (desktop.session.name === 'SIGNING_IN') desktop.session.step('sign-in.refused')
    desktop.stream.takeLeave()
    this.#plan = []
    desktop.wait(againUs, M.signInStep)
  }

  /** The pause is over: the next gadget is ready, the phone may be there now, or the page is loaded once more. */
  waited(): void {
    const { session } = this.#desktop
    if (this.#step === 'gadget ready') this.#next()
    else if (session.step('after.signInRetry')) this.#login()
    else {
      session.step('sign-in.requested')
      if (session.name === 'LOADING') this.#start()
    }
  }

  streamOpened(): void {
    if (this.#step !== 'stream') return
    this.#desktop.session.step('notification.connected')
    this.#next()
  }

  streamFailed(): void {
    if (this.#step !== undefined) this.#failed()
  }

  /** The event that answers LOGIN: the desktop is usable, and reads what it shows. */
  confirmed(stateBefore: number): void {
    const desktop = this.#desktop
    if (this.#step !== 'login' || !desktop.session.step('sign-in.confirmed')) return
    this.#request = 0
    desktop.env.fact(Fact.signedIn, desktop.user.index, desktop.node + 1, stateBefore)
    if (this.way === 'move') desktop.failover.signedIn()
    this.#next()
  }

  #done(): void {
    const desktop = this.#desktop
    this.stop()
    if (desktop.options.chats && this.way !== 'reload') {
      const moved = desktop.failover.isRunning ? 'failover' : 'migration'
      enterChat(desktop, this.way === 'first' ? 'sign-in' : moved)
    }
    if (this.way === 'first') {
      const took = (desktop.env.now() - this.since) / MILLISECOND
      desktop.env.fact(Fact.phase, desktop.user.index, phaseNames.indexOf('desktop-usable'), Math.round(took))
      desktop.person.signedIn()
    } else {
      desktop.failover.over()
      desktop.person.back()
    }
  }
}
