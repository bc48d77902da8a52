/** What a desktop does with each message and timer that reaches it, awake and asleep. */
import { eventArrived, serverPresence } from '../client/events.ts'
import type { Order } from '../domain/fault.ts'
import { type Handler, handlers, M, PAUSED } from '../domain/messages.ts'
import { Notice } from '../domain/notices.ts'
import type { RestResponse, Update } from '../domain/rest.ts'
import { ordered } from './deeds.ts'
import type { Desktop } from './desktop.ts'
import { maintenanceWarned, moveDue } from './maintenance.ts'
import type { Stage } from './token.ts'

/** A message or timer that a sleeping computer has not looked at yet. */
export interface Unread {
  readonly kind: number
  readonly about: number
  readonly body: unknown
  readonly link: number
}

/** Which connection an answer belongs to. */
interface Opening {
  readonly attempt: number
}

export const awake = handlers<Desktop>({
  restResponse: ((desktop, _about, response: RestResponse) => desktop.requests.answered(response)) as Handler<Desktop>,
  event: ((desktop, _about, update: Update, link) => {
    // A stream that was given up, or that belongs to the page before, may still bring something.
    if (desktop.stream.state === 'open' && desktop.isFromNode(link)) eventArrived(desktop, update)
  }) as Handler<Desktop>,
  streamOpened: ((desktop, _about, { attempt }: Opening, link) => {
    if (desktop.isFromNode(link) && desktop.stream.opened(attempt)) desktop.failover.streamOpened()
  }) as Handler<Desktop>,
  streamRefused: ((desktop, _about, { attempt }: Opening, link) => {
    if (!desktop.isFromNode(link) || !desktop.stream.isOpening(attempt)) return
    desktop.tell(Notice['wrong-user-or-password'])
    desktop.streamFailed()
  }) as Handler<Desktop>,
  streamClosed: ((desktop, _about, { condition }: { condition: string }, link) => {
    const isOurs = desktop.isFromNode(link) && desktop.stream.state === 'open'
    if (isOurs && condition !== 'conflict') desktop.streamLost()
  }) as Handler<Desktop>,
  subscribed: () => undefined,
  systemPresence: ((desktop, available, gone: { readonly at: number } | undefined, link) => {
    serverPresence(desktop, available, link)
    if (available === 0 && desktop.isFromNode(link)) desktop.failover.serverLost(gone?.at)
  }) as Handler<Desktop>,
  connectionReset: ((desktop, _about, what: 'rest' | 'stream' | undefined, link) =>
    desktop.connectionBroke(link, what)) as Handler<Desktop>,
  linkSilent: (desktop, _about, _body, link) => {
    if (desktop.isFromNode(link)) desktop.stream.silent()
  },
  linkAlive: (desktop, _about, body, link) => {
    desktop.stream.reachable(desktop.toFinesse.indexOf(link ^ 1))
    if (desktop.isFromNode(link)) desktop.stream.alive(body === PAUSED)
  },
  command: ((desktop, _about, order: Order) => ordered(desktop, order)) as Handler<Desktop>,
  pong: (desktop) => desktop.stream.pong(),
  pingDue: (desktop) => desktop.stream.ping(),
  silenceNoticed: (desktop) => desktop.stream.waited(),
  signInStep: (desktop) => {
    desktop.waited()
    desktop.signInSteps.waited()
  },
  retryDue: (desktop) => {
    desktop.waited()
    desktop.failover.retry()
  },
  pollDue: (desktop) => {
    desktop.waited()
    desktop.failover.poll()
  },
  slotDue: (desktop) => {
    desktop.waited()
    desktop.failover.slotDue()
  },
  maintenanceWarning: maintenanceWarned as Handler<Desktop>,
  maintenanceDue: moveDue,
  tokenDue: ((desktop, _about, stage: 'renew' | Stage) =>
    stage === 'renew' ? desktop.accessToken?.renew() : desktop.token.due(stage)) as Handler<Desktop>,
  outcomeOverdue: (desktop, _about, id) => desktop.requests.overdue(id as unknown as number),
})

/** A computer that sleeps looks at nothing but what is done to it; its user is awake. */
export const asleep = awake.map((handler, kind) =>
  handler === undefined || kind === M.command
    ? handler
    : (desktop: Desktop, about: number, body: unknown, link: number) => desktop.keep({ kind, about, body, link }),
)
