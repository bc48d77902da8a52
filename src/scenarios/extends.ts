/** A scenario and the files it adds to, as one value. */
import { locate } from './locate.ts'
import { type Problem, problem } from './problems.ts'
import { type Mapping, type Read, readSource, type Source } from './source.ts'

export interface Chain {
  /** The file asked for, then what it extends, and so on. */
  readonly sources: readonly Source[]
  readonly value: Mapping
  readonly problems: readonly Problem[]
}

/** Follows `extends` from file to file. Undefined value: something in the chain cannot be read. */
export function readChain(file: string, read: Read): Omit<Chain, 'value'> & { readonly value: Mapping | undefined } {
  const sources: Source[] = []
  const problems: Problem[] = []
  const files: string[] = []
  let next: string | undefined = normal(file)
  const refuse = (message: string) => {
    const source = sources.at(-1)
    problems.push(
      problem(source === undefined ? { file } : locate([source], ['extends']), { path: ['extends'], message }),
    )
    return { sources, value: undefined, problems }
  }
  while (next !== undefined) {
    const chain = [...files, next].join(' → ')
    if (files.includes(next)) return refuse(`goes round in a circle: ${chain}`)
    const source = readSource(next, read)
    if (!('value' in source)) {
      if (files.length > 0) refuse(`cannot be followed: ${chain}`)
      return { sources, value: undefined, problems: [...problems, ...source] }
    }
    files.push(next)
    sources.push(source)
    problems.push(...source.problems)
    const base: unknown = source.value['extends']
    if (base !== undefined && (typeof base !== 'string' || base.trim() === ''))
      return refuse('should be the name of a file')
    next = base === undefined ? undefined : beside(next, base.trim())
  }
  const merged = sources.reduceRight<Mapping>((below, { value }) => merge(below, value), {})
  const { extends: _, ...value } = merged
  return { sources, value, problems }
}

/** Mappings are merged key by key; lists and plain values of `above` replace those of `below`. */
export function merge(below: Mapping, above: Mapping): Mapping {
  const entries = Object.entries(above).map(([key, value]): [string, unknown] => {
    const under = Object.hasOwn(below, key) ? below[key] : undefined
    return [key, isMapping(value) && isMapping(under) ? merge(under, value) : value]
  })
  // fromEntries makes own properties of all keys, `__proto__` too, which a plain assignment would not.
  return Object.fromEntries([...Object.entries(below), ...entries])
}

export const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A path as seen from the folder of another file. */
export function beside(file: string, path: string): string {
  if (/^(\/|[A-Za-z]:)/.test(path)) return normal(path)
  return normal(`${file.slice(0, file.lastIndexOf('/') + 1)}${path}`)
}

function normal(path: string): string {
  const parts: string[] = []
  for (const part of path.replaceAll('\\', '/').split('/')) {
    const before = parts.at(-1)
    if (part === '.' || (part === '' && parts.length > 0)) continue
    if (part === '..' && before !== undefined && before !== '..' && before !== '') parts.pop()
    else parts.push(part)
  }
  return parts.join('/')
}
