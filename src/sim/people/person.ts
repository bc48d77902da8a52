/** Whoever sits in front of a desktop or an IP phone: told what it shows, decides what to press. */
import type { DialogBody, DialogView, UserBody } from '../domain/rest.ts'

export interface Person {
  /** False once the person has gone home. */
  readonly isHere?: boolean
  /** Queues whose statistics are shown. */
  readonly watchedQueues: readonly number[]
  start(): void
  signedIn(): void
  signedOut(): void
  /** The sign-in screen is there again, though nobody has signed out. */
  cutOff(): void
  /** The own state, reason or pending state changed. */
  stateChanged(before: number): void
  /** A dialog came, changed or went (own state DROPPED); `before` is the own state earlier, -1 for a new one. */
  dialogChanged(dialog: DialogView, own: number, before: number): void
  memberChanged(member: number, state: number): void
  /** The desktop is usable again after an outage; what it shows is up to date. */
  back(): void
  /** A request failed: `status` of HTTP, 0 when nobody knows what became of it, 1 when an event said so. */
  refused(operation: number, id: number, body: UserBody | DialogBody | undefined, status: number): void
  timer(kind: number, about: number, body: unknown): void
}
