/** Who may ask what: the administrator alone, on the primary node alone, in this deployment at all. */
import { ADMINISTRATOR } from '../domain/config.ts'
import { Operation, type RestRequest } from '../domain/rest.ts'
import type { FinesseNode } from './node.ts'
import { type Answer, failure } from './rest-answer.ts'
import { settingNamed } from './rest-config.ts'
import { notImplemented, onlyAdministrator } from './rest-service.ts'

const O = Operation
/** Reads for administrators, but for objects that agents may see, too. */
const reads: readonly number[] = [
  O.listObjects,
  O.getObject,
  O.getSetting,
  O.getAssigned,
  O.exportContacts,
  O.getUsers,
  O.getTeams,
]
const writes: readonly number[] = [
  O.createObject,
  O.updateObject,
  O.deleteObject,
  O.putSetting,
  O.putAssigned,
  O.importContacts,
  O.replaceContacts,
]
const service: readonly number[] = [O.getServiceInfo, O.getMaintenanceMode, O.putMaintenanceMode]
const media: readonly number[] = [O.getMediaList, O.getMedia, O.putMedia, O.getMediaDialogs]
/** Of these, agents may read too (Developer Guide 12.5(1), p. 212, 237 and 250). */
const forAll = ['ReasonCode', 'WrapUpReason', 'ECCVariableConfig', 'ChatConfig', 'MediaDomain']
const cceOnly = ['ECCVariableConfig', 'MediaDomain']

export const isOfConfiguration = (operation: number): boolean => reads.includes(operation) || writes.includes(operation)

export const serviceability = ({ operation }: RestRequest): boolean => service.includes(operation)

/** Why a request is refused before it is looked at, or undefined. */
export function administrators(node: FinesseNode, request: RestRequest): Answer | undefined {
  const { operation, resource = '', user } = request
  if (operation === O.getUsers || operation === O.getTeams) return onlyAdministrator(node, user)
  if (operation < O.listObjects) return undefined
  const { deployment } = node.options
  if (deployment === 'ccx' && (media.includes(operation) || cceOnly.includes(resource))) return notImplemented(resource)
  if (deployment === 'ccx' && settingNamed(resource)?.cceOnly === true) return notImplemented(resource)
  const isWrite = writes.includes(operation)
  if (service.includes(operation)) {
    return user === ADMINISTRATOR ? undefined : failure(403, 'Forbidden', 'The user is not an administrator')
  }
  if (!isWrite && !reads.includes(operation)) return undefined
  if (!isWrite && forAll.includes(resource)) {
    const alone = operation === O.listObjects ? onlyAdministrator(node, user) : undefined
    return alone
  }
  const refused = onlyAdministrator(node, user)
  if (refused !== undefined) return refused
  if (!isWrite || node.administration.isPrimary) return undefined
  return failure(403, 'Forbidden', 'Configuration is changed on the primary Finesse server only')
}

/** The administrator is none of the agents and supervisors. */
export function administratorsTo({ operation }: RestRequest): Answer {
  const who = operation === O.putUser ? 'agent' : 'supervisor'
  return failure(401, 'Invalid Authorization User Specified', `User (administrator) is not an authorizied ${who}.`)
}
