/** Commands that stay up until they are told to end. */
import type { Terminal } from './terminal.ts'

/** npm passes a signal on that the terminal sent to both of us: that is one Ctrl-C, not two. */
const SAME_SIGNAL_MS = 400

/** Ends by Ctrl-C, by SIGTERM or as the command itself decides; a second Ctrl-C does not wait for anything. */
export async function untilSignal(ending: PromiseWithResolvers<number>, terminal: Terminal): Promise<number> {
  let stoppedAt: number | undefined
  const onSignal = (): void => {
    if (stoppedAt !== undefined && performance.now() - stoppedAt < SAME_SIGNAL_MS) return
    if (stoppedAt !== undefined) process.exit(130)
    stoppedAt = performance.now()
    terminal.err('Closing …\n')
    ending.resolve(0)
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  try {
    return await ending.promise
  } finally {
    process.off('SIGINT', onSignal)
    process.off('SIGTERM', onSignal)
  }
}
