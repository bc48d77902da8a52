/** Builds the package into dist/: JavaScript and declarations by tsc, and the files that the report page is made of. */
import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, rmSync } from 'node:fs'

process.chdir(new URL('..', import.meta.url).pathname)
rmSync('dist', { recursive: true, force: true })
execFileSync('npx', ['tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' })
cpSync('src/report/html/page', 'dist/report/html/page', { recursive: true })
chmodSync('dist/cli/main.js', 0o755)
