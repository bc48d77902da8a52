/** Bodies of answers: the content of a GET, the errors of a request that failed at once, nothing for 202. */
import { defaultReasonCodes } from '../../sim/domain/reason-codes.ts'
import type { Content, RestResponse } from '../../sim/domain/rest.ts'
import { list } from '../xml/write.ts'
import { type OtherActive, writeDialog, writeDialogs } from './dialog.ts'
import type { Names } from './names.ts'
import {
  writeApiErrors,
  writeQueue,
  writeQueues,
  writeReasonCodes,
  writeSystemInfo,
  writeWrapUpReasons,
} from './others.ts'
import { writeReasonCode, writeTeam, writeTeams, writeUser, writeUsers } from './user.ts'

export interface AnswerOptions {
  /** `includeLoggedOutAgents=true` of GET Team. */
  readonly includeLoggedOut: boolean
  readonly otherActive?: OtherActive | undefined
}

export function writeAnswer(names: Names, response: RestResponse, options: AnswerOptions): string {
  if (response.error !== undefined) return writeApiErrors(response.error)
  return response.content === undefined ? '' : writeContent(names, response.content, options)
}

export function writeContent(names: Names, content: Content, { includeLoggedOut, otherActive }: AnswerOptions): string {
  switch (content.kind) {
    case 'user':
      return writeUser(names, content.user)
    case 'users':
      return writeUsers(names, content.users)
    case 'dialogs':
      return writeDialogs(names, content.dialogs, otherActive)
    case 'dialog':
      return writeDialog(names, content.dialog, 'Dialog', otherActive)
    case 'systemInfo':
      return writeSystemInfo(names, content.info)
    case 'team':
      return writeTeam(names, content.team, content.users, includeLoggedOut)
    case 'teams':
      return writeTeams(names)
    case 'queue':
      return writeQueue(names, content.queue)
    case 'queues':
      return writeQueues(names, content.queues)
    case 'reasonCodes':
      return writeReasonCodes(content.category)
    case 'reasonCode': {
      const code = defaultReasonCodes.find((one) => one.id === content.id)
      return code === undefined ? '' : writeReasonCode('ReasonCode', code)
    }
    case 'list': {
      if (content.name === 'wrapUpReasons') return writeWrapUpReasons(names)
      return list(content.name[0]!.toUpperCase() + content.name.slice(1), [])
    }
  }
}
