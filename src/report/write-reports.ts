/**
 * Writes the reports of one run into `<dir>/<scenario>/<seed>/`, whole or not at all: everything goes into a hidden
 * sibling directory first, which then takes the place of the older one. A reader never sees half a report, and a
 * report of today never mixes with files of yesterday. Files in the old directory that no report could have written
 * belong to someone else, and are carried over.
 */
import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { RunResult, RunTables } from '../scenarios/result.ts'
import type { ReportFile, ReportName } from './report.ts'
import { asReportProblem, ReportProblem } from './report-problem.ts'
import { REPORTS } from './reports.ts'
import { safeName } from './safe-name.ts'

const WRITE_CHARS = 256 * 1024

export interface WriteReportsOptions {
  readonly result: RunResult
  readonly tables: RunTables
  /** The folder for all runs, such as `reports`. */
  readonly dir: string
  /** Some of the reports; all when absent. */
  readonly only?: readonly ReportName[] | undefined
}

/** Returns the paths written, result.json first. Throws ReportProblem when the place cannot be written. */
export function writeReports({ result, tables, dir, only }: WriteReportsOptions): string[] {
  const seed = safeName(result.seed)
  const parent = join(dir, safeName(result.scenario))
  const target = join(parent, seed)
  const temporary = join(parent, `.${seed}.writing-${process.pid}`)
  let made: string | undefined
  try {
    made = mkdirSync(parent, { recursive: true })
    refuseFile(target)
    rmSync(temporary, { recursive: true, force: true })
    mkdirSync(temporary)
    const written = writeAll(
      REPORTS.filter((report) => only?.includes(report.name) ?? true),
      result,
      tables,
      temporary,
    )
    takePlace(temporary, target, join(parent, `.${seed}.replaced-${process.pid}`))
    return written.map((path) => join(target, path))
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true })
    removeEmpty(parent, made)
    throw asReportProblem(error, target)
  }
}

function refuseFile(target: string): void {
  const found = lstatSync(target, { throwIfNoEntry: false })
  if (found !== undefined && !found.isDirectory()) {
    throw new ReportProblem(`cannot write the report to ${target}: a file is in the way where a directory is needed`)
  }
}

function writeAll(reports: typeof REPORTS, result: RunResult, tables: RunTables, dir: string): string[] {
  const written: string[] = []
  for (const report of reports) {
    for (const file of report.files(result, tables)) {
      writeFile(file, dir)
      written.push(file.path)
    }
  }
  return written
}

function writeFile({ path, chunks }: ReportFile, dir: string): void {
  const handle = openSync(join(dir, path), 'wx')
  try {
    let waiting = ''
    for (const chunk of chunks) {
      waiting += chunk
      if (waiting.length < WRITE_CHARS) continue
      writeWhole(handle, waiting)
      waiting = ''
    }
    writeWhole(handle, waiting)
  } finally {
    closeSync(handle)
  }
}

/** One write may take only part of the bytes, on a pipe or a nearly full disk. */
function writeWhole(handle: number, text: string): void {
  const bytes = Buffer.from(text)
  for (let done = 0; done < bytes.length; ) done += writeSync(handle, bytes, done)
}

function takePlace(temporary: string, target: string, aside: string): void {
  if (!existsSync(target)) {
    renameSync(temporary, target)
    return
  }
  rmSync(aside, { recursive: true, force: true })
  renameSync(target, aside)
  try {
    renameSync(temporary, target)
  } catch (error) {
    renameSync(aside, target)
    throw error
  }
  const ours = new Set(REPORTS.flatMap((report) => report.paths))
  for (const name of readdirSync(aside)) {
    if (!ours.has(name)) renameSync(join(aside, name), join(target, name))
  }
  rmSync(aside, { recursive: true, force: true })
}

/** Takes back the directories this call made, from `parent` up to the first one made, as long as they are empty. */
function removeEmpty(parent: string, made: string | undefined): void {
  if (made === undefined) return
  try {
    for (let path = resolve(parent); path.length >= resolve(made).length; path = dirname(path)) rmdirSync(path)
  } catch {
    // Someone put a file there meanwhile: then it is theirs to keep.
  }
}
