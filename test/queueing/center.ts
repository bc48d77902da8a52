/** A contact center boiled down to lines of callers, each with a row of agents of its own who only answer. */
import {
  type Desk,
  type Distribution,
  defaultSettings,
  type Traffic,
  type Workload,
} from '../../src/sim/domain/workload.ts'
import { HOUR, MINUTE, type Micros, SECOND } from '../../src/sim/kernel/time.ts'
import type { Line } from './erlang.ts'

const FIRST_QUEUE = 5022
/** Callers come from here on: by then everybody is signed in. */
export const OPENS: Micros = 10 * MINUTE

const constant = (meanUs: number): Distribution => ({ kind: 'constant', meanUs })
const exponential = (seconds: number): Distribution => ({ kind: 'exponential', meanUs: seconds * SECOND })
const never = { chance: 0, after: constant(0), for: constant(0), talk: constant(0) }
const noCalls = { perAgentHour: 0, talk: constant(0), busy: 0, noAnswer: 0 }

const desk: Desk = {
  answer: constant(0),
  ringOut: 0,
  backAfterRingOut: constant(0),
  ringNoAnswerUs: 12 * SECOND,
  readyAfterSignIn: constant(0),
  wrapUpOnIncoming: 'NOT_ALLOWED',
  wrapUpOnOutgoing: 'NOT_ALLOWED',
  wrapUp: constant(0),
  wrapUpChosen: 0,
  workTimerUs: 0,
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

/**
 * How a call is picked up. A *phone* outside (a mobile agent, call by call) is picked up in no time at all, so that
 * handling is talking and nothing else. A *desktop* clicks Answer: that passes through Finesse and takes its time.
 */
export type PickUp = 'phone' | 'desktop'

export interface CenterOptions {
  /** Rows of agents side by side, each with its own callers: replications that share nothing but a clock. */
  readonly rows: number
  readonly seconds: number
  readonly pickUp: PickUp
}

export function workloadOf(line: Line, { rows, seconds, pickUp }: CenterOptions): Workload {
  const busyUs = OPENS + Math.ceil(seconds * SECOND)
  const ids = Array.from({ length: rows }, (_, row) => FIRST_QUEUE + row)
  return {
    release: '12.6',
    deployment: 'cce',
    busyUs,
    calmUs: 0,
    topology: {
      finesseNodes: 1,
      ctiSides: 'A',
      awdb: 1,
      agents: line.agents * rows,
      supervisors: 0,
      teamSize: line.agents * rows,
      queues: ids.map((id) => ({ id, name: `row ${id}`, priority: 1, serviceLevelUs: 20 * SECOND })),
      queuesPerAgent: 1,
      mobile: { share: pickUp === 'phone' ? 1 : 0, mode: 'CALL_BY_CALL' },
      phoneAgents: { share: 0 },
      thirdParty: { share: 0, supported: false },
      gadgets: { xml: 6, jsp: 0 },
      finesseCpus: 4,
      certificates: { missing: 0, which: 'other-finesse' },
      latency: { desktopUs: 0, desktopJitterUs: 0, serverUs: 0, serverJitterUs: 0 },
      keepalives: 'quiescent',
    },
    desk,
    settings: defaultSettings,
    shifts: [
      {
        name: 'all day',
        share: 1,
        startUs: 0,
        endUs: busyUs + HOUR,
        spreadUs: 5 * MINUTE,
        breaks: [],
        signOutReason: 'End of shift',
      },
    ],
    supervision: { watchTeams: false, watchQueues: false, acts: [] },
    faults: [],
    defects: [],
    traffic: ids.map((id) => callers(line, id, busyUs)),
  }
}

function callers(line: Line, queue: number, untilUs: Micros): Traffic {
  const perHour = (line.arrivals * HOUR) / SECOND
  return {
    name: `callers ${queue}`,
    queues: [queue],
    arrivals: { kind: 'poisson', shape: 'steps', steps: [{ fromUs: OPENS, perHour }] },
    untilUs,
    talk: exponential(line.handling),
    patience: line.patience === undefined ? undefined : exponential(line.patience),
    ivr: undefined,
    redial: { chance: 0, after: constant(0), most: 0 },
    dialedNumber: '8005550100',
    priority: 1,
    callVariables: new Map(),
    ecc: new Map(),
  }
}
