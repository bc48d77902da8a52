import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createContactCenter } from '../../../src/sim/contact-center.ts'
import { assumedConstants, type ConstantName, releaseProfile, releases } from '../../../src/sim/domain/release.ts'
import { release116 } from '../../../src/sim/domain/releases/11.6.ts'
import { release150 } from '../../../src/sim/domain/releases/15.0.ts'
import { workloadOf } from '../workload.ts'

describe('release profiles', () => {
  it('have every constant in every release, each a whole number with a sentence and a source', () => {
    const names = Object.keys(release116)
    for (const release of releases) {
      const profile = releaseProfile(release)
      expect(Object.keys(profile)).toEqual([...names, 'release'])
      for (const name of names) expect(Number.isInteger(profile[name as ConstantName]), name).toBe(true)
    }
    for (const [name, { says, source, unit }] of Object.entries(release150)) {
      expect(says.length, name).toBeGreaterThan(10)
      expect(source, name).toMatch(/^(assumed|[A-Z])/)
      expect(unit === 'us', name).toBe(name.endsWith('Us') || /Us(Min|Max)$/.test(name))
    }
  })

  it('have no constant that nothing reads', () => {
    const sources = globSync('src/**/*.ts').filter((file) => !file.includes('domain/releases/'))
    const text = sources.map((file) => readFileSync(file, 'utf8')).join('\n')
    // As `profile.name`, out of a profile into a name of its own, or as a word in a list of them.
    const isRead = (name: string) => new RegExp(`\\.${name}\\b|[{,]\\s*${name}\\s*[,}]|'${name}'`).test(text)
    expect(Object.keys(release116).filter((name) => !isRead(name))).toEqual([])
    expect(isRead('noConstantOfThisName')).toBe(false)
  })

  it('differ where the releases do', () => {
    const over = (name: ConstantName) => releases.map((release) => releaseProfile(release)[name])
    expect(over('ctiVersion')).toEqual([20, 22, 23, 24, 25])
    expect(over('ctiDetectionUs')).toEqual([40e6, 40e6, 0, 0, 0])
    expect(over('ctiStandby')).toEqual([0, 0, 0, 1, 1])
    expect(over('desktopPollUs')).toEqual([10e6, 10e6, 20e6, 20e6, 20e6])
    expect(over('notificationPort')).toEqual([7443, 7443, 7443, 8445, 8445])
    expect(over('finesseMaintenance')).toEqual([0, 0, 0, 1, 1])
  })

  it('list what is assumed, with the reason', () => {
    const assumed = assumedConstants('12.5')
    expect(assumed).toContainEqual({
      name: 'questions to a CTI server that a node which loads has under way at once',
      value: '20',
      why: 'as many as threads that a healthy node has busy at most (Administration Guide 12.6, Perform Routine Maintenance)',
    })
    expect(assumed.map(({ name }) => name)).not.toContain('missed heartbeats that end a CTI link')
  })

  it('may be another for the agent PG', () => {
    const { topology, ...rest } = workloadOf({ release: '12.6' })
    const center = createContactCenter({ ...rest, topology: { ...topology, pgRelease: '11.6' } }, 'a seed')
    expect([center.profile.release, center.pgProfile.release]).toEqual(['12.6', '11.6'])
    expect(createContactCenter(workloadOf({ release: '15.0' }), 'a seed').pgProfile.release).toBe('15.0')
  })
})
