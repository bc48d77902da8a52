/** The wall clock of what is done to a target. Tests hand in their own. */
export interface WallClock {
  /** Milliseconds of a clock that only goes forward. */
  now(): number
  /** Resolves after so long; rejects with the reason of the signal when that comes first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

export const wallClock: WallClock = {
  now: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason)
        return
      }
      const stop = (): void => {
        clearTimeout(timer)
        reject(signal!.reason)
      }
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop)
        resolve()
      }, ms)
      signal?.addEventListener('abort', stop, { once: true })
    }),
}
