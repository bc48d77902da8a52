/**
 * Compares a run of the virtual world with one on the wire. What differs has a reason that the two runs bear out
 * themselves, such as two events that were closer together than a round trip, or is a defect.
 */
import type { Directory } from '../../sim/domain/directory.ts'
import { type Release, releaseProfile } from '../../sim/domain/release.ts'
import { clockText, MILLISECOND } from '../../sim/kernel/time.ts'
import type { RunResult } from '../result.ts'
import { userText } from '../subject.ts'
import { exitCodes } from '../verdict.ts'
import { compareAgents, isSwap } from './agents.ts'
import { type ComparedCount, type Difference, DRIFT_SCHEMA, type DriftResult } from './drift-result.ts'
import type { History } from './history.ts'
import { comparedPhases, phaseDifferences } from './phases.ts'
import { type Parting, parting } from './routing.ts'
import { slackOf } from './slack.ts'

export interface World {
  readonly result: RunResult
  readonly history: History
}

/** By how much the way to a node may change a count. */
interface Room {
  /** Of the larger count, either way. */
  readonly share: number
  /** More on the wire, for each stream that ended there. */
  readonly perStream: number
}

const NO_ROOM: Room = { share: 0, perStream: 0 }
/** A stream lives a little longer on the wire, so a few more events may still be sent into it; and who waits asks once more. */
const rooms: ReadonlyMap<string, Room> = new Map([
  ['events published', { share: 0.05, perStream: 1 }],
  ['events received', { share: 0.05, perStream: 0 }],
  ['REST requests', { share: 0.01, perStream: 0 }],
])
/** By so much one event that only one world showed can change a count. */
const EACH = 2
/** What nothing on the way can change. */
const given = ['calls offered', 'calls lost', 'surprises', 'calls rejected']
const DIFFERENCES_MOST = 200

export function compareWorlds(virtual: World, wire: World, directory: Directory): DriftResult {
  const histories = { virtual: virtual.history, wire: wire.history }
  const slack = slackOf(virtual.result, wire.result)
  const parted = parting(virtual.history, wire.history)
  // Who signed in at about the same time is not Ready in the same order where a page takes longer to load.
  const isRace = parted !== undefined && parted.marginUs <= slack.pageUs
  const agents = compareAgents({ ...histories, directory, slack, until: isRace ? parted.at : undefined })
  const ways: readonly Difference[] = [
    ...verdictDifference(virtual.result, wire.result),
    ...(parted === undefined ? [] : [partingText(parted, directory, isRace)]),
    ...agents.differences,
  ]
  const hasReason = ways.some(({ reason }) => reason !== undefined)
  const lone = ways.filter(({ reason }) => reason !== undefined && !isSwap(reason))
  const counts = comparedCounts(virtual.result, wire.result)
  const phases = comparedPhases(virtual.result, wire.result)
  const ended = counts.find(({ name }) => name === 'sign-outs')?.wire ?? 0
  const differences = [
    ...ways,
    ...counts.flatMap((count) => countDifference(count, isRace ? Number.POSITIVE_INFINITY : EACH * lone.length, ended)),
    ...phaseDifferences({ phases, ...histories, slack, hasReason, pollUs: pollOf(virtual.result) }),
  ]
  const defects = differences.filter(({ reason }) => reason === undefined)
  const { verdict } = wire.result
  const counted = verdict !== 'interrupted' && verdict !== 'generator unhealthy'
  return {
    schema: DRIFT_SCHEMA,
    scenario: virtual.result.scenario,
    seed: virtual.result.seed,
    speed: wire.result.wire?.speed ?? 1,
    agrees: counted && defects.length === 0,
    exit: counted ? Math.min(defects.length, 1) : exitCodes[verdict],
    headline: counted ? headlineOf(defects, differences, agents.figures) : wire.result.headline,
    virtual: sideOf(virtual.result),
    wire: sideOf(wire.result),
    slackUs: slack.wayUs,
    agents: agents.figures,
    counts,
    phases,
    differences: [...defects, ...differences.filter((one) => !defects.includes(one))].slice(0, DIFFERENCES_MOST),
  }
}

const pollOf = ({ release }: RunResult) => releaseProfile(release as Release).desktopPollUs
const sideOf = ({ verdict, exit, headline }: RunResult) => ({ verdict, exit, headline })

function headlineOf(
  defects: readonly Difference[],
  differences: readonly Difference[],
  { all, same, events }: DriftResult['agents'],
): string {
  if (defects.length > 0) {
    const { about, virtual, wire } = defects[0]!
    const more = defects.length > 1 ? `, and ${defects.length - 1} more` : ''
    return `The worlds differ: ${about}: ${virtual} in the virtual world, ${wire} on the wire${more}.`
  }
  const reasons = differences.length === 0 ? '' : `; ${differences.length} differences have a reason`
  return `The worlds agree: ${same} of ${all} desktops showed the same events in the same order, ${events} in all${reasons}.`
}

function verdictDifference(virtual: RunResult, wire: RunResult): Difference[] {
  if (virtual.verdict === wire.verdict) return []
  const text = ({ verdict, headline }: RunResult): string => `${verdict}: ${headline}`
  return [{ about: 'verdict', virtual: text(virtual), wire: text(wire), reason: undefined }]
}

function partingText(
  { at, contact, virtual, wire, marginUs }: Parting,
  directory: Directory,
  isRace: boolean,
): Difference {
  const agent = (index: number): string => (index < 0 ? 'nobody' : userText(directory, index))
  const margin = Math.round(marginUs / MILLISECOND)
  return {
    about: `contact ${contact}, routed at ${clockText(at)}`,
    virtual: agent(virtual),
    wire: agent(wire),
    reason: isRace ? `a close race: ${margin} ms decided; from here on the worlds take different ways` : undefined,
  }
}

function comparedCounts(virtual: RunResult, wire: RunResult): ComparedCount[] {
  return virtual.counts.map(({ name, value }) => ({
    name,
    virtual: value,
    wire: wire.counts.find((one) => one.name === name)?.value ?? 0,
  }))
}

/** `most`: what the differences that have a reason can make of a count; `ended`: streams that ended on the wire. */
function countDifference({ name, virtual, wire }: ComparedCount, most: number, ended: number): Difference[] {
  if (virtual === wire) return []
  const apart = Math.abs(virtual - wire)
  const { share, perStream } = rooms.get(name) ?? NO_ROOM
  const isNear = apart <= Math.ceil(share * Math.max(virtual, wire)) + (wire > virtual ? perStream * ended : 0)
  const follows = apart <= most ? 'follows from the differences above' : undefined
  const reason = given.includes(name)
    ? undefined
    : isNear
      ? 'streams end a little later on the wire, and what waits asks a little more or less often'
      : follows
  return [{ about: name, virtual: String(virtual), wire: String(wire), reason }]
}
