/**
 * What a run on a target would do by itself: who signs in when and where, who takes breaks and places calls, when everybody
 * is out. Drawn from the same streams as the run; what depends on calls that come is not known before. Sign-ins and
 * calls are where the caps of the file let them be.
 */
import { createDirectory } from '../../sim/domain/directory.ts'
import { HOUR, type Micros } from '../../sim/kernel/time.ts'
import type { PlanEntry } from '../plan/entry.ts'
import { planEntries } from '../plan/plan.ts'
import type { Fitted, NotDone } from './fit.ts'
import type { Target, TargetNode, TargetUser } from './target.ts'

export type StepKind = 'sign-in' | 'break' | 'call' | 'sign-out'

export interface Step {
  readonly kind: StepKind
  /** Since the start of the run, in virtual time. */
  readonly atUs: Micros
  /** Later than drawn, for the cap. */
  readonly waitsUs: Micros
  readonly user: TargetUser
  readonly node: TargetNode
  readonly says: string
}

export interface TargetPlan {
  readonly steps: readonly Step[]
  readonly notDone: readonly NotDone[]
  /** When traffic and shifts are over and everybody is signed out. */
  readonly endUs: Micros
}

/** `dial` are the numbers outside that may be called, in their order. */
export function planOf({ workload, users, nodes, notDone }: Fitted, target: Target, seed: string): TargetPlan {
  const numbers = numbersOf(workload.topology, users, target)
  const { signInsPerHour, requestsPerHour } = target.limits
  const signIns = spacing(Math.min(signInsPerHour, requestsPerHour / REQUESTS_OF_A_SIGN_IN))
  const calls = spacing(target.limits.callsPerHour)
  const steps: Step[] = []
  const refused = new Set<string>()
  for (const entry of planEntries(workload, seed)) {
    if (entry.kind === 'call') continue
    const user = users[entry.user]!
    const node = homeOf(entry.user, workload.desk.home, nodes)
    const step = (kind: StepKind, atUs: Micros, says: string): Step => {
      return { kind, atUs, waitsUs: atUs - entry.at, user, node, says }
    }
    if (entry.kind === 'sign-in') steps.push(step('sign-in', signIns(entry.at), `signs in with ${user.extension}`))
    else if (entry.kind === 'sign-out') steps.push(step('sign-out', entry.at, 'signs out'))
    else if (entry.kind === 'break') steps.push(step('break', entry.at, `goes Not Ready: ${entry.reason}`))
    else {
      const to = numbers(entry)
      if (to === undefined) refused.add('calls outside are not placed: allow.dial names no number')
      else steps.push(step('call', calls(entry.at), `calls ${to}, if free`))
    }
  }
  const none = [...refused].map((says) => ({ atUs: undefined, says }))
  return {
    steps: steps.sort((a, b) => a.atUs - b.atUs),
    notDone: [...notDone, ...none],
    endUs: workload.busyUs + workload.calmUs,
  }
}

/** Desktops are dealt over the nodes in turn, unless the scenario has them all at one. */
export function homeOf(user: number, home: 'balanced' | 1 | 2, nodes: Fitted['nodes']): TargetNode {
  const index = home === 'balanced' ? user % nodes.length : Math.min(home, nodes.length) - 1
  return nodes[index]!
}

/** What a desktop asks until its agent can work (sim/desktop/sign-in.ts): the cap of requests is one of sign-ins too. */
export const REQUESTS_OF_A_SIGN_IN = 22

type OwnCall = PlanEntry & { readonly kind: 'own-call' }

/** Colleagues by their extension at the target; numbers outside, which a scenario makes up, are those of `allow.dial`. */
function numbersOf(
  topology: Fitted['workload']['topology'],
  users: readonly TargetUser[],
  { dial }: Target,
): (call: OwnCall) => string | undefined {
  const directory = createDirectory(topology)
  return ({ to }) => {
    const colleague = directory.byExtension(to)
    return colleague === undefined ? dialed(to, dial) : users[colleague.index]!.extension
  }
}

/** The listed number that is called instead of one that a scenario made up; undefined where none is listed. */
export function dialed(number: string, dial: ReadonlySet<string>): string | undefined {
  const listed = [...dial]
  return listed.length === 0 ? undefined : listed[Number(number.replace(/\D/g, '').slice(-9)) % listed.length]
}

function spacing(perHour: number): (atUs: Micros) => Micros {
  const apartUs = HOUR / perHour
  let next = 0
  return (atUs) => {
    const at = Math.max(atUs, Math.ceil(next))
    next = at + apartUs
    return at
  }
}
