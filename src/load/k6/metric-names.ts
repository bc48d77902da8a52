/** Metrics of the k6 script: how they are called, and what their tags mean. The importer reads what the script writes. */

/**
 * Tags of operations: `operation`, such as `sign-in` or `answer to event`; `interval`, for which interval of the run it was
 * planned, counted from 0, and `windows`, for which phases of the load; of failures `kind`.
 */
export const metricNames = {
  /** Wanted by the plan or by an agent's own thinking: done or failed. */
  planned: 'ccsim_planned',
  failed: 'ccsim_failed',
  /** Of what was done: milliseconds from the moment it was wanted, and from the moment it was begun. */
  intended: 'ccsim_intended',
  actual: 'ccsim_actual',
  /** Milliseconds that a phase of a desktop took; tag `phase`, such as `desktop-usable`. */
  phase: 'ccsim_phase',
  /** Bytes, events and the like; tag `what`. */
  count: 'ccsim_count',
  /** How many milliseconds of the wall clock planned things were begun late. */
  lag: 'ccsim_schedule_lag',
  /** Of the plan, of each virtual user's own part: entries, and the four words of its hash. They add up to those of the whole. */
  planEntries: 'ccsim_plan_entries',
  planHash: ['ccsim_plan_hash_1', 'ccsim_plan_hash_2', 'ccsim_plan_hash_3', 'ccsim_plan_hash_4'],
  /** Virtual time for one of the wall clock's; all other times are virtual. */
  speed: 'ccsim_speed',
  /** Virtual users that played their part to its end. */
  finished: 'ccsim_finished',
} as const

/** Tags of every sample of a run. */
export const tagNames = { scenario: 'ccsim_scenario', hash: 'ccsim_hash', seed: 'ccsim_seed' } as const
