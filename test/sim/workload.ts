/** A small center for tests: everybody is there, nobody comes by herself. What a test sets is what it is about. */
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
import { HOUR, type Micros, SECOND } from '../../src/sim/kernel/time.ts'

export const constant = (meanUs: Micros): Distribution => ({ kind: 'constant', meanUs })

const nothing = constant(0)
const never = { chance: 0, after: nothing, for: nothing, talk: nothing }
const noCalls = { perAgentHour: 0, talk: nothing, busy: 0, noAnswer: 0 }

/** The virtual desktops come to work long after the last test is over. */
const SOMEDAY = 1000 * HOUR

export const quietDesk: Desk = {
  answer: constant(3 * SECOND),
  ringOut: 0,
  backAfterRingOut: nothing,
  ringNoAnswerUs: 12 * SECOND,
  readyAfterSignIn: nothing,
  wrapUpOnIncoming: 'NOT_ALLOWED',
  wrapUpOnOutgoing: 'NOT_ALLOWED',
  wrapUp: nothing,
  wrapUpChosen: 0,
  workTimerUs: 30 * SECOND,
  load: 0,
  agentHangsUp: 0,
  home: 'balanced',
  handling: {
    hold: never,
    callData: { chance: 0 },
    consultTransfer: never,
    singleStepTransfer: never,
    conference: { ...never, leave: 0 },
    pendingNotReady: { ...never, reason: 'Break' },
  },
  outbound: noCalls,
  agentToAgent: noCalls,
  sso: undefined,
}

export interface Setting {
  readonly agents?: number
  readonly supervisors?: number
  readonly teamSize?: number
  readonly release?: Workload['release']
  readonly deployment?: Workload['deployment']
  readonly finesseNodes?: 1 | 2
  readonly awdb?: 1 | 2
  readonly queues?: readonly string[]
  readonly queuesPerAgent?: number
  readonly priorities?: readonly number[]
  readonly mobile?: Topology['mobile']
  readonly desk?: Partial<Desk>
  readonly settings?: Partial<FinesseSettings>
  /** What has no key of its own here. */
  readonly topology?: Partial<Topology>
  readonly latency?: Partial<Topology['latency']>
  readonly watchQueues?: boolean
  readonly callVariables?: ReadonlyMap<number, string>
  readonly ecc?: ReadonlyMap<string, string>
  /** When the virtual desktops are there; in tests of clients they stay at home. */
  readonly shift?: Partial<Shift>
  readonly keepalives?: Topology['keepalives']
  readonly faults?: Workload['faults']
  readonly defects?: Workload['defects']
  readonly ctiSides?: Topology['ctiSides']
  /** Callers who come by themselves. */
  readonly traffic?: readonly Partial<Traffic>[]
}

export function workloadOf(setting: Setting): Workload {
  const { agents = 1, queues: names = ['sales'] } = setting
  const queues = names.map(
    (name, at): Queue => ({
      id: 5022 + at,
      name,
      priority: setting.priorities?.[at] ?? 1,
      serviceLevelUs: 20 * SECOND,
    }),
  )
  const quiet = (queue: Queue): Traffic => ({
    name: `callers for ${queue.name}`,
    queues: [queue.id],
    arrivals: { kind: 'every', everyUs: SOMEDAY, fromUs: SOMEDAY },
    untilUs: SOMEDAY,
    talk: constant(60 * SECOND),
    patience: undefined,
    ivr: undefined,
    redial: { chance: 0, after: nothing, most: 0 },
    dialedNumber: '8005550100',
    priority: 1,
    callVariables: setting.callVariables ?? new Map(),
    ecc: setting.ecc ?? new Map(),
  })
  return {
    release: setting.release ?? '12.6',
    deployment: setting.deployment ?? 'cce',
    busyUs: SOMEDAY,
    calmUs: 0,
    topology: {
      finesseNodes: setting.finesseNodes ?? 2,
      ctiSides: setting.ctiSides ?? 'AB',
      awdb: setting.awdb ?? 2,
      agents,
      supervisors: setting.supervisors ?? 0,
      teamSize: setting.teamSize ?? agents,
      queues,
      queuesPerAgent: setting.queuesPerAgent ?? 1,
      mobile: setting.mobile ?? { share: 0, mode: 'CALL_BY_CALL' },
      phoneAgents: { share: 0 },
      thirdParty: { share: 0, supported: false },
      gadgets: { xml: 6, jsp: 0 },
      finesseCpus: 4,
      certificates: { missing: 0, which: 'other-finesse' },
      latency: { desktopUs: 0, desktopJitterUs: 0, serverUs: 0, serverJitterUs: 0, ...setting.latency },
      keepalives: setting.keepalives ?? 'quiescent',
      ...setting.topology,
    },
    desk: { ...quietDesk, ...setting.desk },
    settings: { ...defaultSettings, ...setting.settings },
    shifts: [
      {
        name: 'someday',
        share: 1,
        startUs: SOMEDAY,
        endUs: 2 * SOMEDAY,
        spreadUs: 0,
        breaks: [],
        signOutReason: 'End of shift',
        ...setting.shift,
      },
    ],
    supervision: { watchTeams: true, watchQueues: setting.watchQueues ?? false, acts: [] },
    faults: setting.faults ?? [],
    defects: setting.defects ?? [],
    traffic: [...queues.map(quiet), ...(setting.traffic ?? []).map((one) => ({ ...quiet(queues[0]!), ...one }))],
  }
}
