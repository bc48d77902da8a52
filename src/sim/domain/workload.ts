/**
 * What a run is made of, after a scenario was compiled: plain data, times in whole microseconds, rates per hour.
 * Everything the contact center does is a function of this and a seed.
 */
import { type Micros, SECOND } from '../kernel/time.ts'
import type { DefectName } from './defects.ts'
import type { Act } from './fault.ts'
import type { PgType } from './pg-maintenance.ts'
import type { PhoneHabits } from './phone-habits.ts'
import { releaseProfile } from './release.ts'

/** A random duration. All are rounded to whole microseconds when drawn. */
export type Distribution =
  | { readonly kind: 'constant'; readonly meanUs: Micros }
  | { readonly kind: 'exponential'; readonly meanUs: Micros }
  | { readonly kind: 'lognormal'; readonly meanUs: Micros; readonly cv: number }
  | { readonly kind: 'uniform'; readonly minUs: Micros; readonly maxUs: Micros }

/** Arrival intensity from `fromUs` on, until the next step. With `linear`, it slopes to the next step. */
export interface RateStep {
  readonly fromUs: Micros
  readonly perHour: number
}

export type Arrivals =
  | { readonly kind: 'poisson'; readonly shape: 'steps' | 'linear'; readonly steps: readonly RateStep[] }
  | { readonly kind: 'every'; readonly everyUs: Micros; readonly fromUs: Micros }

export interface Queue {
  /** Skill group number as Finesse shows it, such as 5022. */
  readonly id: number
  readonly name: string
  /** Larger is served first when an agent comes free for several queues. */
  readonly priority: number
  /** Threshold for the service level in reports, 20 s unless told. */
  readonly serviceLevelUs: Micros
}

/** What an agent works with: a browser, the screen of an IP phone (Finesse IP Phone Agent), or a client of others. */
export type ClientKind = 'desktop' | 'ip-phone' | 'third-party'

/** The three certificates that a browser has to accept before its agent can move to the other node. */
export const certificateNames = ['own-notification', 'other-notification', 'other-finesse'] as const
export type CertificateName = (typeof certificateNames)[number]

export interface Topology {
  readonly finesseNodes: 1 | 2
  readonly ctiSides: 'A' | 'AB'
  readonly awdb: 1 | 2
  /** Release of the agent PG, when it is another than that of Finesse. */
  readonly pgRelease?: Workload['release']
  /** Kind of the agent PG, when it is not that of Unified CM alone. */
  readonly pgType?: PgType
  readonly agents: number
  readonly supervisors: number
  /** Agents and supervisors that the PG is configured for, where that is more than work here: the others never sign in. */
  readonly configuredAgents?: number
  /** Clients of the CTI servers besides Finesse, where there are any: they come back at once after a failure. */
  readonly otherCtiClients?: number
  /** Agents of one team; the supervisors are dealt over the teams in turn. */
  readonly teamSize: number
  readonly queues: readonly Queue[]
  readonly queuesPerAgent: number
  /** Which agents work from a phone outside: the last `share` of them. */
  readonly mobile: { readonly share: number; readonly mode: 'CALL_BY_CALL' | 'NAILED_CONNECTION' }
  /** Share of agents on IP phones: the last ones before the mobile agents. */
  readonly phoneAgents: {
    readonly share: number
    /** Share of the supervisors on IP phones, where they can do what agents do: the last of them. */
    readonly supervisors?: number
  }
  /** Share of agents with a client that is not Cisco's: the last ones before those on IP phones. */
  readonly thirdParty: {
    readonly share: number
    /** Whether a maintenance of Finesse waits for such clients, rather than fail. */
    readonly supported: boolean
  }
  /** Share of agents who work in chat as well: the first ones. */
  readonly chats?: { readonly share: number }
  /** What each desktop loads. */
  readonly gadgets: { readonly xml: number; readonly jsp: number }
  /** Virtual processors of a Finesse node. */
  readonly finesseCpus: 4 | 8
  /** The first `share` of the desktops never accepted this certificate. */
  readonly certificates: { readonly missing: number; readonly which: CertificateName }
  /** One-way network latency, and its jitter (uniform, 0..jitter on top). */
  readonly latency: {
    readonly desktopUs: Micros
    readonly desktopJitterUs: Micros
    readonly serverUs: Micros
    readonly serverJitterUs: Micros
  }
  /** `quiescent` plays keep-alive pings only while a fault could be noticed by them; `always` plays every one. */
  readonly keepalives: 'quiescent' | 'always'
}

