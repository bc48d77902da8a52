/**
 * Agents in media routing domains other than voice (Developer Guide 12.5(1), p. 167-186): sign-in, states, whether tasks
 * may be routed to them. What the PG of these media decides is decided here, so a request is answered 202 and its
 * outcome follows at once as an event. How an agent signed in is known to this node alone. No tasks are routed: a center
 * has voice callers only.
 */
import type { MediaDomain } from '../domain/config.ts'
import { Fact } from '../domain/facts.ts'
import { Reason } from '../domain/reason-codes.ts'
import { type MediaBody, Topic, type Update } from '../domain/rest.ts'
import type { MediaView } from '../domain/service.ts'
import type { FinesseNode } from './node.ts'
import { type Answer, failure } from './rest-answer.ts'
import { deliver } from './streams.ts'

type Said = Pick<Update, 'media'> & Partial<Pick<Update, 'error'>>

interface Presence {
  state: string
  since: number
  reasonCodeId: number
  routable: boolean
  maxDialogLimit: number
  interruptAction: string
  dialogLogoutAction: string
}

const DIALOGS_MOST = 10
const interruptActions = ['ACCEPT', 'IGNORE']
const logoutActions = ['CLOSE', 'TRANSFER']
const settable = ['LOGIN', 'LOGOUT', 'READY', 'NOT_READY']
/** E_ARM constants of the media routing interface, as asynchronous errors name them. */
const AlreadyLoggedIn = ['Agent already logged into MRD', 'E_ARM_STAT_AGENT_ALREADY_LOGGED_IN', 1] as const
const NotLoggedIn = ['Agent not logged into MRD', 'E_ARM_STAT_AGENT_NOT_LOGGED_IN', 6] as const

const signedOut = (): Presence => ({
  state: 'LOGOUT',
  since: -1,
  reasonCodeId: -1,
  routable: false,
  maxDialogLimit: 1,
  interruptAction: 'ACCEPT',
  dialogLogoutAction: 'CLOSE',
})

export class Media {
  readonly #node: FinesseNode
  readonly #presences = new Map<string, Presence>()

  constructor(node: FinesseNode) {
    this.#node = node
  }

  domains(): readonly MediaDomain[] {
    return this.#node.administration.store.saved.all<MediaDomain>('MediaDomain')
  }

  view(user: number, domain: MediaDomain): MediaView {
    const { state, since, ...rest } = this.#presences.get(`${user}/${domain.id}`) ?? signedOut()
    return { user, ...domain, ...rest, state, since }
  }

