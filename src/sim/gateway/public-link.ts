/** Heartbeats with the central controller over the public link: how the PG notices that nobody routes calls. */
import { M } from '../domain/messages.ts'
import type { Gateway } from './gateway.ts'
import { tellAvailability } from './outages.ts'

export function startBeats(gateway: Gateway): void {
  gateway.env.after(gateway.options.profile.publicLinkBeatUs, M.publicLinkDue, 0)
}

export function beatDue(gateway: Gateway): void {
  const { env, options, toRouter, pair } = gateway
  if (gateway.missedBeats >= options.profile.publicLinkMissed) pair.controller(false)
  gateway.missedBeats++
  if (pair.isPublic) env.send(toRouter, M.publicLinkBeat, 0)
  env.after(options.profile.publicLinkBeatUs, M.publicLinkDue, 0)
}

export function beatHeard(gateway: Gateway): void {
  gateway.missedBeats = 0
  if (gateway.pair.controllerUp) return
  gateway.pair.controller(true)
  tellAvailability(gateway)
}
