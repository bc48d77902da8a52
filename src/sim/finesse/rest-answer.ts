/** Answers of the REST interface, as its parts make them. */
import type { ApiError, Content } from '../domain/rest.ts'

export type Answer = {
  readonly status: number
  readonly error?: ApiError
  readonly content?: Content
  /** Path of a new object below `/finesse/api/`. */
  readonly created?: string
  /** Done once the answer is on its way: what events tell of an accepted request comes behind it. */
  readonly afterwards?: () => void
}

export const accepted: Answer = { status: 202 }
export const failure = (status: number, type: string, message: string, data = ''): Answer => ({
  status,
  error: { type, message, data },
})
