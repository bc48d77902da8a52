/** Where a path of the merged scenario was written: in which file of the chain, and on which line. */
import { isMap } from 'yaml'
import type { Path } from './path.ts'
import type { Place } from './problems.ts'
import { type Source, stepInto } from './source.ts'

/**
 * The place of a path, or of the nearest thing above it where it is missing. Sources come with the file that was
 * asked for first and what it extends after it; mappings were merged, anything else was replaced.
 */
export function locate(sources: readonly Source[], path: Path): Place & { readonly exact: boolean } {
  let exact = true
  let layers = sources.map((source) => ({ source, node: source.root as unknown, at: source.root.range?.[0] ?? 0 }))
  for (const step of path) {
    const deeper = layers.flatMap(({ source, node }) => {
      const found = stepInto(source, node, step)
      return found === undefined ? [] : [{ source, ...found }]
    })
    if (deeper.length === 0) {
      exact = false
      break
    }
    const firstReplacing = deeper.findIndex(({ node }) => !isMap(node))
    layers = firstReplacing < 0 ? deeper : deeper.slice(0, firstReplacing + (firstReplacing === 0 ? 1 : 0))
  }
  const top = layers[0]
  return { ...(top === undefined ? { file: undefined } : top.source.placeOf(top.at)), exact }
}
