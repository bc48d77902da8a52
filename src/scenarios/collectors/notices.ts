/** What people were told by desktops and IP phones: how often, and how many of them. */
import { Fact } from '../../sim/domain/facts.ts'
import { notices } from '../../sim/domain/notices.ts'
import type { Listeners } from '../listeners.ts'
import type { NoticeResult } from '../result.ts'
import type { Subject } from '../subject.ts'

export function noticeCounts({ directory }: Subject, listeners: Listeners): () => NoticeResult[] {
  const counts = new Int32Array(notices.length)
  const people = new Map<number, Uint8Array>()
  listeners.on(Fact.notice, (_at, user, notice) => {
    counts[notice]!++
    let told = people.get(notice)
    if (told === undefined) people.set(notice, (told = new Uint8Array(directory.users.length)))
    told[user] = 1
  })
  return () =>
    [...people]
      .sort(([a], [b]) => a - b)
      .map(([notice, told]) => ({
        notice: notices[notice]!,
        count: counts[notice]!,
        people: told.reduce((sum, one) => sum + one, 0),
      }))
}
