/** What the pages of ccsim have in common, the report and the console: palette, controls, tables, a few functions. */
import { readFileSync } from 'node:fs'

export type SharedFile =
  | 'tokens.css'
  | 'layout.css'
  | 'content.css'
  | 'controls.css'
  | 'tables.css'
  | 'format.js'
  | 'elements.js'

export const sharedFile = (name: SharedFile): string => readFileSync(new URL(`./${name}`, import.meta.url), 'utf8')

export interface Script {
  /** Of the file, such as `format.js`. */
  readonly name: string
  readonly source: string
}

/**
 * Scripts are modules while we work on them, and one script in the page: each a function that returns what it exports. A
 * file stands after all it imports, and imports by name only.
 */
export const oneScript = (scripts: readonly Script[]): string => scripts.map(asFunction).join('\n')

function asFunction({ name, source }: Script): string {
  const exported = [...source.matchAll(/^export (?:async )?(?:function|const) (\w+)/gm)].map(([, one]) => one)
  const body = source
    .replace(/^import\s+(\{[^}]*\})\s+from '[^']*?([\w-]+\.js)'\n/gm, (_, names: string, file: string) => {
      return `const ${names} = ${variable(file)}\n`
    })
    .replace(/^export /gm, '')
  return `const ${variable(name)} = (() => {\n${body}\nreturn { ${exported.join(', ')} }\n})()`
}

const variable = (file: string): string => `$${file.replace(/\.js$/, '').replace(/\W/g, '_')}`