  /** Domains that users are signed in to, over all users. */
  get signedIn(): number {
    return [...this.#presences.values()].filter(({ state }) => state !== 'LOGOUT').length
  }

  put(user: number, domain: MediaDomain, body: MediaBody | undefined, requestId: number): Answer {
    if (body === undefined || (body.state === undefined && body.routable === undefined)) {
      return failure(400, 'Parameter Missing', 'State Parameter missing', 'state')
    }
    if (body.state === undefined) return this.#route(user, domain, body.routable!, requestId)
    if (!settable.includes(body.state))
      return failure(400, 'Invalid Input', 'Invalid State specified for media', 'state')
    const presence = this.#presences.get(`${user}/${domain.id}`) ?? signedOut()
    if (body.state === 'LOGIN') {
      const wrong = checkSignIn(body)
      if (wrong !== undefined) return failure(400, ...wrong)
      if (presence.state !== 'LOGOUT') return this.#refuse(user, domain, requestId, AlreadyLoggedIn)
      return this.#set(user, domain, requestId, {
        ...signedOut(),
        state: 'NOT_READY',
        routable: true,
        maxDialogLimit: body.maxDialogLimit ?? 1,
        interruptAction: body.interruptAction ?? 'ACCEPT',
        dialogLogoutAction: body.dialogLogoutAction ?? 'CLOSE',
      })
    }
    const reason = this.#reason(user, body)
    if (typeof reason !== 'number') return reason
    if (presence.state === 'LOGOUT') return this.#refuse(user, domain, requestId, NotLoggedIn)
    const routable = body.state === 'READY' || (presence.routable && body.state !== 'LOGOUT')
    return this.#set(user, domain, requestId, { ...presence, state: body.state, reasonCodeId: reason, routable })
  }

  /** Id of the reason for NOT_READY or LOGOUT, -1 where none is needed. */
  #reason(user: number, { state, reasonCodeId }: MediaBody): number | Answer {
    if (state !== 'NOT_READY' && state !== 'LOGOUT') return -1
    // A code of the system, which clients of a maintenance that has moved them are to send.
    if (state === 'NOT_READY' && reasonCodeId === Reason.MAINTENANCE) return reasonCodeId
    const { administration, env, options } = this.#node
    const team = options.directory.teams[options.directory.users[user]!.team]
    const codes = administration.offered.reasonCodes(team?.id ?? -1, state, env.now())
    if (codes.length === 0 && reasonCodeId === undefined) return -1
    if (reasonCodeId === undefined) {
      const text = 'The state change requires a valid reason code.'
      return failure(400, 'Parameter Missing', text, 'finesse.api.reasoncode.require_reasoncode')
    }
    const known = codes.some(({ id }) => id === reasonCodeId)
    return known ? reasonCodeId : failure(400, 'Invalid Input', 'Invalid reasonCodeId specified', 'reasonCodeId')
  }

  /** From every domain that the user is signed in to. */
  signOut(user: number, reasonCodeId: number): void {
    for (const domain of this.domains()) {
      const presence = this.#presences.get(`${user}/${domain.id}`)
      if (presence === undefined || presence.state === 'LOGOUT') continue
      const signedOff = { ...presence, state: 'LOGOUT', reasonCodeId, routable: false }
      this.#set(user, domain, 0, signedOff).afterwards?.()
    }
  }

  #route(user: number, domain: MediaDomain, routable: boolean, requestId: number): Answer {
    const presence = this.#presences.get(`${user}/${domain.id}`)
    if (presence === undefined || presence.state === 'LOGOUT') return this.#refuse(user, domain, requestId, NotLoggedIn)
    return this.#set(user, domain, requestId, { ...presence, routable })
  }

  #set(user: number, domain: MediaDomain, requestId: number, presence: Presence): Answer {
    this.#presences.set(`${user}/${domain.id}`, { ...presence, since: this.#node.env.now() })
    return this.#accepted(user, requestId, { media: this.view(user, domain) })
  }

  #refuse(user: number, domain: MediaDomain, requestId: number, why: readonly [string, string, number]): Answer {
    const [type, message, code] = why
    const error = { type, message, data: String(code), peripheral: 0, media: domain.id }
    return this.#accepted(user, requestId, { error, media: this.view(user, domain) })
  }

  /** The event comes behind the answer. */
  #accepted(index: number, requestId: number, said: Said): Answer {
    return { status: 202, afterwards: () => this.#publish(index, requestId, said) }
  }

  #publish(index: number, requestId: number, said: Said): void {
    const user = this.#node.users[index]!
    if (!user.present) return
    const { env, profile } = this.#node
    const update: Update = {
      topic: Topic.MEDIA,
      of: index,
      verb: 'PUT',
      requestId,
      number: ++user.number,
      origin: env.now(),
      user: undefined,
      dialog: undefined,
      queue: undefined,
      system: undefined,
      error: said.error,
      ...(said.media === undefined ? {} : { media: said.media }),
    }
    env.spend(profile.finessePublishUs)
    env.fact(Fact.published, index, update.number, Topic.MEDIA)
    deliver(this.#node, user, update)
  }
}

function checkSignIn(body: MediaBody): readonly [string, string, string] | undefined {
  const { maxDialogLimit = 1, interruptAction = 'ACCEPT', dialogLogoutAction = 'CLOSE' } = body
  const invalid = (name: string) => ['Invalid Input', `Invalid ${name} specified`, name] as const
  if (!(maxDialogLimit >= 1 && maxDialogLimit <= DIALOGS_MOST)) return invalid('maxDialogLimit')
  if (!interruptActions.includes(interruptAction)) return invalid('interruptAction')
  return logoutActions.includes(dialogLogoutAction) ? undefined : invalid('dialogLogoutAction')
}
