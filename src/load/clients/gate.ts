/**
 * Stands in the simulated network where desktops expect a Finesse node, and takes their messages out into the real one.
 * What it needs is who the users are and where the node is; of the node's memory it has nothing, so it serves as well
 * where the node is in another process, or on another machine.
 */
import type { Directory } from '../../sim/domain/directory.ts'
import { M } from '../../sim/domain/messages.ts'
import type { RestRequest, StreamOpen } from '../../sim/domain/rest.ts'
import type { Env, Part } from '../../sim/kernel/kernel.ts'
import { SECOND } from '../../sim/kernel/time.ts'
import type { readMaintenance } from '../../wire/finesse-xml/maintenance.ts'
import type { Names } from '../../wire/finesse-xml/names.ts'
import { Browser, type NodeDoors, type Tokens } from './browser.ts'
import type { Lines } from './lines.ts'

export interface Reach {
  readonly names: Names
  readonly doors: NodeDoors
  /** What the browsers reach it by. */
  readonly lines: Lines
  /** Desktops have no phones beside them here, and the server is asked to tell what is said there. */
  readonly listens?: boolean | undefined
  /** Of single sign-on; one for the gates of all nodes. */
  readonly tokens?: Tokens | undefined
  /** Does something inside the simulated world. */
  readonly enter: (act: () => void) => void
}

type Told = NonNullable<ReturnType<typeof readMaintenance>>

export class Gate implements Part {
  readonly env: Env
  readonly #directory: Directory
  #reach: Reach | undefined
  readonly #browsers = new Map<number, Browser>()

  constructor(env: Env, directory: Directory) {
    this.env = env
    this.#directory = directory
  }

  /** Known once the doors are open; before, nothing may be sent. */
  open(reach: Reach): void {
    this.#reach = reach
  }

  receive(kind: number, about: number, body: unknown, link: number): void {
    const browser = this.#browserOf(link, about, kind)
    switch (kind) {
      case M.restRequest:
        browser?.request(body as RestRequest)
        return
      case M.streamOpen:
        browser?.openStream(body as StreamOpen)
        return
      case M.presence:
        browser?.presence((body as { readonly available: boolean }).available)
        return
      case M.subscribe:
      case M.unsubscribe:
        browser?.subscribe(kind === M.subscribe ? 'subscribe' : 'unsubscribe', body as { topic: number; of: number })
        return
      case M.ping:
        browser?.ping()
        return
      case M.cannotMove:
        browser?.cannotMove()
        return
      case M.streamClose:
        browser?.closeStream()
        return
      case M.connectionReset:
        browser?.drop()
    }
  }

  /** By the link from the desktop; `about` is its user in all that a desktop sends. */
  #browserOf(link: number, about: number, kind: number): Browser | undefined {
    const known = this.#browsers.get(link)
    if (known !== undefined || (kind !== M.restRequest && kind !== M.streamOpen)) return known
    if (this.#reach === undefined) throw new Error('a desktop asks before the doors are open')
    const { names, doors, lines, listens, tokens, enter } = this.#reach
    const browser = new Browser(this.#directory.users[about]!, {
      names,
      doors,
      lines,
      listens,
      tokens,
      tell: (what, whom, body) => enter(() => this.env.send(link ^ 1, what, whom, this.#timed(what, body))),
    })
    this.#browsers.set(link, browser)
    return browser
  }

  /** On the wire a move is so many seconds away; inside it has a moment. */
  #timed(kind: number, body: unknown): unknown {
    if (kind !== M.maintenanceWarning) return body
    const { what, seconds } = body as Told
    return { what, atUs: seconds === undefined ? -1 : this.env.now() + seconds * SECOND }
  }

  close(): void {
    for (const browser of this.#browsers.values()) browser.close()
    this.#browsers.clear()
  }
}
