/** What a node keeps in memory, and is gone with the process that kept it. */
import { AgentState } from '../domain/agent-state.ts'
import type { FinesseNode } from './node.ts'
import { NOTHING } from './operations.ts'

/** Of the application in Tomcat: users, dialogs, what is under way, who was let in or locked. */
export function forgetMemory(node: FinesseNode): void {
  node.dialogs.clear()
  node.invoked.clear()
  node.queueViews.fill(undefined)
  node.statistics.forget()
  for (const user of node.users) {
    user.state = AgentState.LOGOUT
    user.reason = 0
    user.pendingState = 0
    user.since = -1
    user.mobile = undefined
    user.dialogs.length = 0
    user.stateOperations = NOTHING
    user.callOperations = NOTHING
    user.password = ''
    user.knownUntil = -1
    user.failures = 0
    user.lockedUntil = -1
  }
}
