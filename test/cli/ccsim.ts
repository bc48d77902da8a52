/** Runs a command of ccsim in this process, with a terminal that remembers, or as a process of its own. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { runCommand } from '../../src/cli/program.ts'
import type { Terminal } from '../../src/cli/terminal.ts'

export interface Ran {
  readonly exit: number
  readonly out: string
  readonly err: string
}

export async function ccsim(args: readonly string[], terminal: Partial<Terminal> = {}): Promise<Ran> {
  let out = ''
  let err = ''
  const exit = await runCommand(args, {
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    colour: false,
    width: 100,
    rewrites: false,
    errWidth: 100,
    env: {},
    ...terminal,
  })
  return { exit, out, err }
}

export interface ProcessOptions {
  readonly env?: NodeJS.ProcessEnv
  readonly cwd?: string
  /** Called once the process runs, with what signals it. */
  readonly begun?: (kill: (name: NodeJS.Signals) => void) => void
  /** Called once the run of the process tells how far it is, with what signals it. */
  readonly underWay?: (kill: (name: NodeJS.Signals) => void) => void
}

/** In each line of progress. */
const PROGRESS = '× real time'

export function ccsimProcess(
  args: readonly string[],
  { env = {}, cwd = process.cwd(), begun, underWay }: ProcessOptions = {},
): Promise<Ran> {
  const child = spawn(process.execPath, [join(process.cwd(), 'src/cli/main.ts'), ...args], {
    cwd,
    env: { ...process.env, ...env },
  })
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text
  })
  const kill = (name: NodeJS.Signals): void => void child.kill(name)
  begun?.(kill)
  let told = false
  child.stderr.setEncoding('utf8').on('data', (text) => {
    err += text
    if (told || !err.includes(PROGRESS)) return
    told = true
    underWay?.(kill)
  })
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ exit: code ?? -1, out, err }))
  })
}

/** A folder for this test file, gone at its end. */
export function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'ccsim-cli-'))
  afterAll(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

export function fileIn(dir: string, name: string, content: string | Uint8Array): string {
  const path = join(dir, name)
  writeFileSync(path, content)
  return path
}
