/** What is used of ltx, which ships no types (https://github.com/xmppjs/ltx). */
declare module 'ltx' {
  export class Element {
    constructor(name: string, attributes?: Readonly<Record<string, string | undefined>>)
    readonly name: string
    readonly attrs: Readonly<Record<string, string | undefined>>
    readonly children: readonly (Element | string)[]
    parent: Element | null
    getName(): string
    getNS(): string | undefined
    getChild(name: string, namespace?: string): Element | undefined
    getChildElements(): Element[]
    getChildText(name: string, namespace?: string): string | null
    getText(): string
    /** Adds a child, and returns the child. */
    cnode(child: Element): Element
    /** Sets an attribute. */
    attr(name: string, value: string): void
    /** Adds a text, and returns this element. */
    t(text: string): this
    toString(): string
  }
}

declare module 'ltx/src/parsers/ltx.js' {
  /** A parser that tells what it reads as it reads it; throws on unknown entities. */
  export default class SaxLtx {
    on(event: 'startElement', heard: (name: string, attributes: Record<string, string>) => void): this
    on(event: 'endElement', heard: (name: string, selfClosing: boolean) => void): this
    on(event: 'text', heard: (text: string) => void): this
    write(data: string): void
  }
}
