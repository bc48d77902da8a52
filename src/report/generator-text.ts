/** How a run on real sockets was made, in the words of every report. */
import type { RunResult } from '../scenarios/result.ts'
import type { GeneratorResult } from '../scenarios/result-of-load.ts'
import { percent, plural, span } from './figures.ts'
import { heldUpText } from './load-rows.ts'

const MIB = 1024 * 1024
const SAY_MOST = 3

export interface GeneratorText {
  readonly world: string
  /** One line for each generator, some of many. */
  readonly generators: readonly string[]
  /** Stands where other runs have their digest. */
  readonly digest: string
}

/** Undefined for a run of the virtual world. */
export function generatorText({ wire, generators = [] }: RunResult): GeneratorText | undefined {
  if (wire === undefined) return undefined
  const { speed, target, workers, by } = wire
  const times = speed === 1 ? 'in real time' : `at ${speed} times real time`
  const where = target === undefined ? 'over real sockets of this machine' : `at the Finesse of ${target}`
  const crew = workers === undefined ? '' : `, desktops in ${plural(workers, 'process', 'processes')} of their own`
  return {
    world: `wire: ${by === undefined ? `${where}${crew}` : `desktops played by ${by}`}, ${times}`,
    generators: generators.slice(0, SAY_MOST).map(lineOf),
    digest: 'none: no two runs on the wire are the same',
  }
}

function lineOf(one: GeneratorResult): string {
  const { generator, lagP99Us, lagP999Us, lagMaxUs, loopDelayP99Us, loopDelayMaxUs, cpu, rssBytes } = one
  const by = heldUpText(one)
  return [
    `${generator}: late p99 ${span(lagP99Us)}, p99.9 ${span(lagP999Us)}, max ${span(lagMaxUs)}${by === undefined ? '' : ` (${by})`}`,
    `event loop delayed p99 ${span(loopDelayP99Us)}, max ${span(loopDelayMaxUs)}`,
    `${percent(cpu)} of a core`,
    `${Math.round(rssBytes / MIB)} MiB`,
  ].join('; ')
}
