/**
 * Agents who work in chat as well as on the phone. No tasks come here; what counts is what their desktops ask for: a
 * sign-in to the media and Ready, and after a maintenance of Finesse has moved them Not Ready with the code of that
 * (Finesse Web Services Developer Guide, reason codes: 50045, maintenance mode migration). After a failover an agent is as
 * before it (Administration Guide 15.0(1), Desktop Behavior, non-voice media).
 */
import { CHAT } from '../domain/media.ts'
import { Reason } from '../domain/reason-codes.ts'
import { type MediaBody, Operation } from '../domain/rest.ts'
import type { Desktop } from './desktop.ts'

export function enterChat(desktop: Desktop, after: 'sign-in' | 'failover' | 'migration'): void {
  ask(desktop, 'LOGIN')
  if (after === 'migration') ask(desktop, 'NOT_READY', Reason.MAINTENANCE)
  else ask(desktop, 'READY')
}

function ask(desktop: Desktop, state: string, reasonCodeId?: number): void {
  const body: MediaBody = {
    state,
    reasonCodeId,
    maxDialogLimit: undefined,
    interruptAction: undefined,
    dialogLogoutAction: undefined,
    routable: undefined,
  }
  desktop.ask(Operation.putMedia, desktop.user.index, body, { item: String(CHAT.id) })
}
