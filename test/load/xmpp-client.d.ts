/** What the tests use of @xmpp/client, which ships no types (https://github.com/xmppjs/xmpp.js). */
declare module '@xmpp/client' {
  export interface XmlNode {
    readonly name: string
    readonly attrs: Readonly<Record<string, string>>
    readonly children: readonly (XmlNode | string)[]
    is(name: string, namespace?: string): boolean
    getChild(name: string, namespace?: string): XmlNode | undefined
    getChildText(name: string, namespace?: string): string | null
    getText(): string
    toString(): string
  }
  type Authenticate = (credentials: { username: string; password: string }, mechanism: string) => Promise<void>
  export interface XmppClient {
    on(event: 'stanza', heard: (stanza: XmlNode) => void): this
    on(event: 'error', heard: (error: Error & { condition?: string }) => void): this
    on(event: 'disconnect' | 'offline', heard: () => void): this
    start(): Promise<{ toString(): string }>
    stop(): Promise<void>
    send(stanza: XmlNode): Promise<void>
    write(text: string): Promise<void>
    readonly socket: { write(text: string): void } | null
    readonly reconnect: { stop(): void }
    readonly iqCaller: { request(iq: XmlNode, timeoutMs?: number): Promise<XmlNode> }
  }
  export function client(options: {
    readonly service: string
    readonly domain: string
    readonly resource?: string
    readonly username?: string
    readonly credentials: (authenticate: Authenticate) => Promise<void>
  }): XmppClient
  export function xml(
    name: string,
    attributes?: Readonly<Record<string, string>>,
    ...children: readonly (XmlNode | string)[]
  ): XmlNode
}
