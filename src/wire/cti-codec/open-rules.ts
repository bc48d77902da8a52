/** What an OPEN_REQ must be like (CTI Server Message Reference Guide, OPEN_REQ), checked before a server is asked. */
import { CtiService, CtiStatus } from '../../sim/domain/cti.ts'
import { floatValue } from '../ged188/floats.ts'
import type { MessageOf } from '../ged188/layouts.ts'
import { type CtiNames, NULL_ID, userByAgentId, userByDevice } from './names.ts'
import { fromWire } from './text.ts'

/** Shorter silence of a client is not waited for. */
const IDLE_SECONDS_LEAST = 20

export interface OpenRules {
  readonly names: CtiNames
  /** UniqueInstanceIDs in use. */
  readonly instances: ReadonlySet<string>
}

/** The status to refuse it with; undefined when it may be asked for. */
export function refusalOf(rules: OpenRules, { fields, floats }: MessageOf<'OPEN_REQ'>): number | undefined {
  const { names } = rules
  const { IdleTimeout, PeripheralID, Reserved1, Reserved2, Reserved3 } = fields
  const lacks = (tag: 'ClientID' | 'ClientPassword') => floatValue(floats, tag) === undefined
  if (lacks('ClientID') || lacks('ClientPassword')) return CtiStatus.REQUIRED_DATA_MISSING
  if (IdleTimeout < IDLE_SECONDS_LEAST) return CtiStatus.INVALID_TIMEOUT
  if (PeripheralID !== NULL_ID && PeripheralID !== names.peripheralId) return CtiStatus.INVALID_PERIPHERAL_ID
  if ((Reserved1 | Reserved2 | Reserved3) !== 0) return CtiStatus.INVALID_RESERVED_FIELD
  const instance = instanceOf({ floats })
  if (instance !== undefined && rules.instances.has(instance)) return CtiStatus.DUPLICATE_INSTANCE
  if ((fields.ServicesRequested & CtiService.CLIENT_EVENTS) === 0) return undefined
  const owner = ownerOf(names, { floats })
  if (typeof owner === 'number') return undefined
  return owner === 'missing'
    ? CtiStatus.REQUIRED_DATA_MISSING
    : owner === 'unknown'
      ? CtiStatus.INVALID_AGENT_DATA
      : CtiStatus.INCONSISTENT_AGENT_DATA
}

type Floats = Pick<MessageOf<'OPEN_REQ'>, 'floats'>

/** UniqueInstanceID; an empty one is none. */
export function instanceOf({ floats }: Floats): string | undefined {
  const instance = floatValue(floats, 'UniqueInstanceID')
  return instance === undefined || instance === '' ? undefined : fromWire(instance)
}

/** The user whose device a session of CLIENT_EVENTS is about. */
export function ownerOf(names: CtiNames, { floats }: Floats): number | 'missing' | 'unknown' | 'inconsistent' {
  const id = floatValue(floats, 'AgentID')
  const devices = [floatValue(floats, 'AgentExtension'), floatValue(floats, 'AgentInstrument')]
  const users = [
    ...(id === undefined ? [] : [userByAgentId(names, id)]),
    ...devices.filter((one) => one !== undefined).map((device) => userByDevice(names, device)),
  ]
  if (users.length === 0) return 'missing'
  if (users.some((user) => user < 0)) return 'unknown'
  return users.every((user) => user === users[0]) ? users[0]! : 'inconsistent'
}
