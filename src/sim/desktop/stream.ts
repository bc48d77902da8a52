/**
 * The notification stream of a desktop: BOSH or WebSocket, it is one connection that opens, breaks or falls silent.
 * Silence is noticed by pings: one each 10 s, and lost when two more go unanswered (Developer Guide 12.5(1), p. 24).
 */
import { M } from '../domain/messages.ts'
import { Notice } from '../domain/notices.ts'
import { Topic } from '../domain/rest.ts'
import type { Ticket } from '../kernel/kernel.ts'
import type { RandomStream } from '../kernel/random.ts'
import type { Micros } from '../kernel/time.ts'
import type { Desktop } from './desktop.ts'

export class NotificationStream {
  state: 'closed' | 'opening' | 'open' = 'closed'
  /** Since when nothing is heard of the server, as the desktop finds out later; -1 while it is. */
  silentSince: Micros = -1
  readonly #desktop: Desktop
  #pings: RandomStream | undefined
  /** The wait of an opening stream, or that for the silence to be noticed. */
  #timer: Ticket = -1
  #pingTimer: Ticket = -1
  #unanswered = 0
  /** Nodes that a connection was closed to while nothing reached them: they hear of it when anything does. */
  readonly #unheard = new Set<number>()
  /** Connections made so far; what is heard of an earlier one is of no interest. */
  #attempt = 0

  constructor(desktop: Desktop) {
    this.#desktop = desktop
  }

  open(): void {
    const { accessToken, env, user, profile, certificates, node, password } = this.#desktop
    this.close()
    this.state = 'opening'
    this.#timer = env.after(profile.restPatienceUs, M.silenceNoticed, user.index)
    if (!certificates.accepts('notification', node)) {
      // The browser asks nobody and says nothing: the connection does not come about.
      this.#desktop.failover.tellOnce(Notice['certificate-not-accepted'], node + 1)
      return
    }
    // Cisco's own desktop has a resource for itself; clients of others are to choose another.
    const resource = user.client === 'third-party' ? user.extension : 'desktop'
    const attempt = ++this.#attempt
    const open = { user: user.index, password, ...accessToken?.credentials, resource, attempt }
    this.#desktop.sendToNode(M.streamOpen, open)
  }

  isOpening(attempt: number): boolean {
    return this.state === 'opening' && attempt === this.#attempt
  }

  /** It is open: presence, without which no events come, and what supervisors follow besides. */
  opened(attempt: number): boolean {
    if (!this.isOpening(attempt)) return false
    const desktop = this.#desktop
    this.#rest()
    this.state = 'open'
    this.#unheard.delete(desktop.node)
    desktop.sendToNode(M.presence, { available: true })
    for (const team of desktop.user.supervises) desktop.sendToNode(M.subscribe, { topic: Topic.TEAM_USERS, of: team })
    for (const queue of desktop.person.watchedQueues) desktop.sendToNode(M.subscribe, { topic: Topic.QUEUE, of: queue })
    if (desktop.options.playsPings) this.#pingLater()
    return true
  }

  /** Is forgotten on this side; the other learns it, if at all, from what `takeLeave` says. */
  close(): void {
    this.#rest()
    this.state = 'closed'
    this.silentSince = -1
  }

  #rest(): void {
    const { env } = this.#desktop
    if (this.#timer >= 0) env.cancel(this.#timer)
    if (this.#pingTimer >= 0) env.cancel(this.#pingTimer)
    this.#timer = -1
    this.#pingTimer = -1
    this.#unanswered = 0
  }

  /** What a browser still manages to say when its page goes away. */
  takeLeave(): void {
    if (this.state !== 'closed') {
      this.#desktop.sendToNode(M.presence, { available: false })
      this.#desktop.sendToNode(M.streamClose)
    }
    this.close()
  }

  /** The page goes away, or stops, without a word. */
  fallSilent(): void {
    // Where pings are not played, this stands for those that will not come any more.
    if (this.state === 'open' && !this.#desktop.options.playsPings) this.#desktop.sendToNode(M.linkSilent)
  }

  /** Clients of others ping as seldom as they may. */
  get #pingUs(): Micros {
    const { user, profile } = this.#desktop
    return user.client === 'third-party' ? profile.pingExpectedUs : profile.pingUs
  }

  #pingLater(): void {
    const { env, user } = this.#desktop
    this.#pingTimer = env.after(this.#pingUs, M.pingDue, user.index)
  }

  ping(): void {
    this.#pingTimer = -1
    if (this.#unanswered > this.#desktop.profile.pingRetries) {
      this.#desktop.streamLost()
      return
    }
    this.#unanswered++
    this.#desktop.sendToNode(M.ping)
    this.#pingLater()
  }

  /** Heard again: a computer that slept wakes up with the word that nothing was heard of it. */
  pong(): void {
    this.#unanswered = 0
    if (this.silentSince < 0) return
    this.silentSince = -1
    if (this.#timer >= 0) this.#desktop.env.cancel(this.#timer)
    this.#timer = -1
  }

  /** From now on pings go unanswered; when that is noticed depends on when the last one was answered. */
  silent(): void {
    if (this.state !== 'open' || this.silentSince >= 0) return
    const { env, user, profile, options } = this.#desktop
    this.silentSince = env.now()
    if (options.playsPings) return
    this.#pings ??= env.random('pings')
    const ago = Math.floor(this.#pings.next() * this.#pingUs)
    const noticedUs = (profile.pingRetries + 2) * this.#pingUs - ago
    this.#timer = env.after(noticedUs, M.silenceNoticed, user.index)
  }

  /** A node that could not be reached can be. */
  reachable(node: number): void {
    // One that opens there now takes the place of the one before.
    if (this.state === 'opening' && node === this.#desktop.node) return
    if (this.#unheard.delete(node)) this.#desktop.sendToNode(M.connectionReset, 'stream', node)
  }

  /**
   * What was sent meanwhile is lost, and TCP does not go on without it: the connection is broken. A process that only
   * paused has lost nothing, and answers the pings that wait for it.
   */
  alive(wasPaused: boolean): void {
    if (this.state !== 'open' || this.silentSince < 0) return
    if (!wasPaused) {
      this.#desktop.sendToNode(M.connectionReset, 'stream')
      this.#desktop.streamLost()
      return
    }
    if (this.#timer >= 0) this.#desktop.env.cancel(this.#timer)
    this.#timer = -1
    this.silentSince = -1
  }

  /** The wait is over: the stream did not open, or its silence is noticed. */
  waited(): void {
    this.#timer = -1
    if (this.state === 'opening') this.#desktop.streamFailed()
    else if (this.state === 'open') {
      // Closed by the browser; the node hears of it as soon as it can.
      this.#desktop.sendToNode(M.connectionReset, 'stream')
      this.#unheard.add(this.#desktop.node)
      this.#desktop.streamLost()
    }
  }
}
