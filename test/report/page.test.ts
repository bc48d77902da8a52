import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reportPage } from '../../src/report/html/html.ts'
import type { RunResult } from '../../src/scenarios/result.ts'
import { failedDay, passedDay } from './fixture.ts'

const CHROMIUM = '/usr/bin/chromium'
const MEGABYTE = 1_000_000
const place = mkdtempSync(join(tmpdir(), 'ccsim-page-'))

const written = (name: string, result: RunResult): string => {
  const file = join(place, `${name}.html`)
  writeFileSync(file, reportPage(result))
  return file
}

afterAll(() => rmSync(place, { recursive: true }))

describe('the page of a report', () => {
  it('is under a megabyte for 4,000 agents and 100 queues', () => {
    expect(statSync(written('large', failedDay({ agents: 4000, queues: 100 }))).size).toBeLessThan(MEGABYTE)
  })

  it('asks nobody for anything', () => {
    const text = reportPage(passedDay())
    expect(text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//)
    expect(text).not.toMatch(/@import|url\((?!["']?data:)/)
  })

  it('cannot be broken out of by what a result says', () => {
    const text = reportPage({ ...passedDay(), why: '</script><script>boom()</script><img src=x onerror=boom()>' })
    expect(text).not.toContain('<script>boom()')
    expect(text).not.toContain('<img src=x')
  })
})

describe.skipIf(!existsSync(CHROMIUM) && !process.env.CI)('the page in a browser (skipped without chromium)', () => {
  let browser: Browser
  beforeAll(async () => {
    const args = ['--no-sandbox', '--disable-background-networking', '--disable-gpu']
    browser = await chromium.launch({ executablePath: CHROMIUM, args })
  })
  afterAll(() => browser?.close())

  const open = async (file: string, width: number): Promise<{ page: Page; wrong: string[] }> => {
    const page = await browser.newPage({ viewport: { width, height: 900 } })
    const wrong: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') wrong.push(message.text())
    })
    page.on('pageerror', (error) => wrong.push(error.message))
    page.on('request', (request) => {
      if (!request.url().startsWith('file:') && !request.url().startsWith('data:')) wrong.push(request.url())
    })
    await page.goto(`file://${file}`)
    return { page, wrong }
  }

  it.each([1400, 400])('shows a failed run at %i px without errors, requests or sideways scrolling', async (width) => {
    const { page, wrong } = await open(written(`failed-${width}`, failedDay()), width)
    expect(await page.locator('h1').textContent()).toContain(failedDay().scenario)
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0)
    expect(await page.locator('canvas').count()).toBeGreaterThan(0)
    expect(wrong).toEqual([])
    await page.close()
  })

  it('finds an agent by id and shows the agent', async () => {
    const result = passedDay()
    const { page, wrong } = await open(written('search', result), 1400)
    const agent = result.agents[3]!
    await page.locator('input[type=search]').fill(agent.id)
    await expect.poll(() => page.locator('#lookup, #look-up, main').last().textContent()).toContain(agent.name)
    expect(wrong).toEqual([])
    await page.close()
  })

  it('draws each failover, zooms it by itself and finds who did not come right', async () => {
    const { page, wrong } = await open(written('failover', failedDay()), 1400)
    const card = page.locator('article.failover').first()
    expect(await card.locator('canvas').count()).toBe(1)
    expect(await card.locator('.whole').isVisible()).toBe(false)
    const plot = card.locator('.u-over')
    await plot.scrollIntoViewIfNeeded()
    const box = (await plot.boundingBox())!
    await page.mouse.move(box.x + box.width * 0.3, box.y + 50)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.6, box.y + 50)
    await page.mouse.up()
    expect(await card.locator('.whole').isVisible()).toBe(true)
    expect(await page.locator('#whole-timeline .whole').isVisible()).toBe(false)
    await page.locator('#unsettled a').first().click()
    await page.locator('#agent-table button').first().click()
    expect(await page.locator('#agent-table').textContent()).toContain('Did not come right: the desktop is POLLING')
    expect(wrong).toEqual([])
    await page.close()
  })

  it('unfolds a violation to its chain of causes', async () => {
    const result = failedDay()
    const { page } = await open(written('chain', result), 1400)
    const link = result.oracles.flatMap((oracle) => oracle.violations).find((one) => one.chain.length > 0)!.chain[0]!
    const chain = page.getByText(link.what, { exact: false }).first()
    const folded = page
      .locator('details')
      .filter({ has: page.getByText(link.what, { exact: false }) })
      .first()
    if (!(await chain.isVisible())) await folded.locator('summary').first().click()
    expect(await chain.isVisible()).toBe(true)
    await page.close()
  })
})
