/**
 * The sign-in sequence of a browser (order of a 12.x capture shown in Cisco's Finesse AMA, 2022): SystemInfo of both
 * nodes, the user, reason codes, the notification stream, the LOGIN request, and after its event dialogs and
 * workflows. A node out of service, or a refusal, is tried again after a pause.
 */
import { AgentState } from '../domain/agent-state.ts'
import { Fact, phaseNames } from '../domain/facts.ts'
import { M } from '../domain/messages.ts'
import { Operation, type RestResponse, Topic } from '../domain/rest.ts'
import { MILLISECOND } from '../kernel/time.ts'
import type { Desktop } from './desktop.ts'

const Step = {
  OWN_SYSTEM: 0,
  OTHER_SYSTEM: 1,
  USER: 2,
  REASONS: 3,
  STREAM: 4,
  LOGIN: 5,
  DIALOGS: 6,
  WORKFLOWS: 7,
  DONE: 8,
}

export function signInStep(desktop: Desktop): void {
  const { user, options, requests } = desktop
  switch (desktop.step) {
    case Step.OWN_SYSTEM:
      desktop.request(Operation.getSystemInfo, 0)
      return
    case Step.OTHER_SYSTEM:
      if (desktop.toFinesse.length < 2) next(desktop)
      else requests.send(Operation.getSystemInfo, 0, undefined, undefined, false, 1 - desktop.node)
      return
    case Step.USER:
      desktop.request(Operation.getUser, user.index)
      return
    case Step.REASONS:
      desktop.request(Operation.getReasonCodes, user.index, undefined, 'NOT_READY')
      return
    case Step.STREAM:
      desktop.session.step('data.loaded')
      desktop.sendToNode(M.streamOpen, { user: user.index, password: user.password, resource: 'desktop' })
      return
    case Step.LOGIN: {
      const mobile = user.mobile ? { mode: options.mobileMode, dialNumber: `9785${user.extension}` } : undefined
      const body = { state: AgentState.LOGIN, extension: user.extension, reasonCodeId: undefined, mobile }
      desktop.request(Operation.putUser, user.index, body)
      return
    }
    case Step.DIALOGS:
      desktop.request(Operation.getDialogs, user.index)
      return
    case Step.WORKFLOWS:
      desktop.request(Operation.getWorkflows, user.index)
      return
    default:
      done(desktop)
  }
}

function next(desktop: Desktop): void {
  desktop.step++
  signInStep(desktop)
}

function done(desktop: Desktop): void {
  const took = (desktop.env.now() - desktop.signInSince) / MILLISECOND
  desktop.env.fact(Fact.phase, desktop.user.index, phaseNames.indexOf('desktop-usable'), Math.round(took))
  desktop.person.signedIn()
}

/** An answer that belongs to the sign-in; false when it is none. */
export function signInAnswer(desktop: Desktop, operation: number, response: RestResponse): boolean {
  const { name } = desktop.session
  if (name !== 'LOADING' && name !== 'SIGNING_IN' && desktop.step >= Step.DONE) return false
  if (response.status === 200) {
    const { content } = response
    const own = operation === Operation.getSystemInfo && desktop.step === Step.OWN_SYSTEM
    if (own && content?.kind === 'systemInfo' && content.info.status !== 'IN_SERVICE') pause(desktop)
    else next(desktop)
    return true
  }
  if (desktop.step === Step.OTHER_SYSTEM) next(desktop)
  else if (desktop.step < Step.DONE) pause(desktop)
  return desktop.step < Step.DONE
}

function pause(desktop: Desktop): void {
  desktop.env.after(desktop.options.profile.signInRetryUs, M.signInStep, desktop.user.index)
}

/** The same step once more. */
export function tryAgain(desktop: Desktop): void {
  signInStep(desktop)
}

export function streamOpened(desktop: Desktop): void {
  if (desktop.step !== Step.STREAM) return
  desktop.session.step('notification.connected')
  desktop.sendToNode(M.presence, { available: true })
  for (const team of desktop.user.supervises) desktop.sendToNode(M.subscribe, { topic: Topic.TEAM_USERS, of: team })
  for (const queue of desktop.person.watchedQueues) desktop.sendToNode(M.subscribe, { topic: Topic.QUEUE, of: queue })
  if (desktop.options.playsPings) {
    desktop.env.after(desktop.options.profile.pingUs, M.pingDue, desktop.user.index)
  }
  next(desktop)
}

export function streamRefused(desktop: Desktop): void {
  pause(desktop)
}

/** The event that answers LOGIN: the desktop is usable, and reads what it shows. */
export function signInConfirmed(desktop: Desktop, stateBefore: number): void {
  if (desktop.step !== Step.LOGIN || !desktop.session.step('sign-in.confirmed')) return
  desktop.env.fact(Fact.signedIn, desktop.user.index, desktop.node + 1, stateBefore)
  next(desktop)
}
