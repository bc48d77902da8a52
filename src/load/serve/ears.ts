/**
 * Tells clients what is said on the phones of their users, where they ask for it. A client of a real Finesse has somebody beside it
 * who hears; a desktop that a load generator plays in another process has nobody, and would not know when to hang up.
 */
import type { ContactCenter } from '../../sim/contact-center.ts'
import type { UserIndex } from '../../sim/domain/directory.ts'
import { M } from '../../sim/domain/messages.ts'

export interface Listening {
  goodbye(call: number): void
}

export class Ears {
  readonly #listening = new Map<UserIndex, Listening>()

  constructor({ kernel, desktops }: Pick<ContactCenter, 'kernel' | 'desktops'>) {
    const userAt = new Map(desktops.map(({ env, user }) => [env.node, user.index]))
    // The record of a delivery has the call it is about, and where it arrived.
    kernel.trace.on(M.goodbye, (_at, call, _cause, _link, where) => {
      const user = userAt.get(where)
      if (user !== undefined) this.#listening.get(user)?.goodbye(call)
    })
  }

  /** Of several clients of one user the last one hears. */
  add(user: UserIndex, client: Listening): void {
    this.#listening.set(user, client)
  }

  remove(user: UserIndex, client: Listening): void {
    if (this.#listening.get(user) === client) this.#listening.delete(user)
  }
}
