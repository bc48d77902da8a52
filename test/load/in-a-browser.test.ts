/**
 * A desktop as pages in a real browser are: Strophe.js from a page of the node, REST by fetch, the other node across origins.
 * What Node lends to libraries elsewhere, Chromium has itself: its TLS, its WebSocket, its rules of origins.
 */
import { existsSync, readFileSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Served } from '../../src/load/serve/serve.ts'
import { serveQuiet } from './clients.ts'

const CHROMIUM = '/usr/bin/chromium'
const STROPHE = readFileSync(new URL('../../node_modules/strophe.js/dist/strophe.umd.cjs', import.meta.url), 'utf8')
const topology = { agents: 2, supervisors: 1, teamSize: 2, queues: ['sales'], finesse: 2, cti: 'AB' as const, awdb: 1 }

let served: Served
let browser: Browser
let page: Page
const wrong: string[] = []

/** In the page: signs in by XMPP and then by REST, and tells what came of it. */
const DESKTOP = `async ({ service, user, password, extension }) => {
  const { Strophe, $pres } = window.strophe ?? window
  const events = []
  const connection = new Strophe.Connection(service)
  const state = await new Promise((resolve) => {
    connection.connect(user + '@localhost/desktop', password, (status) => {
      const name = Object.keys(Strophe.Status).find((key) => Strophe.Status[key] === status)
      if (name === 'CONNECTED') {
        connection.addHandler((message) => {
          events.push(message.getElementsByTagName('notification')[0].firstChild.data)
          return true
        }, null, 'message')
        connection.send($pres())
      }
      if (['CONNECTED', 'AUTHFAIL', 'CONNFAIL'].includes(name)) resolve(name)
    })
  })
  if (state !== 'CONNECTED') return { state }
  const headers = { authorization: 'Basic ' + btoa(user + ':' + password), 'content-type': 'application/xml', requestId: 'in' }
  const body = '<User><state>LOGIN</state><extension>' + extension + '</extension></User>'
  // Presence has to be there first.
  await new Promise((resolve) => setTimeout(resolve, 500))
  const { status } = await fetch('/finesse/api/User/' + user, { method: 'PUT', headers, body })
  const until = Date.now() + 10000
  while (events.length === 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50))
  connection.disconnect('over')
  return { state, status, event: events[0] }
}`

describe.skipIf(!existsSync(CHROMIUM) && !process.env.CI)(
  'a page of a node, in a browser (skipped without one)',
  () => {
    beforeAll(async () => {
      served = await serveQuiet({ topology })
      const args = ['--no-sandbox', '--disable-background-networking', '--disable-gpu']
      browser = await chromium.launch({ executablePath: CHROMIUM, args })
      const context = await browser.newContext({ ignoreHTTPSErrors: true })
      page = await context.newPage()
      page.on('pageerror', (error) => wrong.push(error.message))
      await page.goto(`https://localhost:${served.nodes[0].ports.https}/`)
      await page.addScriptTag({ content: STROPHE })
    })
    afterAll(async () => {
      await browser?.close()
      await served?.close()
    })

    const https = (node: number): string => `localhost:${served.nodes[node]!.ports.https}`
    const signIn = (service: string, at: number, password = served.users[at]!.password) => {
      const { loginId: user, extension } = served.users[at]!
      return page.evaluate(`(${DESKTOP})(${JSON.stringify({ service, user, password, extension })})`)
    }

    it('says what is there', async () => {
      expect(new URL(page.url()).pathname).toBe('/desktop/container/')
      expect(await page.locator('h1').innerText()).toBe('A simulated Finesse node')
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    })

    it.each([
      ['a WebSocket', 0, () => `wss://${https(0)}/ws`],
      ['BOSH', 1, () => `https://${https(0)}/http-bind`],
    ] as const)('[XMPP-01] signs an agent in, and hears of it by %s', async (_, user, service) => {
      const told = await signIn(service(), user)
      expect(told).toMatchObject({ state: 'CONNECTED', status: 202 })
      const { event } = told as { event: string }
      expect(event).toContain('<state>NOT_READY</state>')
      expect(event).toContain('<requestId>in</requestId>')
    })

    it('is told that a password is wrong', async () => {
      expect(await signIn(`wss://${https(0)}/ws`, 0, 'wrong')).toEqual({ state: 'AUTHFAIL' })
    })

    it('[SEC-04] asks the other node across origins, as the desktop does when its own is gone', async () => {
      const ask = `async (url) => {
      const answer = await fetch(url, { headers: { authorization: 'Basic ' + btoa('1001:pw-1001'), requestId: 'x' } })
      return [answer.status, (await answer.text()).slice(0, 12)]
    }`
      const url = `https://${https(1)}/finesse/api/SystemInfo`
      expect(await page.evaluate(`(${ask})(${JSON.stringify(url)})`)).toEqual([200, '<SystemInfo>'])
    })

    it('meets no error on the way', () => {
      expect(wrong).toEqual([])
    })
  },
)
