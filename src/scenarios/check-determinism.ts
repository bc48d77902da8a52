/**
 * Runs a scenario twice and compares every record. Of the first run only a digest of each chunk is kept; where the
 * second run's chunk differs, the first run is made once more, up to that chunk, to find the record.
 */
import { Digest } from '../sim/kernel/digest.ts'
import { clockText, type Micros } from '../sim/kernel/time.ts'
import { recordAt, type TraceRecord } from '../sim/kernel/trace.ts'
import { type Naming, recordWords } from './record-words.ts'
import { type Center, drive, type Run, type RunOptions, runCenter, type Tap } from './run-center.ts'
import type { Scenario } from './scenario.ts'
import { exitCodes } from './verdict.ts'

const WORDS = 8
/** A power of two, so that chunks never wrap round the ring of the trace. */
const CHUNK = 4096
const CHUNK_WORDS = CHUNK * WORDS
const ATTEMPTS = 3

export type CreateCenter = () => Center

export interface DeterminismOptions extends RunOptions {
  /** Changes records of the run with this number (1, 2) as they are written: to see the check at work. */
  readonly sabotage?: ((run: number, words: Int32Array, offset: number) => void) | undefined
}

/** The first record that is not the same in both runs. */
export interface Difference {
  /** Number of the record, counted from 1; of the first one of a chunk when it could not be found. */
  readonly record: number
  /** As the runs have it; undefined where one has ended, and both when the difference did not show again. */
  readonly first: RecordText | undefined
  readonly second: RecordText | undefined
}

export interface RecordText {
  readonly at: Micros
  readonly where: string
  readonly event: number
  /** Time, place, event and what it says, in one line. */
  readonly text: string
}

export interface DeterminismCheck extends Run {
  readonly difference: Difference | undefined
}

/** The result is that of the first run; a difference turns its verdict. */
export function checkDeterminism(
  create: CreateCenter,
  scenario: Scenario,
  options: DeterminismOptions,
): DeterminismCheck {
  const chunks: string[] = []
  const keep = chunked(
    (digest) => {
      chunks.push(digest)
      return true
    },
    sabotaged(options, 1),
  )
  const run = runCenter(create(), scenario, { ...options, tap: keep.tap })
  keep.end()
  if (run.result.verdict === 'interrupted') return { ...run, difference: undefined }

  let at = 0
  let differing = -1
  let held: Int32Array = new Int32Array(0)
  const center = create()
  const compare = chunked(
    (digest, words) => {
      if (digest !== chunks[at]) {
        differing = at
        held = words.slice()
        center.kernel.stop()
      }
      at++
      return digest === chunks[at - 1]
    },
    sabotaged(options, 2),
  )
  const until = Math.round(run.result.virtualSeconds * 1e6)
  const stopped = rerun(center, until, options, compare.tap, () => differing >= 0 || options.interrupted?.() === true)
  if (stopped !== undefined && differing < 0) return { ...interruptedRun(run, stopped), difference: undefined }
  compare.end()
  // The second run may simply have ended earlier, at the edge of a chunk.
  if (differing < 0 && at < chunks.length) differing = at
  if (differing < 0) return { ...run, difference: undefined }

  const naming = {
    directory: center.directory,
    workload: scenario.workload,
    nameOf: (node: number) => center.kernel.nameOf(node),
  }
  const difference = findDifference(() => wordsOfChunk(create, options, differing, until), held, differing, naming)
  const verdict = 'not deterministic'
  const headline = differenceText(difference)
  return { ...run, difference, result: { ...run.result, verdict, exit: exitCodes[verdict], headline } }
}

/** The first run is whole, but what was asked, whether a second one equals it, was not answered. */
function interruptedRun(run: Run, at: Micros): Run {
  const verdict = 'interrupted'
  const headline = `Interrupted at ${clockText(at)} of the second run; until then it equalled the first.`
  return { ...run, result: { ...run.result, verdict, exit: exitCodes[verdict], headline, interruptedAt: at } }
}

export function differenceText({ record, first, second }: Difference): string {
  if (first === undefined && second === undefined) {
    return `Two runs of one seed differ in records ${record} to ${record + CHUNK - 1}, but not twice in the same way.`
  }
  const one = first === undefined ? 'it has ended' : first.text
  const two = second === undefined ? 'it has ended' : second.text
  return `Two runs of one seed differ first in record ${record}. First run: ${one}. Second run: ${two}.`
}

function sabotaged({ sabotage, tap }: DeterminismOptions, run: number): Tap | undefined {
  if (sabotage === undefined) return run === 1 ? tap : undefined
  return (words, offset) => {
    sabotage(run, words, offset)
    if (run === 1) tap?.(words, offset)
  }
}

/**
 * Calls `each` with the digest and the words of every chunk, until it returns false; the words are good for the call.
 * Chunks are those of the ring, so what was written while the world was built is in the first one.
 */
function chunked(each: (digest: string, words: Int32Array) => boolean, before: Tap | undefined) {
  let wants = true
  let ring: Int32Array | undefined
  let end = 0
  const hand = (words: Int32Array) => {
    const digest = new Digest()
    digest.update(words, words.length)
    wants = each(`${words.length}/${digest.hex()}`, words)
  }
  return {
    tap: (words: Int32Array, offset: number) => {
      if (!wants) return
      before?.(words, offset)
      ring = words
      end = offset + WORDS
      if (end % CHUNK_WORDS === 0) hand(words.subarray(end - CHUNK_WORDS, end))
    },
    /** Hands over the chunk that was not filled. */
    end: () => {
      const rest = end % CHUNK_WORDS
      if (wants && rest > 0 && ring !== undefined) hand(ring.subarray(end - rest, end))
    },
  }
}

function rerun(
  center: Center,
  until: Micros,
  options: RunOptions,
  tap: Tap,
  enough: () => boolean,
): Micros | undefined {
  center.kernel.trace.tap = tap
  return drive(center.kernel, until, { now: options.now, progress: options.progress, interrupted: enough })
}

/** The first run again, for one chunk of it. */
function wordsOfChunk(create: CreateCenter, options: DeterminismOptions, wanted: number, until: Micros): Int32Array {
  const center = create()
  let at = 0
  let found: Int32Array = new Int32Array(0)
  let done = false
  const seek = chunked(
    (_digest, words) => {
      if (at++ !== wanted) return true
      found = words.slice()
      done = true
      center.kernel.stop()
      return false
    },
    sabotaged({ ...options, tap: undefined }, 1),
  )
  rerun(center, until, { ...options, progress: undefined }, seek.tap, () => done)
  seek.end()
  return found
}

/** Compares record by record. A run that is different only now and then may have to be made more than once. */
function findDifference(firstRun: () => Int32Array, second: Int32Array, chunk: number, naming: Naming): Difference {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const first = firstRun()
    const words = Math.max(first.length, second.length)
    let at = 0
    while (at < words && first[at] === second[at]) at++
    if (at === words) continue
    const offset = at - (at % WORDS)
    const read = (run: Int32Array) => (offset < run.length ? recordText(recordAt(run, offset), naming) : undefined)
    return { record: chunk * CHUNK + offset / WORDS + 1, first: read(first), second: read(second) }
  }
  return { record: chunk * CHUNK + 1, first: undefined, second: undefined }
}

function recordText(record: TraceRecord, naming: Naming): RecordText {
  const where = naming.nameOf(record.where)
  const words = recordWords(record, naming)
  const text = `${clockText(record.at)} ${where}, event ${record.event}: ${words}`
  return { at: record.at, where, event: record.event, text }
}
