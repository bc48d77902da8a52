/** Makes one file of the script, the parts of ccsim it is made of, and the load it plays: k6 has no modules of Node. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Plugin, rolldown } from 'rolldown'
import { literal } from './literal.ts'
import type { K6Load } from './load.ts'

const ENTRY = 'ccsim-k6-entry'
/** What the engine of k6 understands. */
const TARGET = 'es2022'

/** The text of the bundle. */
export async function bundle(load: K6Load): Promise<string> {
  const built = await rolldown({
    input: ENTRY,
    external: /^k6(\/|$)/,
    platform: 'neutral',
    plugins: [entry(load)],
    resolve: { alias: { events: here('events') } },
    transform: { target: TARGET },
    onLog: (level, log) => {
      if (level === 'warn') throw new Error(`${log.code ?? 'warning'}: ${log.message}`)
    },
  })
  try {
    const { output } = await built.generate({ format: 'esm', minify: { compress: true, mangle: true, codegen: true } })
    return `${heading(load)}\n${output[0].code}`
  } finally {
    await built.close()
  }
}

/** Beside this file, as source or as JavaScript of the package. */
function here(name: string): string {
  const [source, built] = ['ts', 'js'].map((kind) => fileURLToPath(new URL(`./${name}.${kind}`, import.meta.url)))
  return existsSync(source!) ? source! : built!
}

/** The functions that k6 looks for, made for this load. */
function entry(load: K6Load): Plugin {
  const code = [
    `import { createScript } from ${JSON.stringify(here('script'))}`,
    `const script = createScript(${literal(load)})`,
    'export const options = script.options',
    'export const setup = script.setup',
    'export default script.part',
  ].join('\n')
  return {
    name: ENTRY,
    resolveId: (id) => (id === ENTRY ? `\0${ENTRY}` : null),
    load: (id) => (id === `\0${ENTRY}` ? { code, moduleType: 'js' } : null),
  }
}

function heading({ version, scenario, scenarioHash, seed, shard, virtualUsers, plan, part }: K6Load): string {
  const lines = [
    `ccsim ${version}: scenario ${scenario} (${scenarioHash}), seed ${seed}`,
    `plan ${plan.hash}, ${plan.entries} entries; here shard ${shard.part}/${shard.of} of it, ${part.hash}, ${part.entries} entries`,
    `${virtualUsers} virtual users; k6 run -e CCSIM_NODES=https://HOST:8445[,https://HOST:8445] script.js`,
  ]
  return lines.map((line) => `// ${line.replace(/\s+/g, ' ')}`).join('\n')
}
