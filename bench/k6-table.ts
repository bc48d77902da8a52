/** k6 and the host on goja beside ccsim, as a table. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { count } from '../src/report/figures.ts'
import type { Scenario } from '../src/scenarios/scenario.ts'
import { buildGo, hasGo } from '../test/load/k6/go.ts'
import { type Figures, k6Version, type Player, playedByBundle, playedByCcsim } from './k6.ts'

const KIB = 1024
/** Virtual users of k6 play one desktop by default, and several take less memory. */
const EACH = [1, 20]

/** Ratios are ccsim to the other: of memory, and of work for one second of CPU. */
export async function besideK6(scenario: Scenario): Promise<readonly (readonly string[])[]> {
  const own = await playedByCcsim(scenario)
  const dir = mkdtempSync(join(tmpdir(), 'ccsim-bench-host-'))
  try {
    const others: Figures[] = []
    for (const player of players(dir)) {
      for (const each of EACH) {
        process.stderr.write(`  ${player.name}, ${each} each\n`)
        others.push(await playedByBundle(scenario, player, each))
      }
    }
    return rows(own, others)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

/** The host is built into `dir`. */
function players(dir: string): readonly Player[] {
  const all: Player[] = []
  if (hasGo()) {
    const program = join(dir, 'host')
    buildGo('host', program)
    all.push({ program, name: "goja host, a stand-in of k6's kind" })
  }
  const version = k6Version()
  if (version !== undefined) all.push({ program: 'k6', name: version })
  return all
}

function rows(own: Figures, others: readonly Figures[]): readonly (readonly string[])[] {
  const row = (label: string, of: (one: Figures) => number, text: (value: number) => string): readonly string[] => [
    label,
    text(of(own)),
    ...others.flatMap((one) => [text(of(one)), `${(of(own) / of(one)).toFixed(2)} ×`]),
  ]
  const whole = (value: number): string => count(Math.round(value))
  const memory = ({ peakBytes, desktops }: Figures): number => peakBytes / desktops / KIB
  return [
    [
      `${count(own.desktops)} desktops, the same plan`,
      own.generator,
      ...others.flatMap(({ generator }) => [generator, 'ratio']),
    ],
    row('signed in', ({ signedIn }) => signedIn, count),
    row('memory a desktop, peak of the process', memory, (value) => `${whole(value)} KiB`),
    row(
      'CPU of the whole run',
      ({ cpuSeconds }) => cpuSeconds,
      (value) => `${value.toFixed(1)} s`,
    ),
    row('requests a second of CPU', ({ requests, cpuSeconds }) => requests / cpuSeconds, whole),
    row('events a second of CPU', ({ events, cpuSeconds }) => events / cpuSeconds, whole),
    row(
      'schedule lag p99.9',
      ({ lagP999Us }) => lagP999Us / 1000,
      (ms) => `${ms.toFixed(1)} ms`,
    ),
  ]
}
