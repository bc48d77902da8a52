/**
 * A small reader of whole XML documents for what comes from outside. Document types are refused before anything is
 * made of them, so there are no entities but the five of XML and character references, and nothing can grow. Size,
 * depth and the number of elements are limited. Comments and processing instructions are skipped.
 */

export interface XmlElement {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  /** All character data directly in it, joined. */
  readonly text: string
}

export class XmlProblem extends Error {}

export interface XmlLimits {
  readonly characters: number
  readonly depth: number
  readonly elements: number
}

export const bodyLimits: XmlLimits = { characters: 65_536, depth: 16, elements: 2_000 }
/** For answers of a server we asked ourselves. */
export const answerLimits: XmlLimits = { characters: 64 << 20, depth: 32, elements: 4_000_000 }

interface Open {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: XmlElement[]
  text: string
}

const NAME = /[A-Za-z_:\u0080-\uffff][\w:.\-\u0080-\uffff]*/y
const ATTRIBUTE = /\s+([A-Za-z_:\u0080-\uffff][\w:.\-\u0080-\uffff]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y
const TAG_END = /\s*(\/?)>/y
const CLOSING = /<\/([^\s>]+)\s*>/y
/** Control characters but for tab and the ends of lines; those above 127 XML allows. Engines differ in classes by property. */
const control = /[^\t\n\r -\uffff]/
const noAttributes: ReadonlyMap<string, string> = new Map()

export function parseXml(source: string, limits: XmlLimits = bodyLimits): XmlElement {
  if (source.length > limits.characters) throw new XmlProblem(`longer than ${limits.characters} characters`)
  const open: Open[] = []
  let root: XmlElement | undefined
  let elements = 0
  let at = source.charCodeAt(0) === 0xfeff ? 1 : 0
  while (at < source.length) {
    const next = source.indexOf('<', at)
    const end = next < 0 ? source.length : next
    if (end > at) addText(open, unescaped(source.slice(at, end)))
    if (next < 0) break
    at = next
    if (source.startsWith('<!--', at)) at = after(source, '-->', at + 4)
    else if (source.startsWith('<![CDATA[', at)) {
      const close = after(source, ']]>', at + 9)
      addText(open, source.slice(at + 9, close - 3))
      at = close
    } else if (source.startsWith('<!', at)) throw new XmlProblem('document types are not accepted')
    else if (source.startsWith('<?', at)) at = after(source, '?>', at + 2)
    else if (source.startsWith('</', at)) {
      const [tag, name] = match(CLOSING, source, at)
      const element = open.pop()
      if (element === undefined || element.name !== name) throw new XmlProblem(`</${name}> closes nothing`)
      if (open.length > 0) open.at(-1)!.children.push(element)
      else root = element
      at += tag.length
    } else {
      if (root !== undefined) throw new XmlProblem('more than one root element')
      if (++elements > limits.elements) throw new XmlProblem(`more than ${limits.elements} elements`)
      if (open.length >= limits.depth) throw new XmlProblem(`deeper than ${limits.depth} elements`)
      const [name] = match(NAME, source, at + 1)
      at += 1 + name.length
      const attributes = new Map<string, string>()
      for (;;) {
        ATTRIBUTE.lastIndex = at
        const found = ATTRIBUTE.exec(source)
        if (found === null) break
        if (attributes.has(found[1]!)) throw new XmlProblem(`attribute ${found[1]} twice`)
        attributes.set(found[1]!, unescaped(found[2] ?? found[3]!))
        at += found[0].length
      }
      const [tagEnd, empty] = match(TAG_END, source, at)
      at += tagEnd.length
      const element: Open = {
        name,
        attributes: attributes.size === 0 ? noAttributes : attributes,
        children: [],
        text: '',
      }
      if (empty === '') open.push(element)
      else if (open.length > 0) open.at(-1)!.children.push(element)
      else root = element
    }
  }
  if (open.length > 0) throw new XmlProblem(`<${open.at(-1)!.name}> is not closed`)
  if (root === undefined) throw new XmlProblem('no root element')
  return root
}

function addText(open: readonly Open[], text: string): void {
  const element = open.at(-1)
  if (element !== undefined) element.text += text
  else if (text.trim() !== '') throw new XmlProblem('text outside the root element')
}

function after(source: string, mark: string, from: number): number {
  const at = source.indexOf(mark, from)
  if (at < 0) throw new XmlProblem(`no ${mark}`)
  return at + mark.length
}

function match(pattern: RegExp, source: string, at: number): RegExpExecArray {
  pattern.lastIndex = at
  const found = pattern.exec(source)
  if (found === null) throw new XmlProblem(`not well-formed at character ${at}`)
  return found
}

const named: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

function unescaped(text: string): string {
  if (control.test(text)) throw new XmlProblem('a control character')
  if (!text.includes('&')) return text
  return text.replace(/&([^;&\s]{0,12};?)/g, (whole, inner: string) => {
    if (!inner.endsWith(';')) throw new XmlProblem(`${whole} is no reference`)
    const name = inner.slice(0, -1)
    const known = named.get(name)
    if (known !== undefined) return known
    const number = /^#(?:(\d+)|x([0-9a-fA-F]+))$/.exec(name)
    if (number === null) throw new XmlProblem(`entity ${name} is unknown`)
    return character(number[1] === undefined ? Number.parseInt(number[2]!, 16) : Number(number[1]))
  })
}

function character(code: number): string {
  const legal =
    code === 9 ||
    code === 10 ||
    code === 13 ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff)
  if (!legal) throw new XmlProblem(`character ${code} is not allowed`)
  return String.fromCodePoint(code)
}

/** The child with this name; of several, the last, as the real server has it (Developer Guide 12.5(1), p. 241). */
export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.findLast((one) => one.name === name)
}

/** Text of that child without blanks around it, or undefined where there is no such child. */
export function childText(element: XmlElement | undefined, name: string): string | undefined {
  return child(element, name)?.text.trim()
}

export function childrenNamed(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((one) => one.name === name) ?? []
}
