/**
 * What is done to a browser from outside (domain/fault.ts, DesktopDeed). Whether one that is closed still manages to
 * say goodbye is a matter of luck (Administration Guide 11.6(1), ch. 13, Desktop Behavior); one that crashes does not.
 */
import type { Command, Order } from '../domain/fault.ts'
import type { Desktop } from './desktop.ts'

type DesktopCommand = Extract<Command, { what: 'desktop' }>

export function ordered(desktop: Desktop, { command, touched }: Order): void {
  if (command.what === 'certificate') {
    desktop.certificates.set(command.service ?? 'finesse', command.of - 1, command.accepted)
    touched()
  } else if (command.what === 'desktop' && carryOut(desktop, command)) touched()
}

/** True when it changed something. */
function carryOut(desktop: Desktop, { deed, noticed, node, lifeUs }: DesktopCommand): boolean {
  const isThere = desktop.session.name !== 'CLOSED' && desktop.session.name !== 'SIGNED_OUT'
  switch (deed) {
    case 'close':
    case 'back':
      if (!isThere) return false
      if (noticed ?? desktop.luck.chance(desktop.profile.goodbyePercent / 100)) desktop.stream.takeLeave()
      desktop.closePage()
      return true
    case 'crash':
      if (!isThere) return false
      desktop.closePage()
      return true
    case 'refresh':
      if (!desktop.session.step('page.reloaded')) return false
      if (noticed ?? true) desktop.stream.takeLeave()
      desktop.reload()
      return true
    case 'open':
      if (isThere) return false
      desktop.session.step('page.opened')
      if (node !== undefined && node <= desktop.toFinesse.length) desktop.goTo(node - 1)
      desktop.signIn()
      return true
    case 'sleep':
      return desktop.sleep()
    case 'wake':
      return desktop.wake()
    case 'expire-token':
      if (!isThere) return false
      desktop.token.expireIn(lifeUs ?? desktop.profile.refreshWarningFirstUs)
      return true
  }
}
