/** REST to a target, each request by its guard, over a connection that trusts what the file says. */
import { Agent, type Dispatcher, request } from 'undici'
import { basicHeader } from '../../wire/credentials.ts'
import type { Guard } from './guard.ts'
import type { TargetNode, TargetUser } from './target.ts'

export interface RestQuestion {
  readonly node: TargetNode
  readonly method: 'GET' | 'PUT' | 'POST' | 'OPTIONS'
  readonly path: string
  readonly user?: TargetUser | undefined
  readonly body?: string | undefined
  readonly headers?: Readonly<Record<string, string>>
}

export interface RestAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** An answer that is longer than this is not worth reading. */
const BODY_BYTES = 4 << 20

export interface RestClientOptions {
  readonly guard: Guard
  /** False only for questions without credentials, to learn more of a server whose certificate is not trusted. */
  readonly isTrusting?: boolean
}

export class TargetRest {
  readonly #guard: Guard
  readonly #isTrusting: boolean
  readonly #agents = new Map<TargetNode, Agent>()

  constructor({ guard, isTrusting = false }: RestClientOptions) {
    this.#guard = guard
    this.#isTrusting = isTrusting
  }

  /** Rejects with a `Refusal` of the guard, or as undici does where no answer came. */
  async ask({ node, method, path, user, body, headers = {} }: RestQuestion): Promise<RestAnswer> {
    if (this.#isTrusting && user !== undefined) throw new Error('no credentials over a connection that is not trusted')
    const port = node.ports.https!
    const admission = await this.#guard.rest({ host: node.host, port, method, path, body, user: user?.id })
    const { patienceMs } = this.#guard.target.limits
    const authorization =
      user === undefined ? {} : { authorization: basicHeader({ user: user.id, password: user.password.reveal() }) }
    const answer = await request(`https://${node.host}:${port}${path}`, {
      method,
      dispatcher: this.#agentOf(node),
      headers: { ...authorization, ...(body === undefined ? {} : { 'content-type': 'application/xml' }), ...headers },
      body: body ?? null,
      headersTimeout: patienceMs,
      bodyTimeout: patienceMs,
      signal: AbortSignal.timeout(patienceMs),
    })
    const text = await bounded(answer.body)
    admission.answered(answer.statusCode, text)
    return { status: answer.statusCode, headers: answer.headers, body: text }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#agents.values()].map((agent) => agent.destroy()))
  }

  #agentOf(node: TargetNode): Agent {
    const known = this.#agents.get(node)
    if (known !== undefined) return known
    const { target } = this.#guard
    const agent = new Agent({
      allowH2: true,
      connect: {
        timeout: target.limits.patienceMs,
        rejectUnauthorized: !this.#isTrusting,
        ...(target.ca === undefined ? {} : { ca: target.ca }),
        ...(node.address === undefined ? {} : { lookup: fixed(node.address) }),
      },
    })
    this.#agents.set(node, agent)
    return agent
  }
}

type Lookup = NonNullable<import('node:net').TcpSocketConnectOpts['lookup']>

/** Instead of DNS: the name stays the one that certificates and headers speak of. */
export function fixed(address: string): Lookup {
  const family = address.includes(':') ? 6 : 4
  return (_host, options, callback) => {
    if (options.all === true) callback(null, [{ address, family }])
    else callback(null, address, family)
  }
}

async function bounded(body: Dispatcher.ResponseData['body']): Promise<string> {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of body as AsyncIterable<Buffer>) {
    length += piece.length
    if (length > BODY_BYTES) throw new Error(`an answer of more than ${BODY_BYTES} bytes`)
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('utf8')
}
