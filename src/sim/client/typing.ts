/**
 * Passwords as people type them: right, or wrong some times in a row. Nobody is told that five wrong ones lock a user, so
 * whoever is refused over and over gives up for a while and tries again.
 */

import type { User } from '../domain/directory.ts'
import { draw } from '../domain/draw.ts'
import type { WrongPasswords } from '../domain/workload.ts'
import type { Env } from '../kernel/kernel.ts'
import type { RandomStream } from '../kernel/random.ts'
import type { Micros } from '../kernel/time.ts'

const WRONG = 'caps lock'

export class Typing {
  /** What was typed last. */
  password: string
  readonly #user: User
  readonly #env: Env
  readonly #habits: WrongPasswords | undefined
  #random: RandomStream | undefined
  #wrong = 0
  #refused = 0

  constructor(env: Env, user: User, habits: WrongPasswords | undefined) {
    this.#env = env
    this.#user = user
    this.#habits = habits
    this.password = user.password
  }

  /** Somebody sits down to sign in. */
  begin(): void {
    if (this.#habits === undefined) return
    this.#random ??= this.#env.random('typing')
    this.#refused = 0
    this.#wrong = this.#random.chance(this.#habits.chance) ? this.#habits.times : 0
    this.#type()
  }

  #type(): void {
    this.password = this.#wrong > 0 ? WRONG : this.#user.password
  }

  /** It was refused; how long until the next try, where that is not the usual time. */
  refused(): Micros | undefined {
    if (this.#habits === undefined) return undefined
    this.#refused++
    if (this.#wrong > 0) this.#wrong--
    this.#type()
    const isEnough = this.#refused >= this.#habits.times
    return isEnough ? draw(this.#habits.pause, this.#random!) : undefined
  }
}
