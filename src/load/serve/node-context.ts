/** What all connections of one served Finesse node share. */
import { ParticipantState } from '../../sim/domain/dialog-state.ts'
import type { FinesseNode } from '../../sim/finesse/node.ts'
import type { OtherActive } from '../../wire/finesse-xml/dialog.ts'
import type { Names } from '../../wire/finesse-xml/names.ts'
import type { Attendance } from './attendance.ts'
import type { Ears } from './ears.ts'
import type { Exchange } from './exchange.ts'
import type { RequestIds } from './request-ids.ts'
import type { TokenService } from './token-service.ts'

export interface NodeContext {
  /** Written once the ports are known; answers tell them. */
  names: Names
  readonly exchange: Exchange
  readonly requestIds: RequestIds
  readonly finesse: FinesseNode
  /** Host name of the node: the XMPP domain. */
  readonly domain: string
  readonly otherActive: OtherActive
  readonly attendance: Attendance
  /** Undefined where nobody signs in with a token. */
  readonly tokens: TokenService | undefined
  /** Whether the other node, where there is one, is in service. */
  otherInService(): boolean
  readonly ears: Ears
  /** Names of streams, counted up. */
  nextStream(): string
}

/** What a client meets: it is answered, nobody listens, or nothing comes back. */
export type Standing = 'up' | 'down' | 'hung'

export function standing({ exchange, finesse }: NodeContext, service: 'tomcat' | 'notification'): Standing {
  if (exchange.isDown) return 'down'
  if (!exchange.isUp) return 'hung'
  const state = finesse.services.state(service)
  return state === 'STARTED' ? 'up' : state === 'HUNG' ? 'hung' : 'down'
}

/** Looks at the node's own dialogs: a held call can be transferred when another one is active. */
export function otherActiveOn(finesse: FinesseNode): OtherActive {
  return (device, call) => {
    const dialogs = finesse.users[device]?.dialogs ?? []
    return dialogs.some(
      (dialog) =>
        dialog.call !== call &&
        dialog.parties.some((party) => party.device === device && party.state === ParticipantState.ACTIVE),
    )
  }
}
