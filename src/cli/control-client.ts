/** The control API, seen from the command line. */
import { InputProblem } from './input-problem.ts'

/** Nothing answers there, or something that is no control API. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
}

export class ControlClient {
  readonly #base: string

  constructor(url: string) {
    if (URL.parse(url) === null) throw new InputProblem(`--url: ${url} is no address`)
    this.#base = url.replace(/\/$/, '')
  }

  get(path: string): Promise<unknown> {
    return this.#ask(path, { method: 'GET' })
  }

  post(path: string, body: unknown = {}): Promise<unknown> {
    const headers = { 'content-type': 'application/json' }
    return this.#ask(path, { method: 'POST', headers, body: JSON.stringify(body) })
  }

  /** Each event as a line of JSON, until the center ends: 0, or its end was not its own: 7. */
  async watch(said: (line: string) => void): Promise<number> {
    const response = await this.#fetch('events', {})
    let rest = ''
    const decoder = new TextDecoder()
    try {
      for await (const piece of response.body!) {
        rest += decoder.decode(piece, { stream: true })
        for (;;) {
          const end = rest.indexOf('\n\n')
          if (end < 0) break
          const [name, data] = rest.slice(0, end).split('\n')
          rest = rest.slice(end + 2)
          said(`{"event":"${name!.slice('event: '.length)}",${data!.slice('data: {'.length)}\n`)
        }
      }
    } catch {
      throw new Unreachable('the center broke off')
    }
    return 0
  }

  async #ask(path: string, init: RequestInit): Promise<unknown> {
    const response = await this.#fetch(path, init)
    const text = await response.text()
    let json: { readonly error?: string; readonly says?: string }
    try {
      json = JSON.parse(text)
    } catch {
      throw new Unreachable(`${this.#base} answers, but is no control API of ccsim`)
    }
    if (!response.ok) throw new InputProblem(json.error ?? json.says ?? `${response.status}`)
    return json
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(`${this.#base}/api/${path}`, init)
    } catch (error) {
      const { cause } = error as { readonly cause?: { readonly code?: string } }
      const why = cause?.code === 'ECONNREFUSED' ? 'nothing listens there; is "ccsim serve" running?' : cause?.code
      throw new Unreachable(`${this.#base}: ${why ?? (error as Error).message}`)
    }
  }
}
