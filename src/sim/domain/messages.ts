/**
 * Every message and timer of the contact center: a number for the event queue, a name for people. Bodies are plain
 * immutable objects, shared by reference on the way; those of the CTI link are the decoded GED-188 messages
 * (CTI Server Message Reference Guide), those of the desktop the decoded REST requests and events of Finesse.
 */
const list = [
  'free', // The kernel's own.

  // Callers and the router (the voice network in front of the agents).
  'offered', // callers → router, Contact
  'callerHungUp', // callers → router, Contact
  'goodbye', // callers → router → phones → whoever talks: the caller has said all there was to say
  'connected', // router → callers, Contact
  'disconnected', // router → callers, Contact: the other side hung up
  'rejected', // router → callers, Contact

  // Router and phones (voice legs).
  'legInvite', // router → phones, LegInvite
  'legAnswered', // phones → router, Leg
  'legReleased', // phones → router, Leg: the agent's side ended the call
  'legRefused', // phones → router, Leg: busy or out of service
  'legRelease', // router → phones, Leg: the caller hung up

  // Router and PG (the public link).
  'routeSelect', // router → gateway, RouteSelect
  'routeAccepted', // gateway → router, RouteSelect
  'routeRefused', // gateway → router, RouteSelect
  'routeCancelled', // router → gateway, RouteSelect: the caller gave up before the phone rang, or the phone took no call
  'agentAvailable', // gateway → router, about agent
  'agentUnavailable', // gateway → router, about agent
  'queueStatus', // router → gateway, about queue, QueueStatus
  'contactReturned', // phones → router, about contact: it rang out, or its phone left service

  // PG and phones (JTAPI). Requests carry a DeviceRequest, events a DeviceEvent.
  'deviceCheck',
  'deviceChecked',
  'deviceAnswer',
  'deviceHold',
  'deviceRetrieve',
  'deviceDrop',
  'deviceDivert',
  'deviceMakeCall',
  'deviceConsult',
  'deviceTransfer',
  'deviceConference',
  'deviceSingleStepTransfer',
  'deviceMonitor',
  'deviceBarge',
  'deviceRinging',
  'deviceConnected',
  'deviceHeld',
  'deviceRetrieved',
  'deviceDropped',
  'deviceOffHook',
  'deviceDialing',
  'deviceFailed',
  'deviceRefused',
  'deviceMerged',
  'deviceLost', // A mobile agent's nailed-up line went down.
  'callFinished',

  // CTI: the client's side.
  'openReq',
  'heartbeatReq',
  'closeReq',
  'configRequest',
  'queryAgentStateReq',
  'snapshotDeviceReq',
  'snapshotCallReq',
  'setAgentStateReq',
  'answerCallReq',
  'holdCallReq',
  'retrieveCallReq',
  'clearConnectionReq',
  'makeCallReq',
  'consultationCallReq',
  'transferCallReq',
  'conferenceCallReq',
  'singleStepTransferReq',
  'superviseCallReq',
  'setCallDataReq',
  'querySkillGroupStatisticsReq',
  // CTI: the server's side.
  'openConf',
  'failureConf',
  'failureEvent',
  'heartbeatConf',
  'closeConf',
  'configEnd',
  'queryAgentStateConf',
  'snapshotDeviceConf',
  'snapshotCallConf',
  'systemEvent',
  'requestConf',
  'controlFailureConf',
  'skillGroupStatisticsConf',
  'agentStateEvent',
  'beginCallEvent',
  'serviceInitiatedEvent',
  'originatedEvent',
  'deliveredEvent',
  'establishedEvent',
  'heldEvent',
  'retrievedEvent',
  'failedEvent',
  'connectionClearedEvent',
  'conferencedEvent',
  'transferredEvent',
  'callDataUpdateEvent',
  'endCallEvent',
  // PG and CTI server: which side is active.
  'sideActive',
  'sideStandby',
  'ctiServerUp', // cti → gateway: the process has started
  'sessionsOpen', // cti → gateway, about the number of open sessions: without any, agents lose their client
  'pgStatus', // gateway → cti, SystemEvent for every session
  // CTI: planned move of the PG to its other side (277 to 281).
  'activeMaintenanceReq',
  'activeMaintenanceResp',
  'activeMaintenanceEvent',
  'standbyActiveEvent',
  'stoppingRequestsInd',
  'maintenanceRequested', // gateway → cti of the active side, about 1: may it stop? 0: it does not after all; of the other, 2: it stops
  'maintenanceDecided', // cti → gateway, MaintenanceDecided
  'clientsMoved', // cti → gateway, about the number of them: everybody has left the old side
  // PG and central controller: is the public link alive?
  'publicLinkBeat',
  'publicLinkEcho',
  // PG and phones after a failover: what calls are there?
  'deviceSnapshotReq',
  'deviceSnapshot',
  'phoneOutOfService', // phones → gateway, about device
  'phoneInService',
  'phoneOffHook', // phones → gateway, about device: the handset is lifted, for no call

  // Finesse and its other node.
  'peerStatus', // PeerStatus
  'userMigrates', // about user: is told to move there for maintenance
  'userMigrated', // about user: has come over

  // Finesse and AWDB.
  'credentialQuery',
  'credentialAnswer',
  'awdbProbe', // Finesse → AWDB: is it there?
  'awdbProbed',

  // Desktop and Finesse.
  'restRequest',
  'restResponse',
  'streamOpen',
  'streamOpened',
  'streamRefused',
  'streamClose',
  'streamClosed',
  'presence',
  'subscribe',
  'subscribed',
  'unsubscribe',
  'ping',
  'pong',
  'event',
  'maintenanceWarning', // finesse → desktop or IP phone, MaintenanceWarning
  'cannotMove', // desktop → finesse: the browser never accepted the certificate of the other node
  'systemPresence', // Notification Service → desktop: presence of the XMPP user "finesse", about 1 available, 0 not

  // From outside, and from the network itself.
  'command', // Order
  'connectionReset', // the connection of this link is broken, or was refused
  'linkSilent', // on this link keep-alives go unanswered from now on (quiescent keep-alives)
  'linkAlive', // and are answered again
  'handset', // desktop or IP phone agent → phones, HandsetDeed: the agent uses the phone's own keys
  'ringTone', // phones → whoever sits there, about call, contact or 0: the phone rings
  'callerLeft', // phones → whoever is still on the call: the caller hung up, and colleagues are left

  // Timers, each a node's own.
  'arrivalDue',
  'ivrEnded',
  'patienceEnded',
  'nailedUp',
  'talkEnded',
  'redialDue',
  'farEndAnswers',
  'farEndHangsUp',
  'ringNoAnswer',
  'workTimer',
  'queueStatusDue',
  'heartbeatDue',
  'reconnectDue',
  'openTimeout',
  'statisticsDue',
  'statisticsWorked',
  'credentialTimeout',
  'awdbCheckDue',
  'graceEnded',
  'idleTimeout',
  'pingDue',
  'shiftStarts',
  'shiftEnds',
  'breakStarts',
  'breakEnds',
  'signInStep',
  'thinkDone',
  'outcomeOverdue',
  'supervisorActs',
  'supervisorStops',
  'ownCallDue',
  'faultDue',
  'takeoverDue',
  'activationDue',
  'publicLinkDue',
  'consentTimeout',
  'stopTimeout',
  'silenceNoticed',
  'retryDue',
  'pollDue',
  'slotDue',
  'serviceStarted',
  'maintenanceDue',
  'peerOverdue',
  'checkDue',
  'inactivityDue',
  'tokenDue',
  'handsetDue',

  // Between the two Finesse nodes: configuration and team messages.
  'replication',
  'replicationDue', // A timer: the other node has not said that it has it.
] as const

export type MessageName = (typeof list)[number]

/** Number of each message. Kept below the facts (domain/facts.ts). */
export const M = Object.fromEntries(list.map((name, index) => [name, index])) as {
  readonly [Name in MessageName]: number
}

/** Body of `linkAlive`: what went unanswered waited for a process that had only paused, and none of it is lost. */
export const PAUSED = 'paused'

export const MESSAGES = list.length

export function messageName(kind: number): MessageName | undefined {
  return list[kind]
}

/** What the network, or somebody outside, may tell any part; one that has nothing to say to it leaves it be. */
const ambient: readonly MessageName[] = ['command', 'connectionReset', 'linkSilent', 'linkAlive']

/** Handlers of a part by message number. */
export type Handler<Self> = (self: Self, about: number, body: never, link: number) => void

export function handlers<Self>(
  named: { readonly [Name in MessageName]?: Handler<Self> },
): readonly (((self: Self, about: number, body: unknown, link: number) => void) | undefined)[] {
  const table = new Array(MESSAGES).fill(undefined)
  for (const name of ambient) table[M[name]] = () => undefined
  for (const [name, handler] of Object.entries(named)) table[M[name as MessageName]] = handler
  return table
}
