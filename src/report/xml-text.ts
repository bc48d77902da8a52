/**
 * Text for XML 1.0. Control characters may not appear there even when escaped, and neither may half a surrogate
 * pair (XML 1.0 §2.2); a name from a broken message must not make a whole report unreadable.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly the ones XML forbids.
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F\uFFFE\uFFFF]|\p{Surrogate}/gu

export function xmlText(text: string): string {
  return text
    .replace(FORBIDDEN, '\uFFFD')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/\r/g, '&#13;')
}

/** For a double-quoted attribute. Line ends and tabs are spelled out: a parser would turn them into spaces. */
export function xmlAttribute(text: string): string {
  return xmlText(text).replace(/"/g, '&quot;').replace(/\n/g, '&#10;').replace(/\t/g, '&#9;')
}
