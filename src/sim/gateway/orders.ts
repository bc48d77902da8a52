/** What somebody does to the PG from outside. */
import type { Order } from '../domain/fault.ts'
import { extensionChanged, inConflict, reskilled, secondLine } from './device-troubles.ts'
import type { Gateway } from './gateway.ts'

export function obey(gateway: Gateway, { command, touched }: Order): void {
  const { pair } = gateway
  switch (command.what) {
    case 'pg-component': {
      const side = pair.sides[command.side]
      if (side === undefined) return
      if (command.component === 'pim') side.held = command.state === 'configuring'
      side.up[command.component] = command.state !== 'down'
      break
    }
    case 'pg-side': {
      const side = pair.sides[command.side]
      if (side === undefined) return
      for (const component of ['pgag', 'opc', 'pim', 'jgw1'] as const) side.up[component] = command.up
      break
    }
    case 'private-link':
      pair.privateLink(command.up)
      break
    case 'pguser-password':
      pair.passwordMatches = command.matches
      break
    case 'extension-length':
      for (const user of command.users) {
        if (command.matches) gateway.wrongExtensions.delete(user)
        else gateway.wrongExtensions.add(user)
      }
      break
    case 'public-link': {
      const side = pair.sides[command.side]
      if (side === undefined) return
      side.publicUp = command.up
      break
    }
    case 'skill-change':
      if (reskilled(gateway, command.user)) touched()
      return
    case 'extension-change':
      if (extensionChanged(gateway, command.user)) touched()
      return
    case 'device-conflict':
      if (inConflict(gateway, command.user)) touched()
      return
    case 'second-line':
      if (secondLine(gateway, command.user, command.busy)) touched()
      return
    case 'congestion':
      gateway.maintenance.congestion = command.level
      break
    case 'pg-maintenance':
      gateway.maintenance.request(touched)
      return
    default:
      return
  }
  touched()
  pair.review()
}
