/** The REST interface: from request to response. 202 means asked, not done; the outcome arrives as an event. */
import { ADMINISTRATOR, administrator } from '../domain/config.ts'
import { Fact } from '../domain/facts.ts'
import { M } from '../domain/messages.ts'
import { Operation, type RestRequest } from '../domain/rest.ts'
import { Syslog } from '../domain/syslog.ts'
import type { FinesseNode } from './node.ts'
import { administrators, administratorsTo, isOfConfiguration, serviceability } from './rest-access.ts'
import { type Answer, failure } from './rest-answer.ts'
import { postDialog, putDialog } from './rest-dialog.ts'
import { more } from './rest-more.ts'
import { read } from './rest-reads.ts'
import { getToken, getUserAuthMode } from './rest-service.ts'
import { putUser } from './rest-user.ts'

export function restRequest(node: FinesseNode, about: number, request: RestRequest, link: number): void {
  const isPage = request.operation === Operation.getPage || request.operation === Operation.preflight
  node.env.spend(isPage ? node.profile.finessePageUs : node.profile.finesseRestUs)
  const answer = (result: Answer): void => {
    if (result.status >= 400) {
      node.env.fact(Fact.syslog, node.options.number, Syslog.API_ERROR_DETAIL, result.status)
    }
    node.env.send(link ^ 1, M.restResponse, about, {
      status: result.status,
      requestId: request.requestId,
      error: result.error,
      content: result.content,
      created: result.created,
    })
    result.afterwards?.()
  }
  if (request.operation === Operation.getSystemInfo) answer(read(node, request))
  else if (isPage) answer({ status: 200 })
  else if (request.operation === Operation.getDesktopConfig) {
    answer({ status: 200, content: { kind: 'desktopConfig', reloadAfterUs: node.reloadSlots.next() } })
  } else if (request.operation === Operation.getToken) answer(getToken(node, request))
  else if (!node.inService) answer(failure(503, 'Service Unavailable', 'SERVER_OUT_OF_SERVICE'))
  else if (request.operation === Operation.getUserAuthMode) answer(getUserAuthMode(node, request))
  else if (request.user === ADMINISTRATOR) administratorAsks(node, about, request, link, answer)
  else if (request.user < 0 || isExpired(node, request)) answer(failure(401, 'Authorization Failure', 'UNAUTHORIZED'))
  else {
    node.authentication.check(request.user, request, (result) => {
      if (result === 'granted') serve(node, request, answer)
      else if (result === 'broken') node.env.send(link ^ 1, M.connectionReset, about, 'rest')
      else
        answer(
          failure(401, 'Authorization Failure', 'UNAUTHORIZED', node.options.directory.users[request.user]?.loginId),
        )
    })
  }
}

function isExpired(node: FinesseNode, request: RestRequest): boolean {
  if (request.tokenExpired !== true || node.options.defects['expired-token-accepted'] === true) return false
  node.env.fact(Fact.syslog, node.options.number, Syslog.SSO_API_ERROR, 401)
  return true
}

/** The administrator has an account on the node itself, and yet without any AWDB nothing can be done. */
function administratorAsks(
  node: FinesseNode,
  about: number,
  request: RestRequest,
  link: number,
  answer: (result: Answer) => void,
): void {
  const area = serviceability(request) ? 'serviceability' : 'configuration'
  const known = node.administration.account.check(request.password, area, node.env.now())
  const refused = failure(401, 'Authorization Failure', 'UNAUTHORIZED', administrator.loginId)
  if (!known) answer(refused)
  else {
    node.databases.look((verdict) => {
      if (verdict === 'valid') serve(node, request, answer)
      else if (verdict === 'broken') node.env.send(link ^ 1, M.connectionReset, about, 'rest')
      else answer(refused)
    })
  }
}

function serve(node: FinesseNode, request: RestRequest, answer: (result: Answer) => void): void {
  const { operation } = request
  if (operation === Operation.putUser || operation === Operation.putDialog || operation === Operation.postDialog) {
    if (request.user === ADMINISTRATOR) answer(administratorsTo(request))
    else if (operation === Operation.putUser) answer(putUser(node, request))
    else answer(operation === Operation.putDialog ? putDialog(node, request) : postDialog(node, request))
    return
  }
  const refused = administrators(node, request)
  if (refused !== undefined) answer(refused)
  else if (operation < Operation.listObjects) answer(read(node, request))
  else if (isOfConfiguration(operation) && !node.services.isUp('database')) answer(withoutDatabase(node))
  else more(node, request, answer)
}

/** What is configured is in the local database of the node. */
function withoutDatabase(node: FinesseNode): Answer {
  node.env.fact(Fact.syslog, node.options.number, Syslog.VOS_DB_ADAPTER_ERROR, 0)
  return failure(500, 'Internal Server Error', 'Runtime Exception')
}
