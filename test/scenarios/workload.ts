/** A small workload for tests of what watches a run: everything defaulted, so a test sets only what it is about. */
import type { Act } from '../../src/sim/domain/fault.ts'
import {
  type Desk,
  type Distribution,
  defaultSettings,
  type FinesseSettings,
  type Queue,
  type Shift,
  type Topology,
  type Traffic,
  type Workload,
} from '../../src/sim/domain/workload.ts'
import { HOUR, MINUTE, SECOND } from '../../src/sim/kernel/time.ts'

const constant = (meanUs: number): Distribution => ({ kind: 'constant', meanUs })
const never = { chance: 0, after: constant(SECOND), for: constant(SECOND) }

export const desk: Desk = {
  answer: constant(2 * SECOND),
  ringOut: 0,
  backAfterRingOut: constant(10 * SECOND),
  ringNoAnswerUs: 12 * SECOND,
  readyAfterSignIn: constant(SECOND),
  wrapUpOnIncoming: 'OPTIONAL',
  wrapUpOnOutgoing: 'NOT_ALLOWED',
  wrapUp: constant(10 * SECOND),
  wrapUpChosen: 0,
  workTimerUs: 30 * SECOND,
  load: 0,
  agentHangsUp: 0.5,
  home: 'balanced',
  handling: {
    hold: never,
    callData: { chance: 0 },
    consultTransfer: { chance: 0, after: constant(SECOND), talk: constant(SECOND) },
    singleStepTransfer: { chance: 0, after: constant(SECOND) },
    conference: { chance: 0, after: constant(SECOND), talk: constant(SECOND), leave: 0 },
    pendingNotReady: { chance: 0, reason: 'Break', for: constant(MINUTE) },
  },
  outbound: { perAgentHour: 0, talk: constant(SECOND), busy: 0, noAnswer: 0 },
  agentToAgent: { perAgentHour: 0, talk: constant(SECOND), busy: 0, noAnswer: 0 },
  sso: undefined,
}

const queue = (name: string, index: number): Queue => ({
  id: 5022 + index,
  name,
  priority: 1,
  serviceLevelUs: 20 * SECOND,
})

export interface WorkloadOptions {
  readonly agents?: number
  readonly supervisors?: number
  readonly teamSize?: number
  readonly queues?: readonly string[]
  readonly queuesPerAgent?: number
  readonly mobileShare?: number
  readonly deployment?: 'cce' | 'ccx'
  readonly desk?: Partial<Desk>
  readonly busyUs?: number
  readonly calmUs?: number
  readonly shifts?: readonly Shift[]
  readonly traffic?: readonly Traffic[]
  readonly acts?: readonly Act[]
  readonly settings?: Partial<FinesseSettings>
}

export function workload(options: WorkloadOptions = {}): Workload {
  const { queues = ['sales', 'support'], queuesPerAgent = queues.length } = options
  const topology: Topology = {
    finesseNodes: 2,
    ctiSides: 'AB',
    awdb: 2,
    agents: options.agents ?? 4,
    supervisors: options.supervisors ?? 1,
    teamSize: options.teamSize ?? 2,
    queues: queues.map(queue),
    queuesPerAgent,
    mobile: { share: options.mobileShare ?? 0, mode: 'CALL_BY_CALL' },
    phoneAgents: { share: 0 },
    thirdParty: { share: 0, supported: false },
    gadgets: { xml: 6, jsp: 0 },
    finesseCpus: 4,
    certificates: { missing: 0, which: 'other-finesse' },
    latency: { desktopUs: 1000, desktopJitterUs: 0, serverUs: 500, serverJitterUs: 0 },
    keepalives: 'quiescent',
  }
  return {
    release: '12.6',
    deployment: options.deployment ?? 'cce',
    busyUs: options.busyUs ?? HOUR,
    calmUs: options.calmUs ?? 10 * MINUTE,
    topology,
    desk: { ...desk, ...options.desk },
    settings: { ...defaultSettings, ...options.settings },
    shifts: options.shifts ?? [],
    supervision: { watchTeams: true, watchQueues: false, acts: [] },
    faults: options.acts ?? [],
    defects: [],
    traffic: options.traffic ?? [],
  }
}
