/** Ctrl-C and SIGTERM for commands that have to tidy up before they end. */
import type { Terminal } from './terminal.ts'

/** npm passes a signal on that the terminal sent to both of us: that is one Ctrl-C, not two. */
const SAME_SIGNAL_MS = 400

/** The first signal is heard by `work`; a second one ends the process at once, after `lastWords`. */
export async function interruptible<T>(
  terminal: Terminal,
  says: string,
  lastWords: () => string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stopping = new AbortController()
  let stoppedAt: number | undefined
  const onSignal = (): void => {
    if (stoppedAt !== undefined && performance.now() - stoppedAt < SAME_SIGNAL_MS) return
    if (stoppedAt !== undefined) {
      terminal.err(lastWords())
      process.exit(130)
    }
    stoppedAt = performance.now()
    terminal.err(says)
    stopping.abort(new Error('stopped'))
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  try {
    return await work(stopping.signal)
  } finally {
    process.off('SIGINT', onSignal)
    process.off('SIGTERM', onSignal)
  }
}

/** Who would be left behind. */
export function leftBehind(users: readonly string[]): string {
  return users.length === 0
    ? ''
    : `Ended at once. Still signed in, or perhaps: ${users.join(', ')}; sign them out by hand.\n`
}
