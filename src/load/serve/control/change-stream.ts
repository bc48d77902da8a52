/** Server-sent events: the whole state first, then what changed, a few times a second at most. */
import type { HttpResponse } from '../http-messages.ts'
import { type Board, noChanges } from './board.ts'
import type { Chronicle } from './chronicle.ts'
import type { Views } from './views.ts'

const GATHER_MS = 200
/** The clock, how long callers wait, and processes change without a fact of their own. */
const TICK_MS = 1_000
/** A client that lost the server looks for it again after this long. */
const RETRY_MS = 1_000

export interface EventSink extends HttpResponse {
  write(text: string): unknown
  readonly writableLength?: number
}

/** Who does not read is let go. */
const UNREAD_MOST = 16 << 20

export class ChangeStream {
  readonly #board: Board
  readonly #chronicle: Chronicle
  readonly #views: Views
  readonly #sinks = new Set<EventSink>()
  #gathering: NodeJS.Timeout | undefined
  #ticking: NodeJS.Timeout | undefined

  constructor(board: Board, chronicle: Chronicle, views: Views) {
    this.#board = board
    this.#chronicle = chronicle
    this.#views = views
    board.changed = chronicle.changed = () => {
      this.#gathering ??= setTimeout(() => this.#tellChanges(), GATHER_MS)
    }
  }

  add(sink: EventSink): void {
    sink.statusCode = 200
    sink.setHeader('Content-Type', 'text/event-stream')
    sink.setHeader('Cache-Control', 'no-store')
    this.#tellChanges()
    this.#sinks.add(sink)
    this.#board.changes ??= noChanges()
    this.#chronicle.changes ??= new Set()
    this.#ticking ??= setInterval(() => this.#tick(), TICK_MS)
    sink.on('close', () => this.#remove(sink))
    sink.write(`${event('state', this.#views.state())}retry: ${RETRY_MS}\n\n`)
  }

  #remove(sink: EventSink): void {
    this.#sinks.delete(sink)
    if (this.#sinks.size > 0) return
    this.#board.changes = undefined
    this.#chronicle.changes = undefined
    this.#rest()
  }

  #rest(): void {
    clearTimeout(this.#gathering)
    clearInterval(this.#ticking)
    this.#gathering = undefined
    this.#ticking = undefined
  }

  #tellChanges(): void {
    clearTimeout(this.#gathering)
    this.#gathering = undefined
    const { changes } = this.#board
    const lines = this.#chronicle.changes
    if (changes === undefined || lines === undefined) return
    const { agents, calls, queues } = changes
    if (agents.size + calls.size + queues.size + lines.size === 0) return
    this.#board.changes = noChanges()
    this.#chronicle.changes = new Set()
    const views = this.#views
    const now = [...calls].map((id) => views.call(id))
    this.#tell(
      event('changes', {
        clock: views.clock(),
        agents: [...agents].map((index) => views.agent(index)),
        calls: now.filter((call) => call !== undefined),
        ended: [...calls].filter((_, index) => now[index] === undefined),
        queues: [...queues].map((index) => views.queue(index)),
        log: [...lines].map((line) => views.line(line)),
        // Whatever is worth a line may have changed what the center looks like.
        ...(lines.size > 0 ? { topology: views.topology() } : {}),
      }),
    )
  }

  #tick(): void {
    const views = this.#views
    const queues = views.queues().filter(({ waiting }) => waiting > 0)
    this.#tell(event('tick', { clock: views.clock(), topology: views.topology(), queues }))
  }

  #tell(text: string): void {
    for (const sink of this.#sinks) {
      if ((sink.writableLength ?? 0) > UNREAD_MOST) sink.end('')
      else sink.write(text)
    }
  }

  close(): void {
    for (const sink of this.#sinks) sink.end('')
    this.#rest()
  }
}

const event = (name: string, data: unknown): string => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`
