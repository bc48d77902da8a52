/**
 * `WebSocket` of `k6/websockets` as far as bundles use it. Its second argument does nothing, as documented; a subprotocol goes
 * as a header.
 */
import { WebSocket as Socket } from 'ws'

interface Params {
  readonly headers?: Readonly<Record<string, string>>
}

type Heard = ((event?: { readonly data: string }) => void) | undefined

export function socketClass(ca: string) {
  return class {
    onopen: Heard
    onmessage: Heard
    onclose: Heard
    onerror: Heard
    readonly #socket: Socket

    constructor(url: string, _protocols: null, { headers = {} }: Params = {}) {
      const { 'Sec-WebSocket-Protocol': protocol = [], ...others } = headers
      this.#socket = new Socket(url, protocol, { ca, headers: others })
      this.#socket.on('open', () => this.onopen?.())
      this.#socket.on('message', (data) => this.onmessage?.({ data: String(data) }))
      this.#socket.on('close', () => this.onclose?.())
      this.#socket.on('error', () => this.onerror?.())
    }

    get readyState(): number {
      return this.#socket.readyState
    }

    send(text: string): void {
      if (this.readyState !== 1) throw new Error('the socket is not open')
      this.#socket.send(text)
    }

    close(): void {
      this.#socket.close()
    }
  }
}
