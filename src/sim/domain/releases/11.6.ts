/** Constants of release 11.6, from which the later ones inherit. */
import { HOUR, MILLISECOND, MINUTE, SECOND } from '../../kernel/time.ts'
import { count, flag, time } from './constant.ts'
import { admin, ctiGuide, developer, graceful, presencePage } from './sources.ts'

/** The CTI link: heartbeats, opening, closing, what is loaded afterwards. */
const cti = {
  ctiHeartbeatUs: time(5 * SECOND, 'interval between CTI heartbeats of Finesse', admin('15.0(1)')),
  ctiMissedHeartbeats: count(3, 'missed heartbeats that end a CTI link', admin('11.6(1)')),
  ctiIdleIntervals: count(4, 'heartbeat intervals of silence after which a CTI server drops a client', ctiGuide),
  ctiOpenTimeoutUs: time(30 * SECOND, 'longest wait for OPEN_CONF', ctiGuide),
  ctiManyClients: count(500, 'clients that reconnect at once and make the wait for OPEN_CONF longer', ctiGuide),
  ctiOpenTimeoutManyUs: time(60 * SECOND, 'longest wait for OPEN_CONF while many clients reconnect', ctiGuide),
  ctiCloseTimeoutUs: time(5 * SECOND, 'longest wait for CLOSE_CONF', ctiGuide),
  ctiReconnectPauseUs: time(
    5 * SECOND,
    'pause between two tries to reach a CTI server',
    'assumed: unpublished; short enough for the published recovery times',
  ),
  ctiVersion: count(20, 'protocol version of the CTI link', `${ctiGuide}; versions by release`),
  ctiStandby: flag(false, 'Finesse keeps an active and a standby CTI session', graceful),
  ctiRequestUs: time(
    2 * MILLISECOND,
    'work of a CTI server for one question of a client that loads, or one message of its configuration',
    'assumed: a mean of at most 20 ms is healthy (Administration Guide 12.6, Perform Routine Maintenance) while each of two nodes has five questions under way (TechNote 200937)',
  ),
  ctiQueriesAtOnce: count(
    20,
    'questions to a CTI server that a node which loads has under way at once',
    'assumed: as many as threads that a healthy node has busy at most (Administration Guide 12.6, Perform Routine Maintenance)',
  ),
  ctiTakeoverUs: time(
    3 * SECOND,
    'time until the other CTI server is active after the active one was lost',
    'assumed: unpublished; seconds',
  ),
  ctiDetectionUs: time(
    40 * SECOND,
    'by how much longer a PG of this release needs until a CTI failover is detected',
    'Cisco Finesse Administration Guide 15.0(1), Failover Mechanisms, Agent PG Configuration',
  ),
  ctiDesertedUs: time(
    2 * MINUTE,
    'time without a client after which the PG of the active CTI server fails over',
    'assumed: documented as a preset time, its length is not',
  ),
  ctiPortA: count(42027, 'port of CTI server A, plus 40 for each instance', ctiGuide),
  ctiPortB: count(43027, 'port of CTI server B, plus 40 for each instance', ctiGuide),
  ctiSecure: flag(false, 'the CTI link may be secured by TLS', admin('15.0(1)')),
  ctiSecurePortA: count(42030, 'port of CTI server A with TLS, plus 40 for each instance', ctiGuide),
  ctiSecurePortB: count(43030, 'port of CTI server B with TLS, plus 40 for each instance', ctiGuide),
} as const

/** The sides of an agent PG, and what it is connected to. */
const gateway = {
  pgTakeoverUs: time(
    2 * SECOND,
    'time until the other PG side is active after the active one was lost',
    'assumed: unpublished; a few missed private-link heartbeats',
  ),
  pimActivationUs: time(
    10 * SECOND,
    'time of a PIM from CONFIGURING to ACTIVE: connect to Unified CM, find the phones',
    'assumed: unpublished; grows with the phones of a real center',
  ),
  pimPatienceUs: time(
    10 * SECOND,
    'how long an active side with a lost PIM waits before the other side takes over',
    'assumed: unpublished',
  ),
  publicLinkBeatUs: time(
    SECOND,
    'interval of the heartbeats between PG and central controller',
    'assumed: a published heartbeat of 400 ms on the public network, rounded up to spare events',
  ),
  publicLinkMissed: count(
    3,
    'missed heartbeats after which the PG takes the central controller for lost',
    'assumed: a bounce of a few seconds is documented to be enough to lose Finesse its service',
  ),
} as const

