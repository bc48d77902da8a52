/**
 * Codec mode of the links between desktops and Finesse: each request, answer and event becomes the text that would
 * cross a socket, and is read back from it. What is not on the wire goes along beside it: running numbers, and how
 * a simulated far end behaves.
 */
import { ADMINISTRATOR, administrator } from '../sim/domain/config.ts'
import { M } from '../sim/domain/messages.ts'
import {
  type DialogBody,
  isOfThePage,
  type MediaBody,
  Operation,
  type RestRequest,
  type RestResponse,
  type Update,
  type UserBody,
} from '../sim/domain/rest.ts'
import { basicCredentials, basicHeader } from './credentials.ts'
import { readAnswer, writeAnswer } from './finesse-xml/answer.ts'
import { readMediaBody, writeMediaBody } from './finesse-xml/draft.ts'
import { feedName, type Names } from './finesse-xml/names.ts'
import { type Decoded, readDialogBody, readUserBody, writeDialogBody, writeUserBody } from './finesse-xml/request.ts'
import { readUpdate, writeUpdate } from './finesse-xml/update.ts'
import { callerIndex, requestLine, routeRest, subjectIndex } from './rest-route.ts'

/** For `Kernel.codec`. */
export function createFinesseCodec(names: Names): (kind: number, body: unknown) => unknown {
  return (kind, body) => {
    if (kind === M.event) return eventByWire(names, body as Update)
    if (kind === M.restRequest) {
      const request = body as RestRequest
      // Files of a page and the forced logout of a desktop are not of the REST API.
      const isApi = !isOfThePage(request.operation) && (request.body as UserBody | undefined)?.forced !== true
      return isApi ? requestByWire(names, request) : request
    }
    if (kind !== M.restResponse) return body
    const response = body as RestResponse
    const { kind: content } = response.content ?? {}
    return content === 'desktopConfig' || content === 'token' ? response : answerByWire(names, response)
  }
}

const textOf = (requestId: number): string => (requestId === 0 ? '' : String(requestId))

function eventByWire(names: Names, update: Update): Update {
  const text = writeUpdate(names, update, textOf(update.requestId))
  const read = readUpdate(names, feedName(names, update.topic, update.of), text)
  if (read === undefined) throw new Error(`an event that cannot be read back: ${text}`)
  return { ...read.update, requestId: Number(read.requestId), number: update.number, origin: update.origin }
}

function requestByWire(names: Names, request: RestRequest): RestRequest {
  const { verb, path } = requestLine(names, request)
  const loginId =
    request.user === ADMINISTRATOR ? administrator.loginId : (names.directory.users[request.user]?.loginId ?? '')
  const credentials = basicCredentials(basicHeader({ user: loginId, password: request.password }))!
  const routed = routeRest(verb, path)
  if (routed.kind !== 'found') throw new Error(`a path that cannot be read back: ${verb} ${path}`)
  return {
    operation: routed.operation,
    id: subjectIndex(names, routed),
    user: callerIndex(names, credentials.user),
    password: credentials.password,
    requestId: request.requestId,
    body: bodyByWire(request),
    ...(request.bearer === undefined ? {} : { bearer: request.bearer }),
    ...(request.tokenExpired === undefined ? {} : { tokenExpired: request.tokenExpired }),
    ...(routed.category === undefined ? {} : { category: routed.category }),
    ...(routed.resource === undefined ? {} : { resource: routed.resource }),
    ...(routed.item === undefined ? {} : { item: routed.item }),
  }
}

/** Commands of desktops; those of administrators go as they are. */
function bodyByWire({ operation, body }: RestRequest): RestRequest['body'] {
  if (body === undefined) return undefined
  if (operation === Operation.putUser) return unwrapped(readUserBody(writeUserBody(body as UserBody)))
  if (operation === Operation.putMedia) return unwrapped(readMediaBody(writeMediaBody(body as MediaBody)))
  if (operation !== Operation.putDialog && operation !== Operation.postDialog) return body
  const { farEnd } = body as DialogBody
  return { ...unwrapped(readDialogBody(writeDialogBody(body as DialogBody))), farEnd }
}

function unwrapped<Body>(read: Decoded<Body>): Body {
  if ('problem' in read) throw new Error(`a body that cannot be read back: ${read.problem.message}`)
  return read.body
}

function answerByWire(names: Names, response: RestResponse): RestResponse {
  const text = writeAnswer(names, response, { includeLoggedOut: true })
  return { ...response, ...readAnswer(names, text) }
}
