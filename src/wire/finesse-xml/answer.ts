/** Bodies of answers: the content of a GET, the errors of a request that failed at once, nothing for 202. */
import type { Content, RestResponse } from '../../sim/domain/rest.ts'
import { answerLimits, child, childrenNamed, childText, parseXml, type XmlElement } from '../xml/parse.ts'
import { leaf, wrap } from '../xml/write.ts'
import { type OtherActive, readDialog, writeDialog, writeDialogs } from './dialog.ts'
import { type Names, teamIndex } from './names.ts'
import { listItems, readObject, readObjects, shapes, writeObject, writeObjects } from './objects.ts'
import {
  readApiErrors,
  readQueue,
  readSystemInfo,
  writeApiErrors,
  writeQueue,
  writeQueues,
  writeSystemInfo,
} from './others.ts'
import { readUser, writeTeam, writeTeams, writeUser, writeUsers } from './user.ts'

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
    case 'desktopConfig':
      return wrap('DesktopConfig', leaf('reloadAfter', Math.ceil(content.reloadAfterUs / 1000)))
    case 'token':
      return ''
    case 'object':
      return writeObject(names, content.name, content.value)
    case 'objects':
      return writeObjects(names, content)
    case 'csv':
      return content.text
  }
}

/** The client's side: what the body of an answer says. A body that is no Finesse XML says nothing. */
export function readAnswer(names: Names, text: string): Pick<RestResponse, 'content' | 'error'> {
  if (text === '') return { content: undefined, error: undefined }
  const root = parseXml(text, answerLimits)
  if (root.name === 'ApiErrors') return { content: undefined, error: readApiErrors(root) }
  return { content: contentOf(names, root), error: undefined }
}

function contentOf(names: Names, root: XmlElement): Content | undefined {
  const users = (element: XmlElement | undefined) =>
    childrenNamed(element, 'User').flatMap((one) => readUser(names, one) ?? [])
  switch (root.name) {
    case 'User': {
      const user = readUser(names, root)
      return user && { kind: 'user', user }
    }
    case 'Users':
      return { kind: 'users', users: users(root) }
    case 'Dialogs':
      return { kind: 'dialogs', dialogs: childrenNamed(root, 'Dialog').map((one) => readDialog(names, one)) }
    case 'Dialog':
      return { kind: 'dialog', dialog: readDialog(names, root) }
    case 'SystemInfo':
      return { kind: 'systemInfo', info: readSystemInfo(names, root) }
    case 'Team':
      return { kind: 'team', team: teamIndex(names, childText(root, 'id') ?? ''), users: users(child(root, 'users')) }
    case 'Teams':
      return { kind: 'teams' }
    case 'DesktopConfig':
      return { kind: 'desktopConfig', reloadAfterUs: Number(childText(root, 'reloadAfter')) * 1000 }
    case 'Queue':
      return { kind: 'queue', queue: readQueue(names, root) }
    case 'Queues':
      return { kind: 'queues', queues: childrenNamed(root, 'Queue').map((one) => readQueue(names, one)) }
    default:
      if (Object.hasOwn(listItems, root.name)) return readObjects(names, root)
      if (!Object.hasOwn(shapes, root.name)) return undefined
      return { kind: 'object', name: root.name, value: readObject(names, root.name, root) }
  }
}