/** What the work of a Finesse node costs, and the feed of queue statistics. */
const work = {
  finesseCtiEventUs: time(
    250,
    'work of Finesse for one CTI event',
    'assumed: far below the 20 ms mean of a healthy node (12.6 routine maintenance)',
  ),
  finesseLoadUs: time(
    5 * MILLISECOND,
    'work of Finesse for one message of what it loads from CTI: configuration, agent states, calls',
    'assumed: 20 ms of one of four processors, the longest mean for a CTI message at a healthy node (Administration Guide 12.6, Perform Routine Maintenance)',
  ),
  finesseRestUs: time(
    800,
    'work of Finesse for one REST request',
    'assumed: a request takes about 10 ms in captures, of which most is waiting',
  ),
  finessePageUs: time(
    100,
    'work of Finesse for one file of a page',
    'assumed: its web proxy answers most of them from its cache',
  ),
  finessePublishUs: time(60, 'work of the Notification Service for one event to one stream', 'assumed'),
  statisticsWorkers: count(
    5,
    'queries for queue statistics that a node has under way at once',
    'assumed: with 751 queues every 10 s, the delay at which the published overrun begins',
  ),
  statisticsWorkUs: time(
    4_500,
    'work on the answer to one query for queue statistics',
    'assumed: puts the overrun at a delay of 62 ms as published',
  ),
  statisticsBuffer: count(
    5000,
    'queries for queue statistics that may wait',
    'Cisco TechNote 200937, Finesse Queue/SkillGroup Stats Update Problem',
  ),
  queueStatisticsUs: time(10 * SECOND, 'interval of the queue statistics feed', developer('p. 140-144')),
} as const

/** Who may sign in, and the databases that know it. */
const authentication = {
  authCacheUs: time(30 * MINUTE, 'how long a successful sign-in is remembered', admin('11.6(1)')),
  lockAfter: count(5, 'wrong passwords in a row that lock a user', developer('p. 7')),
  lockUs: time(5 * MINUTE, 'how long a user stays locked', developer('p. 7')),
  administratorLockUs: time(
    30 * MINUTE,
    'how long an administrator stays locked',
    'Cisco Finesse Administration Guide 11.6(1), ch. 1',
  ),
  awdbQueryUs: time(8 * MILLISECOND, 'time of an AWDB for one credential query', 'assumed'),
  awdbTimeoutUs: time(5 * SECOND, 'how long Finesse waits for an AWDB', 'assumed: unpublished'),
  awdbRetryUs: time(10 * SECOND, 'pause between two looks for an AWDB at the start of a node', 'assumed: unpublished'),
  awdbPort: count(1433, 'port of both AWDBs', 'Cisco Finesse Administration Guide 11.6(1), ch. 2'),
  awdbNeededAtStart: flag(
    true,
    'a node that meets AWDB errors at its start stays out of service',
    'Cisco Finesse Administration Guide 11.6(1), ch. 2, note on 11.5',
  ),
  accessTokenUs: time(
    1 * HOUR,
    'life of an access token',
    'Contact Center Enterprise Reverse Proxy Guide 15.0(1), environment file properties',
  ),
  accessTokenRenewPercent: count(
    75,
    'part of its life, in percent, after which an access token is renewed',
    'Finesse Web Services Developer Guide, single sign-on',
  ),
  accessTokenRetryUs: time(
    30 * SECOND,
    'pause before a desktop asks once more for an access token',
    'assumed: several tries fit into the last quarter of its life',
  ),
  refreshTokenUs: time(10 * HOUR, 'life of a refresh token', 'assumed: one working day'),
  refreshWarningFirstUs: time(10 * MINUTE, 'first warning before a refresh token expires', admin('11.6(1)')),
  refreshWarningSecondUs: time(5 * MINUTE, 'second warning before a refresh token expires', admin('11.6(1)')),
  refreshCountdownUs: time(1 * MINUTE, 'countdown before a refresh token expires', admin('11.6(1)')),
} as const

