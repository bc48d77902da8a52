#!/usr/bin/env node
/** Where everything starts. It imports the rest only once it knows that this Node can run it. */
const NODE_MIN = 24

const major = Number(process.versions.node.split('.')[0])
if (major < NODE_MIN) {
  process.stderr.write(`ccsim needs Node ${NODE_MIN} or later; this is ${process.version} (${process.execPath}).\n`)
  process.exitCode = 6
} else {
  const { main } = await import('./program.ts')
  await main()
}
