/** Reads what `k6 run --out json=FILE` writes, line by line, packed or not; of it only what the script of ccsim measured. */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { metricNames } from './metric-names.ts'

export interface Sample {
  readonly metric: string
  readonly value: number
  readonly tags: Readonly<Record<string, string>>
  /** Milliseconds since 1970. */
  readonly atMs: number
}

/** A file that cannot be read as what it should be: file, line, what, remedy. */
export class SamplesProblem extends Error {
  override readonly name = 'SamplesProblem'
}

const PREFIX = 'ccsim_'
const MARK = `"${PREFIX}`
const SUMMARY_HINT = 'a summary of k6 has no single samples: run k6 with --out json=FILE'
const known: ReadonlySet<string> = new Set(Object.values(metricNames).flat())

/** Calls `take` for each sample until it returns false. Lines of other kinds, as logs of pods have them, are left out. */
export async function readSamples(file: string, take: (sample: Sample) => boolean): Promise<void> {
  let number = 0
  try {
    for await (const line of linesOf(file)) {
      number++
      if (number === 1 && line.trim() === '{') throw new SamplesProblem(`${file}: ${SUMMARY_HINT}`)
      if (!line.startsWith('{') || !line.includes(MARK)) continue
      const sample = sampleIn(line, `${file}:${number}`)
      if (sample !== undefined && !take(sample)) return
    }
  } catch (error) {
    throw readable(error, file)
  }
}

function linesOf(file: string): AsyncIterable<string> {
  const bytes = createReadStream(file)
  if (!file.endsWith('.gz')) return createInterface({ input: bytes, crlfDelay: Number.POSITIVE_INFINITY })
  const text = createGunzip()
  bytes.on('error', (error) => text.destroy(error)).pipe(text)
  return createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })
}

interface Line {
  readonly type?: unknown
  readonly metric?: unknown
  readonly metrics?: unknown
  readonly data?: { readonly time?: unknown; readonly value?: unknown; readonly tags?: unknown }
}

function sampleIn(line: string, place: string): Sample | undefined {
  let read: Line
  try {
    read = JSON.parse(line) as Line
  } catch {
    throw new SamplesProblem(`${place}: no whole line of JSON; the file was cut off or changed, import it anew`)
  }
  const { type, metric, metrics, data } = read
  if (metrics !== undefined) throw new SamplesProblem(`${place}: ${SUMMARY_HINT}`)
  if (type !== 'Point' || typeof metric !== 'string' || !known.has(metric)) return undefined
  const atMs = typeof data?.time === 'string' ? Date.parse(data.time) : Number.NaN
  const tags = data?.tags
  if (typeof data?.value !== 'number' || Number.isNaN(atMs) || typeof tags !== 'object' || tags === null) {
    throw new SamplesProblem(`${place}: a sample of ${metric} has no time, value or tags, as k6 writes them`)
  }
  return { metric, value: data.value, tags: tags as Readonly<Record<string, string>>, atMs }
}

function readable(error: unknown, file: string): unknown {
  if (error instanceof SamplesProblem || !(error instanceof Error) || !('code' in error)) return error
  const { code } = error
  if (code === 'ENOENT') return new SamplesProblem(`${file}: there is no such file`)
  if (code === 'EISDIR') return new SamplesProblem(`${file}: is a folder; name the file that k6 wrote`)
  if (String(code).startsWith('Z_')) return new SamplesProblem(`${file}: is not packed by gzip, or was cut off`)
  return new SamplesProblem(`${file}: cannot be read (${String(code)})`)
}
