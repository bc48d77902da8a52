/** A template tag for HTML: what is put in is text and gets escaped, unless it is markup made by the tag itself. */
export interface Markup {
  readonly markup: string
}

export type Content = Markup | string | number | false | undefined | readonly Content[]

export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
  let text = parts[0]!
  for (const [index, value] of values.entries()) text += rendered(value) + parts[index + 1]!
  return { markup: text }
}

/** Text that is HTML already: only for what this package itself ships. */
export const raw = (markup: string): Markup => ({ markup })

function rendered(value: Content): string {
  if (value === undefined || value === false) return ''
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return escapeHtml(value)
  return 'markup' in value ? value.markup : value.map(rendered).join('')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: HTML forbids them, and no reader can see them.
const INVISIBLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]|\p{Surrogate}/gu

function escapeHtml(text: string): string {
  return text
    .replace(INVISIBLE, '\uFFFD')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;')
}

/** JSON for a script element: no text inside can end the element or open a comment. */
export function scriptJson(value: unknown): Markup {
  return raw(
    JSON.stringify(value)
      .replace(/</g, '\\u003c')
      .replace(/\u2028/g, '\\u2028')
      .replace(/\u2029/g, '\\u2029'),
  )
}
