/**
 * Cuts what a client sends into stream headers and stanzas. Over TCP the stream is one long document (RFC 6120 §4),
 * over WebSocket each message and with BOSH each body is a document of its own (RFC 7395 §3, XEP-0124). XMPP knows no
 * comments, processing instructions, document types or entities of one's own (RFC 6120 §11.1): they end the stream
 * before the parser sees them, and so does a stanza that is too long or too deep.
 */
import { Element } from 'ltx'
import SaxLtx from 'ltx/src/parsers/ltx.js'

export type Framing = 'tcp' | 'websocket' | 'bosh'
export type StreamCondition = 'restricted-xml' | 'not-well-formed' | 'policy-violation'

export interface StreamListener {
  /** `<stream:stream>` or `<open/>`. */
  opened(header: Element): void
  stanza(element: Element): void
  /** `</stream:stream>` or `<close/>`. */
  closed(): void
  broken(condition: StreamCondition): void
}

const STANZA_CHARACTERS = 65_536
const STANZA_DEPTH = 32
const LONGEST_DECLARATION = 200
const DECLARATION = /^\s*<\?xml[^<>]*\?>/
const RESTRICTED = /<\?|<!(?!\[CDATA\[)/
const CDATA = '<![CDATA['

export class StreamReader {
  readonly #framing: Framing
  readonly #listener: StreamListener
  #parser: SaxLtx
  #root: Element | undefined
  #cursor: Element | undefined
  #depth = 0
  /** Characters since the last stanza ended. */
  #pending = 0
  /** End of the last piece that might be the beginning of something restricted. */
  #held = ''
  #fresh = true
  #over = false

  constructor(framing: Framing, listener: StreamListener) {
    this.#framing = framing
    this.#listener = listener
    this.#parser = this.#newParser()
  }

  /** The next piece of the stream, or the next WebSocket message. */
  write(piece: string): void {
    if (this.#over) return
    let text = this.#held + piece
    this.#held = ''
    if (this.#fresh) {
      if (this.#framing === 'tcp' && mayDeclare(text)) {
        this.#held = text
        return
      }
      this.#fresh = false
      text = text.replace(DECLARATION, '')
    }
    if (this.#framing === 'tcp') {
      const safe = text.length - unfinished(text)
      this.#held = text.slice(safe)
      text = text.slice(0, safe)
    }
    this.#pending += text.length
    if (RESTRICTED.test(text)) this.#break('restricted-xml')
    else if (this.#framing !== 'tcp' && text.length > STANZA_CHARACTERS) this.#break('policy-violation')
    else this.#parse(text)
  }

  #parse(text: string): void {
    try {
      this.#parser.write(text)
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('Illegal XML')) throw error
      this.#break('not-well-formed')
      return
    }
    if (this.#framing !== 'tcp' && this.#depth !== 0) this.#break('not-well-formed')
    if (this.#pending > STANZA_CHARACTERS) this.#break('policy-violation')
  }

  /** After SASL and STARTTLS the client begins its stream anew; what it sent before the answer is forgotten. */
  restart(): void {
    this.#held = ''
    this.#pending = 0
    this.#parser = this.#newParser()
    this.#root = undefined
    this.#cursor = undefined
    this.#depth = 0
    this.#fresh = true
  }

  #newParser(): SaxLtx {
    const parser = new SaxLtx()
    const mine = (): boolean => !this.#over && parser === this.#parser
    parser.on('startElement', (name, attributes) => {
      if (mine()) this.#started(new Element(name, attributes))
    })
    parser.on('endElement', (name) => {
      if (mine()) this.#ended(name)
    })
    parser.on('text', (text) => {
      if (!mine()) return
      if (this.#cursor !== undefined) this.#cursor.t(text)
      // Something else than XML, such as HTTP on the wrong port.
      else if (this.#depth === 0 && text.trim() !== '') this.#break('not-well-formed')
    })
    return parser
  }

  #started(element: Element): void {
    this.#depth++
    if (this.#depth > STANZA_DEPTH) {
      this.#break('policy-violation')
      return
    }
    if (this.#framing === 'tcp' && this.#depth === 1) {
      this.#root = element
      this.#pending = 0
      this.#listener.opened(element)
    } else if (this.#cursor === undefined) {
      if (this.#root !== undefined) element.parent = this.#root
      this.#cursor = element
    } else this.#cursor = this.#cursor.cnode(element)
  }

  #ended(name: string): void {
    this.#depth--
    const cursor = this.#cursor
    if (cursor === undefined) {
      if (this.#depth === 0 && name === this.#root?.name) this.#listener.closed()
      else this.#break('not-well-formed')
      return
    }
    if (cursor.name !== name) {
      this.#break('not-well-formed')
      return
    }
    const outermost = this.#depth === (this.#framing === 'tcp' ? 1 : 0)
    this.#cursor = outermost ? undefined : (cursor.parent ?? undefined)
    if (!outermost) return
    this.#pending = 0
    if (this.#framing === 'websocket' && cursor.name === 'open') this.#listener.opened(cursor)
    else if (this.#framing === 'websocket' && cursor.name === 'close') this.#listener.closed()
    else this.#listener.stanza(cursor)
  }

  #break(condition: StreamCondition): void {
    if (this.#over) return
    this.#over = true
    this.#listener.broken(condition)
  }
}

/** Whether what came so far is the beginning of an XML declaration, and not yet the whole of it. */
function mayDeclare(text: string): boolean {
  const start = text.trimStart()
  if (start.length < 5) return '<?xml'.startsWith(start)
  return start.startsWith('<?xml') && !start.includes('>') && text.length < LONGEST_DECLARATION
}

/** Length of an end that might begin a restricted piece or a CDATA section, or end one: more has to be seen of it. */
function unfinished(text: string): number {
  const last = text.lastIndexOf('<')
  if (last >= 0 && CDATA.startsWith(text.slice(last))) return text.length - last
  return text.endsWith(']]') ? 2 : text.endsWith(']') ? 1 : 0
}
