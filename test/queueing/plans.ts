/** What is simulated. Lengths follow from theory (see study.ts); these say how many intervals there is time for. */
import type { Plan } from './study.ts'

/** Cases of every kind that are cheap to simulate. */
export const shortPlans: readonly Plan[] = [
  { case: 'C1', intervals: 10 },
  { case: 'C2', intervals: 8 },
  { case: 'C3', intervals: 5 },
  { case: 'C4', intervals: 1 },
  { case: 'C7', intervals: 1 },
  { case: 'C8', intervals: 1 },
  { case: 'A1', intervals: 2 },
  { case: 'A2', intervals: 5 },
  { case: 'A3', intervals: 6 },
  { case: 'A4', intervals: 10 },
  { case: 'A5', intervals: 14 },
  { case: 'A6', intervals: 1 },
  { case: 'A7', intervals: 4 },
  { case: 'A4', intervals: 3, pickUp: 'desktop' },
]

/**
 * All of them. Near full load one interval is many calls, so the last C cases are held less tightly; where an empty
 * start is long remembered, there are fewer rows, each cut into spans.
 */
export const longPlans: readonly Plan[] = [
  { case: 'C1', intervals: 40 },
  { case: 'C2', intervals: 30 },
  { case: 'C3', intervals: 14 },
  { case: 'C4', intervals: 3 },
  { case: 'C5', intervals: 2 },
  { case: 'C6', intervals: 4 },
  { case: 'C7', intervals: 5 },
  { case: 'C8', intervals: 4 },
  { case: 'C9', intervals: 2 },
  { case: 'C10', intervals: 2 },
  { case: 'C11', intervals: 3 },
  { case: 'C12', intervals: 2 },
  { case: 'C13', intervals: 2, scatter: 0.15 },
  { case: 'C14', intervals: 2, scatter: 0.15 },
  { case: 'C15', intervals: 2, scatter: 0.15 },
  { case: 'C16', intervals: 1, rows: 5, spans: 2, scatter: 0.2 },
  { case: 'C17', intervals: 1, rows: 1, spans: 10, scatter: 0.25 },
  { case: 'A1', intervals: 5 },
  { case: 'A2', intervals: 12 },
  { case: 'A3', intervals: 16 },
  { case: 'A4', intervals: 24 },
  { case: 'A5', intervals: 36 },
  { case: 'A6', intervals: 5 },
  { case: 'A7', intervals: 10 },
  { case: 'C3', intervals: 6, pickUp: 'desktop' },
  { case: 'A1', intervals: 2, pickUp: 'desktop' },
]
