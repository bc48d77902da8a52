/** Writes a bundle into a folder, whole or not at all: a reader never sees half a script. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const SCRIPT = 'script.js'

/** Returns the path of the script. What the file system objects to is thrown as it is. */
export function writeBundle(dir: string, text: string): string {
  const target = join(dir, SCRIPT)
  const temporary = join(dir, `.${SCRIPT}.writing-${process.pid}`)
  mkdirSync(dir, { recursive: true })
  try {
    writeFileSync(temporary, text)
    renameSync(temporary, target)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
  return target
}
