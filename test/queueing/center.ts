/** A contact center boiled down to one line of callers and a row of agents who do nothing but answer. */
import type { Desk, Distribution, Workload } from '../../src/sim/domain/workload.ts'
import { HOUR, MINUTE, SECOND } from '../../src/sim/kernel/time.ts'
import type { Line } from './erlang.ts'

const constant = (meanUs: number): Distribution => ({ kind: 'constant', meanUs })
const exponential = (seconds: number): Distribution => ({ kind: 'exponential', meanUs: seconds * SECOND })
const never = { chance: 0, after: constant(0), for: constant(0), talk: constant(0) }
const noCalls = { perAgentHour: 0, talk: constant(0), busy: 0, noAnswer: 0 }

/** Callers come from here on: by then everybody is signed in. */
export const OPENS = 10 * MINUTE

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
}

export function workloadOf(line: Line, seconds: number): Workload {
  const busyUs = OPENS + Math.ceil(seconds * SECOND)
  return {
    release: '12.6',
    deployment: 'cce',
    busyUs,
    calmUs: 0,
    topology: {
      finesseNodes: 2,
      ctiSides: 'AB',
      awdb: 2,
      agents: line.agents,
      supervisors: 0,
      teamSize: line.agents,
      queues: [{ id: 5022, name: 'line', priority: 1, serviceLevelUs: 20 * SECOND }],
      queuesPerAgent: 1,
      mobile: { share: 0, mode: 'CALL_BY_CALL' },
      latency: { desktopUs: 0, desktopJitterUs: 0, serverUs: 0, serverJitterUs: 0 },
      keepalives: 'quiescent',
    },
    desk,
    shifts: [
      { name: 'all day', share: 1, startUs: 0, endUs: busyUs, spreadUs: MINUTE, breaks: [], signOutReason: 'End' },
    ],
    supervision: { watchTeams: false, watchQueues: false, acts: [] },
    traffic: [
      {
        name: 'callers',
        queues: [5022],
        arrivals: {
          kind: 'poisson',
          shape: 'steps',
          steps: [{ fromUs: OPENS, perHour: (line.arrivals * HOUR) / SECOND }],
        },
        untilUs: busyUs,
        talk: exponential(line.handling),
        patience: line.patience === undefined ? undefined : exponential(line.patience),
        ivr: undefined,
        redial: { chance: 0, after: constant(0), most: 0 },
        dialedNumber: '8005550100',
        priority: 1,
        callVariables: new Map(),
        ecc: new Map(),
      },
    ],
  }
}
