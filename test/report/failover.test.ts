/** What every format says of failovers, of who did not come right, and of what was written and told. */
import { describe, expect, it } from 'vitest'
import { csvReport } from '../../src/report/csv.ts'
import { chartData } from '../../src/report/html/data.ts'
import { drawnSeats } from '../../src/report/html/failover.ts'
import { reportPage } from '../../src/report/html/html.ts'
import { junitXml } from '../../src/report/junit.ts'
import { summaryMarkdown } from '../../src/report/markdown.ts'
import { openmetricsText } from '../../src/report/openmetrics.ts'
import { AT_THE_END, story, summaryOf, titleOf } from '../../src/report/story.ts'
import { syslogDetail } from '../../src/report/syslog-words.ts'
import { verdictText } from '../../src/report/terminal.ts'
import { unsettled } from '../../src/report/unsettled.ts'
import type { Failover, RunResult } from '../../src/scenarios/result.ts'
import { MINUTE, SECOND } from '../../src/sim/kernel/time.ts'
import { failedDay, fixtureTables, passedDay } from './fixture.ts'

const day = passedDay({ agents: 200 })
const without: RunResult = { ...day, faults: [], failovers: [], notices: [], syslog: { lines: [], counts: [] } }
const joined = (chunks: Iterable<string>) => [...chunks].join('')

describe('the story of a failover', () => {
  it('tells in order what was done, who was out, who changed sides and who was back', () => {
    const [one] = day.failovers
    const told = story(one!, day).map(({ at, words }) => `${(at - one!.at) / SECOND} ${words}`)
    expect(told).toEqual([
      '0 stop ctisvr A',
      '0 Finesse 1 and 2 out of service',
      '1 200 desktops of 200 without a server',
      '61 Finesse 1 and 2 back in service after 1 min 01 s',
      '61 Finesse 1 on CTI B instead of CTI A',
      '73 half of 200 desktops back',
      '84 95 % of 200 desktops back',
      '85 all 200 desktops back',
    ])
  })

  it('ends with whoever is not back', () => {
    const [one] = day.failovers
    const desktops = { ...one!.desktops, back: 150, p95BackUs: undefined, left: 20 }
    const last = story({ ...one!, desktops }, day).at(-1)!
    expect(last).toMatchObject({ at: AT_THE_END, words: '30 of 200 desktops not back', tone: 'bad' })
    expect(summaryOf({ ...one!, desktops }, day)).toContain('30 NOT BACK')
  })

  it('says why a maintenance was refused', () => {
    const step = { at: day.failovers[1]!.at, of: 'PG', state: 'IDLE', why: 'simplex' }
    const refused = { ...day.failovers[1]!, switches: [], maintenance: [step] }
    expect(story(refused, day).map(({ words }) => words)).toContain('PG maintenance is refused: simplex')
    expect(summaryOf(refused, day)).toBe('PG maintenance refused: simplex; no desktop hit')
  })

  it('tells a node that its maintenance has stopped from one that is not back', () => {
    const [, one] = day.failovers
    const stopped = { ...one!, outages: [{ of: 'Finesse 1', from: one!.at, until: undefined }], switches: [] }
    const step = { at: one!.at, of: 'Finesse 1', state: 'COMPLETED', why: undefined }
    const last = (maintenance: readonly (typeof step)[]) => story({ ...stopped, maintenance }, day).at(-1)
    expect(last([step])).toMatchObject({ words: 'Finesse 1 stopped, as maintained', tone: 'plain' })
    expect(last([])).toMatchObject({ words: 'Finesse 1 not back', tone: 'bad' })
    expect(titleOf({ ...stopped, acts: [], maintenance: [step] }, day)).toBe('maintenance of Finesse 1')
  })

  it('tells of a database that is lost, and of the one in use after', () => {
    const [, one] = day.failovers
    const at = one!.at + SECOND
    const switches = [
      { of: 'Finesse 1 AWDB', at, from: 'AWDB 1', to: 'none' },
      { of: 'Finesse 2 AWDB', at, from: 'AWDB 1', to: 'none' },
      { of: 'Finesse 1 AWDB', at: at + MINUTE, from: 'none', to: 'AWDB 2' },
    ]
    const words = story({ ...one!, switches, maintenance: [] }, day).map((moment) => moment.words)
    expect(words.slice(1)).toEqual(['Finesse 1 and 2 lost AWDB 1', 'Finesse 1 on AWDB 2'])
  })

  it('has a name when nobody did anything', () => {
    expect(titleOf({ ...day.failovers[0]!, acts: [] }, day)).toBe('trouble without a fault')
  })

  it('sums up sides, outage and desktops in a line', () => {
    const line = summaryOf(day.failovers[0]!, day)
    expect(line).toBe(
      'CTI server A → B; Finesse 1 and 2 out of service for 1 min 01 s; ' +
        '200 of 200 desktops hit, half back 1 min 13 s, 95 % 1 min 24 s, last 1 min 25 s',
    )
  })
})

