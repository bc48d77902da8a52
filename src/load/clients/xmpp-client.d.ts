/** What is used of @xmpp/client, which ships no types (https://github.com/xmppjs/xmpp.js). */
declare module '@xmpp/client' {
  import type { Element } from 'ltx'

  type Authenticate = (credentials: { username: string; password: string }, mechanism: string) => Promise<void>
  export type XmlNode = Element
  export interface XmppClient {
    on(event: 'stanza', heard: (stanza: Element) => void): this
    on(event: 'error', heard: (error: Error & { condition?: string }) => void): this
    on(event: 'disconnect' | 'offline' | 'online', heard: () => void): this
    connect(service: string): Promise<unknown>
    open(options: { readonly domain: string }): Promise<unknown>
    start(): Promise<{ toString(): string }>
    stop(): Promise<void>
    send(stanza: Element): Promise<void>
    write(text: string): Promise<void>
    readonly socket: { write(text: string): void; end(): void } | null
    readonly reconnect: { stop(): void }
    readonly iqCaller: { request(iq: Element, timeoutMs?: number): Promise<Element> }
  }
  export function client(options: {
    readonly service: string
    readonly domain: string
    readonly resource?: string
    readonly username?: string
    /** Milliseconds for one step of the sign-in. */
    readonly timeout?: number
    readonly credentials: (authenticate: Authenticate) => Promise<void>
  }): XmppClient
  export function xml(
    name: string,
    attributes?: Readonly<Record<string, string>>,
    ...children: readonly (Element | string)[]
  ): Element
}
