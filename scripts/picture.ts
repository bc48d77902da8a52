/** `npm run picture`: the picture of the README, from a real run. CHROMIUM names the browser where it is elsewhere. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'

const SCENARIO = 'surge-and-abandonment'
const MARGIN = 24
const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'

const out = mkdtempSync(join(tmpdir(), 'ccsim-picture-'))
execFileSync(process.execPath, ['src/cli/main.ts', 'run', SCENARIO, '--quiet', '--report', 'html', '--out', out], {
  stdio: 'inherit',
})
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
// Tall enough to show the whole section without scrolling, which would lay the navigation over it.
const page = await browser.newPage({ viewport: { width: 1200, height: 3000 }, colorScheme: 'light' })
await page.goto(pathToFileURL(join(out, SCENARIO, '1', 'report.html')).href)
await page.locator('#timeline canvas').first().waitFor()
const { x, y, width, height } = (await page.locator('#timeline').boundingBox())!
const clip = { x: x - MARGIN, y: y - MARGIN, width: width + 2 * MARGIN, height: height + 2 * MARGIN }
await page.screenshot({ path: 'docs/report.png', clip })
await browser.close()
rmSync(out, { recursive: true })
