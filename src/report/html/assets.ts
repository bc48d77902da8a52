/** The style and script of the page. They are kept as the files they are, read once, and put into every page. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { oneScript, sharedFile } from '../../page/page-files.ts'
import { type Markup, raw } from './markup.ts'

/** In the order of the cascade. */
const STYLES = [
  () => sharedFile('tokens.css'),
  () => sharedFile('layout.css'),
  () => own('verdict.css'),
  () => sharedFile('content.css'),
  () => sharedFile('controls.css'),
  () => sharedFile('tables.css'),
  () => own('violations.css'),
  () => own('timeline.css'),
  () => own('failover.css'),
  () => own('charts.css'),
  () => own('load.css'),
  () => own('print.css'),
]

/** In the order of their imports: a file stands after all it uses. */
const SCRIPTS = [
  'theme.js',
  'time-window.js',
  'charts.js',
  'timeline.js',
  'latency.js',
  'load.js',
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
    style: raw([uplot('uPlot.min.css'), ...STYLES.map((read) => read())].join('\n')),
    uplot: raw(uplot('uPlot.iife.min.js').replace(/<\/script/gi, '<\\/script')),
    script: raw(
      oneScript([
        ...(['format.js', 'elements.js'] as const).map((name) => ({ name, source: sharedFile(name) })),
        ...SCRIPTS.map((name) => ({ name, source: own(name) })),
      ]),
    ),
  }
  return cached
}

const own = (name: string) => readFileSync(new URL(`./page/${name}`, import.meta.url), 'utf8')

// Asked as a module would be, so that it is found from the sources, the built package and a test runner alike.
const uplot = (name: string) => readFileSync(createRequire(import.meta.url).resolve(`uplot/dist/${name}`), 'utf8')
