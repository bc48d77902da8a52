/** What a client of Finesse is to the code that all of them share: a browser with the desktop, or an IP phone. */
import type { User } from '../domain/directory.ts'
import type { ReleaseProfile } from '../domain/release.ts'
import type { ApiError, DialogView, RestRequest, RestResponse, SystemInfoView } from '../domain/rest.ts'
import type { SmallMap } from '../domain/small-map.ts'
import type { Env } from '../kernel/kernel.ts'
import type { Person } from '../people/person.ts'
import type { RequestBook } from './requests.ts'

export interface Client {
  readonly env: Env
  readonly user: User
  readonly profile: ReleaseProfile
  readonly person: Person
  readonly requests: RequestBook
  /** With single sign-on: what goes along with each request. */
  readonly accessToken?: { readonly credentials: Pick<RestRequest, 'bearer' | 'tokenExpired'> } | undefined
  /** As it was typed. */
  readonly password: string
  /** Links to the Finesse nodes. */
  readonly toFinesse: readonly number[]
  /** Node in use: 0 or 1. */
  readonly node: number
  /** What is shown of the user, and the newest view of each dialog in the list. */
  state: number
  reason: number
  pendingState: number
  readonly dialogs: SmallMap<DialogView>
  sendToNode(kind: number, body?: unknown, node?: number): void
  ownState(dialog: DialogView): number
  /** An answer that belongs to the sign-in; false when it is none. */
  signInAnswer(operation: number, response: RestResponse): boolean
  /** The answer to a request of the client's own, undefined when none will come. */
  ownAnswer?(requestId: number, operation: number, response: RestResponse | undefined): void
  /** A request of the client's own was accepted, and an event said that it failed. */
  ownFailure?(requestId: number, error: ApiError): void
  /** An event showed the user signed in; `before` is the state shown until then, `own`: a request here led to it. */
  signInConfirmed(before: number, own: boolean): void
  /** An event showed the user's state LOGOUT: the session is over, whoever ended it. */
  signedOut(reason: number): void
  /** The server said of itself that it is, or is not, in service. */
  serverChanged?(info: SystemInfoView, since: number): void
}
