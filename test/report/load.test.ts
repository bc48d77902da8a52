/** A run under load in every format: operations, latency over time, and whether the generators kept up. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generatorResults } from '../../src/load/generator/results.ts'
import { reportPage } from '../../src/report/html/html.ts'
import { junitXml } from '../../src/report/junit.ts'
import { summaryMarkdown } from '../../src/report/markdown.ts'
import { openmetricsText } from '../../src/report/openmetrics.ts'
import type { RunResult } from '../../src/scenarios/result.ts'
import { runScenario } from '../../src/scenarios/run.ts'
import { SECOND } from '../../src/sim/kernel/time.ts'
import { fit } from '../load/generator/fit.ts'
import { load } from '../scenarios/files.ts'

const CHROMIUM = '/usr/bin/chromium'

const { result: virtual } = runScenario(
  load(`why: A test.
duration: 20min
calm: 5min
topology: { agents: 24, supervisors: 3, teamSize: 8, queues: 2, queuesPerAgent: 1 }
traffic: [{ queue: all, talk: { constant: 40s }, patience: { exponential: 2min } }]
load:
  - { do: ramp, over: 4min, steps: 8 }
  - { do: constant-calls, rate: 900/h, from: 5min }
  - { do: failover-relogin, at: 10min, node: 1, for: 2min }`),
  { seed: '1', version: 'x', nodeVersion: 'x', now: () => 0 },
)

const LATE = 'generator 1: schedule lag p99.9 7.0 ms, limit 1.0 ms'
const memory = Array.from({ length: 30 }, (_, n) => ({ at: n * 50 * SECOND, rssBytes: 2e8 + n * 1e6, heapBytes: 5e7 }))
/** The same, as if it had come over sockets. */
const onWire = (unhealthy: readonly string[] = []): RunResult => ({
  ...virtual,
  world: 'wire',
  wire: { speed: 1, unhealthy },
  counts: [...virtual.counts, { name: 'connections', says: 'Opened.', value: 77 }],
  generators: ['servers', 'generator 1'].map((generator, index) => ({
    ...generatorResults([{ ...fit, generator }])[0]!,
    ...(index === 0 ? { isServer: true } : { users: 27, startBytes: 8e7 }),
    memory,
  })),
})

describe('a run under load', () => {
  it('has its operations, phases and generators in Markdown', () => {
    const text = summaryMarkdown(onWire())
    expect(text).toMatch(/[\d,]+ operations planned: [\d,]+ done, [\d,]+ failed, 0 dropped\./)
    expect(text).toMatch(/\| answer \| \d+ \| \d+ \| \d+ \| 0 \|/)
    expect(text).toMatch(/\| generator 1 \| 40.0 % \|/)
    expect(summaryMarkdown({ ...virtual, operations: undefined })).not.toContain('### Load')
  })

  it('has them in OpenMetrics by operation, window and outcome, which add up', () => {
    const text = [...openmetricsText(onWire())].join('')
    const value = (start: string) =>
      Number(
        text
          .split('\n')
          .find((line) => line.startsWith(start))!
          .split(' ')
          .at(-1),
      )
    const labels = 'operation="answer",window="calls"'
    const outcomes = ['done', 'failed', 'dropped'].map((one) =>
      value(`ccsim_operation_total{${labels},outcome="${one}"}`),
    )
    expect(outcomes.reduce((a, b) => a + b)).toBe(value(`ccsim_operation_planned_total{${labels}}`))
    expect(value(`ccsim_operation_latency_seconds{${labels},from="intended",quantile="0.99"}`)).toBeGreaterThan(0)
    expect(value('ccsim_generator_cpu_ratio{generator="generator 1"}')).toBe(0.4)
  })

  it('has a case for each generator in JUnit, and none for servers', () => {
    const healthy = [...junitXml(onWire())].join('')
    expect(healthy).toContain('generator 1 kept up')
    expect(healthy).not.toContain('servers kept up')
    const late = [...junitXml(onWire([LATE]))].join('')
    expect(late).toMatch(/<error[^>]*schedule lag p99.9 7.0 ms/)
  })

  it('has a page that says who did not keep up, and who is not judged', () => {
    const page = reportPage(onWire([LATE]))
    expect(page).toContain('beyond a limit')
    expect(page).toContain('not judged')
    expect(page).toContain(LATE)
    expect(reportPage(onWire())).toContain('kept up')
    expect(reportPage({ ...virtual, operations: undefined })).not.toContain('id="load"')
  })
})

describe.skipIf(!existsSync(CHROMIUM) && !process.env.CI)('its page in a browser (skipped without chromium)', () => {
  const place = mkdtempSync(join(tmpdir(), 'ccsim-load-page-'))
  let browser: Browser
  beforeAll(async () => {
    const args = ['--no-sandbox', '--disable-background-networking', '--disable-gpu']
    browser = await chromium.launch({ executablePath: CHROMIUM, args })
    writeFileSync(join(place, 'load.html'), reportPage(onWire()))
  })
  afterAll(async () => {
    await browser?.close()
    rmSync(place, { recursive: true })
  })

  it.each([1280, 420])('draws the chosen operation at %i pixels, and never scrolls sideways', async (width) => {
    const page = await browser.newPage({ viewport: { width, height: 900 } })
    const wrong: string[] = []
    page.on('console', (message) => wrong.push(message.text()))
    page.on('pageerror', (error) => wrong.push(error.message))
    await page.goto(`file://${join(place, 'load.html')}`)
    expect(await page.locator('#load-operation option:checked').textContent()).toBe('answer')
    expect(await page.locator('#load-chart canvas').count()).toBe(1)
    expect(await page.locator('#load-phases tbody tr').count()).toBeGreaterThan(3)
    await page.selectOption('#load-operation', { label: 'reconnect: desktop-back' })
    expect(await page.locator('#load-chart canvas').count()).toBe(1)
    expect(await page.locator('#load-phases tbody').textContent()).toContain('finesse 1 down')
    expect(await page.locator('#memory-keys').textContent()).toContain('generator 1')
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
    expect(wrong).toEqual([])
    await page.close()
  })
})