describe('formats with a failover', () => {
  it('have two lines of it on the terminal, and the phases in one', () => {
    const text = verdictText(day, { colour: false, width: 100 })
    expect(text).toContain('failover 1    02:00:00  stop ctisvr A\n')
    expect(text.split('\n').filter((line) => line.includes('failover ')).length).toBe(2)
    expect(verdictText(without, { colour: false, width: 100 })).not.toContain('failover')
  })

  it('tell it in Markdown with its phases, the syslog and the notices', () => {
    const text = summaryMarkdown(day)
    expect(text).toContain('### Failover')
    expect(text).toContain('- +1 min 25 s: all 200 desktops back')
    expect(text).toContain('| desktop-back | 200 | 1 min 13 s | 1 min 24 s | 1 min 25 s |')
    expect(text).toContain('<code>CTI_CONNECTION_LOST</code>')
    expect(text).toContain('240 to 200 people')
    expect(summaryMarkdown(without)).not.toMatch(/### (Failover|Syslog)/)
  })

  it('have phases and outages as properties for JUnit', () => {
    const text = joined(junitXml(day))
    expect(text).toContain('<property name="failover.1.phase.desktop-back.p95" value="84"/>')
    expect(text).toContain('<property name="failover.1.outage.finesse-2" value="61"/>')
    expect(text).toContain('<property name="failover.2.desktops.hit" value="0"/>')
  })

  it('have phases and outages as OpenMetrics', () => {
    const text = joined(openmetricsText(day))
    expect(text).toContain('ccsim_failover_phase_seconds{failover="1",phase="desktop-back",share="0.95"} 84\n')
    expect(text).toContain('ccsim_failover_outage_seconds{failover="1",of="Finesse 1",index="0"} 61\n')
    expect(text).toContain('ccsim_failover_desktops{failover="1",what="back"} 200\n')
    expect(text).toContain('ccsim_syslog_messages_total{message="CTI_CONNECTION_LOST"} 1\n')
    expect(text).toContain('ccsim_notices_total{notice="connection-lost"} 240\n')
  })

  it('have desktops step by step and syslog as CSV, and only where something failed', () => {
    const files = new Map(
      [...csvReport.files(day, fixtureTables(1, 1))].map((file) => [file.path, joined(file.chunks)]),
    )
    const desktops = files.get('desktops.csv')!.trim().split('\n')
    expect(desktops[0]).toBe('failover,at_seconds,at_finesse_1,without_a_server')
    expect(desktops[7]).toBe('1,7201,0,200')
    expect(desktops).toHaveLength(1 + 100 + 1)
    expect(files.get('syslog.csv')).toContain('Finesse 1,CTI_CONNECTION_LOST,0,CTI server A\n')
    expect(files.get('failovers.csv')!.split('\n')[1]).toContain(
      '1,stop ctisvr A,02:00:00,7200,85,61,200,200,200,0,73,84,85',
    )
    const plain = [...csvReport.files(without, fixtureTables(1, 1))].map(({ path }) => path)
    expect(plain).not.toContain('desktops.csv')
  })
})

describe('the page', () => {
  it('has a card for each failover, with a drawing where there is something to see', () => {
    const text = reportPage(day)
    expect(text.match(/<article class="card failover"/g)).toHaveLength(2)
    expect(text).toContain('id="failover-0-chart"')
    expect(text).toContain('CTI server</dt><dd><b>A → B</b>')
  })

  it('shows the bounds of the scenario beside the phases, with the figure of the whole run that was judged', () => {
    const bounded = day.expectations.map((one) =>
      one.says.startsWith('phase: desktop-back')
        ? ({ ...one, outcome: 'missed', actual: '1 min 59 s', figure: 'phase:desktop-back', quantile: 'p95' } as const)
        : one,
    )
    expect(reportPage({ ...day, expectations: bounded })).toContain(
      '<span class="pill bad">p95 1 min 59 s (&lt;= 110s) in the whole run</span>',
    )
  })

  it('shows a bound of one failover at that one alone', () => {
    const { at, fault } = day.failovers[0]!.acts.find(({ begins }) => begins)!
    const other = day.failovers.find(({ acts }) => acts.every((act) => act.at !== at))
    const words = day.faults[fault]!.says
    const phase = day.failovers[0]!.phases[0]!.phase
    const one = {
      says: `phase: ${phase} of ${words}, max: "<= 75s"`,
      kind: 'threshold',
      outcome: 'met',
      actual: '47.0 s',
      value: 47e6,
      figure: `phase:${phase}`,
      quantile: 'max',
      failover: words,
    } as const
    const page = reportPage({ ...day, expectations: [one] })
    expect(page.split('<span class="pill good">max 47.0 s (&lt;= 75s)</span>')).toHaveLength(2)
    const without = reportPage({ ...day, failovers: other === undefined ? [] : [other], expectations: [one] })
    expect(without).not.toContain('max 47.0 s (&lt;= 75s)')
  })

  it('says nothing of failovers where nothing failed', () => {
    expect(reportPage(without)).not.toMatch(/id="(failover|syslog|unsettled)"/)
  })

  it('stays small with many failovers, and says what it left out', () => {
    const many = Array.from({ length: 24 }, (_, index) => ({ ...day.failovers[0]!, at: index * 10 * MINUTE }))
    const text = reportPage({ ...day, failovers: many, failoversLeft: 7 })
    expect(Buffer.byteLength(text)).toBeLessThan(1_000_000)
    expect(text).toMatch(/more of them are left out/)
    expect(text.match(/data-failover=/g)).toHaveLength(10)
  })
})

describe('the drawing of desktops', () => {
  const [one] = day.failovers
  const hitting = (lost: number) => drawnSeats({ ...one!, desktops: { ...one!.desktops, lost } })

  it('has everybody while many are hit, and only the few where few are', () => {
    expect(hitting(200)).toEqual({ series: one!.series, fewOnly: false })
    expect(hitting(10).series.states).toEqual(['without a server'])
    expect(hitting(10).series.counts).toHaveLength(1)
    expect(hitting(0).fewOnly).toBe(false)
  })
})

describe('what is shown first', () => {
  const focus = (change: Partial<Failover>) => {
    const result = { ...day, failovers: [{ ...day.failovers[0]!, ...change }] }
    return chartData(result).failovers[0]!.focus
  }
  const { at, desktops } = day.failovers[0]!

  it('is all of it, while desktops take most of the time', () => {
    expect(focus({})).toBeUndefined()
  })

  it('are the desktops, where a node comes back long after them', () => {
    const [from, until] = focus({ until: at + 10 * MINUTE })!
    expect(from).toBeLessThan(at / SECOND)
    expect(until).toBeGreaterThan(at / SECOND + 85)
    expect(until).toBeLessThan(at / SECOND + 120)
  })

  it('is all of it, where somebody never came back', () => {
    expect(focus({ until: at + 10 * MINUTE, desktops: { ...desktops, back: desktops.back - 1 } })).toBeUndefined()
  })
})

describe('who did not come right', () => {
  it('is listed with the reason, counted with those that were not kept', () => {
    const failed = failedDay({ agents: 200 })
    const { rows, total } = unsettled(failed)
    expect(rows.map(({ who }) => who)).toEqual(['agent 1004'])
    expect(total).toBe(30)
    expect(reportPage(failed)).toContain('the desktop is POLLING since 02:00:12.000')
    expect(summaryMarkdown(failed)).toContain('### Who did not come right')
    expect(verdictText(failed, { colour: false, width: 100 })).toContain('30 not come right')
  })
})

describe('details of syslog', () => {
  it.each([
    ['CTI_CONNECTION_LOST', 1, 'CTI server B'],
    ['STANDBY_ACTIVE_EVENT', 0, 'CTI server A'],
    ['AWDB_NOT_ACCESSIBLE', 2, 'AWDB 2'],
    ['API_ERROR_DETAIL', 503, 'HTTP status 503'],
    ['OF_STATE_CHANGED', 0, 'the Notification Service has stopped'],
    ['FINESSE_MAINTENANCE_MODE', 0, 'accepted'],
    ['CONNECTED_TO_XMPP_SERVER', 0, ''],
  ])('of %s with %i read: %s', (message, detail, words) => {
    expect(syslogDetail(message, detail)).toBe(words)
  })
})
