/** How far a scenario may go. Beyond these a typo is likelier than a wish. */
import { HOUR, MINUTE, SECOND } from '../sim/kernel/time.ts'

export const LIMITS = {
  durationUs: 14 * 24 * HOUR,
  agents: 20_000,
  supervisors: 5_000,
  configuredAgents: 100_000,
  otherCtiClients: 10_000,
  teamSize: 1_000,
  queues: 2_000,
  callsPerHour: 10_000_000,
  surgeTimes: 1_000,
  listLength: 2_000,
  /** Longest label of a reason code. */
  labelLength: 40,
  /** What one call variable holds, and all ECC names and values together (UTF-8). */
  callVariableBytes: 40,
  eccBytes: 2_000,
  /** Work mode timer of the desk settings: 1 to 7200 seconds. */
  workTimerUsMin: SECOND,
  workTimerUsMax: 120 * MINUTE,
  sourceLength: 1_000_000,
} as const
