/**
 * Release profiles: what differs between releases of Finesse and the PG, and every timer, as data. Each constant
 * names its public source; one that nobody published is marked `assumed` and listed in every report.
 */
import { MILLISECOND, MINUTE, SECOND } from '../kernel/time.ts'

export const releases = ['11.6', '12.0', '12.5', '12.6', '15.0'] as const
export type Release = (typeof releases)[number]

interface Constant {
  readonly says: string
  readonly unit: 'us' | 'count' | 'flag'
  /** A public document, or `assumed: ` and the reason for the choice. */
  readonly source: string
  /** One value for all releases, or the value from each release on. */
  readonly value: number | Readonly<Partial<Record<Release, number>>>
}

const admin = 'Cisco Finesse Administration Guide 11.6(1), ch. 13'
const cti = 'CTI Server Message Reference Guide (Protocol Version 24), Session Management'

const constants = {
  ctiHeartbeatUs: {
    says: 'interval between CTI heartbeats of Finesse',
    unit: 'us',
    source: 'Cisco Finesse Administration Guide 15.0(1), Failover Mechanisms',
    value: 5 * SECOND,
  },
  ctiMissedHeartbeats: { says: 'missed heartbeats that end a CTI link', unit: 'count', source: admin, value: 3 },
  ctiOpenTimeoutUs: { says: 'longest wait for OPEN_CONF', unit: 'us', source: cti, value: 30 * SECOND },
  ctiReconnectPauseUs: {
    says: 'pause between two tries to reach a CTI server',
    unit: 'us',
    source: 'assumed: unpublished; short enough for the published recovery times',
    value: 5 * SECOND,
  },
  ctiVersion: {
    says: 'protocol version of the CTI link',
    unit: 'count',
    source: `${cti}; versions by release`,
    value: { '11.6': 20, '12.0': 22, '12.5': 23, '12.6': 24, '15.0': 25 },
  },
  ctiStandby: {
    says: 'Finesse keeps an active and a standby CTI session',
    unit: 'flag',
    source: 'Cisco Finesse 12.6(1), Perform Routine Maintenance, syslog list',
    value: { '11.6': 0, '12.6': 1 },
  },
  ctiConfigUs: {
    says: 'time of a CTI server to send its configuration',
    unit: 'us',
    source: 'assumed: a few seconds of the published 35 to 75 s',
    value: { '11.6': 2 * SECOND, '12.5': 1 * SECOND },
  },
  ctiSnapshotUs: {
    says: 'work of a CTI server for one signed-in agent in the opening snapshot',
    unit: 'us',
    source: 'assumed: makes 2,000 agents fit the published recovery times',
    value: { '11.6': 24 * MILLISECOND, '12.5': 12 * MILLISECOND },
  },
  finesseCtiEventUs: {
    says: 'work of Finesse for one CTI event',
    unit: 'us',
    source: 'assumed: far below the 20 ms mean of a healthy node (12.6 routine maintenance)',
    value: 250,
  },
  finesseRestUs: {
    says: 'work of Finesse for one REST request',
    unit: 'us',
    source: 'assumed: a request takes about 10 ms in captures, of which most is waiting',
    value: 800,
  },
  finessePublishUs: {
    says: 'work of the Notification Service for one event to one stream',
    unit: 'us',
    source: 'assumed',
    value: 60,
  },
  queueStatisticsUs: {
    says: 'interval of the queue statistics feed',
    unit: 'us',
    source: 'Finesse Web Services Developer Guide 12.5(1), p. 140-144',
    value: 10 * SECOND,
  },
  authCacheUs: { says: 'how long a successful sign-in is remembered', unit: 'us', source: admin, value: 30 * MINUTE },
  lockAfter: {
    says: 'wrong passwords in a row that lock a user',
    unit: 'count',
    source: 'Finesse Web Services Developer Guide 12.5(1), p. 7',
    value: 5,
  },
  lockUs: {
    says: 'how long a user stays locked',
    unit: 'us',
    source: 'Finesse Web Services Developer Guide 12.5(1), p. 7',
    value: 5 * MINUTE,
  },
  awdbQueryUs: {
    says: 'time of an AWDB for one credential query',
    unit: 'us',
    source: 'assumed',
    value: 8 * MILLISECOND,
  },
  awdbTimeoutUs: {
    says: 'how long Finesse waits for an AWDB',
    unit: 'us',
    source: 'assumed: unpublished',
    value: 5 * SECOND,
  },
  forcedLogoutGraceUs: {
    says: 'wait after presence turned unavailable before the forced logout',
    unit: 'us',
    source: 'Finesse developer site, Desktop Presence and Forced Logout',
    value: 60 * SECOND,
  },
  crashDetectionUs: {
    says: 'silence after which the Notification Service takes a client for gone',
    unit: 'us',
    source: 'Finesse developer site, Desktop Presence and Forced Logout',
    value: 120 * SECOND,
  },
  pingUs: {
    says: 'interval of the XMPP pings of a desktop',
    unit: 'us',
    source: 'Finesse developer site, Managing Notifications in Third-Party Applications',
    value: 10 * SECOND,
  },
  callFromReady: {
    says: 'a call may be placed while READY',
    unit: 'flag',
    source: 'Finesse Web Services Developer Guide 12.5(1), p. 1-2',
    value: { '11.6': 0, '12.5': 1 },
  },
  dropParticipant: {
    says: 'a supervisor may drop a participant of a call',
    unit: 'flag',
    source: 'Cisco Finesse AMA, 2022, features of 12.6',
    value: { '11.6': 0, '12.6': 1 },
  },
  signInRetryUs: {
    says: 'pause before a desktop tries again to sign in to a node out of service',
    unit: 'us',
    source: 'assumed: people try again after some seconds',
    value: 5 * SECOND,
  },
  outcomePatienceUs: {
    says: 'how long a desktop waits for the event of an accepted request before it looks for itself',
    unit: 'us',
    source: 'assumed',
    value: 30 * SECOND,
  },
} as const satisfies Readonly<Record<string, Constant>>

export type ConstantName = keyof typeof constants
export type ReleaseProfile = { readonly [Name in ConstantName]: number } & { readonly release: Release }

/** The constants of one release. */
export function releaseProfile(release: Release): ReleaseProfile {
  const upTo = releases.slice(0, releases.indexOf(release) + 1)
  const entries = Object.entries(constants as Readonly<Record<string, Constant>>).map(([name, { value }]) => {
    if (typeof value === 'number') return [name, value] as const
    const from = upTo.findLast((earlier) => value[earlier] !== undefined)
    return [name, value[from!]!] as const
  })
  return { ...Object.fromEntries(entries), release } as ReleaseProfile
}

export interface AssumedConstant {
  readonly name: string
  readonly value: string
  readonly why: string
}

/** The constants that no public document gives, for the report. */
export function assumedConstants(release: Release): readonly AssumedConstant[] {
  const profile = releaseProfile(release)
  return Object.entries(constants as Readonly<Record<string, Constant>>)
    .filter(([, constant]) => constant.source.startsWith('assumed'))
    .map(([name, constant]) => {
      const value = profile[name as ConstantName]
      return {
        name: constant.says,
        value: constant.unit === 'us' ? `${value / MILLISECOND} ms` : String(value),
        why: constant.source.replace(/^assumed:? ?/, '') || 'a plausible order of magnitude',
      }
    })
}
