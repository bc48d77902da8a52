/** The style and script of the page. They are kept as the files they are, read once, and put into every page. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Markup, raw } from './markup.ts'

const STYLES = [
  'tokens.css',
  'layout.css',
  'verdict.css',
  'content.css',
  'controls.css',
  'tables.css',
  'violations.css',
  'timeline.css',
  'failover.css',
  'charts.css',
  'print.css',
]

/** In the order of their imports: a file stands after all it uses. */
const SCRIPTS = [
  'format.js',
  'elements.js',
  'theme.js',
  'time-window.js',
  'charts.js',
  'timeline.js',
  'latency.js',
  'intervals.js',
  'lookup.js',
  'start.js',
]

export interface Assets {
  readonly style: Markup
  readonly uplot: Markup
  readonly script: Markup
}

let cached: Assets | undefined

export function assets(): Assets {
  cached ??= {
    style: raw([uplot('uPlot.min.css'), ...STYLES.map(own)].join('\n')),
    uplot: raw(uplot('uPlot.iife.min.js').replace(/<\/script/gi, '<\\/script')),
    script: raw(SCRIPTS.map((name) => joined(own(name))).join('\n')),
  }
  return cached
}

const own = (name: string) => readFileSync(new URL(`./page/${name}`, import.meta.url), 'utf8')

// Asked as a module would be, so that it is found from the sources, the built package and a test runner alike.
const uplot = (name: string) => readFileSync(createRequire(import.meta.url).resolve(`uplot/dist/${name}`), 'utf8')

/** The scripts are modules while we work on them and one module in the page: imports and exports have nothing to say. */
function joined(source: string): string {
  return source.replace(/^import\s[^']*'\.\/[^']+'\n/gm, '').replace(/^export /gm, '')
}
