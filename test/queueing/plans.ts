/** What is simulated. Lengths follow from theory (see study.ts); these say how many intervals there is time for. */
import type { Plan } from './study.ts'

/** Cases of every kind that are cheap to simulate. */
export const shortPlans: readonly Plan[] = [
  { case: 'C1', intervals: 8 },
  { case: 'C2', intervals: 8 },
  { case: 'C3', intervals: 6 },
  { case: 'C4', intervals: 2 },
  { case: 'C6', intervals: 2 },
  { case: 'C7', intervals: 2 },
  { case: 'C8', intervals: 2 },
  { case: 'C11', intervals: 1 },
  { case: 'A1', intervals: 4 },
  { case: 'A2', intervals: 6 },
  { case: 'A3', intervals: 8 },
  { case: 'A4', intervals: 10 },
  { case: 'A5', intervals: 12 },
  { case: 'A6', intervals: 3 },
  { case: 'A7', intervals: 6 },
  { case: 'A4', intervals: 4, pickUp: 'desktop' },
]

/** All of them. Near full load memory is long, and warm-up costs: fewer rows, each cut into spans. */
export const longPlans: readonly Plan[] = [
  { case: 'C1', intervals: 50 },
  { case: 'C2', intervals: 40 },
  { case: 'C3', intervals: 24 },
  { case: 'C4', intervals: 5 },
  { case: 'C5', intervals: 4 },
  { case: 'C6', intervals: 8 },
  { case: 'C7', intervals: 10 },
  { case: 'C8', intervals: 8 },
  { case: 'C9', intervals: 4 },
  { case: 'C10', intervals: 3 },
  { case: 'C11', intervals: 5 },
  { case: 'C12', intervals: 3 },
  { case: 'C13', intervals: 3, scatter: 0.2 },
  { case: 'C14', intervals: 2, scatter: 0.2 },
  { case: 'C15', intervals: 3, scatter: 0.2 },
  { case: 'C16', intervals: 1, rows: 5, spans: 2, scatter: 0.2 },
  { case: 'C17', intervals: 1, rows: 1, spans: 10, scatter: 0.25 },
  { case: 'A1', intervals: 12 },
  { case: 'A2', intervals: 24 },
  { case: 'A3', intervals: 30 },
  { case: 'A4', intervals: 50 },
  { case: 'A5', intervals: 60 },
  { case: 'A6', intervals: 10 },
  { case: 'A7', intervals: 20 },
  { case: 'C3', intervals: 10, pickUp: 'desktop' },
  { case: 'A1', intervals: 4, pickUp: 'desktop' },
]
