/**
 * How a phone notices that its server is gone, and that it is back: SystemInfo every 5 s, and a lost notification stream
 * tried again every 5 s, each by a clock of its own; three failures in a row of either are too many (Administration
 * Guide 11.6(1), ch. 13, p. 127). A check whose answer does not come is failed when the next one is due. On an
 * ordinary day no check can fail, so none is played until something might be noticed.
 */
import { AgentState } from '../domain/agent-state.ts'
import { Fact } from '../domain/facts.ts'
import { M } from '../domain/messages.ts'
import { Operation, type RestRequest, type RestResponse } from '../domain/rest.ts'
import type { Ticket } from '../kernel/kernel.ts'
import type { PhoneAgent } from './phone-agent.ts'

const REST = 0
const STREAM = 1

/** States by the number of failures in a row. */
const states = ['SIGNED_IN', 'ONE_CHECK_FAILED', 'TWO_CHECKS_FAILED', 'UNAVAILABLE'] as const

/** Ids of checks, apart from those of requests. */
const FIRST_CHECK = 1_000_000_000

export class Checks {
  readonly #phone: PhoneAgent
  /** Failures in a row, by channel. */
  readonly #failures = [0, 0]
  readonly #tickets: Ticket[] = [-1, -1]
  /** Id of the SystemInfo request that is under way, or 0. */
  #asked = 0
  readonly #silent = [false, false]
  #last = FIRST_CHECK
  #silence: Ticket = -1

  constructor(phone: PhoneAgent) {
    this.#phone = phone
  }

  /** The phone has just been signed in, over a stream that works. */
  begin(): void {
    const { options, env, profile, user } = this.#phone
    this.stop()
    if (options.playsPings) env.after(profile.pingUs, M.pingDue, user.index)
    if (options.playsPings || this.#silent[this.#phone.node]!) this.trouble()
  }

  stop(): void {
    for (const channel of [REST, STREAM]) {
      this.#cancel(channel)
      this.#failures[channel] = 0
    }
    this.#asked = 0
  }

  #cancel(channel: number): void {
    if (this.#tickets[channel]! >= 0) this.#phone.env.cancel(this.#tickets[channel]!)
    this.#tickets[channel] = -1
  }

  get #isWatching(): boolean {
    return (
      this.#phone.isUsable || this.#phone.session.name === 'UNAVAILABLE' || this.#phone.session.name === 'SIGNING_OUT'
    )
  }

