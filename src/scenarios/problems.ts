/** What is wrong with a scenario: all of it at once, each with its place and what to do about it. */
import { type Path, pathText } from './path.ts'

/** What is wrong at a path. The message may end with a hint: `unknown key; did you mean "arrive"?`. */
export interface Finding {
  readonly path: Path
  readonly message: string
}

/** Takes one finding down and goes on. */
export type Report = (path: Path, message: string) => void

export interface Problem {
  /** The file it stands in, `--set` or `--until` for options, undefined for a scenario written in TypeScript. */
  readonly file: string | undefined
  /** Counted from 1; undefined where there is no text to point at. */
  readonly line: number | undefined
  readonly column: number | undefined
  /** Such as `traffic[0].arrive.poisson`; empty for the file as a whole. */
  readonly path: string
  readonly message: string
  /** The nearest valid word, or what is allowed. */
  readonly hint: string | undefined
}

export interface Place {
  readonly file: string | undefined
  readonly line?: number | undefined
  readonly column?: number | undefined
}

export function problem(place: Place, { path, message }: Finding): Problem {
  const cut = message.indexOf('; ')
  return {
    file: place.file,
    line: place.line,
    column: place.column,
    path: pathText(path),
    message: cut < 0 ? message : message.slice(0, cut),
    hint: cut < 0 ? undefined : message.slice(cut + 2),
  }
}

/** `scenarios/x.yaml:12:5 traffic[0].arive: unknown key; did you mean "arrive"?` */
export function renderProblem(problem: Problem): string {
  const { file, line, column, path, message, hint } = problem
  const place = line === undefined ? file : `${file}:${line}:${column}`
  const where = [place, path].filter((part) => part !== undefined && part !== '').join(' ')
  return `${where === '' ? '' : `${where}: `}${message}${hint === undefined ? '' : `; ${hint}`}`
}

/** Thrown with every problem of a scenario, in the order of the text. Its message has a line for each. */
export class ScenarioProblems extends Error {
  override readonly name = 'ScenarioProblems'
  readonly problems: readonly Problem[]

  /** `files` says which files come first; the others follow as they are mentioned. */
  constructor(problems: readonly Problem[], files: readonly string[] = []) {
    const distinct = [...new Map(problems.map((problem) => [renderProblem(problem), problem])).values()]
    const order = [...new Set([...files, ...distinct.map(({ file }) => file)])]
    const rank = ({ file }: Problem) => order.indexOf(file)
    const ordered = distinct.toSorted(
      (a, b) => rank(a) - rank(b) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
    )
    super(ordered.map(renderProblem).join('\n'))
    this.problems = ordered
  }
}
