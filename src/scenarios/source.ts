/** One YAML file: its plain value, every problem of its syntax, and where in the text each path stands. */
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml'
import { LIMITS } from './limits.ts'
import type { Path } from './path.ts'
import { type Place, type Problem, problem } from './problems.ts'

/** Hands over the bytes or text of a file, or says in a few words why it cannot. */
export type Read = (path: string) => string | Uint8Array | { readonly problem: string }

export type Mapping = Readonly<Record<string, unknown>>

export interface Source {
  readonly file: string
  readonly value: Mapping
  readonly root: Node
  /** The node an alias stands for, or the node itself. */
  readonly resolve: (node: unknown) => unknown
  readonly placeOf: (offset: number) => Place
  /** Problems that leave the rest of the file readable, such as a key that is there twice. */
  readonly problems: readonly Problem[]
}

const SMALLEST = 'the least it needs is a line that begins with "why:"'

/** The file as a source, or the problems that make it unreadable; `noun` says what such a file holds. */
export function readSource(file: string, read: Read, noun = 'scenario'): Source | readonly Problem[] {
  const text = textOf(read(file), noun)
  if (typeof text !== 'string') return [problem({ file }, { path: [], message: text.problem })]
  const lines = new LineCounter()
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { file, line, column: col }
  }
  const document = parsed(text, lines)
  if (document === undefined || tooDeep(document)) {
    return [problem({ file }, { path: [], message: 'is nested too deeply' })]
  }
  const problems = [...syntaxProblems(document, text, placeOf, noun), ...strangeParts(document, placeOf)]
  const fatal = problems.some(({ message }) => !message.endsWith(TWICE))
  const root = document.contents
  if (fatal) return problems
  if (root === null || (isScalar(root) && root.value === null))
    return [problem({ file }, { path: [], message: `is empty; ${SMALLEST}` })]
  if (!isMap(root)) {
    const message = `is ${isSeq(root) ? 'a list' : 'plain text'}, not a mapping of keys; ${SMALLEST}`
    return [problem(placeOf(root.range?.[0] ?? 0), { path: [], message })]
  }
  try {
    const value = document.toJS({ maxAliasCount: 100 }) as Mapping
    const resolve = (node: unknown) => (isAlias(node) ? node.resolve(document) : node)
    return { file, value, root, resolve, placeOf, problems }
  } catch {
    return [problem({ file }, { path: [], message: 'has aliases that unfold to far too much; write it out' })]
  }
}

function textOf(content: ReturnType<Read>, noun: string): string | { readonly problem: string } {
  if (typeof content === 'object' && 'problem' in content) return content
  const notText = { problem: `is not text; a ${noun} is a YAML file in UTF-8` }
  const size = content.length
  if (size > LIMITS.sourceLength) return { problem: `is too big for a ${noun}; up to ${LIMITS.sourceLength} bytes` }
  try {
    const text = typeof content === 'string' ? content : new TextDecoder('utf-8', { fatal: true }).decode(content)
    return text.includes('\0') || text.includes('\uFFFD') ? notText : text
  } catch {
    return notText
  }
}

function parsed(text: string, lineCounter: LineCounter): Document.Parsed | undefined {
  try {
    return parseDocument(text, { lineCounter, prettyErrors: false })
  } catch {
    return undefined
  }
}

/** Deeper than any scenario goes, and no deeper than recursion can follow. */
const DEPTH_MOST = 100

function tooDeep(document: Document.Parsed): boolean {
  if (document.errors.some(({ message }) => message.startsWith('Maximum call stack'))) return true
  let deepest = 0
  visit(document, (_, __, ancestors) => {
    deepest = Math.max(deepest, ancestors.length)
    return deepest > DEPTH_MOST ? visit.BREAK : undefined
  })
  return deepest > DEPTH_MOST
}

const TWICE = 'is there twice'

function syntaxProblems(
  document: Document.Parsed,
  text: string,
  placeOf: (offset: number) => Place,
  noun: string,
): Problem[] {
  const tagged = document.warnings.filter(({ code }) => code === 'TAG_RESOLVE_FAILED')
  return [...document.errors, ...tagged].map(({ code, message, pos: [offset] }) => {
    if (code === 'DUPLICATE_KEY') {
      const key = /^["']?([^:"'\s]*)/.exec(text.slice(offset))?.[1] ?? ''
      return problem(placeOf(offset), { path: [], message: `the key "${key}" ${TWICE}` })
    }
    if (code === 'MULTIPLE_DOCS') {
      return problem(placeOf(offset), { path: [], message: `begins a second document; a file holds one ${noun}` })
    }
    if (code === 'TAB_AS_INDENT')
      return problem(placeOf(offset), { path: [], message: 'is indented with a tab; use spaces' })
    return problem(placeOf(offset), { path: [], message: `is not YAML: ${message.replaceAll('; ', ', ')}` })
  })
}

/** Aliases inside what they stand for have no end, and keys that are not words have no path. */
function strangeParts(document: Document.Parsed, placeOf: (offset: number) => Place): Problem[] {
  const problems: Problem[] = []
  const say = (node: Node | null | undefined, message: string) =>
    problems.push(problem(placeOf(node?.range?.[0] ?? 0), { path: [], message }))
  visit(document, {
    Alias(_, alias, ancestors) {
      const target = alias.resolve(document)
      if (target === undefined) say(alias, `there is no anchor &${alias.source}`)
      else if (ancestors.includes(target)) say(alias, `the alias *${alias.source} stands inside what it stands for`)
    },
    Pair(_, pair) {
      if (!isScalar(pair.key)) say(pair.key as Node | null, 'is not a key; keys are plain words')
    },
  })
  return problems
}

/** The value under a step, with the place of its key (or entry), as the text has it. */
export function stepInto(
  source: Source,
  node: unknown,
  step: Path[number],
): { readonly node: unknown; readonly at: number } | undefined {
  if (isSeq(node)) {
    const item = node.items[step as number] as Node | undefined
    return item === undefined ? undefined : { node: source.resolve(item), at: item.range?.[0] ?? 0 }
  }
  if (!isMap(node)) return undefined
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
  if (pair === undefined) return undefined
  return { node: source.resolve(pair.value), at: (pair.key as Node).range?.[0] ?? 0 }
}
