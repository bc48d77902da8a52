/** `npm run docs`: writes the tables that follow from the code into README and docs. */
import { writeFileSync } from 'node:fs'
import { blocks, readText, withBlock } from './doc-tables.ts'

for (const block of await blocks()) {
  const text = withBlock(readText(block.file), block)
  writeFileSync(new URL(`../${block.file}`, import.meta.url), text)
}
