/** Looks a target over: every check on every node, one check after the other. Nobody is signed in. */
import { lookup } from 'node:dns/promises'
import { type Account, Guard } from '../target/guard.ts'
import { TargetRest } from '../target/rest-client.ts'
import type { Target } from '../target/target.ts'
import type { DoctorClock, Examination, Observation, Patient, Resolve } from './check.ts'
import { checks } from './checks.ts'

export interface Finding extends Observation {
  readonly check: string
}

export interface Diagnosis {
  readonly findings: readonly Finding[]
  readonly account: Account
}

export interface DoctorOptions {
  readonly clock?: DoctorClock
  readonly resolve?: Resolve
  /** Told of each check as it is done. */
  readonly done?: (findings: readonly Finding[]) => void
}

const resolveHere: Resolve = async (host) => (await lookup(host, { all: true })).map(({ address }) => address)

export async function examine(
  target: Target,
  { clock = Date, resolve = resolveHere, done }: DoctorOptions = {},
): Promise<Diagnosis> {
  const guard = new Guard({ target, purpose: 'doctor' })
  const rest = new TargetRest({ guard })
  const rash = new TargetRest({ guard, isTrusting: true })
  const patients = target.nodes.map((node): Patient => {
    return { node, addresses: [], open: new Set(), trusted: new Set(), speaksHttp2: false, info: undefined }
  })
  const examination: Examination = {
    target,
    guard,
    patients: patients as [Patient, ...Patient[]],
    rest,
    rash,
    clock,
    resolve,
    proven: new Map(),
  }
  const findings: Finding[] = []
  try {
    for (const { name, run } of checks) {
      const those = (await run(examination)).map((observation) => ({ check: name, ...observation }))
      findings.push(...those)
      done?.(those)
    }
  } finally {
    await rest.close()
    await rash.close()
  }
  return { findings, account: guard.account }
}

export const hasProblem = (findings: readonly Finding[]): boolean =>
  findings.some(({ outcome }) => outcome === 'problem')
