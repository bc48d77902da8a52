/** `total.ts OTHER-FAILURES RESULT.json…`: sums up Vitest's JSON results in one line, and fails if anything did. */
import { readFileSync } from 'node:fs'

interface Results {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly success: boolean
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[]
}

const [other, ...files] = process.argv.slice(2)
let passed = 0
let failed = Number(other)
for (const file of files) {
  const found = read(file)
  passed += found?.numPassedTests ?? 0
  failed += found === undefined ? 1 : failuresOf(found)
}
process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exitCode = failed === 0 && passed > 0 ? 0 : 1

/** A file that could not even be loaded has no tests that failed, and counts as one. */
function failuresOf({ numFailedTests, success, testResults }: Results): number {
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  )
  const all = numFailedTests + unloaded.length
  return all === 0 && !success ? 1 : all
}

/** A suite that left no result broke down before its end. */
function read(file: string): Results | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Results
  } catch {
    return undefined
  }
}
