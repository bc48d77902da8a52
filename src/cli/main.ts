#!/usr/bin/env node
/** Where everything starts. It imports the rest only once it knows that this Node can run it. */
import { enableCompileCache } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const NODE_MIN = 24

const major = Number(process.versions.node.split('.')[0])
if (major < NODE_MIN) {
  process.stderr.write(`ccsim needs Node ${NODE_MIN} or later; this is ${process.version} (${process.execPath}).\n`)
  process.exitCode = 6
} else {
  // To read and compile the modules is half of what a small run takes. Node keeps the outcome where it does so unless told;
  // said by the environment, it holds for threads and processes of ours as well.
  process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'node-compile-cache')
  enableCompileCache()
  const { main } = await import('./program.ts')
  await main()
}
