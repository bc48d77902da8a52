/** Asks the nodes of a simulated center by HTTP as text, without a socket: the request is decoded, answered, encoded. */
import type { ContactCenter } from '../../../src/sim/contact-center.ts'
import { administrator } from '../../../src/sim/domain/config.ts'
import { M } from '../../../src/sim/domain/messages.ts'
import type { RestResponse } from '../../../src/sim/domain/rest.ts'
import type { Env, Part } from '../../../src/sim/kernel/kernel.ts'
import { basicHeader } from '../../../src/wire/credentials.ts'
import { createNames, type Names } from '../../../src/wire/finesse-xml/names.ts'
import { decodeRequest, encodeAnswer, type HttpReply } from '../../../src/wire/rest-exchange.ts'
import { parseXml, type XmlElement } from '../../../src/wire/xml/parse.ts'
import { type Simulation, simulation } from '../simulation.ts'
import type { Setting } from '../workload.ts'

export const EPOCH_MS = 1_767_600_000_000
export const BASE = 'https://fin.example.test:8445'

export interface How {
  /** A loginId, `administrator`, or undefined for nobody. */
  readonly as?: string | undefined
  readonly password?: string
  readonly body?: string | Uint8Array
  readonly headers?: Readonly<Record<string, string>>
  readonly node?: 1 | 2
}

/** An answer; `type` is the ErrorType of a failed request. */
export interface Told extends HttpReply {
  readonly type: string
  readonly data: string
  readonly xml: XmlElement | undefined
}

export class RestAsker implements Part {
  readonly sim: Simulation
  readonly names: Names
  readonly #env: Env
  readonly #links: number[]
  readonly #answers = new Map<number, RestResponse>()
  #last = 0

  constructor(setting: Setting = {}) {
    this.sim = simulation({ agents: 4, supervisors: 2, teamSize: 2, ...setting })
    const { kernel, finesse } = this.center
    this.names = createNames({ center: this.center, epochMs: EPOCH_MS })
    this.#env = kernel.node('rest asker')
    kernel.attach(this.#env, this)
    this.#links = finesse.map(({ env }) => kernel.network.connect(this.#env.node, env.node, { latencyUs: 0 }))
  }

  get center(): ContactCenter {
    return this.sim.center
  }

  receive(kind: number, _about: number, body: unknown): void {
    const response = body as RestResponse
    if (kind === M.restResponse) this.#answers.set(response.requestId, response)
  }

  /** Asks, and waits up to three virtual seconds for the answer. */
  ask(method: string, path: string, how: How = {}): Told {
    const { as, body = '', headers = {}, node = 1 } = how
    const known =
      as === administrator.loginId ? administrator.password : this.center.directory.byLoginId(as ?? '')?.password
    const all: Record<string, string> = {}
    if (as !== undefined) all['authorization'] = basicHeader({ user: as, password: how.password ?? known ?? '' })
    if (body.length > 0) all['content-type'] = 'application/xml'
    for (const [name, value] of Object.entries(headers)) all[name.toLowerCase()] = value
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
    const target = path.startsWith('/') ? path : `/finesse/api/${path}`
    const http = { method, target, header: (name: string) => all[name], body: bytes }
    const requestId = ++this.#last
    const asked = decodeRequest(this.names, http, requestId)
    if (!('kind' in asked)) return told(asked)
    this.#env.send(this.#links[node - 1]!, M.restRequest, asked.request.user, asked.request)
    this.sim.runUs(10_000)
    if (!this.#answers.has(requestId)) this.sim.runFor('3s')
    const answer = this.#answers.get(requestId)
    if (answer === undefined) throw new Error(`${method} ${path} was not answered`)
    return told(encodeAnswer(this.names, asked, answer, BASE))
  }

  get(path: string, as = 'administrator', how: How = {}): Told {
    return this.ask('GET', path, { as, ...how })
  }

  put(path: string, body: string, as = 'administrator', how: How = {}): Told {
    return this.ask('PUT', path, { as, body, ...how })
  }

  post(path: string, body: string, as = 'administrator', how: How = {}): Told {
    return this.ask('POST', path, { as, body, ...how })
  }

  delete(path: string, as = 'administrator', how: How = {}): Told {
    return this.ask('DELETE', path, { as, ...how })
  }

  /** Makes an object and returns its path. */
  create(collection: string, body: string): string {
    const { status, headers, body: said } = this.post(collection, body)
    if (status !== 200) throw new Error(`${collection}: ${status} ${said}`)
    return headers['location']!.slice(`${BASE}/finesse/api/`.length)
  }
}

function told(reply: HttpReply): Told {
  const xml = reply.body.startsWith('<')
    ? parseXml(reply.body, { characters: 1e8, depth: 40, elements: 1e7 })
    : undefined
  const error = xml?.name === 'ApiErrors' ? xml.children[0] : undefined
  const text = (name: string): string => error?.children.find((one) => one.name === name)?.text ?? ''
  return { ...reply, xml, type: text('ErrorType'), data: text('ErrorData') }
}

/** Texts of a child of every item: `labels(list, 'label')`. */
export const texts = ({ xml }: Told, name: string): readonly string[] =>
  xml!.children.flatMap((item) => item.children.filter((one) => one.name === name).map(({ text }) => text))
