/**
 * Maintenance of the node in use, as a desktop goes through it: warned early, told 15 s before, and then loaded anew from
 * the other node, without a word from the agent (Administration Guide 15.0(1), Finesse Maintenance Mode). A browser that
 * never accepted a certificate of the other node stays where it is.
 */
import type { MaintenanceWarning } from '../domain/maintenance.ts'
import { M } from '../domain/messages.ts'
import { Notice } from '../domain/notices.ts'
import type { Desktop } from './desktop.ts'

export function maintenanceWarned(desktop: Desktop, _about: number, warning: MaintenanceWarning, link: number): void {
  // Clients of others know nothing of it.
  if (!desktop.isFromNode(link) || desktop.user.client === 'third-party') return
  if (warning.what === 'soon') desktop.tell(Notice['maintenance-soon'], desktop.node + 1)
  else if (warning.what === 'now') announced(desktop, warning)
  else if (desktop.session.step('maintenance.failed')) desktop.rest()
}

function announced(desktop: Desktop, { atUs }: MaintenanceWarning): void {
  const { certificates, session, env } = desktop
  const other = 1 - desktop.node
  if (!certificates.accepts('finesse', other) || !certificates.accepts('notification', other)) {
    desktop.tell(Notice['certificate-not-accepted'], other + 1)
    desktop.sendToNode(M.cannotMove)
    return
  }
  if (!session.step('maintenance.announced')) return
  desktop.tell(Notice['maintenance-now'], desktop.node + 1)
  desktop.wait(Math.max(0, atUs - env.now()), M.maintenanceDue)
}

/** The time has come: the page is loaded anew from the other node. */
export function moveDue(desktop: Desktop): void {
  desktop.waited()
  if (desktop.session.name !== 'ABOUT_TO_MOVE') return
  desktop.requests.lose()
  desktop.stream.takeLeave()
  desktop.goTo(1 - desktop.node)
  desktop.session.step('after.maintenanceNotice')
  desktop.signInSteps.begin('move')
}
