/** The outside world of the commands: what they write to, and what the environment asks for. Tests hand in their own. */
export interface Terminal {
  out(text: string): void
  err(text: string): void
  /** Colours on standard output; on a terminal only, and NO_COLOR is respected. */
  readonly colour: boolean
  readonly width: number
  /** Whether standard error is a terminal, so that a line of it can be rewritten. */
  readonly rewrites: boolean
  readonly errWidth: number
  readonly env: Readonly<Record<string, string | undefined>>
}

const WIDTH = 100

export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process
  // A reader that has seen enough, such as `head`, is no failure of ours.
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
      process.exit()
    })
  }
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    colour: stdout.isTTY === true && stdout.hasColors(),
    width: stdout.columns ?? WIDTH,
    rewrites: stderr.isTTY === true && env['TERM'] !== 'dumb',
    errWidth: stderr.columns ?? WIDTH,
    env,
  }
}
