/**
 * Wrong behaviours that can be planted into the simulated servers, each off by default: what an oracle cannot notice
 * when it is wrong, it does not hold. `ccsim selftest` plants one after the other.
 */
export const defects = {
  /** The DELETE of a dialog is never published. */
  'drop-dialog-delete': 'The DELETE event of a dialog is not published.',
  'ghost-dialogs': 'Every fiftieth END_CALL is not heard: its dialog stays.',
  'request-ids-lost': 'Events about users carry no request id.',
  'events-in-outage': 'A node goes on publishing while it is out of service.',
  'not-read-anew': 'A node is in service again without having asked for agents and calls.',
  'last-state-not-published': 'Back in service, a node does not tell anybody what became of agents and calls.',
  'outage-calls-published': 'A node publishes calls that came and went while it was out of service.',
  'old-session-heard': 'Events of a CTI session that was given up are taken for news.',
  'heartbeats-not-counted': 'Missed heartbeats never end a CTI link.',
  'no-reconnect': 'A node whose CTI server is lost does not look for another.',
  'agents-not-signed-in-again': 'After a failover of the PG agents stay logged out.',
  'calls-not-found-again': 'After a failover the PG does not ask the phones what became of calls.',
  'pending-survives-failover': 'A state asked for during a call is remembered through a failover of the PG.',
  'agents-kept-available': 'The router is not told that agents are out of reach while the PG has no phones.',
  'stale-auth-cache': 'A node remembers a sign-in for ever, not for 30 minutes.',
  'auth-cache-ignored': 'A node asks an AWDB for each request, also for users it should remember.',
  'lock-not-counted': 'Wrong passwords are not counted: nobody is ever locked.',
  'lock-not-restarted': 'A try while locked does not start the five minutes anew.',
  'secondary-awdb-unused': 'Only the primary AWDB is ever asked.',
  'in-service-without-awdb': 'A node comes into service although no AWDB has answered since its start.',
  'silent-tomcat-stop': 'When Tomcat stops, the streams are not told that the user "finesse" is unavailable.',
  'events-without-notification': 'A node stays in service when its Notification Service stops.',
  'primary-awdb-not-preferred': 'A node stays with the secondary AWDB when the primary is back.',
  'forced-logout-without-grace': 'A user whose presence is lost is forced out at once.',
  'grace-not-cancelled': 'A user who comes back in time is forced out all the same.',
  'forced-logout-never': 'A user whose presence is lost is never forced out.',
  'forced-logout-twice': 'The forced logout is sent twice.',
  'forced-logout-during-call': 'A user lost without a word is forced out although a call goes on.',
  'load-reversed': 'The PG logs out for LOAD 0, and makes Not Ready for LOAD 1.',
  'load-0-reaches-into-calls': 'With LOAD 0 a forced logout makes Not Ready of an agent who talks.',
  'load-0-forgotten': 'With LOAD 0 a forced logout during a call has no effect when the call is over.',
  'load-1-waits': 'With LOAD 1 a forced logout waits for the end of a call.',
  'load-counts-on-ccx': 'CCX goes by LOAD, as CCE does.',
  'forced-logout-hangs-up': 'A forced logout ends the call of the agent as well.',
  'forced-logout-not-renamed': 'The PG records a forced logout under the 255 of Finesse.',
  'presence-kept': 'A user whose connection broke stays present.',
  'reloads-not-spread': 'All desktops that move get the same slot.',
  'poll-without-bias': 'A desktop moves without a second look at the node it came from.',
  'expired-token-accepted': 'Requests with an expired token are served.',
  'phone-never-notices': 'An IP phone goes on whatever becomes of its checks.',
  'phone-moves-by-itself': 'An IP phone moves its agent to the other node by itself.',
  'phone-asks-other-node': 'An IP phone checks the other node as well.',
  'phone-back-without-notifications': 'An IP phone takes its server for back before its notification stream is.',
  'phone-inactivity-ignored': 'Nobody is signed out for looking at another screen of the phone.',
  'pg-maintenance-on-simplex': 'A PG without a standby side accepts to be moved to it.',
  'pg-maintenance-unasked': 'A PG is moved without the consent of the CTI clients.',
  'pg-maintenance-keeps-pending': 'States asked for during a call survive a move of the PG.',
  'pg-maintenance-drops-answers': 'The old side of a moved PG hangs up on a client whose answers it still owes.',
  'pg-maintenance-stop-unsaid': 'Finesse does not tell the old side of a moved PG that it has left.',
  'pg-maintenance-reposts-calls': 'Running calls are deleted and posted again when the PG was moved.',
  'maintenance-without-warning': 'Desktops are moved for maintenance without an early warning.',
  'maintenance-all-at-once': 'All desktops are moved for maintenance at one time.',
  'maintenance-without-event': 'Desktops are moved for maintenance without the 15 s after the second alert.',
  'maintenance-without-alternate': 'Maintenance begins although the other node is not there for it.',
  'maintenance-without-limit': 'Maintenance goes on after its longest time.',
  'maintenance-forces-logout': 'A user who was moved for maintenance is forced out by the node left behind.',
  'migration-state-always': 'The state after a move is set although the PG keeps it.',
} as const

export type DefectName = keyof typeof defects

/** Which defects are planted, as parts are told of it. */
export type Planted = Readonly<Partial<Record<DefectName, true>>>

export function planted(names: readonly DefectName[]): Planted {
  return Object.fromEntries(names.map((name) => [name, true]))
}