/** Presence and the forced logout. */
const presence = {
  forcedLogoutGraceUs: time(
    60 * SECOND,
    'wait after presence turned unavailable before the forced logout',
    presencePage,
  ),
  crashDetectionUs: time(
    120 * SECOND,
    'silence after which the Notification Service takes a client for gone',
    presencePage,
  ),
  pingUs: time(
    10 * SECOND,
    'interval of the XMPP pings of a desktop',
    'Finesse developer site, Managing Notifications in Third-Party Applications',
  ),
  pingRetries: count(2, 'pings more that a desktop sends when one goes unanswered', developer('p. 24')),
  pingExpectedUs: time(
    20 * SECOND,
    'longest pause between the pings of a client that the Notification Service asks for',
    'Finesse developer site, Managing Notifications in Third-Party Applications',
  ),
} as const

/** What agents may do. */
const rules = {
  callFromReady: flag(false, 'a call may be placed while READY', developer('p. 1-2')),
  dropParticipant: flag(
    false,
    'a supervisor may drop a participant of a call',
    'Cisco Finesse AMA, 2022, features of 12.6',
  ),
} as const

/** What a desktop does when its server is gone. */
const desktop = {
  signInRetryUs: time(
    5 * SECOND,
    'pause before a desktop tries again to sign in to a node out of service',
    'assumed: people try again after some seconds',
  ),
  outcomePatienceUs: time(
    30 * SECOND,
    'how long a desktop waits for the event of an accepted request before it looks for itself',
    'assumed',
  ),
  restPatienceUs: time(
    5 * SECOND,
    'how long a desktop waits for the answer to a request before it says that the operation timed out',
    'Finesse JavaScript library, default timeout of requests',
  ),
  streamRetries: count(3, 'tries of the client library to reconnect before failover begins', admin('11.6(1)')),
  streamRetryUs: time(
    2 * SECOND,
    'pause between two of these tries',
    'assumed: first try 2 s after the loss in traces',
  ),
  desktopPollUs: time(10 * SECOND, 'interval at which a lost desktop asks for SystemInfo', admin('11.6(1)')),
  pollNeedsHeartbeat: flag(false, 'a node is good only when its last CTI heartbeat succeeded', admin('15.0(1)')),
  reloadsCoordinated: flag(false, 'the node in service spreads the reloads of desktops evenly', admin('15.0(1)')),
  reloadsPerSecond: count(
    42,
    'reloads of desktops a node hands out a second',
    'assumed: 1,000 desktops more take 20 to 25 s more (Administration Guide 15.0(1))',
  ),
  reloadsPerSecondOf8: count(
    63,
    'reloads of desktops a second that a node with eight processors hands out',
    'assumed: 2,000 desktops are back a fifth sooner (Administration Guide 15.0(1), Finesse Configuration)',
  ),
  gadgetUs: time(
    1250 * MILLISECOND,
    'time of a browser to build an XML gadget of a desktop that is loaded anew',
    'assumed: six of them and 20 round trips make a reload of 5 to 15 s (Administration Guide 15.0(1))',
  ),
  goodbyePercent: count(
    90,
    'share, in percent, of browsers that still say goodbye when they are closed',
    'assumed: it is an attempt without guarantee',
  ),
  signInByHandUs: time(
    10 * MINUTE,
    'time until an agent whose phone failed at sign-in tries again by hand',
    'assumed: somebody has to see to the phone',
  ),
  reloadUsMax: time(15 * SECOND, 'longest reload of a desktop', admin('15.0(1)')),
  preloadsOtherNode: flag(
    false,
    'at sign-in a desktop fetches what it would need from the other node',
    'Cisco Finesse Administration Guide 12.5(1), CLI appendix, preLoadSecondaryResources',
  ),
  keepsReady: flag(
    false,
    'after a failover a desktop asks for Ready again where the agent had chosen it last',
    'Cisco Finesse Agent and Supervisor Desktop User Guide, Finesse Desktop Failover',
  ),
  deviceRetries: count(
    0,
    'tries after a sign-in that failed for the phone',
    'Cisco Finesse Administration Guide 12.5(1), CLI appendix',
  ),
  deviceRetryUs: time(
    60 * SECOND,
    'pause between tries after a sign-in that failed for the phone',
    'Cisco Finesse Administration Guide 12.5(1), CLI appendix',
  ),
} as const

