import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { SCHEMA_HINT, scenarioJsonSchemaText } from '../../src/scenarios/json-schema.ts'
import { loadScenario, reading } from '../../src/scenarios/load.ts'

const files = readdirSync('scenarios').filter((file) => file.endsWith('.yaml'))
const text = (file: string) => readFileSync(`scenarios/${file}`, 'utf8')
const load = (file: string) => loadScenario(`scenarios/${file}`, { read: reading((path) => readFileSync(path)) })

describe('the shipped scenarios', () => {
  it('are a dozen or more', () => {
    expect(files.length).toBeGreaterThanOrEqual(12)
  })

  it.each(files)('%s loads, says why, and says what must be true', (file) => {
    const scenario = load(file)
    expect(scenario.name).toBe(file.replace('.yaml', ''))
    expect(scenario.why.length).toBeGreaterThan(80)
    expect(scenario.expect.map(({ figure }) => figure)).toEqual(
      expect.arrayContaining(['lostCalls', 'oracleViolations']),
    )
  })

  it.each(files)('%s gives its own reason, and points editors at the schema', (file) => {
    expect(text(file).split('\n')[0]).toBe(SCHEMA_HINT)
    expect(parse(text(file))).toHaveProperty('why')
  })

  it.each(files)('%s has a calm in which everything can come to rest', (file) => {
    expect(load(file).workload.calmUs).toBeGreaterThanOrEqual(file === 'smoke.yaml' ? 120_000_000 : 300_000_000)
  })

  // The smoke test has calls of four seconds, so this estimate says nothing of it.
  it.each(files.filter((file) => file !== 'smoke.yaml'))('%s calls no more than its agents could take', (file) => {
    const { workload } = load(file)
    const { agents } = workload.topology
    const seconds = 75 + 15 + 5
    const offered = workload.traffic.flatMap(({ arrivals }) =>
      arrivals.kind === 'poisson' ? [arrivals.steps.find(({ perHour }) => perHour > 0)!.perHour] : [],
    )
    const erlangs = (offered.reduce((sum, perHour) => sum + perHour, 0) * seconds) / 3600
    expect(erlangs).toBeLessThan(agents * 0.85)
  })

  it('all mean different things', () => {
    expect(new Set(files.map((file) => load(file).hash)).size).toBe(files.length)
  })
})

describe('the JSON Schema', () => {
  it('in the repository is the one that the schema makes', () => {
    expect(readFileSync('schema/scenario.schema.json', 'utf8')).toBe(scenarioJsonSchemaText())
  })

  it('describes every key of the first level', () => {
    const { properties } = JSON.parse(scenarioJsonSchemaText()) as {
      properties: Record<string, { description?: string }>
    }
    const bare = Object.entries(properties).filter(([, { description }]) => description === undefined)
    expect(bare.map(([key]) => key)).toEqual([])
  })
})
