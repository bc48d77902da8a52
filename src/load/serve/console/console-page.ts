/**
 * The web console: one page that needs nothing else, made from the files beside it and those all pages have. It asks
 * nobody but the server it came from, which its policy holds it to; what it shows comes by the control API.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { oneScript, sharedFile } from '../../../page/page-files.ts'
import { consoleMarkup } from './console-markup.ts'

const STYLES = ['frame.css', 'map.css', 'card.css', 'lists.css', 'log.css']

/** In the order of their imports: a file stands after all it uses. */
const SCRIPTS = [
  'states.js',
  'store.js',
  'stream.js',
  'ask.js',
  'parts.js',
  'card.js',
  'map.js',
  'window.js',
  'calls.js',
  'agents.js',
  'log.js',
  'pace.js',
  'start.js',
]

export interface ConsolePage {
  readonly text: string
  /** For the header Content-Security-Policy. */
  readonly policy: string
}

export function consolePage(title: string): ConsolePage {
  const shared = (['tokens.css', 'layout.css', 'content.css', 'controls.css', 'tables.css'] as const).map(sharedFile)
  const style = `\n${[...shared, ...STYLES.map(own)].join('\n')}`
  const scripts = [
    ...(['format.js', 'elements.js'] as const).map((name) => ({ name, source: sharedFile(name) })),
    ...SCRIPTS.map((name) => ({ name, source: own(name) })),
  ]
  const script = `\n${oneScript(scripts)}\n`
  return {
    text: consoleMarkup({ title: escaped(title), style, script }),
    policy: [
      "default-src 'none'",
      `style-src '${hashOf(style)}'`,
      `script-src '${hashOf(script)}'`,
      "connect-src 'self'",
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
  }
}

const own = (name: string): string => readFileSync(new URL(`./page/${name}`, import.meta.url), 'utf8')
const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`
const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')
