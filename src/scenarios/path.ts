/** Where in a scenario something stands: `traffic[0].arrive.poisson` as keys and indexes. */
export type Path = readonly (string | number)[]

const PLAIN = /^[A-Za-z_][\w-]*$/

export function pathText(path: Path): string {
  let text = ''
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`
    else if (PLAIN.test(step)) text += text === '' ? step : `.${step}`
    else text += `[${JSON.stringify(step)}]`
  }
  return text
}

/** The opposite of `pathText`; undefined when the text is not a path. */
export function parsePath(text: string): Path | undefined {
  const path: (string | number)[] = []
  let rest = text.trim()
  while (rest !== '') {
    const match = /^\[(\d+)\]|^\[("(?:[^"\\]|\\.)*")\]|^\.?([A-Za-z_][\w-]*)/.exec(rest)
    if (match === null || (path.length === 0 && rest.startsWith('.'))) return undefined
    if (match[3] !== undefined && path.length > 0 && !rest.startsWith('.')) return undefined
    if (match[1] !== undefined) path.push(Number(match[1]))
    else if (match[2] !== undefined) path.push(JSON.parse(match[2]) as string)
    else path.push(match[3]!)
    rest = rest.slice(match[0].length)
  }
  return path.length === 0 ? undefined : path
}

/** Whether `path` is at `top` or somewhere below it. */
export const isWithin = (path: Path, top: Path): boolean => top.every((step, i) => path[i] === step)
