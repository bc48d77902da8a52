/** Breaks the limits that documents give. */
import { edits } from './edit.ts'

export const limits = edits(
  'src/scenarios/documented-limits.ts',
  ['LIMIT-01', 'Thirty queues an agent cost nobody.', '[30, 1000],', '[30, 1500],'],
  [
    'LIMIT-02',
    'The rate of calls counts all the time, not its busiest hour.',
    '(Math.max(...inside.map(calls)) * HOUR) / spanUs',
    'calls(0)',
  ],
  [
    'LIMIT-03',
    'A team is as large as all of its center.',
    'agents: 50, supervisors: 10',
    'agents: 50, supervisors: 50',
  ],
  ['LIMIT-04', 'A way is taken for a round trip.', '(2 * (us + jitterUs))', '(us + jitterUs)'],
)
