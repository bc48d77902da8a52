/** What the package says of itself, and the files that ship beside the code. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

// The sources (src/cli) and the built package (dist/cli) are equally deep.
const root = new URL('../../', import.meta.url)
const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { readonly version: string }

export const VERSION = version
export const SCENARIOS_DIR = fileURLToPath(new URL('scenarios/', root))
export const SELFTEST_DIR = fileURLToPath(new URL('selftest/', root))
export const DRIFT_DIR = fileURLToPath(new URL('drift/', root))
export const CONFORMANCE_DIR = fileURLToPath(new URL('conformance/', root))

/** In a checkout the sources run as they are, and nothing called `ccsim` is on the path. */
const isCheckout = import.meta.url.endsWith('.ts')

/** A command as it can be pasted here: `ccsim replay …`, or `npm run -s ccsim -- replay …` in a checkout. */
export function pasteable(command: string): string {
  return isCheckout ? command.replace(/^ccsim /, 'npm run -s ccsim -- ') : command
}
