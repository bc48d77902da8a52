import { createHash } from 'node:crypto'

const LENGTH_MAX = 80
// Device names that Windows reserves, with or without an ending.
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/**
 * A scenario name or a seed as one path segment. Text that is already safe stays as it is; anything else keeps its
 * readable part and gains a short hash, so that `a/b` and `a-b` never share a directory.
 */
export function safeName(text: string): string {
  const readable = text
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+|[.-]+$/g, '')
    .slice(0, LENGTH_MAX)
  if (readable === text && text !== '' && !RESERVED.test(text)) return text
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 8)
  return readable === '' ? `x-${hash}` : `${RESERVED.test(readable) ? 'x-' : ''}${readable}-${hash}`
}
