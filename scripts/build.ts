/** Builds the package into dist/: JavaScript and declarations by tsc, and the files that pages are made of. */
import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, rmSync } from 'node:fs'

process.chdir(new URL('..', import.meta.url).pathname)
rmSync('dist', { recursive: true, force: true })
execFileSync('npx', ['tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' })
const filter = (name: string): boolean => !name.endsWith('.ts')
for (const folder of ['page', 'report/html/page', 'load/serve/console/page']) {
  cpSync(`src/${folder}`, `dist/${folder}`, { recursive: true, filter })
}
chmodSync('dist/cli/main.js', 0o755)
