/** Measures one center in a process of its own, so that memory is its own: `measure.ts AGENTS MINUTES RUNS WARM-UPS`. */
import { runScenario } from '../src/scenarios/run.ts'
import { center } from './scenario.ts'

export interface Measured {
  readonly agents: number
  readonly minutes: number
  /** Of the last run; figures of a run that did not pass are worth little. */
  readonly verdict: string
  readonly headline: string
  readonly events: number
  readonly virtualSeconds: number
  /** Of each run after the warm-ups, from the compiled scenario to the verdict. */
  readonly wallSeconds: readonly number[]
  readonly peakBytes: number
}

if (import.meta.main) {
  const [agents, minutes, runs, warmUps] = process.argv.slice(2).map(Number) as [number, number, number, number]
  process.stdout.write(JSON.stringify(measure(agents, minutes, runs, warmUps)))
}

function measure(agents: number, minutes: number, runs: number, warmUps: number): Measured {
  const scenario = center(agents, minutes)
  const wallSeconds: number[] = []
  let last: Pick<Measured, 'verdict' | 'headline' | 'events' | 'virtualSeconds'> = {
    verdict: '',
    headline: '',
    events: 0,
    virtualSeconds: 0,
  }
  for (let run = 0; run < warmUps + runs; run++) {
    const from = performance.now()
    const { result } = runScenario(scenario, {
      seed: String(run + 1),
      version: 'bench',
      nodeVersion: process.version,
      now: () => performance.now(),
      keepTables: false,
    })
    if (run >= warmUps) wallSeconds.push((performance.now() - from) / 1000)
    last = result
  }
  const { verdict, headline, events, virtualSeconds } = last
  // Kilobytes on Linux and macOS alike, says libuv.
  const peakBytes = process.resourceUsage().maxRSS * 1024
  return { agents, minutes, verdict, headline, events, virtualSeconds, wallSeconds, peakBytes }
}