export type WrapUpMode = 'REQUIRED' | 'OPTIONAL' | 'NOT_ALLOWED' | 'REQUIRED_WITH_WRAP_UP_DATA'

/** What an agent does with calls. Chances are per answered call, drawn independently, the first that hits acts. */
export interface CallHandling {
  readonly hold: { readonly chance: number; readonly after: Distribution; readonly for: Distribution }
  readonly callData: { readonly chance: number }
  readonly consultTransfer: { readonly chance: number; readonly after: Distribution; readonly talk: Distribution }
  readonly singleStepTransfer: { readonly chance: number; readonly after: Distribution }
  readonly conference: {
    readonly chance: number
    readonly after: Distribution
    readonly talk: Distribution
    /** Chance that the agent who opened the conference leaves the other two talking. */
    readonly leave: number
  }
  /** A state asked for during the call (pending until its end). */
  readonly pendingNotReady: { readonly chance: number; readonly reason: string; readonly for: Distribution }
}

export interface OwnCalls {
  /** Calls an agent places, per agent and hour. */
  readonly perAgentHour: number
  readonly talk: Distribution
  /** Chance that the far end is busy, and that nobody answers. */
  readonly busy: number
  readonly noAnswer: number
}

/** How often people mistype their passwords. */
export interface WrongPasswords {
  /** Chance that somebody who signs in does so. */
  readonly chance: number
  /** So many times in a row. */
  readonly times: number
  /** How long whoever was refused so often waits before each further try. */
  readonly pause: Distribution
}

export interface Desk {
  /** Time between an offered call showing on the desktop and the click on Answer. */
  readonly answer: Distribution
  /** Chance that the agent lets a call ring out. */
  readonly ringOut: number
  /** How long after a missed call the agent is ready again. */
  readonly backAfterRingOut: Distribution
  readonly ringNoAnswerUs: Micros
  readonly readyAfterSignIn: Distribution
  readonly wrapUpOnIncoming: WrapUpMode
  readonly wrapUpOnOutgoing: WrapUpMode
  /** Time the agent works after a call before clicking on. */
  readonly wrapUp: Distribution
  /** Chance that the agent asks for wrap-up, where it is OPTIONAL. */
  readonly wrapUpChosen: number
  /** Work mode timer of the desk settings: at its end the system moves the agent on. */
  readonly workTimerUs: Micros
  /** Logout on Agent Disconnect (desk settings of the PG). */
  readonly load: 0 | 1
  /** Not Ready without a change for so long ends in a logout; undefined: never. */
  readonly inactivityUs?: Micros | undefined
  /** With all-line control: a call on the second line of a phone counts as busy. */
  readonly secondLineCounts?: boolean | undefined
  /** Who ends an ordinary call: the chance that it is the agent. */
  readonly agentHangsUp: number
  /** Which node desktops sign in to. */
  readonly home: 'balanced' | 1 | 2
  readonly handling: CallHandling
  readonly outbound: OwnCalls
  readonly agentToAgent: OwnCalls
  /** What agents on IP phones do with them (domain/phone-habits.ts has the usual). */
  readonly phone?: PhoneHabits
  /** Undefined: nobody mistypes. */
  readonly wrongPassword?: WrongPasswords | undefined
  /** Lives of the tokens, and the share of users who sign in with single sign-on; undefined: with a password, all of them. */
  readonly sso: { readonly accessTokenUs: Micros; readonly refreshTokenUs: Micros; readonly share: number } | undefined
}

/**
 * Properties of a Finesse node, under the names the documents have for them. Source: Cisco Finesse Administration
 * Guide 12.5(1), Cisco Finesse CLI; 15.0(1), Finesse Maintenance Mode.
 */
export interface FinesseSettings {
  /** After a loss of CTI, agents in WORK of a non-voice media are made available by the system. */
  readonly enableAutoWorkModeStateChange: boolean
  /** State of a moved desktop where the PG is 12.5 or earlier, and the reason code of a Not Ready one. */
  readonly agentStateAfterMigration: 'READY' | 'NOT_READY'
  readonly migrationNotReadyReasonCode: number
  /** Longest time of a maintenance. */
  readonly maxMMTimeSec: number
  /** Desktops fetch the files of the other node at sign-in already. */
  readonly preLoadSecondaryResources: boolean
  /** From 12.5 on desktops sign in again by themselves after a sign-in failed, or a logout came, by a device error. */
  readonly retryLoginAfterLogoutPhoneFailure: boolean
  /** A property that does nothing: a documented defect. */
  readonly enableRetryLoginFeature: boolean
  readonly loginRetries: number
  readonly loginRetryPauseSec: number
  /** An agent on an IP phone who looks at another screen for so long is signed out; 0 never. */
  readonly ippaInactivityTimeoutSec: number
  /** Interval of the queue statistics, where it is not that of the release. */
  readonly queueStatisticsSec?: number | undefined
  /** How long five wrong passwords lock the administrator: as its interface does, or as the console. */
  readonly administratorLock?: 'api' | 'console' | undefined
}

