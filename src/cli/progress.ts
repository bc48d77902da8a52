/** How far a run is: one line that is rewritten on a terminal, a sparse line every few seconds elsewhere. */
import { clock, count, plural } from '../report/figures.ts'
import type { ProgressNews } from './job.ts'
import type { Terminal } from './terminal.ts'

const FIRST_LINE_MS = 2_000
const LINE_EVERY_MS = 5_000
const CLEAR = '\r\u001b[K'

export class ProgressLine {
  readonly #terminal: Terminal
  readonly #seeds: number
  readonly #now: () => number
  #shows = false
  #lineAt: number

  constructor(terminal: Terminal, seeds: number, now: () => number = () => performance.now()) {
    this.#terminal = terminal
    this.#seeds = seeds
    this.#now = now
    this.#lineAt = now() + FIRST_LINE_MS - LINE_EVERY_MS
  }

  show(news: ProgressNews): void {
    const { rewrites, errWidth } = this.#terminal
    if (rewrites) {
      this.#terminal.err(CLEAR + progressText(news, this.#seeds, errWidth - 1))
      this.#shows = true
      return
    }
    if (this.#now() - this.#lineAt < LINE_EVERY_MS) return
    this.#lineAt = this.#now()
    this.#terminal.err(`${progressText(news, this.#seeds, 200)}\n`)
  }

  /** Takes the line away before something else is printed. */
  clear(): void {
    if (this.#shows) this.#terminal.err(CLEAR)
    this.#shows = false
  }
}

/** As many parts as fit, the most telling first. */
export function progressText(news: ProgressNews, seeds: number, width: number): string {
  const { at, untilUs, wallMs, index, seed, pass, calls, states } = news
  const share = untilUs === 0 ? 1 : at / untilUs
  const which = [
    ...(seeds > 1 ? [`seed ${seed}, ${index + 1} of ${seeds}`] : []),
    ...(pass === 2 ? ['once more, to compare'] : []),
  ]
  const speed = wallMs > 0 ? [`${count(Math.round(at / 1000 / wallMs))} × real time`] : []
  const live = pass === 1 ? [plural(calls, 'call'), ...states.map(([name, agents]) => `${count(agents)} ${name}`)] : []
  const parts = [...which, `${clock(at)} of ${clock(untilUs)} (${Math.floor(share * 100)} %)`, ...speed, ...live]
  let line = ''
  for (const part of parts) {
    const longer = line === '' ? part : `${line}  ${part}`
    if (longer.length > width) break
    line = longer
  }
  return line
}
