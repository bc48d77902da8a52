/** What is beyond a documented limit, in one line. */
import type { BeyondLimit } from '../scenarios/documented-limits.ts'
import { count } from './figures.ts'

/** `2,200 users at 15 queues an agent; 2,000 are documented`. */
export const beyondText = ({ what, value, limit }: BeyondLimit): string =>
  `${count(value)} ${what}; ${count(limit)} are documented`