/** Those that a node itself goes by, and takes anew while it runs. Desktops and IP phones read theirs when they start. */
export const nodeSettings = ['agentStateAfterMigration', 'migrationNotReadyReasonCode', 'maxMMTimeSec'] as const
export type NodeSetting = (typeof nodeSettings)[number]

/** The releases that have a property have it alike. */
const latest = releaseProfile('15.0')

/** What a node has as installed. */
export const defaultSettings: FinesseSettings = {
  enableAutoWorkModeStateChange: true,
  agentStateAfterMigration: 'READY',
  migrationNotReadyReasonCode: 5448,
  maxMMTimeSec: latest.maintenanceUs / SECOND,
  preLoadSecondaryResources: true,
  retryLoginAfterLogoutPhoneFailure: true,
  enableRetryLoginFeature: false,
  loginRetries: latest.deviceRetries,
  loginRetryPauseSec: latest.deviceRetryUs / SECOND,
  ippaInactivityTimeoutSec: latest.fippaInactivityUs / SECOND,
}

export interface Break {
  readonly atUs: Micros
  /** Each agent starts the break somewhere in this span after `atUs`. */
  readonly spreadUs: Micros
  readonly for: Distribution
  /** Label of a configured Not Ready reason code. */
  readonly reason: string
  /** Share of the shift's agents that takes it. */
  readonly share: number
}

/** One group of agents and when they are there. Shares of all shifts deal out the agents in order. */
export interface Shift {
  readonly name: string
  readonly share: number
  readonly startUs: Micros
  readonly endUs: Micros
  /** Sign-ins fall somewhere in this span from the start. */
  readonly spreadUs: Micros
  readonly breaks: readonly Break[]
  /** Label of a configured sign-out reason code. */
  readonly signOutReason: string
  /** Supervisors are dealt out over the shifts as agents are, where all say so; else they are there from the first to the last. */
  readonly supervisors?: true
}

/** What supervisors do to agents; the fact `supervisorAct` names one by its place here. */
export const supervisorActs = ['silent-monitor', 'barge', 'force-ready', 'force-not-ready', 'force-logout'] as const
export type SupervisorAct = (typeof supervisorActs)[number]

export interface Supervision {
  readonly watchTeams: boolean
  readonly watchQueues: boolean
  readonly acts: readonly { readonly act: SupervisorAct; readonly every: Distribution; readonly for: Distribution }[]
}

/** One stream of callers. Its arrivals are spread evenly over its queues. */
export interface Traffic {
  readonly name: string
  /** Ids of the queues. */
  readonly queues: readonly number[]
  readonly arrivals: Arrivals
  readonly untilUs: Micros
  readonly talk: Distribution
  /** Undefined: callers wait for ever. */
  readonly patience: Distribution | undefined
  /** Announcements and menus before the call is queued. */
  readonly ivr: Distribution | undefined
  readonly redial: { readonly chance: number; readonly after: Distribution; readonly most: number }
  readonly dialedNumber: string
  readonly priority: number
  /** Call variables 1 to 10 by number, and ECC variables by name (`user.x` or `user.x[0]`). */
  readonly callVariables: ReadonlyMap<number, string>
  readonly ecc: ReadonlyMap<string, string>
}

/** Everything one run of the contact center depends on, but for the seed. */
export interface Workload {
  readonly release: '11.6' | '12.0' | '12.5' | '12.6' | '15.0'
  readonly deployment: 'cce' | 'ccx'
  /** When traffic and shifts are over; the calm follows. */
  readonly busyUs: Micros
  /** Liveness is judged at the end of it. */
  readonly calmUs: Micros
  readonly topology: Topology
  readonly desk: Desk
  readonly settings: FinesseSettings
  readonly shifts: readonly Shift[]
  readonly supervision: Supervision
  readonly traffic: readonly Traffic[]
  /** What is done to the world from outside, by time. */
  readonly faults: readonly Act[]
  /** Wrong behaviours that are planted on purpose (domain/defects.ts), to see that an oracle notices. */
  readonly defects: readonly DefectName[]
}
