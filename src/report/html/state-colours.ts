/** Which colour of the page a state takes. Names differ between releases and parts, so the words decide. */

/** What a component's state means to a reader. */
export const HEALTHS = ['up', 'second', 'idle', 'changing', 'planned', 'down', 'other'] as const
export type Health = (typeof HEALTHS)[number]

export const HEALTH_SAYS: Readonly<Record<Health, string>> = {
  up: 'in service',
  second: 'in use: side B, database 2',
  idle: 'standing by',
  changing: 'changing',
  planned: 'maintenance',
  down: 'out of service',
  other: 'other',
}

// The first that matches decides: `OUT_OF_SERVICE` must not pass for `IN_SERVICE`, nor `INACTIVE` for `ACTIVE`.
const HEALTH: readonly (readonly [RegExp, Health])[] = [
  [/^(cti b|awdb 2)$/, 'second'],
  [/^(cti a|awdb 1|started|served)$/, 'up'],
  [/^(no client|no awdb)$/, 'idle'],
  [/maint|drain|planned|graceful|checking|asking|continuing|switching|in progress|completed/, 'planned'],
  [/^some |partial/, 'changing'],
  [
    /^no |unavail|out.?of.?service|down|dead|crash|stopp|offline|fail|hung|lost|refus|unreach|disconnect|\boff\b|cut/,
    'down',
  ],
  [/start|config|recover|connecting|load|init|sync|open|retry|takeover|slow|degrad|pending|closing|cancel/, 'changing'],
  [/stand.?by|idle|inactive|spare|partner|passive/, 'idle'],
  [/in.?service|active|\bup\b|running|online|normal|connected|ready|\bok\b|healthy/, 'up'],
]

export function healthOf(state: string): Health {
  const words = state.toLowerCase().replace(/_/g, ' ')
  return HEALTH.find(([pattern]) => pattern.test(words))?.[1] ?? 'other'
}

/** From the bottom of the stack to the top: on a call, about to be, after it, free, away. */
const AGENT_STATES: readonly (readonly [RegExp, string])[] = [
  [/^TALK/, 'talking'],
  [/^HOLD|HELD/, 'hold'],
  [/^RESERVED|^RING/, 'reserved'],
  [/^WORK|WRAP/, 'work'],
  [/^READY|^AVAIL/, 'ready'],
  [/^NOT.?READY|^BUSY/, 'not-ready'],
  [/^LOG|SIGNED|^OUT/, 'logout'],
]

/** Position in the stack and colour. States nobody named here sit on top of those on a call, in their own colours. */
export function agentStateColour(state: string, index: number): { readonly rank: number; readonly colour: string } {
  const name = state.toUpperCase()
  const rank = AGENT_STATES.findIndex(([pattern]) => pattern.test(name))
  return rank < 0
    ? { rank: 3.5 + index / 1000, colour: `line-${(index % 6) + 1}` }
    : { rank, colour: AGENT_STATES[rank]![1] }
}
