/** Writing XML as Finesse does: compact, no declaration, empty values as empty elements. */

/** What XML 1.0 has no way to say (§2.2 Char): control characters, half a pair; a value that holds it loses it. */
const unsayable = /[^\t\n\r -\u{10ffff}]|[\ud800-\udfff\ufffe\uffff]/gu
const special = /[&<>"'\r]/
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;',
}

/** For text and for attribute values in either kind of quotes. */
export function escapeXml(text: string): string {
  const said = text.replace(unsayable, '')
  return special.test(said) ? said.replace(/[&<>"'\r]/g, (character) => entities[character]!) : said
}

/** `<name>text</name>`, also where the text is empty. */
export function leaf(name: string, text: string | number | boolean): string {
  return `<${name}>${escapeXml(String(text))}</${name}>`
}

/** `<name>…</name>` around elements. */
export function wrap(name: string, ...inner: readonly string[]): string {
  return `<${name}>${inner.join('')}</${name}>`
}

/** A list; without items it is exactly `<Name/>`, which clients compare. */
export function list(name: string, items: readonly string[], attributes = ''): string {
  return items.length === 0 ? `<${name}${attributes}/>` : `<${name}${attributes}>${items.join('')}</${name}>`
}
