/**
 * What components say of themselves in the trace. `about`, `x` and `y` are numbers; the comment of each gives
 * their meaning. Users are meant by index (domain/directory.ts), reasons by code, states by GED-188 number,
 * participant states by domain/dialog-state.ts. Oracles and collectors listen to these by number.
 *
 * A *contact* is one caller's attempt, from offered to handled or abandoned. A *call* is what CTI and Finesse know
 * by an id (a dialog): a contact that rings out at one agent and is answered by another is one contact, two calls.
 */
const FIRST_FACT = 256
const list = [
  /** about contact, x queue index. By callers. */
  'contactOffered',
  /** about contact, x queue, y 1 if it came back (requeued). By the router. */
  'contactQueued',
  /** about contact, x agent, y queue. The router chose the agent. */
  'contactRouted',
  /** about contact, x call, y agent. The agent's device rings. By phones. */
  'contactRinging',
  /** about contact, x agent, y call; again when the call was passed on and the next agent answers. By phones. */
  'contactAnswered',
  /** about contact, x queue (or -1 before it was queued), y milliseconds waited since it was queued. By the router. */
  'contactAbandoned',
  /** about contact, x agent, y queue. It came back unanswered from the agent. By the router. */
  'contactReturned',
  /** about contact, x 1 the caller or 2 the other side hung up. By callers. */
  'contactEnded',
  /** about contact. No way to serve it. By the router. */
  'contactRejected',

  /** about agent, x state, y reason code. The PG's own view: the CTI truth. */
  'truthAgentState',
  /** about agent, x state asked for (0 none left), y reason. */
  'truthPendingState',
  /** about call, x call type, y contact or 0. */
  'truthCallBegan',
  /** about call, x agent (-1 - n: a party outside), y participant state. */
  'truthParty',
  /** about call. */
  'truthCallEnded',
  /** about call that goes on, x call that was merged into it. A transfer or conference was completed. */
  'truthCallMerged',

  /** about agent, x state, y reason code. What this Finesse node now believes. */
  'finesseAgentState',
  /** about call, x agent, y participant state. This node's view of an agent in a dialog. */
  'finesseParty',
  /** about call. The dialog is gone from this node. */
  'finesseDialogEnded',
  /** about user, x running number on the user's stream, y topic (messages.ts). One event handed to a stream. */
  'published',
  /** about user, x running number, y topic. By the desktop, as it arrives. */
  'received',
  /** about user, x state, y reason code. What the desktop now shows of the user. */
  'desktopAgentState',
  /** about user, x call, y participant state of the user, or DROPPED when the dialog left the list. */
  'desktopDialog',

  /** about user, x request id, y what it asks for (asked.ts). The desktop sends a request. */
  'requestSent',
  /** about user, x request id, y HTTP status. The answer is at the desktop. */
  'requestAnswered',
  /** about user, x request id, y 0 for success, 1 for an error event. First event that carries the id. */
  'outcomeSeen',
  /** about user, x request id, y operation. The desktop stopped waiting for an outcome (it is unknown). */
  'outcomeUnknown',

  /** about user, x node number (1, 2), y state before. The sign-in was confirmed to the desktop. */
  'signedIn',
  /** about user, x reason code. The desktop saw its sign-out. */
  'signedOut',
  /** about user, x 1 available, 0 unavailable, y 1 when the client said so. By the Notification Service of a node. */
  'presence',
  /** about user, x 1 granted, 0 refused, y 0 by cache, 1 by AWDB 1, 2 by AWDB 2, 3 locked, 4 wrong password, 5 no AWDB answered. */
  'authenticated',
  /** about the node number, x state of the service (machine finesse-service), y CTI side. By a Finesse node. */
  'finesseStatus',
  /** about the Finesse node number, x session state (cti-session machine), y 0. By a CTI server. */
  'ctiSession',
  /** about the side (0 A, 1 B), x state (pg-side machine). By the PG. */
  'pgSide',
  /** about 0, x 1 up, 0 down. By an AWDB. */
  'awdbStatus',
  /** about queue, x calls waiting, y agents ready. By a Finesse node, when queue statistics were published. */
  'queueStatistics',
  /** about user, x step, y state, both as the agent machine numbers them. The state did not know the step. */
  'surprise',
  /** about user of the supervisor, x agent, y act (supervision). */
  'supervisorAct',
  /** about user (finesse-back, pg-found, finesse-loaded: node number), x phase (`phaseNames`), y milliseconds it took. */
  'phase',

  /** about entry of the timeline, x 1 begins, 0 ends. By whoever carries out the timeline. */
  'fault',
  /** about Finesse node number, x syslog message (syslog.ts), y CTI side, AWDB number or another detail. */
  'syslog',
  /** about Finesse node number, x side, y state (cti-link machine). By a Finesse node. */
  'ctiLink',
  /** about 0, x PG status bits of SYSTEM_EVENT (0 healthy), y system event id. By the PG. */
  'pgStatus',
  /** about user, x state (desktop-session machine), y node number in use. By the desktop. */
  'desktopSession',
  /** about user, x state (phone-agent machine), y node number in use. By an IP phone agent. */
  'phoneAgent',
  /** about user, x notice (notices.ts), y detail. What the person at the desktop or IP phone is told. */
  'notice',
  /** about user, x node number, y 1 if the desktop asked for it. A Finesse node sends the forced logout (255) to CTI. */
  'forcedLogout',
  /** about user, x state, y reason: what LOAD made of a forced logout. By the PG. */
  'forcedLogoutDone',
  /** about 0 for the PG, or the Finesse node number, x state of its maintenance machine, y detail (PG: MoveProblem). */
  'maintenance',
  /** about Finesse node number, x AWDB in use (1, 2, 0 none). */
  'awdbInUse',
  /** about user, x node number asked, y 1 it was good, 0 it was not, 2 no answer. A desktop without a server looks round. */
  'polled',
  /** about user, x number of the try. The library of a desktop tries to get its stream back. */
  'streamRetry',
  /** about Finesse node number, x queries that wait, y queries of this round that found no room. */
  'statisticsOverrun',
  /** about Finesse node number, x 1 success, 0 failure, 2 refused. Somebody tested the CTI connection. */
  'ctiTest',
  /** about Finesse node number, x service (`finesseServices` of fault.ts), y state (service machine). */
  'service',
  /** about kernel node, x its life (kernel.ts `Life`): it ended, fell silent, hangs, or runs again. By whoever does it. */
  'process',
  /** about user, x node number asked. An IP phone checks whether its server is there. */
  'phoneCheck',
  /** about user, x 1 available, 0 not, y node number. The client hears of the XMPP user "finesse". */
  'serverPresence',
  /** about Finesse node number, x 1 it consents to a move of the PG, 0 it does not. */
  'consent',
  /** about user, x request id, y operation. The desktop sends a request with an access token that has expired. */
  'expiredToken',
  /** about user, x request id, y microseconds: how long a request waited for the outcome of the one before it. */
  'requestWaited',
] as const

export type FactName = (typeof list)[number]

export const Fact = Object.fromEntries(list.map((name, index) => [name, FIRST_FACT + index])) as {
  readonly [Name in FactName]: number
}

export const KINDS = FIRST_FACT + list.length

/** Phases that a desktop goes through, by their number in the fact `phase`. */
export const phaseNames = [
  /** From the beginning of a sign-in until the desktop is usable. */
  'desktop-usable',
  /** From the loss of CTI until a Finesse node is in service again; `about` is the node. */
  'finesse-back',
  /** From the loss of its server, as the desktop notices it, until the desktop is usable again, wherever. */
  'desktop-back',
  /** From the last sign of life of what a desktop lost, be it its stream, its node or CTI, until the desktop noticed. */
  'detect',
  /** Of desktops that moved: from noticing until signed in at the other node. */
  'signed-in',
  /** From noticing until the agent is Ready again; of those who were Ready. */
  'ready',
  /** From the loss of CTI until a node has a session with an active agent PG; `about` is the node. */
  'pg-found',
  /** From there until the node is in service: what it loads. With the phase before it makes `finesse-back`. */
  'finesse-loaded',
] as const

export function factName(kind: number): FactName | undefined {
  return list[kind - FIRST_FACT]
}
