/**
 * Carries out what is done to the world from outside: ends processes, troubles links, gives orders to parts. It is
 * no part of the contact center and nobody sends it messages. Each entry of the timeline counts what it touched.
 */
import { Fact } from '../domain/facts.ts'
import type { Act, Command, Crowd, Deed, Order, Place } from '../domain/fault.ts'
import { M, PAUSED } from '../domain/messages.ts'
import { type Env, type Kernel, Life, type Part, type Ticket } from '../kernel/kernel.ts'
import type { Trouble } from '../kernel/network.ts'
import { linksBetween } from './links.ts'
import { losesKeepAlives, losesQuestions, ruleOf } from './rules.ts'

/** A part whose process can end and start anew. */
export interface Process extends Part {
  /** The process has ended: nothing of what it kept in memory is left. Its next one begins with the order `boot`. */
  readonly shutDown?: () => void
}

/** What the operator can lay hands on. */
export interface Plant {
  readonly kernel: Kernel
  /** Part of each kernel node. */
  readonly parts: ReadonlyMap<number, Process>
  /** Kernel nodes of the desktops (or IP phones) of a crowd, as it is now. */
  readonly desktopsOf: (crowd: Crowd) => readonly number[]
  /** For a node whose place on the links of some others another one takes: that one. */
  readonly standIns?: ReadonlyMap<number, number>
}

interface Laid {
  readonly link: number
  readonly trouble: Trouble
  readonly silences: boolean
}

export class Operator implements Part {
  readonly env: Env
  readonly #plant: Plant
  /** Things touched, by entry of the timeline. */
  readonly #touched = new Map<number, number>()
  readonly #laid = new Map<string, Laid[]>()
  /** What was drawn, by name: victims, and how much later something begins. */
  readonly #drawn = new Map<string, number>()

  constructor(env: Env, plant: Plant) {
    this.env = env
    this.#plant = plant
  }

  /** Puts acts on the calendar; times are since the start of the run. Returns what `withdraw` takes. */
  plan(acts: readonly Act[]): readonly Ticket[] {
    return acts.map((act) => {
      const { jitter } = act
      const later = jitter === undefined ? 0 : this.#draw(jitter.name, jitter.us + 1)
      return this.env.after(Math.max(0, act.atUs + later - this.env.now()), M.faultDue, act.entry, act)
    })
  }

  /** Takes acts off the calendar; those that were carried out stay so. */
  withdraw(tickets: readonly Ticket[]): void {
    for (const ticket of tickets) this.env.cancel(ticket)
  }

