/** CONTROL_FAILURE_CONF becomes an error event for the one who asked (Developer Guide 12.5(1), p. 30, 49, 91). */
import type { ControlFailureConf } from '../domain/cti.ts'
import { M } from '../domain/messages.ts'
import { Topic } from '../domain/rest.ts'
import type { FinesseNode } from './node.ts'
import { refused } from './operations.ts'
import { notify } from './publish.ts'

/** ErrorType and text by FailureCode (CTI Server Message Reference Guide). */
const texts: ReadonlyMap<number, readonly [string, string]> = new Map([
  [1, ['Generic Error', 'CF_GENERIC_OPERATION']],
  [14, ['Call Operation Failure', 'CF_INVALID_DESTINATION']],
  [22, ['Invalid State', 'CF_INVALID_OBJECT_STATE']],
  [33, ['Invalid State', 'CF_RESOURCE_BUSY']],
  [257, ['Invalid State', 'CF_INVALID_PASSWORD_SPECIFIED']],
  [260, ['Invalid Device', 'CF_INVALID_LOGON_DEVICE_SPECIFIED']],
  [265, ['Invalid State', 'CF_INVALID_AGENT_WORKMODE']],
  [283, ['Device Busy', 'CF_EXTENSION_IN_USE']],
])

export function controlFailure(node: FinesseNode, _about: number, conf: ControlFailureConf): void {
  const operation = refused(node, conf)
  if (operation === undefined) return
  const asker = node.users[operation.asker]!
  const [type, message] = texts.get(conf.failure) ?? ['Generic Error', `CTI failure ${conf.failure}`]
  const aboutCall = operation.kind !== M.setAgentStateReq
  const error = {
    type: aboutCall && conf.peripheral !== 0 ? 'Generic Error' : type,
    message,
    data: String(conf.peripheral !== 0 ? conf.peripheral : conf.failure),
    peripheral: conf.peripheral,
  }
  const topic = aboutCall ? Topic.DIALOGS : Topic.USER
  notify(node, asker, topic, asker.index, 'PUT', operation.requestId, { error })
}
