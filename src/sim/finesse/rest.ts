/** The REST interface: from request to response. 202 means asked, not done; the outcome arrives as an event. */
import { M } from '../domain/messages.ts'
import { type ApiError, type Content, Operation, type RestRequest } from '../domain/rest.ts'
import type { FinesseNode } from './node.ts'
import { postDialog, putDialog } from './rest-dialog.ts'
import { read } from './rest-reads.ts'
import { putUser } from './rest-user.ts'

export type Answer = { readonly status: number; readonly error?: ApiError; readonly content?: Content }

export const accepted: Answer = { status: 202 }
export const failure = (status: number, type: string, message: string, data = ''): Answer => ({
  status,
  error: { type, message, data },
})

export function restRequest(node: FinesseNode, about: number, request: RestRequest, link: number): void {
  const isPage = request.operation === Operation.getPage || request.operation === Operation.preflight
  node.env.spend(isPage ? node.profile.finessePageUs : node.profile.finesseRestUs)
  const answer = (result: Answer): void => {
    node.env.send(link ^ 1, M.restResponse, about, {
      status: result.status,
      requestId: request.requestId,
      error: result.error,
      content: result.content,
    })
  }
  if (request.operation === Operation.getSystemInfo) answer(read(node, request))
  else if (isPage) answer({ status: 200 })
  else if (request.operation === Operation.getDesktopConfig) {
    answer({ status: 200, content: { kind: 'desktopConfig', reloadAfterUs: node.reloadSlots.next() } })
  } else if (!node.inService) answer(failure(503, 'Service Unavailable', 'SERVER_OUT_OF_SERVICE'))
  else if (request.user < 0 || isExpired(node, request)) answer(failure(401, 'Authorization Failure', 'UNAUTHORIZED'))
  else {
    node.authentication.check(request.user, request.password, (result) => {
      if (result === 'granted') answer(serve(node, request))
      else if (result === 'broken') node.env.send(link ^ 1, M.connectionReset, about, 'rest')
      else
        answer(
          failure(401, 'Authorization Failure', 'UNAUTHORIZED', node.options.directory.users[request.user]?.loginId),
        )
    })
  }
}

function isExpired(node: FinesseNode, request: RestRequest): boolean {
  return request.tokenExpired === true && node.options.defects['expired-token-accepted'] !== true
}

function serve(node: FinesseNode, request: RestRequest): Answer {
  switch (request.operation) {
    case Operation.putUser:
      return putUser(node, request)
    case Operation.putDialog:
      return putDialog(node, request)
    case Operation.postDialog:
      return postDialog(node, request)
    case Operation.clientLog:
      return { status: 200 }
    default:
      return read(node, request)
  }
}
