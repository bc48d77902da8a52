/** What somebody does to phones from outside: they leave service, a line breaks, a handset is lifted. */
import { ParticipantState } from '../domain/dialog-state.ts'
import type { Order } from '../domain/fault.ts'
import { M } from '../domain/messages.ts'
import { OUTSIDE } from '../domain/voice.ts'
import { finish, leave, partyOf } from './calls.ts'
import type { Phones } from './phones.ts'

export function obey(phones: Phones, { command, touched }: Order): void {
  switch (command.what) {
    case 'phone':
      if (phones.registered[command.user] === command.inService) return
      phones.registered[command.user] = command.inService
      if (!command.inService) goOutOfService(phones, command.user)
      else phones.env.send(phones.toGateway, M.phoneInService, command.user)
      break
    case 'nailed-line':
      if (!breakLine(phones, command.user, command.up)) return
      break
    case 'off-hook':
      if (!phones.registered[command.user] || phones.deviceCalls[command.user]!.length > 0) return
      phones.env.send(phones.toGateway, M.phoneOffHook, command.user)
      break
    default:
      return
  }
  touched()
}

/** Call by call a line that does not work shows with the next call; true when something is other than before. */
function breakLine(phones: Phones, user: number, up: boolean): boolean {
  const { options, brokenLines, env, toGateway } = phones
  if (!options.directory.users[user]!.mobile) return false
  if (options.mobileMode === 'CALL_BY_CALL') {
    if (up) return brokenLines.delete(user)
    return !brokenLines.has(user) && brokenLines.add(user) !== undefined
  }
  if (!up) env.send(toGateway, M.deviceLost, user)
  return !up
}

/** Calls at the phone end with it. Left out: the voice path that a phone preserves when it loses its server. */
function goOutOfService(phones: Phones, device: number): void {
  phones.env.send(phones.toGateway, M.phoneOutOfService, device)
  for (const call of [...phones.deviceCalls[device]!]) {
    // A call that only rings goes back to where it came from.
    const rings = partyOf(call, device)?.state === ParticipantState.ALERTING && call.kind === 'routed'
    if (rings) finish(phones, call, OUTSIDE, 'not answered')
    else leave(phones, call, device, 0)
  }
}
