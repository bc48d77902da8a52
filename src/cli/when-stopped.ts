/** Ctrl-C and SIGTERM for a command that asks now and then whether it is to stop. */
import type { Terminal } from './terminal.ts'

/** npm passes a signal on that the terminal sent to both of us: that is one Ctrl-C, not two. */
const SAME_SIGNAL_MS = 400

export interface Stop {
  readonly isWanted: boolean
  /** Signals are no business of this command any more. */
  forget(): void
}

export function whenStopped(terminal: Terminal): Stop {
  let stoppedAt: number | undefined
  const onSignal = (): void => {
    if (stoppedAt !== undefined && performance.now() - stoppedAt < SAME_SIGNAL_MS) return
    if (stoppedAt !== undefined) process.exit(130)
    stoppedAt = performance.now()
    terminal.err('Stopping. Ctrl-C once more ends it at once.\n')
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return {
    get isWanted() {
      return stoppedAt !== undefined
    },
    forget() {
      process.off('SIGINT', onSignal)
      process.off('SIGTERM', onSignal)
    },
  }
}
