/** Programs in Go that bundles are tried with. They are built where there is Go, and are no part of the package. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export function hasGo(): boolean {
  try {
    execFileSync('go', ['version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Builds the program of a folder beside this file. Throws where Go says no. */
export function buildGo(folder: 'engine' | 'host', to: string): void {
  const cwd = fileURLToPath(new URL(folder, import.meta.url))
  execFileSync('go', ['build', '-o', to, '.'], { cwd, stdio: ['ignore', 'ignore', 'inherit'] })
}