  /** Something might be noticed now: the checks, which were always there, are played from here on. */
  trouble(): void {
    if (!this.#isWatching || this.#tickets[REST]! >= 0) return
    const { env, profile, random } = this.#phone
    this.#tickets[REST] = env.after(Math.floor(random.next() * profile.fippaProbeUs), M.checkDue, REST)
  }

  streamLost(): void {
    if (!this.#isWatching) return
    const { stream } = this.#phone
    if (stream.state === 'open') {
      stream.close()
      this.#again(STREAM)
    }
    this.trouble()
  }

  /** A connection was broken, or one asked for was refused; without a channel, all of them. */
  reset(channel: 'rest' | 'stream' | undefined): void {
    if (channel !== 'rest') {
      if (this.#phone.stream.state === 'opening') this.#failed(STREAM)
      else this.streamLost()
    }
    if (channel === 'stream') return
    this.#phone.requests.broken(this.#phone.node)
    if (this.#asked > 0) this.#failed(REST)
    else this.trouble()
  }

  silence(link: number, silent: boolean, wasPaused = false): void {
    const node = this.#phone.toFinesse.indexOf(link ^ 1)
    const wasSilent = this.#silent[node]!
    this.#silent[node] = silent
    if (node !== this.#phone.node) return
    if (silent) {
      this.trouble()
      this.#noticeLater()
      return
    }
    if (this.#silence >= 0) this.#phone.env.cancel(this.#silence)
    this.#silence = -1
    // What was sent meanwhile is lost, and TCP does not go on without it, unless a process only paused.
    if (!wasSilent || wasPaused || this.#phone.stream.state !== 'open') return
    this.#phone.sendToNode(M.connectionReset, 'stream')
    this.streamLost()
  }

  /** A stream that merely falls silent is missed by its pings: one each interval, and lost when two more have no answer. */
  #noticeLater(): void {
    const { env, profile, random, user } = this.#phone
    const intervals = profile.pingRetries + 2 - random.next()
    this.#silence = env.after(Math.round(intervals * profile.pingUs), M.silenceNoticed, user.index)
  }

  silenceNoticed(): void {
    this.#silence = -1
    if (this.#silent[this.#phone.node]!) this.streamLost()
  }

  due(channel: number): void {
    this.#tickets[channel] = -1
    const { stream } = this.#phone
    const overdue = channel === REST ? this.#asked > 0 : stream.state === 'opening'
    if (overdue) this.#failed(channel)
    if (!this.#isWatching) return
    if (channel === REST) this.#askSystemInfo()
    else if (stream.state !== 'open') this.#tryStream()
  }

  #again(channel: number): void {
    const { env, profile } = this.#phone
    this.#cancel(channel)
    this.#tickets[channel] = env.after(profile.fippaProbeUs, M.checkDue, channel)
  }

  #askSystemInfo(): void {
    const { user, password } = this.#phone
    this.#asked = ++this.#last
    const request: RestRequest = {
      operation: Operation.getSystemInfo,
      id: 0,
      user: user.index,
      password,
      requestId: this.#asked,
      body: undefined,
    }
    const { toFinesse, node, options } = this.#phone
    this.#ask(node, request)
    if (options.defects['phone-asks-other-node'] && toFinesse.length > 1) this.#ask(1 - node, request)
    this.#again(REST)
  }

  #ask(node: number, request: RestRequest): void {
    this.#phone.env.fact(Fact.phoneCheck, this.#phone.user.index, node + 1)
    this.#phone.sendToNode(M.restRequest, request, node)
  }

  #tryStream(): void {
    this.#phone.stream.open()
    this.#again(STREAM)
  }

  /** True for the answer to a check, also one that comes too late to count. */
  answered({ requestId, status, content }: RestResponse): boolean {
    if (requestId <= FIRST_CHECK) return false
    if (requestId !== this.#asked) return true
    const good = status === 200 && content?.kind === 'systemInfo' && content.info.status !== 'OUT_OF_SERVICE'
    if (good) this.#passed(REST)
    else this.#failed(REST)
    return true
  }

  streamOpened(): void {
    this.#cancel(STREAM)
    const { name } = this.#phone.session
    this.#passed(STREAM)
    // What happened meanwhile was published to nobody.
    if (name !== 'UNAVAILABLE') this.#phone.reading.begin()
  }

  streamRefused(): void {
    this.#failed(STREAM)
  }

  #passed(channel: number): void {
    this.#failures[channel] = 0
    if (channel === REST) this.#asked = 0
    const isUp = this.#phone.stream.state === 'open'
    const quiet = isUp && this.#failures[REST] === 0 && !this.#silent[this.#phone.node]!
    if (this.#phone.session.name === 'UNAVAILABLE') {
      const notified = isUp || this.#phone.options.defects['phone-back-without-notifications']
      if (this.#failures[REST] === 0 && notified) this.#recovered()
      return
    }
    if (channel === REST) this.#phone.reading.serverAnswers()
    if (quiet && channel === REST && !this.#phone.options.playsPings) this.#cancel(REST)
    this.#follow()
  }

  #failed(channel: number): void {
    if (channel === REST) this.#asked = 0
    else this.#phone.stream.close()
    this.#failures[channel]!++
    this.#follow()
  }

  /** Brings the machine to where the failures are. */
  #follow(): void {
    const { session, options } = this.#phone
    const at = (): number => states.indexOf(session.name as (typeof states)[number])
    if (options.defects['phone-never-notices']) return
    const most = this.#phone.profile.fippaProbes
    const failures = Math.min(most, Math.max(...this.#failures))
    if (session.name === 'UNAVAILABLE' || (failures > 0 && session.name === 'INACTIVE')) return
    if (at() > failures) this.#phone.step('check.passed')
    while (at() < failures) if (!this.#phone.step('check.failed')) return
    if (at() === most) this.#unavailable()
  }

  #unavailable(): void {
    // A connection that has been silent for so long is given up.
    const { stream } = this.#phone
    if (this.#silent[this.#phone.node]! && stream.state === 'open') stream.close()
    if (stream.state !== 'open' && this.#tickets[STREAM]! < 0) this.#again(STREAM)
    this.trouble()
    this.#phone.requests.lose()
    this.#phone.habits.serverIsUnavailable()
    if (this.#phone.options.defects['phone-moves-by-itself']) this.#phone.habits.goElsewhere()
  }

  /** Finesse and its notifications are both back: the phone shows the sign-in screen. */
  #recovered(): void {
    const phone = this.#phone
    if (!phone.step('server.recovered')) return
    phone.forget()
    phone.stream.leave()
    phone.signingIn.screenShown()
    phone.person.cutOff()
  }

  ping(): void {
    const { state, profile, env, user } = this.#phone
    if (state === AgentState.LOGOUT) return
    this.#phone.sendToNode(M.ping)
    env.after(profile.pingUs, M.pingDue, user.index)
  }
}