  /** 0 to `below` - 1, the same whenever the name is. */
  #draw(name: string, below: number): number {
    let drawn = this.#drawn.get(name)
    if (drawn === undefined) this.#drawn.set(name, (drawn = this.env.random(name).integer(below)))
    return drawn
  }

  touched(entry: number): number {
    return this.#touched.get(entry) ?? 0
  }

  receive(_kind: number, _about: number, body: unknown): void {
    const act = body as Act
    this.env.fact(Fact.fault, act.entry, act.repairs ? 0 : 1)
    // What a repair finds to do says nothing of what the fault did.
    const count = () => this.#touched.set(act.entry, this.touched(act.entry) + 1)
    this.carryOut(act.deed, act.repairs ? () => undefined : count)
  }

  /** Does it now, within the present event. */
  carryOut(deed: Deed, touched: () => void): void {
    switch (deed.kind) {
      case 'end':
        for (const node of this.#nodesOf(deed.node)) this.#end(node, deed.silent, touched)
        return
      case 'start':
        for (const node of this.#nodesOf(deed.node)) this.#start(node, touched)
        return
      case 'hang':
        for (const node of this.#nodesOf(deed.node)) {
          if (this.#plant.kernel.lifeOf(node) !== Life.RUNNING) continue
          touched()
          this.#plant.kernel.hang(node, touched)
          this.#tellLife(node)
          this.#tellSilence(this.#linksFrom(node), M.linkSilent)
        }
        return
      case 'resume':
        for (const node of this.#nodesOf(deed.node)) {
          this.#plant.kernel.resume(node)
          this.#tellLife(node)
          for (const link of this.#linksFrom(node)) this.#plant.kernel.notice(link, M.linkAlive, PAUSED)
        }
        return
      case 'drag':
        for (const node of this.#nodesOf(deed.node)) {
          this.#plant.kernel.drag(node, deed.us)
          touched()
        }
        return
      case 'trouble':
        this.#trouble(deed, touched)
        return
      case 'settle':
        this.#settle(deed.name)
        return
      case 'reset':
        for (const link of this.#linksOf(deed.from, deed.to)) {
          this.#plant.kernel.reset(link)
          touched()
        }
        return
      case 'command':
        for (const node of this.#nodesOf(deed.to)) this.#order(node, deed.command, touched)
        return
      case 'choose':
        for (const one of deed.among[this.#draw(deed.name, deed.among.length)]!) this.carryOut(one, touched)
    }
  }

  #nodesOf(place: Place): readonly number[] {
    if (typeof place !== 'string') return this.#plant.desktopsOf(place.desktopsOf)
    const { kernel } = this.#plant
    for (let node = 0; node < kernel.nodes; node++) if (kernel.nameOf(node) === place) return [node]
    return []
  }

  /** A process ends: its host resets what is connected to it, or, with the host gone, nobody hears anything. */
  #end(node: number, silent: boolean, touched: () => void): void {
    const { kernel, parts } = this.#plant
    if (kernel.lifeOf(node) === Life.DOWN || kernel.lifeOf(node) === Life.SILENT) return
    touched()
    const links = this.#linksFrom(node)
    if (silent) this.#tellSilence([...links, ...this.#linksOfStandIn(node)], M.linkSilent)
    else for (const link of links) kernel.send(link, M.connectionReset, 0, undefined)
    kernel.end(node, silent ? Life.SILENT : Life.DOWN, touched)
    this.#tellLife(node)
    parts.get(node)?.shutDown?.()
  }

  #tellLife(node: number): void {
    this.env.fact(Fact.process, node, this.#plant.kernel.lifeOf(node))
  }

  #start(node: number, touched: () => void): void {
    const { kernel } = this.#plant
    const life = kernel.lifeOf(node)
    if (life !== Life.DOWN && life !== Life.SILENT) return
    touched()
    kernel.resume(node)
    this.#tellLife(node)
    if (life === Life.SILENT) {
      // The new process knows nothing of the old one's connections: whoever still has one is told so.
      for (const link of this.#linksFrom(node)) kernel.send(link, M.connectionReset, 0, undefined)
    }
    this.#order(node, { what: 'boot' }, touched)
  }

  /** Orders are events of the part they go to, so that its work is its own; a part that does not run gets none. */
  #order(node: number, command: Command, touched: () => void): void {
    const order: Order = { command, touched }
    this.#plant.kernel.after(node, 0, M.command, 0, order)
  }

  #trouble(deed: Extract<Deed, { kind: 'trouble' }>, touched: () => void): void {
    const { network } = this.#plant.kernel
    const { cut, loss, delayUs, jitterUs } = deed.trouble
    const rule = ruleOf(deed.trouble)
    const trouble: Trouble = {
      touched,
      ...(cut === undefined ? {} : { cut }),
      ...(loss === undefined ? {} : { loss }),
      ...(delayUs === undefined ? {} : { delayUs }),
      ...(jitterUs === undefined ? {} : { jitterUs }),
      ...(rule === undefined ? {} : { rule }),
    }
    const keeping: Trouble = { ...trouble, keeps: true }
    const there = this.#linksOf(deed.from, deed.to)
    const links = deed.both ? there.flatMap((link) => [link, link ^ 1]) : there
    const hushes = losesKeepAlives(deed.trouble)
    const silences = cut === true || loss === 1 || hushes
    const laid = links.map((link) => ({ link, trouble: this.#isBetweenServers(link) ? keeping : trouble, silences }))
    if (hushes) {
      for (const _ of links) touched()
      // Whoever asks hears no answer either.
      if (losesQuestions(deed.trouble.match!)) {
        laid.push(...links.map((link) => ({ link: link ^ 1, trouble: {}, silences })))
      }
    }
    this.#laid.set(deed.name, laid)
    // Told before the cut, so that it arrives: it stands for keep-alives that will not.
    const heard = laid.map(({ link }) => link)
    if (silences) this.#tellSilence(heard, M.linkSilent)
    for (const { link, trouble } of laid) network.trouble(link, trouble)
  }

  /** Servers keep their connections through a short cut; a browser has long given up what it waits for. */
  #isBetweenServers(link: number): boolean {
    const { kernel } = this.#plant
    const ends = [kernel.network.from(link), kernel.network.to(link)]
    return ends.every((node) => !/^(desktop|ip-phone|client|outside) /.test(kernel.nameOf(node)))
  }

  #settle(name: string): void {
    const { network } = this.#plant.kernel
    const laid = this.#laid.get(name) ?? []
    this.#laid.delete(name)
    for (const { link, trouble } of laid) network.settle(link, trouble)
    for (const { link } of laid) this.#plant.kernel.sendKept(link)
    const back = laid.filter(({ link, silences }) => silences && !network.isCut(link)).map(({ link }) => link)
    this.#tellSilence(back, M.linkAlive)
  }

  /**
   * Keep-alives are not played one by one while nobody could miss them. Instead the end of a link that hears nothing
   * any more is told at the moment it begins, and counts from there as it would have counted missed keep-alives.
   */
  #tellSilence(links: readonly number[], kind: number): void {
    const { kernel } = this.#plant
    for (const link of links) kernel.notice(link, kind)
  }

  #linksOf(from: Place, to: Place): number[] {
    return linksBetween(this.#plant.kernel.network, this.#endsOf(from), this.#endsOf(to))
  }

  /** Nodes at which links of a place may end. */
  #endsOf(place: Place): readonly number[] {
    const { standIns } = this.#plant
    return this.#nodesOf(place).flatMap((node) => {
      const other = standIns?.get(node) ?? node
      return other === node ? [node] : [node, other]
    })
  }

  /** On sockets nobody can see when a silence begins; that it is told here is for the measure of it alone. */
  #linksOfStandIn(node: number): number[] {
    const { kernel, standIns } = this.#plant
    const standIn = standIns?.get(node) ?? node
    return standIn === node ? [] : linksBetween(kernel.network, [standIn], undefined)
  }

  #linksFrom(node: number): number[] {
    return linksBetween(this.#plant.kernel.network, [node], undefined)
  }
}
