/** CONTROL_FAILURE_CONF becomes an error event for the one who asked (Developer Guide 12.5(1), p. 30, 49, 91). */
import { AgentState } from '../domain/agent-state.ts'
import type { ControlFailureConf } from '../domain/cti.ts'
import { M } from '../domain/messages.ts'
import { Topic } from '../domain/rest.ts'
import type { FinesseNode } from './node.ts'
import { type Operation, refused } from './operations.ts'
import { notify } from './publish.ts'
import { actionOf } from './rest-dialog.ts'

/** ErrorType and text by FailureCode (CTI Server Message Reference Guide). */
const texts: ReadonlyMap<number, readonly [string, string]> = new Map([
  [1, ['Generic Error', 'CF_GENERIC_OPERATION']],
  [3, ['Invalid Input', 'CF_VALUE_OUT_OF_RANGE']],
  [14, ['Invalid Destination', 'CF_INVALID_DESTINATION']],
  [22, ['Invalid State', 'CF_INVALID_OBJECT_STATE']],
  [33, ['Invalid State', 'CF_RESOURCE_BUSY']],
  [74, ['Invalid Input', 'CF_MISTYPED_ARGUMENT_REJECTION']],
  [257, ['Invalid State', 'CF_INVALID_PASSWORD_SPECIFIED']],
  [260, ['Invalid Device', 'CF_INVALID_LOGON_DEVICE_SPECIFIED']],
  [265, ['Invalid State', 'CF_INVALID_AGENT_WORKMODE']],
  [283, ['Device Busy', 'CF_EXTENSION_IN_USE']],
  [1010, ['Invalid State', 'CF_INVALID_PARAMETER']],
])
const WORK_MODE = 265
/** Documented as error types of their own, where a supervisor barges in. */
const BARGE_ERRORS = [20700, 20999]
const INVALID_ACTION = 4047

function textOf(node: FinesseNode, operation: Operation, conf: ControlFailureConf): readonly [string, string] {
  const { failure, peripheral } = conf
  // At sign-in it is the mode of a mobile agent that is not allowed.
  const signsIn = operation.state === AgentState.LOGIN
  if (failure === WORK_MODE && signsIn) return ['Mode Not Allowed', 'CF_INVALID_AGENT_WORKMODE']
  const bargesIn = operation.kind === M.superviseCallReq
  if (BARGE_ERRORS.includes(peripheral) && bargesIn) return [String(peripheral), 'BARGE_CALL']
  if (operation.state < 0 && peripheral === INVALID_ACTION) {
    const { extension } = node.options.directory.users[operation.user]!
    return ['Generic Error', `INVALID_ACTION ${actionOf(operation.kind)} on extension ${extension}`]
  }
  return texts.get(failure) ?? ['Generic Error', `CTI failure ${failure}`]
}

export function controlFailure(node: FinesseNode, _about: number, conf: ControlFailureConf): void {
  const operation = refused(node, conf)
  if (operation === undefined) return
  const asker = node.users[operation.asker]!
  const aboutCall = operation.kind !== M.setAgentStateReq
  const [type, message] = textOf(node, operation, conf)
  const error = {
    type,
    message,
    data: String(conf.peripheral !== 0 ? conf.peripheral : conf.failure),
    peripheral: conf.peripheral,
  }
  const topic = aboutCall ? Topic.DIALOGS : Topic.USER
  notify(node, asker, topic, asker.index, 'PUT', operation.requestId, { error })
}