/** Finesse IP Phone Agent. */
const phoneAgent = {
  fippaProbeUs: time(
    5 * SECOND,
    'pause between two checks of an IP phone agent that has lost its server',
    admin('11.6(1)'),
  ),
  fippaProbes: count(3, 'failed checks after which the phone shows the server as unavailable', admin('11.6(1)')),
  fippaInactivityUs: time(
    120 * SECOND,
    'time on another screen after which a phone agent is signed out',
    'Cisco Finesse Administration Guide 12.5(1), CLI appendix',
  ),
  fippaEntries: count(
    100,
    'entries a phone lists at most',
    'Cisco Finesse Administration Guide 11.6(1), IP Phone Agent',
  ),
} as const

/** Planned moves: of the agent PG to its other side, and of the users of a Finesse node. */
const maintenance = {
  pgMaintenance: flag(false, 'an agent PG can be moved to its other side without a failover', graceful),
  pgSwitchUs: time(
    1 * SECOND,
    'time from the consent of all clients until the other side of a PG is active',
    'assumed: the standby side keeps in step, so that little is left to be done',
  ),
  standbyActiveUs: time(
    4 * SECOND,
    'how long Finesse waits for the other side of a PG to turn active',
    'assumed: unpublished; it has to leave the old side within 5 s',
  ),
  consentUs: time(5 * SECOND, 'longest wait for the consent of a client to the move of a PG', ctiGuide),
  stopUs: time(5 * SECOND, 'longest wait for a client to leave the old side of a PG', ctiGuide),
  finesseMaintenance: flag(false, 'a Finesse node has a maintenance mode', admin('15.0(1)')),
  maintenanceUs: time(1 * HOUR, 'longest Finesse maintenance (maxMMTimeSec)', admin('15.0(1)')),
  maintenanceWarningUs: time(15 * SECOND, 'warning before a desktop is reloaded on the other node', admin('15.0(1)')),
  maintenanceNoticeUs: time(
    60 * SECOND,
    'time from the early warning until the first desktop is told to move',
    'assumed: unpublished; "early" against the 15 s of the second alert',
  ),
  maintenanceMovesPerSecond: count(
    2,
    'desktops that a node in maintenance moves a second',
    'assumed: unpublished; a small part of what the other node can load at once',
  ),
  maintenanceRepeatUs: time(60 * SECOND, 'pause between two warnings of a phone agent', 'assumed: unpublished'),
  maintenanceWarnings: count(3, 'warnings of a phone agent before the logout', 'assumed: unpublished'),
  thirdPartyUs: time(60 * MINUTE, 'time for third-party desktops to leave a node in maintenance', admin('15.0(1)')),
} as const

/** Services of a node, their ports and transports. */
const services = {
  tomcatStartUs: time(
    90 * SECOND,
    'time of Cisco Finesse Tomcat from its start until its applications run',
    'assumed: an application server of this size takes one to two minutes',
  ),
  notificationStartUs: time(
    20 * SECOND,
    'time of the Notification Service from its start until it takes clients',
    'assumed: far quicker than Tomcat, which needs it',
  ),
  databaseStartUs: time(10 * SECOND, 'time of the local database of a node to start', 'assumed'),
  restPort: count(8445, 'port of REST and desktop', developer('p. 6-9')),
  notificationPort: count(7443, 'port of BOSH and WebSocket', 'Finesse developer site, notifications'),
  webSocket: flag(false, 'notifications over WebSocket', 'Cisco Finesse AMA, 2022, WebSocket'),
  xmppPort: count(5222, 'port of XMPP without TLS', 'Finesse developer site, Connect to XMPP over TCP'),
  xmppPlainOpen: flag(true, 'the port of XMPP without TLS is open', 'Finesse developer site, Connect to XMPP over TCP'),
  xmppSecurePort: count(5223, 'port of XMPP with TLS', 'Finesse developer site, Connect to XMPP over TCP'),
  httpRedirects: flag(
    false,
    'plain HTTP is answered 301 to HTTPS',
    'Finesse Web Services Developer Guide 12.5(1), p. 6-9',
  ),
} as const

export const release116 = {
  ...cti,
  ...gateway,
  ...work,
  ...authentication,
  ...presence,
  ...rules,
  ...desktop,
  ...phoneAgent,
  ...maintenance,
  ...services,
} as const
