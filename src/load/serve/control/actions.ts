/** What the control API does to the center. Bodies are checked here; what is wrong with one is said by its field. */
import { z } from 'zod'
import { suggestion } from '../../../scenarios/nearest.ts'
import { parseDuration } from '../../../scenarios/units.ts'
import type { Queue } from '../../../sim/domain/workload.ts'
import { MINUTE, type Micros, SECOND } from '../../../sim/kernel/time.ts'
import type { Served } from '../serve.ts'

/** What became of an act: something done to the center by its words, such as `crash finesse 1 for 15min`. */
export interface ActResult {
  readonly ok: boolean
  /** What was done, or why it was not. */
  readonly says: string
}

/** A fault that was done by its words and lasts. */
export interface Standing {
  /** What it was done to, as it was said. */
  readonly what: string
  readonly verb: string
  readonly says: string
  readonly sinceUs: Micros
  /** When it will be over by itself; undefined for never. */
  readonly untilUs: Micros | undefined
  /** Words that end it now, where there are any. */
  readonly mend: string | undefined
}

export interface Acts {
  perform(text: string): ActResult
  /** What an entry of the trace's faults was, by its number; undefined for those of the scenario. */
  says(entry: number): string | undefined
  inForce(): readonly Standing[]
}

/** A request that cannot be done; the message is for whoever sent it. */
export class Refusal extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

const CALLS_MOST = 1_000
const SPEED_MAX = 1_000
const TALK_US: Micros = 2 * MINUTE

/** `90s`, `2min`, or a number of seconds. */
const duration = z.union([z.string(), z.number()]).transform((value, context): Micros => {
  if (typeof value === 'number' && value >= 0) return Math.round(value * SECOND)
  const parsed = parseDuration(String(value))
  if (parsed.ok) return parsed.value
  context.addIssue({ code: 'custom', message: parsed.problem })
  return z.NEVER
})

const callBody = z.strictObject({
  /** Id or name. */
  queue: z.union([z.string(), z.number()]),
  count: z.int().min(1).max(CALLS_MOST).default(1),
  talk: duration.default(TALK_US),
  patience: duration.optional(),
  from: z
    .string()
    .regex(/^\+?\d{1,30}$/, 'a number of up to 30 digits')
    .optional(),
  /** `callVariable1` to `callVariable10`, and ECC variables such as `user.tier`. */
  variables: z.record(z.string(), z.string().max(2_000)).default({}),
})
const speedBody = z.strictObject({ speed: z.number().positive().max(SPEED_MAX) })
const actBody = z.strictObject({ act: z.string().trim().min(1).max(1_000) })

export interface Deeds {
  readonly served: Served
  readonly acts?: Acts | undefined
}

/** Resolves to the ids of the contacts, once they have come. */
export function placeCalls({ served }: Deeds, body: unknown): Promise<{ readonly contacts: readonly number[] }> {
  const { queue: wanted, count, talk: talkUs, patience: patienceUs, from: ani, variables } = checked(callBody, body)
  const { traffic, topology } = served.center.workload
  const queue = queueOf(topology.queues, wanted)
  const { id } = topology.queues[queue]!
  const usual = traffic.find(({ queues }) => queues.includes(id)) ?? traffic[0]
  const { callVariables, ecc } = variablesOf(variables)
  const call = { queue, talkUs, patienceUs, ani, dialedNumber: usual?.dialedNumber, callVariables, ecc }
  return new Promise((resolve) => {
    served.pace.enter(() => {
      resolve({ contacts: Array.from({ length: count }, () => served.center.callers.place(call)) })
    })
  })
}

function queueOf(queues: readonly Queue[], wanted: string | number): number {
  const found = queues.findIndex(({ id, name }) => String(id) === String(wanted) || name === wanted)
  if (found >= 0) return found
  const names = queues.map(({ name }) => name)
  throw new Refusal(404, `there is no queue "${wanted}"; ${suggestion(String(wanted), names)}`)
}

function variablesOf(variables: Readonly<Record<string, string>>) {
  const callVariables = new Map<number, string>()
  const ecc = new Map<string, string>()
  for (const [name, value] of Object.entries(variables)) {
    const number = /^callVariable(10|[1-9])$/.exec(name)?.[1]
    if (number !== undefined) callVariables.set(Number(number), value)
    else if (/^user\.[\w.]+(\[\d+\])?$/.test(name)) ecc.set(name, value)
    else throw new Refusal(400, `variables: "${name}" is neither callVariable1 to callVariable10 nor user.…`)
  }
  return { callVariables, ecc }
}

export function changeSpeed({ served }: Deeds, body: unknown): void {
  served.pace.speed = checked(speedBody, body).speed
}

/** Resolves once it is done, inside the simulated world. */
export function act({ served, acts }: Deeds, body: unknown): Promise<ActResult> {
  const { act: text } = checked(actBody, body)
  if (acts === undefined) throw new Refusal(501, 'this center takes no acts')
  return new Promise((resolve, reject) => {
    served.pace.enter(() => {
      try {
        resolve(acts.perform(text))
      } catch (error) {
        reject(error)
      }
    })
  })
}

function checked<T>(schema: z.ZodType<T>, body: unknown): T {
  const { success, data, error } = schema.safeParse(body)
  if (success) return data
  const problems = error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join('.')}: ${message}`,
  )
  throw new Refusal(400, problems.join('; '))
}
