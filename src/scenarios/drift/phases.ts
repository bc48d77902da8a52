/** Phase times of the two worlds side by side, and where the same desktop took another time for the same phase. */
import { MILLISECOND, type Micros, SECOND } from '../../sim/kernel/time.ts'
import type { RunResult } from '../result.ts'
import type { ComparedPhase, Difference, PhaseFigures } from './drift-result.ts'
import type { History } from './history.ts'
import { REQUESTS_MOST, type Slack } from './slack.ts'

/** Share by which a phase may differ without a word. */
const NEAR = 0.1
const isPhase = (hop: string): boolean => /^(phase|outage): |^sign-in$/.test(hop)

export function comparedPhases(virtual: RunResult, wire: RunResult): ComparedPhase[] {
  const names = new Set([...virtual.hops, ...wire.hops].map(({ hop }) => hop).filter(isPhase))
  return [...names].map((name) => ({ name, virtual: figuresOf(virtual, name), wire: figuresOf(wire, name) }))
}

function figuresOf({ hops }: RunResult, name: string): PhaseFigures | undefined {
  const found = hops.find(({ hop }) => hop === name)
  return found && { count: found.count, p50Us: found.p50Us, p95Us: found.p95Us, maxUs: found.maxUs }
}

export interface PhaseComparison {
  readonly phases: readonly ComparedPhase[]
  readonly virtual: History
  readonly wire: History
  readonly slack: Slack
  /** Desktops went different ways, for a reason: so they may have gone through other phases, too. */
  readonly hasReason: boolean
  /** How often a desktop without a server looks round. */
  readonly pollUs: Micros
}

/** Desktop by desktop: quantiles of a few would differ by a rank where nobody took another time. */
export function phaseDifferences(comparison: PhaseComparison): Difference[] {
  const { phases, virtual, wire, slack, hasReason } = comparison
  return phases.flatMap(({ name, virtual: a, wire: b }) => {
    const sides = { about: name, virtual: text(a), wire: text(b) }
    const follows = hasReason ? 'follows from the differences above' : undefined
    if (a?.count !== b?.count) return [{ ...sides, reason: follows }]
    const aparts = name.startsWith('phase: ')
      ? apart(virtual, wire, name.slice('phase: '.length))
      : [Math.abs(b!.p50Us - a!.p50Us), Math.abs(b!.p95Us - a!.p95Us)]
    const mostUs = Math.max(...aparts)
    if (mostUs <= NEAR * a!.p50Us) return []
    const reasons = new Set(aparts.filter((us) => us > slack.wayUs).map((us) => reasonFor(us, comparison) ?? follows))
    const reason = reasons.has(undefined) ? undefined : [...reasons].join('; ') || 'no more than a round trip'
    return [{ ...sides, reason: reason && `${seconds(mostUs)} at most: ${reason}` }]
  })
}

function reasonFor(us: Micros, { slack, pollUs }: PhaseComparison): string | undefined {
  const each = Math.round(slack.requestUs / MILLISECOND)
  if (us <= slack.pageUs) {
    const late = `the machine was up to ${seconds(slack.lateUs)} late`
    return `a request takes ${each} ms more here, and up to ${REQUESTS_MOST} follow one another; ${late}`
  }
  const looks = Math.round(us / pollUs)
  const isLook = looks > 0 && Math.abs(us - looks * pollUs) <= slack.pageUs
  return isLook ? `a look at the nodes came just before they were back, the next ${pollUs / SECOND} s later` : undefined
}

/** By how much one and the same took longer in one world than in the other. */
function apart(virtual: History, wire: History, phase: string): Micros[] {
  return [...virtual.phases].flatMap(([key, those]) => {
    if (!key.startsWith(`${phase} `)) return []
    const others = wire.phases.get(key) ?? []
    return those.map((ms, index) => Math.abs((others[index] ?? Number.POSITIVE_INFINITY) - ms) * MILLISECOND)
  })
}

function text(figures: PhaseFigures | undefined): string {
  if (figures === undefined) return 'never'
  const { count, p50Us, p95Us } = figures
  return `p50 ${seconds(p50Us)}, p95 ${seconds(p95Us)} (${count} times)`
}

const seconds = (us: Micros): string => `${(us / 1e6).toFixed(2)} s`
