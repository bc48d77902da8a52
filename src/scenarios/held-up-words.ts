/** What held a late generator up, in words. */
import type { HeldUpResult } from './result-of-load.ts'

type Cause = 'own' | 'gc' | 'waiting'

/** `GC 60 %, own work 30 %, wait for CPU 10 %`, the largest share first; undefined where nothing was late. */
export function heldUpWords(heldUp: HeldUpResult, names: Readonly<Record<Cause, string>>): string | undefined {
  if (heldUp.lateMs === 0) return undefined
  return (['own', 'gc', 'waiting'] as const)
    .toSorted((a, b) => heldUp[b] - heldUp[a])
    .map((cause) => `${names[cause]} ${Math.round(heldUp[cause] * 100)} %`)
    .join(', ')
}
