import { describe, expect, it } from 'vitest'
import { catalogue } from '../../scripts/conformance.ts'
import { readText } from '../../scripts/doc-tables.ts'
import type { Standing } from '../../src/scenarios/conformance/standing.ts'
import { ccsim } from '../cli/ccsim.ts'

const conformance = (...args: string[]) => ccsim(['conformance', ...args])
const json = async (...args: string[]) => JSON.parse((await conformance('--json', ...args)).out) as Standing[]

describe('ccsim conformance', () => {
  it('counts every behaviour of the catalogue once', async () => {
    const { exit, out, err } = await conformance()
    expect({ exit, err }).toEqual({ exit: 0, err: '' })
    const total = /^total .* (\d+) \/ (\d+) \/ (\d+)$/m.exec(out)!.slice(1).map(Number)
    expect(total.reduce((sum, n) => sum + n)).toBe(catalogue().length)
    for (const { area } of catalogue()) expect(out).toMatch(new RegExp(`^${area} `, 'm'))
  })

  it('--json has id, area, tier, status and by of each', async () => {
    const all = await json()
    expect(all.map(({ id }) => id)).toEqual(catalogue().map(({ id }) => id))
    for (const one of all) {
      expect(Object.keys(one)).toEqual(['id', 'area', 'tier', 'status', 'by'])
      expect(one.by.length > 0).toBe(one.status !== 'missing')
    }
    const proved = all.filter(({ status }) => status === 'proved').flatMap(({ by }) => by)
    expect(proved.filter((by) => !/^(scenario |test\/\S+\.test\.ts)/.test(by))).toEqual([])
  })

  it('--md is the table of the document', async () => {
    const text = readText('docs/conformance.md')
    const [totals, ...lists] = (await conformance('--md')).out.trim().split('\n\n### ')
    expect(text).toContain(`<!-- totals -->\n${totals}\n<!-- /totals -->`)
    expect(text).toContain(`### ${lists.join('\n\n### ')}\n<!-- /behaviours -->`)
  })

  it('--area lists one area, with what speaks for each behaviour', async () => {
    expect(new Set((await json('--area', 'supervisor')).map(({ area }) => area))).toEqual(new Set(['supervisor']))
    const { out } = await conformance('--area', 'supervisor')
    expect(out).toMatch(
      /^SUP-01 {2}core, proved\n {2}A supervisor may .*\n {4}test\/sim\/finesse\/supervisors.test.ts: /m,
    )
    expect(out).not.toMatch(/^total/m)
  })

  it('--missing lists only what nothing speaks for', async () => {
    const all = await json()
    const missing = all.filter(({ status }) => status === 'missing')
    expect(await json('--missing')).toEqual(missing)
    const listed = [...(await conformance('--missing')).out.matchAll(/^([A-Z]+-\d+) {2}\w+, (\w+)$/gm)]
    expect(listed.map(([, id]) => id)).toEqual(missing.map(({ id }) => id))
    expect(listed.filter(([, , status]) => status !== 'missing')).toEqual([])
  })

  it('--missing finds nothing in an area where all is named', async () => {
    const { out } = await conformance('--area', 'awdb-failover', '--missing')
    const missing = await json('--area', 'awdb-failover', '--missing')
    expect(out.match(/^AWDB-\d+ /gm) ?? []).toHaveLength(missing.length)
  })

  it('says which area was meant', async () => {
    expect(await conformance('--area', 'cti-failovr')).toEqual({
      exit: 6,
      out: '',
      err: '--area: there is no area "cti-failovr"; did you mean "cti-failover"?\n',
    })
  })

  it('is asked for one form at a time', async () => {
    expect((await conformance('--json', '--md')).exit).toBe(6)
  })

  it('has its own help', async () => {
    expect((await conformance('--help')).out).toMatch(/^Usage: ccsim conformance \[options\]\n/)
  })
})
