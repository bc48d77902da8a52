/**
 * Who handles a message while services of the node do not run. In ordinary times it is the table of the node itself, so
 * that nothing is looked up for what may fail.
 */
import type { FinesseServiceName } from '../domain/fault.ts'
import { M } from '../domain/messages.ts'
import { Operation, type RestRequest, type StreamOpen } from '../domain/rest.ts'
import type { Env } from '../kernel/kernel.ts'
import { type FinesseHandler, type FinesseNode, ordinary } from './node.ts'
import type { Services } from './services.ts'

/** A message that waits until a service goes on. */
export interface Held {
  readonly of: FinesseServiceName
  readonly kind: number
  readonly about: number
  readonly body: unknown
  readonly link: number
}

/** Messages for streams that wait until the Notification Service goes on. */
export class HeldEvents {
  #held: (readonly [number, number, number, unknown])[] = []

  send(link: number, kind: number, about: number, body?: unknown): void {
    this.#held.push([link, kind, about, body])
  }

  release(env: Env): void {
    const held = this.#held
    this.#held = []
    for (const one of held) env.send(...one)
  }

  forget(): void {
    this.#held = []
  }
}

/** Of the Notification Service; anything else is the business of the application in Tomcat, but for the next list. */
const ofNotification: readonly number[] = [M.streamOpen, M.streamClose, M.presence, M.subscribe, M.unsubscribe, M.ping]
/** Of the node itself, whatever runs on it. */
const ofNode: readonly number[] = [M.command, M.serviceStarted, M.linkSilent, M.linkAlive, M.silenceNoticed]

export function handlersFor(services: Services): readonly (FinesseHandler | undefined)[] {
  const notification = services.state('notification')
  const tomcat = services.state('tomcat')
  const { answerAll } = services
  if (notification === 'STARTED' && tomcat === 'STARTED' && answerAll === undefined && services.isUp('database')) {
    return ordinary
  }
  const table = [...ordinary]
  for (let kind = 0; kind < table.length; kind++) {
    if (table[kind] === undefined || ofNode.includes(kind)) continue
    const of = ofNotification.includes(kind) ? 'notification' : 'tomcat'
    const state = services.state(of)
    if (state === 'HUNG') table[kind] = hold(services, of, kind)
    else if (state !== 'STARTED') table[kind] = of === 'tomcat' ? withoutTomcat(kind) : resetStream
  }
  if (tomcat !== 'STARTED' && notification === 'STARTED') table[M.streamOpen] = refuseStream
  if (!services.isUp('database')) table[M.replication] = () => undefined
  if (answerAll !== undefined && tomcat === 'STARTED') table[M.restRequest] = answerAlways(services)
  return table
}

function hold(services: Services, of: FinesseServiceName, kind: number): FinesseHandler {
  return (node, about, body, link) => {
    // What clients break is of the Notification Service, and no business of a hung application.
    const isClients = kind === M.connectionReset && !node.toCti.includes(link ^ 1) && !node.toAwdb.includes(link ^ 1)
    if (isClients) ordinary[kind]!(node, about, body, link)
    else services.held.push({ of, kind, about, body, link })
  }
}

/** Nobody listens on the ports of the application, and its timers and connections are gone. */
function withoutTomcat(kind: number): FinesseHandler {
  if (kind === M.restRequest) {
    return (node, about, _body, link) => node.env.send(link ^ 1, M.connectionReset, about, 'rest')
  }
  if (kind === M.connectionReset) {
    return (node, about, body, link) => {
      if (!node.toCti.includes(link ^ 1) && !node.toAwdb.includes(link ^ 1)) ordinary[kind]!(node, about, body, link)
    }
  }
  return () => undefined
}

const resetStream: FinesseHandler = (node, about, _body, link) => {
  node.env.send(link ^ 1, M.connectionReset, about, 'stream')
}

/** Without the application nobody can tell whether a password is right. */
const refuseStream: FinesseHandler = (node, about, body, link) => {
  const { attempt } = body as StreamOpen
  node.env.send(link ^ 1, M.streamRefused, about, { condition: 'temporary-auth-failure', attempt })
}

function answerAlways({ answerAll }: Services): FinesseHandler {
  return (node: FinesseNode, about, body, link) => {
    const request = body as RestRequest
    if (request.operation === Operation.getSystemInfo || answerAll === undefined) {
      ordinary[M.restRequest]!(node, about, body, link)
      return
    }
    answerAll.touched()
    const error = { type: 'Service Unavailable', message: 'SERVER_OUT_OF_SERVICE', data: '' }
    const { requestId } = request
    node.env.send(link ^ 1, M.restResponse, about, { status: answerAll.status, requestId, error, content: undefined })
  }
}
