/**
 * What the proxy inside a node (12.5 on) says of its cache in `x-cache-status`. It keeps answers about team resources,
 * media domains, chat and ECC variables for 40 minutes after their last use; `bypassServerCache=true` goes past it.
 * Here every request is answered anew all the same, so a mark never comes with another answer than the true one.
 */
const KEPT = /^\/finesse\/api\/(?:TeamResource|MediaDomain|ChatConfig|ECCVariableConfig|UserAuthMode)\b/
const KEPT_MS = 40 * 60_000
const ENTRIES_MOST = 5_000

export type CacheMark = 'HIT' | 'MISS' | 'BYPASS'

export class CacheMarks {
  readonly #seen = new Map<string, { readonly text: string; usedMs: number }>()
  readonly #now: () => number

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** Mark of a successful GET, or undefined for what is not cached. */
  markOf(target: string, text: string): CacheMark | undefined {
    if (!KEPT.test(target)) return undefined
    const [path, query = ''] = target.split('?') as [string, string?]
    const asked = new URLSearchParams(query)
    if (asked.get('bypassServerCache') === 'true') return 'BYPASS'
    asked.delete('nocache')
    const key = `${path}?${asked}`
    const earlier = this.#seen.get(key)
    const now = this.#now()
    const isFresh = earlier !== undefined && now - earlier.usedMs <= KEPT_MS && earlier.text === text
    this.#seen.delete(key)
    this.#seen.set(key, { text, usedMs: now })
    if (this.#seen.size > ENTRIES_MOST) this.#seen.delete(this.#seen.keys().next().value!)
    return isFresh ? 'HIT' : 'MISS'
  }
}
