/** `npm run picture`: the picture of the README, from a real run. CHROMIUM names the browser where it is elsewhere. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'

const SCENARIO = 'three-failures-in-a-day'
const FAILOVER = 'crash of finesse 1'
const MARGIN = 12
const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'

const out = mkdtempSync(join(tmpdir(), 'ccsim-picture-'))
execFileSync(process.execPath, ['src/cli/main.ts', 'run', SCENARIO, '--quiet', '--report', 'html', '--out', out], {
  stdio: 'inherit',
})
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
// Tall enough to show all of it without scrolling, which would lay the navigation over it.
const page = await browser.newPage({ viewport: { width: 1200, height: 9000 }, colorScheme: 'light' })
await page.goto(pathToFileURL(join(out, SCENARIO, '1', 'report.html')).href)
const card = page.locator('article.failover', { hasText: FAILOVER })
await card.locator('canvas').waitFor()
const { x, y, width, height } = (await card.boundingBox())!
const clip = { x: x - MARGIN, y: y - MARGIN, width: width + 2 * MARGIN, height: height + 2 * MARGIN }
await page.screenshot({ path: 'docs/report.png', clip })
await browser.close()
rmSync(out, { recursive: true })
