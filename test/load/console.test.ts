/** The web console in a real browser: what it shows of a center, what it does to it, and whom it does not serve. */
import { existsSync } from 'node:fs'
import { request } from 'node:http'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { consolePage } from '../../src/load/serve/console/console-page.ts'
import { createActs } from '../../src/load/serve/control/acts.ts'
import { Board } from '../../src/load/serve/control/board.ts'
import { Chronicle } from '../../src/load/serve/control/chronicle.ts'
import { type ControlServer, createControlServer } from '../../src/load/serve/control/control-server.ts'
import { lasting } from '../../src/load/serve/lasting.ts'
import { type Served, serve } from '../../src/load/serve/serve.ts'
import { anyPorts, quietScenario } from './clients.ts'

const CHROMIUM = '/usr/bin/chromium'
const topology = {
  agents: 40,
  supervisors: 1,
  teamSize: 10,
  queues: ['sales', 'support'],
  queuesPerAgent: 2,
  finesse: 2,
  cti: 'AB' as const,
  awdb: 2,
}

let served: Served
let control: ControlServer

/** Again on the same port, as after a restart. */
async function openControl(port: number): Promise<ControlServer> {
  return createControlServer({ ...parts, served, host: '127.0.0.1', port, acts: createActs(served.center) })
}
let parts: Pick<Parameters<typeof createControlServer>[0], 'board' | 'chronicle' | 'title' | 'free' | 'shutDown'>

beforeAll(async () => {
  const { workload } = quietScenario({ topology, shifts: [{ spread: '2s', stays: true }] })
  served = await serve({
    workload: lasting(workload),
    seed: 'console',
    ports: anyPorts,
    speed: 10,
    headStartUs: 60_000_000,
    created: ({ kernel, directory }) => {
      const board = new Board(kernel.trace, directory.users.length, topology.queues.length)
      const chronicle = new Chronicle(kernel.trace, [])
      parts = { board, chronicle, title: 'a <center>', free: new Set(), shutDown: () => undefined }
    },
  })
  control = await openControl(0)
})
afterAll(async () => {
  await control?.close()
  await served?.close()
})

function statusOf(path: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(`${control.url}${path}`, { method, headers }, (response) => {
      response.destroy()
      resolve(response.statusCode!)
    })
    asked.on('error', reject).end()
  })
}

