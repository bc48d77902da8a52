/** What the Finesse nodes wrote to syslog: the first lines of each message, and how many there were. */
import { Fact } from '../../sim/domain/facts.ts'
import { syslogMessages } from '../../sim/domain/syslog.ts'
import type { Listeners } from '../listeners.ts'
import type { SyslogResult } from '../result.ts'

const LINES_KEPT = 200
/** Of one message of one node: a retry every few seconds would push out everything else. */
const OF_ONE = 20

export function syslog(listeners: Listeners): () => SyslogResult {
  const lines: { at: number; node: string; message: string; detail: number }[] = []
  const counts = new Map<string, number>()
  const kept = new Map<string, number>()
  listeners.on(Fact.syslog, (at, number, code, detail) => {
    const message = syslogMessages[code] ?? String(code)
    counts.set(message, (counts.get(message) ?? 0) + 1)
    const key = `${number} ${message}`
    const before = kept.get(key) ?? 0
    if (before >= OF_ONE || lines.length >= LINES_KEPT) return
    kept.set(key, before + 1)
    lines.push({ at, node: `Finesse ${number}`, message, detail })
  })
  return () => ({
    lines,
    counts: [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([message, count]) => ({ message, count })),
  })
}
