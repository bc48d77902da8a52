/** Which colour a state takes, and how it reads. */

const TONES = [
  [/MAINT|IN_PROGRESS|STOPPING/, 'unsure'],
  [/OUT_OF_SERVICE|DOWN|STOPPED|SILENT|HUNG|LOST|CUT|FAILED|NOTHING|^NO /, 'bad'],
  [/STARTING|CONFIG|SYNC|CONNECTING|SNAP|OPENING|TROUBLED|PARTIAL|RETRY|CLOSING/, 'unsure'],
  [/STANDBY|IDLE|COMPLETED/, 'idle'],
]

/** `good`, `bad`, `unsure` (something is going on) or `idle` (well, and not in use). */
export function toneOf(state) {
  const name = state.toUpperCase()
  return TONES.find(([pattern]) => pattern.test(name))?.[1] ?? 'good'
}

/** `NOT_READY` as people say it. */
export const words = (state) => state.toLowerCase().replace(/_/g, ' ')

export const AGENT_STATES = ['READY', 'RESERVED', 'TALKING', 'HOLD', 'WORK', 'WORK_READY', 'NOT_READY', 'LOGOUT']

/** The variable of the palette for a state of an agent. */
export function agentColour(state) {
  if (state.startsWith('RESERVED')) return 'reserved'
  if (state.startsWith('WORK')) return 'work'
  const name = { READY: 'ready', TALKING: 'talking', HOLD: 'hold', NOT_READY: 'not-ready', LOGOUT: 'logout' }[state]
  return name ?? 'other'
}
