/**
 * Certificates that a browser has not accepted: of the Finesse of the other node, and of the Notification Service of
 * either. Without them an agent cannot move (Finesse architecture TechNote, UCCX; Administration Guide 15.0(1)).
 */
import type { CertificateName } from '../domain/workload.ts'

export type Certified = 'finesse' | 'notification'

export class Certificates {
  readonly #missing = new Set<string>()

  /** Own and other are seen from the node of the first sign-in. */
  constructor(home: number, distrusts: CertificateName | undefined) {
    if (distrusts === 'own-notification') this.set('notification', home, false)
    else if (distrusts === 'other-notification') this.set('notification', 1 - home, false)
    else if (distrusts === 'other-finesse') this.set('finesse', 1 - home, false)
  }

  set(of: Certified, node: number, accepted: boolean): void {
    if (accepted) this.#missing.delete(`${of} ${node}`)
    else this.#missing.add(`${of} ${node}`)
  }

  accepts(of: Certified, node: number): boolean {
    return this.#missing.size === 0 || !this.#missing.has(`${of} ${node}`)
  }
}
