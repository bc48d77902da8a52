/**
 * Stands between desktops and a server that is not ours. Nothing goes there without being asked for here, and what only
 * servers of ours understand does not go at all.
 */
import type { RestRequest, RestResponse } from '../../sim/domain/rest.ts'
import type { Answered, HttpQuestion } from './lines.ts'

/** A request in the words of that server, or the answer to one that must not go there. */
export type Translated =
  | { readonly request: RestRequest }
  | { readonly answer: Pick<RestResponse, 'status' | 'content' | 'error'> }

export interface Keeper {
  translate(user: number, request: RestRequest): Translated
  /** Resolves when it may go, to what has to be told how it was answered; to undefined when it must not. */
  rest(question: HttpQuestion, user: string | undefined): Promise<Answered | undefined>
  /** The same for a notification stream. */
  stream(user: string): Promise<boolean>
}