describe('the console page', () => {
  it('asks nobody for anything but its own server, and holds its title in text', () => {
    const { text, policy } = consolePage('a <b>bold</b> title')
    expect(text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//)
    expect(text).not.toMatch(/@import|url\((?!["']?data:)/)
    expect(text).not.toContain('<b>bold')
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; connect-src 'self'/,
    )
    expect(policy).toContain("frame-ancestors 'none'")
  })

  it('is at the root of the control port, and says nothing of passwords', async () => {
    const response = await fetch(`${control.url}/`)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('content-security-policy')).toBe(consolePage('a <center>').policy)
    expect(await response.text()).toContain('a &lt;center>')
    const state = await (await fetch(`${control.url}/api/state`)).text()
    for (const { password } of served.users) expect(state).not.toContain(password)
  })

  it.each([
    ['of another origin', { origin: 'https://elsewhere.example' }],
    ['of another page', { 'sec-fetch-site': 'cross-site' }],
    ['of another port of this machine', { 'sec-fetch-site': 'same-site' }],
    ['of a name that was pointed here', { host: 'elsewhere.example' }],
  ])('is no way in for a request %s', async (_, headers) => {
    expect(await statusOf('/api/pause', headers, 'POST')).toBe(403)
    expect(await statusOf('/api/events', headers)).toBe(403)
    expect(served.pace.isPaused).toBe(false)
  })

  it('may be opened from a link elsewhere, and by the address of the machine', async () => {
    expect(await statusOf('/', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' })).toBe(200)
    expect(await statusOf('/', { host: '192.0.2.7:8090' })).toBe(200)
    expect(await statusOf('/api/clock', { 'sec-fetch-site': 'same-origin' })).toBe(200)
  })
})

const reason = existsSync(CHROMIUM) ? 'a browser' : `a browser (skipped: there is no ${CHROMIUM})`

describe.skipIf(!existsSync(CHROMIUM) && process.env['CI'] === undefined)(`the console in ${reason}`, () => {
  let browser: Browser
  let page: Page
  const wrong: string[] = []
  beforeAll(async () => {
    const args = ['--no-sandbox', '--disable-background-networking', '--disable-gpu']
    browser = await chromium.launch({ executablePath: CHROMIUM, args })
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    page.on('pageerror', (error) => wrong.push(error.message))
    page.on('request', (asked) => {
      if (!asked.url().startsWith(control.url)) wrong.push(asked.url())
    })
    await page.goto(control.url)
  })
  afterAll(() => browser?.close())

  const part = (id: string) => page.locator(`.box[data-part="${id}"]`)
  const presentAt = async (node: number): Promise<number> =>
    Number.parseInt(await part(`finesse ${node}`).locator('.detail').innerText(), 10)

  it('is alive, and shows nodes, agents and queues', async () => {
    await page.locator('#alive:text("live")').waitFor()
    expect(await part('finesse 1').innerText()).toMatch(/Finesse 1\s+in service/)
    expect(await part('ctisvr A').innerText()).toMatch(/active/)
    expect(await part('pg B').innerText()).toMatch(/standby/)
    expect(await page.locator('#agents-count').innerText()).toBe('41')
    expect(await page.locator('#queues tbody tr').allInnerTexts()).toHaveLength(2)
    expect(await page.locator('#links li').count()).toBeGreaterThan(10)
  })

  it('keeps no more rows of agents than are in view, and finds, sorts and chooses them', async () => {
    const rows = page.locator('#agents-rows tbody tr:not(.space)')
    expect(await rows.count()).toBeLessThan(30)
    await page.locator('#agents-find').fill('1017')
    await page.locator('#agents-count:text("1 of 41")').waitFor()
    await rows.locator('button').click()
    await expect.poll(() => page.locator('#chosen-title').innerText()).toMatch(/^1017 /)
    await page.locator('#agents-find').fill('')
    await page.locator('#agents-rows button.sort:text("Agent")').click()
    await expect.poll(() => rows.first().innerText()).toMatch(/^1041/)
    expect(await page.locator('#agents-rows th[aria-sort]').getAttribute('aria-sort')).toBe('descending')
    await page.locator('#agents-rows button.sort:text("Agent")').click()
  })

  it('stops a node by its button, and shows the agents move to the other one', async () => {
    await expect.poll(() => presentAt(1), { timeout: 20_000 }).toBeGreaterThan(0)
    await part('finesse 1').click()
    await page.locator('[data-verb="stop finesse 1"]').click()
    await page.locator('#chosen-said:text("Done: stop of finesse 1.")').waitFor()
    await expect.poll(() => part('finesse 1').getAttribute('data-tone')).toBe('bad')
    await expect.poll(() => presentAt(2), { timeout: 30_000, interval: 200 }).toBe(41)
    expect(await page.locator('#log').innerText()).toContain('connection lost')
    await page.locator('#faults [data-mend="start finesse 1"]').click()
    await expect.poll(() => page.locator('#faults').innerText()).toBe('')
    expect(await page.locator('#chosen-said').innerText()).toMatch(/^Done: start of finesse 1\.$/)
  })

  it('places calls, and says what is wrong with one by its field', async () => {
    await page.locator('#call-talk').fill('for a while')
    await page.locator('#call-count').fill('2')
    await page.locator('#place button').click()
    await page.locator('#call-talk-problem:text("is not a duration; write it like")').waitFor()
    expect(await page.locator('#place-said').innerText()).toBe('')
    expect(await page.locator('#call-talk').getAttribute('aria-invalid')).toBe('true')
    expect(await page.locator('#call-count').getAttribute('aria-invalid')).toBe(null)
    await page.locator('#call-talk').fill('10min')
    await page.locator('#place button').click()
    await page.locator('#place-said:text("Placed 2 calls.")').waitFor()
    await page.locator('#calls-count:text("2 calls")').waitFor()
    expect(await page.locator('#calls tbody').innerText()).toContain('sales')
  })

  it('says what is wrong with words, by the field they were typed into', async () => {
    const field = page.locator('#act-words')
    await field.fill('stopp finesse 1')
    await field.press('Enter')
    await page.locator('#act-said.is-bad:text("did you mean")').waitFor()
    expect(await field.getAttribute('aria-invalid')).not.toBe(null)
    await field.fill('cut finesse 1 – ctisvr A for 30s')
    await field.press('Enter')
    await page.locator('#act-said.is-good').waitFor()
    expect(await field.inputValue()).toBe('')
    await expect
      .poll(() => page.locator('path[data-link="finesse 1 – ctisvr A"]').getAttribute('class'))
      .toBe('link bad')
  })

  it('puts a verb that needs more into the field, to be completed there', async () => {
    await part('awdb 2').click()
    await page.locator('[data-verb="slow awdb 2"]').click()
    expect(await page.locator('#act-words').inputValue()).toBe('slow awdb 2 by=20ms')
    expect(await page.evaluate('getSelection().toString()')).toBe('20ms')
  })

  it('pauses, and goes on at another speed', async () => {
    await page.locator('#pause').click()
    await page.locator('#pause:text("Resume")').waitFor()
    expect(served.pace.isPaused).toBe(true)
    await page.locator('#pause').click()
    await page.locator('#pause:text("Pause")').waitFor()
    await page.locator('#speed').selectOption('20')
    await expect.poll(() => served.pace.speed).toBe(20)
  })

  it('says when the server is gone, and is back by itself with it', async () => {
    const port = Number(new URL(control.url).port)
    await control.close()
    await page.locator('#gone:text("The server is gone")').waitFor()
    expect(await page.title()).toMatch(/^\(gone\)/)
    control = await openControl(port)
    await page.locator('#alive:text("live")').waitFor({ timeout: 15_000 })
    expect(await page.locator('#gone').isHidden()).toBe(true)
  })

  it.each([
    [1280, 'light'],
    [400, 'dark'],
  ] as const)('fits a width of %i, %s, and every control has a name', async (width, colorScheme) => {
    const other = await browser.newPage({ viewport: { width, height: 900 }, colorScheme })
    await other.goto(control.url)
    await other.locator('#alive:text("live")').waitFor()
    expect(await other.evaluate('document.documentElement.scrollWidth')).toBe(width)
    await other.locator('.box[data-part="finesse 2"]').click()
    await other.locator('[data-verb="stop finesse 2"]').waitFor()
    const nameless = await other.evaluate(`[...document.querySelectorAll('button, input, select')]
      .filter((one) => !one.labels?.length && !one.getAttribute('aria-label') && one.textContent.trim() === '')
      .map((one) => one.outerHTML)`)
    expect(nameless).toEqual([])
    if (width === 400) {
      await other.keyboard.press('Escape')
      await expect.poll(() => other.locator('#chosen').isVisible()).toBe(false)
    }
    await other.close()
  })

  it('did nothing wrong on the way, and asked nobody else', () => {
    expect(wrong).toEqual([])
  })
})
