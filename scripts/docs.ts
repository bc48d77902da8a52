/** `npm run docs`: writes the tables that follow from the code into README and docs, and what proves which behaviour. */
import { writeFileSync } from 'node:fs'
import { EVIDENCE_FILE, evidence, evidenceText } from './conformance.ts'
import { blocks, readText, withBlock } from './doc-tables.ts'

writeFileSync(new URL(`../${EVIDENCE_FILE}`, import.meta.url), evidenceText(await evidence()))

for (const block of await blocks()) {
  const text = withBlock(readText(block.file), block)
  writeFileSync(new URL(`../${block.file}`, import.meta.url), text)
}
