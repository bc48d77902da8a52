import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { catalogue } from '../../scripts/conformance.ts'
import { applied, edits } from './sabotage/edit.ts'
import { sabotages } from './sabotage/index.ts'

/** Areas whose every core behaviour is broken on purpose, to see that a test notices. */
const AREAS = [
  'cti-failover',
  'awdb-failover',
  'client-failover',
  'desktop',
  'fippa',
  'out-of-service',
  'pg-maintenance',
  'finesse-maintenance',
  'authentication',
  'agent-state',
  'notification',
  'supervisor',
  'dialog',
  'wrap-up',
  'services',
  'rest-api',
  'queues',
  'call-variables',
]
const root = new URL('../../', import.meta.url)

describe('an edit that breaks a behaviour', () => {
  it.each(sabotages.map((one) => [one.id, one.how, one] as const))('applies: %s, %s', (_id, _how, one) => {
    const text = readFileSync(new URL(one.file, root), 'utf8')
    expect(applied(one, text)).not.toBe(text)
  })

  it('is there for every core behaviour of these areas', () => {
    const broken = new Set(sabotages.map(({ id }) => id))
    const core = catalogue().filter(({ area, tier }) => tier === 'core' && AREAS.includes(area))
    expect(core.length).toBeGreaterThan(140)
    expect(core.map(({ id }) => id).filter((id) => !broken.has(id))).toEqual([])
  })

  it('breaks a behaviour of the catalogue', () => {
    const known = new Set(catalogue().map(({ id }) => id))
    expect(sabotages.map(({ id }) => id).filter((id) => !known.has(id))).toEqual([])
  })

  it('is an error when it does not apply any more, or in more places than one', () => {
    const [one] = edits('a.ts', ['CTI-01', 'It is wrong.', 'right', 'wrong'])
    expect(applied(one!, 'all right')).toBe('all wrong')
    expect(() => applied(one!, 'nothing')).toThrow('CTI-01: "right" is 0 times in a.ts, and not once')
    expect(() => applied(one!, 'right, right')).toThrow('CTI-01: "right" is 2 times in a.ts, and not once')
  })
})
