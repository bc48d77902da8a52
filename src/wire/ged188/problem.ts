/** What is wrong with a message that arrived, in words and as a status code (E_CTI) that a FAILURE_CONF can carry. */

export interface Problem {
  readonly problem: string
  readonly status: number
  /** Number of the message, where the header could be read. */
  readonly messageType?: number
  /** To answer with, where the message has one and it could be read. */
  readonly invokeId?: number
}

/** The status codes reading comes upon: "Failure indication message status codes" of the guide. */
export const status = {
  invalidMessageLength: 2,
  invalidFieldLength: 23,
  badMessageFormat: 25,
  invalidMessageTypeForVersion: 48,
} as const

/** A message that our side must not write. */
export class EncodeError extends Error {}
